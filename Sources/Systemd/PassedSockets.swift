// Sockets that the supervisor opened for this process: sd_listen_fds_with_names(3).

import CSystemd
import Glibc

/// The listening sockets that this process was started with, each under its `FileDescriptorName=`.
package struct PassedSockets: Sendable {
    private let descriptors: [(name: String, descriptor: Int32)]

    /// Takes the sockets over: a second call, or a child, finds none (the environment is cleared).
    ///
    /// Empty if none were passed, or to another process than this one (`LISTEN_PID`).
    package static func take() throws(SystemError) -> PassedSockets {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = try checked("take the passed sockets", sd_listen_fds_with_names(1, &names))
        defer {
            for index in 0..<Int(count) { free(names?[index]) }
            free(names)
        }
        let taken = (0..<count).map { index in
            (
                name: names?[Int(index)].map { String(cString: $0) } ?? "",
                descriptor: SD_LISTEN_FDS_START + index
            )
        }
        return PassedSockets(descriptors: taken)
    }

    /// The one socket of that name, made non-blocking and close-on-exec, or nil if none was passed.
    ///
    /// Throws EEXIST if there are several, ENOTSOCK if it is not a listening unix stream socket.
    package func listener(named name: String) throws(SystemError) -> Int32? {
        let named = descriptors.filter { $0.name == name }
        guard let first = named.first?.descriptor else { return nil }
        guard named.count == 1 else {
            throw SystemError("choose among several sockets named \(name)", code: EEXIST)
        }
        let attempt = "use the passed socket \(name)"
        guard try checked(attempt, sd_is_socket(first, AF_UNIX, streamSocket, 1)) > 0 else {
            throw SystemError(attempt, code: ENOTSOCK)
        }
        guard fcntl(first, F_SETFD, FD_CLOEXEC) == 0,
            fcntl(first, F_SETFL, fcntl(first, F_GETFL) | O_NONBLOCK) == 0
        else { throw SystemError(attempt) }
        return first
    }
}

/// SOCK_STREAM, which Glibc's headers declare as an enumeration.
private let streamSocket = Int32(SOCK_STREAM.rawValue)
