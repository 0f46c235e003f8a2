// The few system calls by which configuration files are read: never waiting (a pipe is no
// configuration) and never beyond a size.

import Glibc

/// What the system said.
struct SystemFault: Error, CustomStringConvertible {
    let code: Int32

    /// The system's own words.
    var description: String { String(cString: strerror(code)) }
}

enum FileBytes {
    /// The content of a regular file of at most `most` bytes; a larger one is refused by its size
    /// alone.
    static func read(_ path: String, most: Int) throws(Complaint) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(SystemFault(code: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(SystemFault(code: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable("it is not a regular file")
        }
        guard status.st_size <= most else { throw .tooLarge(status.st_size, most) }
        var failure: Int32 = 0
        // One byte more than the file had, to notice that it is growing.
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
            while count < buffer.count {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw .unreadable(SystemFault(code: failure)) }
        guard bytes.count <= most else { throw .tooLarge(bytes.count, most) }
        return bytes
    }
}

enum Directory {
    /// The names in a directory, sorted, without `.`, `..` and names of several lines, which no
    /// message could show.
    static func names(in path: String) throws(SystemFault) -> [String] {
        guard let stream = opendir(path) else { throw SystemFault(code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            let isShown = name != "." && name != ".." && !name.contains(where: \.isNewline)
            if isShown { names.append(name) }
        }
        return names.sorted()
    }
}
