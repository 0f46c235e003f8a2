// The state directory: nobody else's eyes, and one process at a time. The lock is flock(2), which
// the kernel drops with the process, so that a crash leaves nothing to clean up.

import Glibc

/// A directory of mode 0700 that this process holds alone for as long as the value lives.
final class StateDirectory: Sendable {
    let path: String
    private let directory: Int32
    private let lock: Int32

    /// Makes the directory if it is missing (its parent is not), and takes the lock.
    init(path: String) throws(LedgerError) {
        self.path = path
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(path) }
        directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw .system(path) }
        do throws(LedgerError) {
            try makePrivate(directory, path, mode: 0o700)
            lock = try openPrivate("lock", in: directory, path)
        } catch {
            Glibc.close(directory)
            throw error
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let failure: LedgerError =
                errno == EWOULDBLOCK
                ? .locked(directory: path, pid: readHolder(lock)) : .system(path)
            Glibc.close(lock)
            Glibc.close(directory)
            throw failure
        }
        writeHolder(lock)
    }

    deinit {
        // Closing alone does not, as long as a child that another thread is starting has a copy.
        flock(lock, LOCK_UN)
        Glibc.close(lock)
        Glibc.close(directory)
    }

    /// The path of a file in the directory, made empty and of mode 0600 if it is missing. SQLite
    /// gives the files beside a database the mode of the database.
    func file(_ name: String) throws(LedgerError) -> String {
        Glibc.close(try openPrivate(name, in: directory, path))
        return "\(path)/\(name)"
    }

    /// Removes a file of the directory if it is there.
    func remove(_ name: String) throws(LedgerError) {
        guard unlinkat(directory, name, 0) == 0 || errno == ENOENT else {
            throw .system("\(path)/\(name)")
        }
    }
}

extension LedgerError {
    /// The failure of the last system call, concerning `path`.
    fileprivate static func system(_ path: String) -> LedgerError {
        errno == ENOSPC
            ? .full(path: path) : .unusable(path: path, why: String(cString: strerror(errno)))
    }
}

private func openPrivate(
    _ name: String, in directory: Int32, _ parent: String
) throws(LedgerError) -> Int32 {
    let path = "\(parent)/\(name)"
    let file = openat(directory, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system(path) }
    do throws(LedgerError) {
        try makePrivate(file, path, mode: 0o600)
    } catch {
        Glibc.close(file)
        throw error
    }
    return file
}

/// Takes away what others may do; a file of somebody else is not ours to mend.
private func makePrivate(_ file: Int32, _ path: String, mode: mode_t) throws(LedgerError) {
    var status = stat()
    guard fstat(file, &status) == 0 else { throw .system(path) }
    guard status.st_uid == geteuid() else {
        throw .unusable(
            path: path, why: "it belongs to uid \(status.st_uid), and this is uid \(geteuid())")
    }
    guard status.st_mode & 0o777 == mode || fchmod(file, mode) == 0 else { throw .system(path) }
}

/// Leaves the process's number for the message of whoever comes second. A courtesy: the lock holds
/// without it, on a full disk too.
private func writeHolder(_ lock: Int32) {
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(lock, 0) == 0 { _ = pwrite(lock, text, text.count, 0) }
}

private func readHolder(_ lock: Int32) -> Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(lock, &text, text.count, 0)
    guard count > 0 else { return nil }
    let line = text[..<count].prefix { $0 != UInt8(ascii: "\n") }
    return Int32(String(decoding: line, as: UTF8.self))
}
