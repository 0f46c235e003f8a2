// Writing to the terminal or pipe: whole lines, at once, so that a reader of `watch` sees each
// event as it comes and a full pipe never tears a line.

import Glibc

/// The two ways out.
enum Output {
    static func line(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// A line about what went wrong, or beside the answer.
    static func complain(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// Whether colours reach somebody who can see them and did not ask for none (no-color.org).
    static let isColoured: Bool = {
        let hasRefused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
        let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
        return isatty(STDOUT_FILENO) == 1 && !hasRefused && !isDumb
    }()

    /// Nobody is left to tell when this fails; the process ends as with any other program in a
    /// broken pipe.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        rest.append(UInt8(ascii: "\n"))
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                exit(EXIT_FAILURE)
            }
            rest = rest.dropFirst(count)
        }
    }
}
