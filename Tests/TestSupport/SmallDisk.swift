// A disk that can be full.

import Foundation
import Glibc

/// A file system of a few megabytes in memory. It is mounted, so the tests run as root.
package final class SmallDisk: Sendable {
    /// Where it is mounted.
    package let path = NSTemporaryDirectory() + "duban-small-" + UUID().uuidString

    /// An empty one.
    package init(megabytes: Int = 1) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try SmallDisk.run(
            "mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=700", "tmpfs", path)
    }

    deinit {
        try? SmallDisk.run("umount", "--lazy", path)
        try? FileManager.default.removeItem(atPath: path)
    }

    private var ballast: String { path + "/ballast" }

    package func fill() throws {
        let file = open(ballast, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Oracle.Failure(description: "\(ballast): errno \(errno)") }
        defer { close(file) }
        for size in [1 << 20, 4096, 1] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(file, bytes, size) > 0 {}
        }
        guard errno == ENOSPC else {
            throw Oracle.Failure(description: "\(ballast): errno \(errno) instead of ENOSPC")
        }
    }

    package func free() throws {
        try FileManager.default.removeItem(atPath: ballast)
    }

    private static func run(_ arguments: String...) throws {
        guard try ChildProcess(arguments).wait() == .exit(0) else {
            throw Oracle.Failure(
                description: "\(arguments.joined(separator: " ")) failed; this test mounts a "
                    + "tmpfs and runs as root")
        }
    }
}
