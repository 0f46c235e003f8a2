// Sockets that the supervisor opened for this process: sd_listen_fds_with_names(3).

import CSystemd
import Glibc

/// The listening sockets that this process was started with, each under its `FileDescriptorName=`.
package enum PassedSockets {
    /// Takes the sockets over and gives the one of that name, made non-blocking and close-on-exec.
    ///
    /// Nil if none was passed, or to another process than this one (`LISTEN_PID`), or to a second
    /// call (the environment is cleared). Throws EEXIST if there are several, ENOTSOCK if it is not
    /// a listening unix stream socket.
    package static func takeListener(named name: String) throws(SystemError) -> Int32? {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        let count = try checked("take the passed sockets", sd_listen_fds_with_names(1, &names))
        defer {
            for index in 0..<Int(count) { free(names?[index]) }
            free(names)
        }
        let places = (0..<count).filter { place in
            names?[Int(place)].map { String(cString: $0) } == name
        }
        guard let place = places.first else { return nil }
        guard places.count == 1 else {
            throw SystemError("choose among several sockets named \(name)", code: EEXIST)
        }
        let socket = SD_LISTEN_FDS_START + place
        let attempt = "use the passed socket \(name)"
        guard try checked(attempt, sd_is_socket(socket, AF_UNIX, streamSocket, 1)) > 0 else {
            throw SystemError(attempt, code: ENOTSOCK)
        }
        guard fcntl(socket, F_SETFD, FD_CLOEXEC) == 0,
            fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK) == 0
        else { throw SystemError(attempt) }
        return socket
    }
}

/// SOCK_STREAM, which Glibc's headers declare as an enumeration.
private let streamSocket = Int32(SOCK_STREAM.rawValue)
