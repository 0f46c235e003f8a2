// Which files in a few directories appear, vanish, or change their owner, mode or name: inotify(7),
// so that what waits for another's hand need not ask again and again.

import Glibc

/// A descriptor that becomes readable when something changed, to be put under a read source.
///
/// Whoever holds the source owns the descriptor: `close()` belongs in its cancel handler.
package struct DirectoryChanges: Sendable {
    /// The inotify instance; non-blocking, close-on-exec.
    package let descriptor: Int32
    private let directories: [Int32: String]

    /// What is written into a file is no change: a mailbox is written all day.
    private static let events = UInt32(
        IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO)

    /// Begins to watch directories; one that cannot be read is left out.
    package init(in paths: [String]) throws(SystemError) {
        let flags = Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK)
        descriptor = inotify_init1(flags)
        guard descriptor >= 0 else { throw SystemError("watch directories") }
        var directories: [Int32: String] = [:]
        for path in paths {
            let watch = inotify_add_watch(descriptor, path, Self.events)
            if watch >= 0 { directories[watch] = path }
        }
        self.directories = directories
    }

    /// The paths that have changed since the last call. To be called when the descriptor is
    /// readable; nil: more has changed than the kernel can tell.
    package func drain() -> Set<String>? {
        var paths: Set<String> = []
        var isWhole = true
        let header = MemoryLayout<inotify_event>.size
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return isWhole ? paths : nil }
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset + header <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let name = bytes[(offset + header)...].prefix(Int(event.len)).prefix { $0 != 0 }
                    if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isWhole = false }
                    if let directory = directories[event.wd] {
                        paths.insert("\(directory)/\(String(decoding: name, as: UTF8.self))")
                    }
                    offset += header + Int(event.len)
                }
            }
        }
    }

    package func close() {
        Glibc.close(descriptor)
    }
}
