// Child processes of the tests. Foundation's `Process` is not used: a child of it inherits what
// other threads open at that moment, and its `waitUntilExit` waits until nobody holds a descriptor
// that grandchildren inherit, a daemon among them.

import CSystemd
package import Foundation
import Glibc
import Synchronization
import Systemd

/// A program that runs beside the tests. It inherits its three streams and nothing else, and starts
/// with all signals unblocked; it is neither ended nor waited for when this object goes away.
package final class ChildProcess: Sendable {
    /// How a program ended.
    package enum Ending: Equatable, Sendable {
        /// It ended by itself with this code, 0 to 255.
        case exit(Int32)
        case signal(Int32)

        /// The exit code as a shell gives it: 128 + N for signal N.
        package var status: Int32 {
            switch self {
            case .exit(let code): code
            case .signal(let number): 128 + number
            }
        }
    }

    package let identifier: Int32
    private let ending = Mutex<Ending?>(nil)

    /// Starts `command`, whose first word is a path or a name that is looked up in PATH, with this
    /// environment (nil: that of the tests) and these streams (nil: /dev/null). `session`: it leads
    /// a session of its own. Throws when the program cannot be run.
    package init(
        _ command: [String], environment: [String: String]? = nil, input: FileHandle? = nil,
        output: FileHandle? = nil, complaint: FileHandle? = .standardError, session: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in zip(Int32(0)..., [input, output, complaint]) {
            if let stream {
                posix_spawn_file_actions_adddup2(&actions, stream.fileDescriptor, number)
            } else {
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            }
        }
        duban_spawn_closing_from(&actions, STDERR_FILENO + 1)

        // The threads of libdispatch, on which tests run, block most signals.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags) | (session ? Self.setsid : 0))

        let variables = (environment ?? ProcessInfo.processInfo.environment)
            .map { "\($0.key)=\($0.value)" }
        var identifier: pid_t = 0
        let code = withStringArray(command) { arguments in
            withStringArray(variables) { environment in
                posix_spawnp(&identifier, command[0], &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else {
            throw Oracle.Failure(
                description: "\(command[0]): \(String(cString: strerror(code))); ./Tests/run "
                    + "installs what the tests need")
        }
        self.identifier = identifier
    }

    /// POSIX_SPAWN_SETSID of glibc, which Swift's Glibc module lacks.
    private static let setsid: Int16 = 0x80

    /// Waits until it has ended, and answers how. Any number of threads may wait.
    @discardableResult
    package func wait() -> Ending {
        var information = siginfo_t()
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {
        }
        return reap(0) ?? .exit(0)
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool { reap(WNOHANG) == nil }

    /// Sends it a signal; nothing if it has ended.
    package func signal(_ number: Int32) {
        if isRunning { kill(identifier, number) }
    }

    /// Sends it a signal and waits until it has ended.
    @discardableResult
    package func end(_ number: Int32 = SIGTERM) -> Ending {
        signal(number)
        return wait()
    }

    private func reap(_ options: Int32) -> Ending? {
        ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            guard waitpid(identifier, &status, options) == identifier else { return nil }
            // WIFEXITED and its like are macros that Swift does not see.
            ending = status & 0x7f == 0 ? .exit(status >> 8 & 0xff) : .signal(status & 0x7f)
            return ending
        }
    }
}
