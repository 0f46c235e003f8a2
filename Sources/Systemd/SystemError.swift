// The one error of this target: what was attempted and the errno it ended with.

import Glibc

/// A system call or a call of libsystemd that failed.
package struct SystemError: Error, Equatable, CustomStringConvertible {
    /// What was attempted, as a phrase that can follow "cannot": `open the journal`.
    package let attempt: String
    /// The positive errno.
    package let code: Int32

    /// The failure of `attempt` with the positive errno `code`; by default the calling thread's.
    package init(_ attempt: String, code: Int32 = errno) {
        self.attempt = attempt
        self.code = code
    }

    /// `cannot open the journal: Permission denied`
    package var description: String {
        "cannot \(attempt): \(String(cString: strerror(code)))"
    }
}

/// The answer of a call that reports failure as a negative errno, or that failure thrown.
func checked(_ attempt: @autoclosure () -> String, _ answer: Int32) throws(SystemError) -> Int32 {
    if answer < 0 { throw SystemError(attempt(), code: -answer) }
    return answer
}
