// Unix socket addresses and peers, and the listening socket of a service: opened safely at a path,
// or passed by the service manager.

import CSystemd
import Glibc

/// Why a socket cannot be used.
package enum SocketError: Error, Equatable, Sendable, CustomStringConvertible {
    case pathTooLong(String)
    case notASocket(String)
    case inUse(String)
    case notListening(Int32)
    case system(call: String, path: String, errno: Int32)

    package var description: String {
        switch self {
        // What sockaddr_un holds.
        case .pathTooLong(let path): "\(path): the path of a socket has at most 107 bytes"
        case .notASocket(let path): "\(path): exists and is not a socket"
        case .inUse(let path): "\(path): another process is serving it"
        case .notListening(let descriptor):
            "descriptor \(descriptor) is not a listening unix stream socket"
        case .system(let call, let path, let errno):
            "\(path): \(call): \(String(cString: strerror(errno)))"
        }
    }
}

/// The process that connected, as the kernel recorded it then (SO_PEERCRED of unix(7)).
package struct Peer: Sendable, CustomStringConvertible {
    /// The process; it may be gone.
    package let pid: Int32
    package let uid: UInt32

    package var description: String { "uid \(uid) (pid \(pid))" }
}

extension Peer {
    /// The peer of a connected unix socket, or nil when the kernel does not say.
    init?(ofSocket fileDescriptor: Int32) {
        var credentials = duban_peer()
        guard duban_peer_credentials(fileDescriptor, &credentials) == 0 else { return nil }
        self.init(pid: credentials.pid, uid: credentials.uid)
    }
}

func withUnixAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
) throws(SocketError) -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
        throw .pathTooLong(path)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}

/// A new unix stream socket, closed on exec. It is closed, too, when `prepare` throws.
func newUnixSocket(
    for path: String, isBlocking: Bool = true,
    prepare: (Int32) throws(SocketError) -> Void = { _ in }
) throws(SocketError) -> Int32 {
    let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue
    let descriptor = socket(AF_UNIX, Int32(isBlocking ? kind : kind | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw .system(call: "socket", path: path, errno: errno) }
    do throws(SocketError) {
        try prepare(descriptor)
    } catch {
        close(descriptor)
        throw error
    }
    return descriptor
}

/// Throws `errno` when `result`, that of `call`, is a failure.
func succeed(_ result: Int32, _ call: String, _ path: String) throws(SocketError) {
    guard result == 0 else { throw .system(call: call, path: path, errno: errno) }
}

/// A listening unix stream socket.
package struct ListeningSocket: Sendable {
    /// What stands in the file system on behalf of a socket that we opened.
    struct Entry: Sendable {
        let path: String
        let device: dev_t
        let inode: ino_t
        /// Held while the path is ours: of two daemons started at once, one must not take the
        /// other's socket for a stale one.
        let lock: Int32
    }

    let fileDescriptor: Int32
    let entry: Entry?

    /// Takes over a listening socket that somebody else opened, as systemd does (sd_listen_fds(3)).
    package init(passed fileDescriptor: Int32) throws(SocketError) {
        guard Self.option(SO_DOMAIN, of: fileDescriptor) == AF_UNIX,
            Self.option(SO_TYPE, of: fileDescriptor) == Int32(SOCK_STREAM.rawValue),
            Self.option(SO_ACCEPTCONN, of: fileDescriptor) == 1
        else { throw .notListening(fileDescriptor) }
        let flags = fcntl(fileDescriptor, F_GETFL)
        guard fcntl(fileDescriptor, F_SETFL, flags | O_NONBLOCK) == 0,
            fcntl(fileDescriptor, F_SETFD, FD_CLOEXEC) == 0
        else { throw .system(call: "fcntl", path: "descriptor \(fileDescriptor)", errno: errno) }
        self.fileDescriptor = fileDescriptor
        entry = nil
    }

    /// Listens at `path` for everybody (mode 0666: who may do what is decided call by call). A
    /// socket that nobody serves any more is replaced; `PATH.lock` stays beside it.
    package init(path: String) throws(SocketError) {
        let lock = try Self.lock(path)
        do throws(SocketError) {
            try Self.removeStale(path)
            fileDescriptor = try Self.listen(at: path)
        } catch {
            close(lock)
            throw error
        }
        var status = stat()
        lstat(path, &status)
        entry = Entry(path: path, device: status.st_dev, inode: status.st_ino, lock: lock)
    }

    /// Removes the socket from the file system, if it still is the one that we put there.
    func removeEntry() {
        guard let entry else { return }
        var status = stat()
        if lstat(entry.path, &status) == 0, status.st_dev == entry.device,
            status.st_ino == entry.inode
        {
            unlink(entry.path)
        }
    }

    private static func option(_ name: Int32, of fileDescriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(fileDescriptor, SOL_SOCKET, name, &value, &length) == 0 ? value : nil
    }

    private static func lock(_ path: String) throws(SocketError) -> Int32 {
        let lockPath = path + ".lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(call: "open", path: lockPath, errno: errno) }
        let result = duban_lock_file(descriptor)
        guard result == 0 else {
            close(descriptor)
            if result == -EAGAIN { throw .inUse(path) }
            throw .system(call: "lock", path: lockPath, errno: -result)
        }
        return descriptor
    }

    /// Unlinks a socket only when it refuses connections: nobody listens there.
    private static func removeStale(_ path: String) throws(SocketError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system(call: "stat", path: path, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
        let probe = try newUnixSocket(for: path, isBlocking: false)
        defer { close(probe) }
        let result = try withUnixAddress(path) { connect(probe, $0, $1) == 0 ? 0 : errno }
        guard result == ECONNREFUSED else {
            if result == 0 || result == EAGAIN { throw .inUse(path) }
            throw .system(call: "connect", path: path, errno: result)
        }
        try succeed(unlink(path), "unlink", path)
    }

    private static func listen(at path: String) throws(SocketError) -> Int32 {
        try newUnixSocket(for: path, isBlocking: false) { descriptor throws(SocketError) in
            try succeed(withUnixAddress(path) { bind(descriptor, $0, $1) }, "bind", path)
            // Between bind and listen nobody can connect, so nobody sees the mode before it is
            // right.
            try succeed(chmod(path, 0o666), "chmod", path)
            try succeed(Glibc.listen(descriptor, SOMAXCONN), "listen", path)
        }
    }
}
