// Waiting for what another program does to files, without asking again and again: inotify(7).

import Glibc

/// Changes in a directory since the watch began.
package final class DirectoryWatch {
    private let descriptor: Int32

    /// Watches a directory that exists; files that are made, written, renamed or removed in it
    /// count.
    package init(_ directory: String) throws(Oracle.Failure) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        let events = UInt32(
            IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_ATTRIB)
        guard descriptor >= 0, inotify_add_watch(descriptor, directory, events) >= 0 else {
            throw Oracle.Failure(description: "\(directory): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Returns what `look` finds, asked at once and after every change; nil when it has found
    /// nothing for so long.
    package func first<Found>(
        within seconds: Int64, _ look: () throws -> Found?
    ) rethrows -> Found? {
        let end = DirectoryWatch.uptimeMilliseconds() + seconds * 1000
        while true {
            if let found = try look() { return found }
            let left = end - DirectoryWatch.uptimeMilliseconds()
            guard left > 0 else { return nil }
            var question = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            poll(&question, 1, Int32(left))
            drain()
        }
    }

    private func drain() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }

    private static func uptimeMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
