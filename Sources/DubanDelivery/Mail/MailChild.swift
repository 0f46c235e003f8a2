// The program that writes mailboxes, run as a child where no service manager keeps it. The child
// has no right that its parent lacks, so an unprivileged one delivers to the parent's own account
// only.

import CSystemd
import Glibc
import Systemd

/// A running child. It ends when its standard input does, so it cannot outlive this process.
struct MailChild {
    private let process: pid_t
    /// Our end of the socket pair that is the child's standard input and output.
    private let lifeline: Int32

    /// Starts the program and waits until it says, by any output, that it listens; ten seconds at
    /// most.
    init(_ program: String, arguments: [String]) throws(SystemError) {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SystemError("make a socket pair")
        }
        lifeline = ends[0]
        do {
            defer { close(ends[1]) }
            process = try Self.spawn([program] + arguments, standardStreams: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(
            lifeline, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var byte: UInt8 = 0
        if read(lifeline, &byte, 1) != 1 {
            let status = end(violently: true)
            throw SystemError("start \(program) (its wait status is \(status))", code: ECHILD)
        }
    }

    /// Ends the child and answers its wait status. Gently: after what it is doing. Violently: at
    /// once, for a child that does not answer.
    @discardableResult
    func end(violently: Bool) -> Int32 {
        close(lifeline)
        if violently { kill(process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    private static func spawn(
        _ command: [String], standardStreams: Int32
    ) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardStreams, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, standardStreams, STDOUT_FILENO)
        duban_spawn_closing_from(&actions, STDERR_FILENO + 1)

        // A group of its own: Ctrl-C at a terminal is for the daemon, which then ends the child in
        // order.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))

        // What the service manager told this process about itself is not for the child.
        let names = ["PATH", "LANG", "LD_LIBRARY_PATH", "LIBDISPATCH_LOG"]
        let inherited = names.compactMap { (name: String) -> String? in
            getenv(name).map { "\(name)=\(String(cString: $0))" }
        }
        var process: pid_t = 0
        let code = withStringArray(command) { arguments in
            withStringArray(inherited) { environment in
                posix_spawn(&process, command[0], &actions, &attributes, arguments, environment)
            }
        }
        guard code == 0 else { throw SystemError("run \(command[0])", code: code) }
        return process
    }
}
