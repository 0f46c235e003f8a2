// The state directory: nobody else's eyes, and one process at a time. The lock is flock(2), which
// the kernel drops with the process, so that a crash leaves nothing to clean up.

import Glibc

/// A directory of mode 0700 that this process holds alone for as long as the value lives.
final class StateDirectory: Sendable {
    let path: String
    private let directory: PrivateFile
    private let lock: PrivateFile

    /// Makes the directory if it is missing (its parent is not), and takes the lock.
    init(path: String) throws(LedgerError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(path) }
        directory = try PrivateFile(
            open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), path, mode: 0o700)
        lock = try PrivateFile("lock", in: directory, path)
        guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw errno == EWOULDBLOCK
                ? .locked(directory: path, pid: lock.writtenNumber) : .system(path)
        }
        // For the message of whoever comes second. A courtesy: the lock holds without it, on a full
        // disk too.
        lock.write(number: getpid())
    }

    deinit {
        // Closing alone does not, as long as a child that another thread is starting has a copy.
        flock(lock.descriptor, LOCK_UN)
    }

    /// The path of a file in the directory, made empty and of mode 0600 if it is missing. SQLite
    /// gives the files beside a database the mode of the database.
    func file(_ name: String) throws(LedgerError) -> String {
        _ = try PrivateFile(name, in: directory, path)
        return "\(path)/\(name)"
    }

    /// Removes a file of the directory if it is there.
    func remove(_ name: String) throws(LedgerError) {
        guard unlinkat(directory.descriptor, name, 0) == 0 || errno == ENOENT else {
            throw .system("\(path)/\(name)")
        }
    }
}

/// An open file that others may do nothing with, closed with the value.
private final class PrivateFile: Sendable {
    let descriptor: Int32

    /// Takes what open(2) answered for `path`, and takes away what others may do; a file of
    /// somebody else is not ours to mend.
    init(_ opened: Int32, _ path: String, mode: mode_t) throws(LedgerError) {
        descriptor = opened
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw .system(path) }
        guard status.st_uid == geteuid() else {
            throw .unusable(
                path: path,
                why: "it belongs to uid \(status.st_uid), and this is uid \(geteuid()); "
                    + LedgerError.belonging)
        }
        guard status.st_mode & 0o777 == mode || fchmod(descriptor, mode) == 0 else {
            throw .system(path)
        }
    }

    /// Opens a file of the directory, or makes it.
    convenience init(
        _ name: String, in directory: PrivateFile, _ parent: String
    ) throws(LedgerError) {
        let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
        let opened = openat(directory.descriptor, name, flags, 0o600)
        try self.init(opened, "\(parent)/\(name)", mode: 0o600)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func write(number: Int32) {
        let text = Array("\(number)\n".utf8)
        if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
    }

    var writtenNumber: Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        let line = text.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
        return Int32(String(decoding: line, as: UTF8.self))
    }
}

extension LedgerError {
    /// The failure of the last system call, concerning `path`.
    static func system(_ path: String) -> LedgerError {
        let number = errno
        let why = String(cString: strerror(number))
        return switch number {
        case ENOSPC: .full(path: path)
        case EACCES, EPERM: .unusable(path: path, why: "\(why); \(belonging)")
        default: .unusable(path: path, why: why)
        }
    }

    /// What to do about files that somebody else's copy or restoration has left.
    fileprivate static var belonging: String {
        "the state belongs to the account that runs duband: chown -R it, or restore with duband "
            + "--restore"
    }
}
