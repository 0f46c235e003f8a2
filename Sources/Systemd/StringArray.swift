// Swift strings as execve(2) and its kin take them.

import Glibc

/// Lends the strings as the null-terminated array that exec(3) and posix_spawn(3) take, for the
/// time of `body`.
package func withStringArray<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
