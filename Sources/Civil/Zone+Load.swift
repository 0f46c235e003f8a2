// Finding a zone's file by its name, as systemd and the C library do.

import Glibc

extension Zone {
    /// Where Debian keeps the compiled zones.
    package static let systemDirectory = "/usr/share/zoneinfo"

    /// The largest file that is read; the largest of the database has about 4 KiB.
    private static let fileBytesMax = 65_536

    /// Reads the compiled zone `name` below `directory`. `UTC` is known even when there is no such
    /// file.
    ///
    /// - Throws: `ZoneError`; a name can neither leave the directory nor make this wait (on a pipe,
    ///   say).
    package static func load(
        _ name: String, from directory: String = Zone.systemDirectory
    ) throws(ZoneError) -> Zone {
        if name == utc.name { return utc }
        return try Zone(name: name, tzif: data(name, from: directory))
    }

    /// The bytes of the compiled zone `name` below `directory`.
    package static func data(
        _ name: String, from directory: String = Zone.systemDirectory
    ) throws(ZoneError) -> [UInt8] {
        guard isName(name) else { throw .badName(name) }
        return try contents(of: "\(directory)/\(name)", name)
    }

    /// Whether `name` is a relative path of plain parts.
    private static func isName(_ name: String) -> Bool {
        let parts = name.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count < 256
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0.isLetter || $0.isDigit || "-_+".unicodeScalars.contains($0)
                    }
            }
    }

    private static func contents(of path: String, _ name: String) throws(ZoneError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT || errno == ENOTDIR
                ? .unknown(name) : .unreadable(name, code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(name, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unknown(name) }
        guard status.st_size <= fileBytesMax else {
            throw .malformed(name, reason: "it is larger than \(fileBytesMax) bytes")
        }
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            while count < buffer.count {
                let got = read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw .unreadable(name, code: failure) }
        return bytes
    }
}
