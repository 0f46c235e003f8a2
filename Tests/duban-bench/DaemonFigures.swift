// What the daemon costs: its start, its memory, its rest.

import Foundation
import Glibc
import Varlink

/// Figures of the daemon as a process.
enum DaemonFigures {
    /// From the start of the process to the first notice at a subscriber.
    static func startToFirstNotice(_ options: Options) throws -> Measurement {
        var seconds: [Double] = []
        for _ in 0..<5 {
            let daemon = try DaemonUnderTest(options, urgently: true)
            defer { daemon.stop() }
            var events = try daemon.connect().callMore("io.duban.Status.Subscribe", ["after": 0])
            while let reply = try events.next() {
                guard reply["event"]?["kind"]?.string != "notice" else { break }
            }
            seconds.append(uptime() - daemon.started)
        }
        return Measurement("start to the first notice", seconds.median, "s", .atMost(0.3))
    }

    /// Memory that is the process's own, and all that is resident, at rest.
    static func memory(of daemon: DaemonUnderTest) throws -> [Measurement] {
        let anonymous = try kilobytes("RssAnon", daemon.pid)
        let resident = try kilobytes("VmRSS", daemon.pid)
        return [
            Measurement("RssAnon at rest", anonymous / 1024, "MiB", .atMost(6)),
            Measurement("RSS at rest", resident / 1024, "MiB"),
        ]
    }

    /// How often its threads ran in a minute in which nothing was to be done. No watchdog asks
    /// here.
    static func wakeUps(of daemon: DaemonUnderTest) throws -> Measurement {
        // The threads that the work before has called up end when they have been idle for a while.
        rest(seconds: 15)
        let before = try switches(daemon.pid)
        rest(seconds: 60)
        let after = try switches(daemon.pid)
        let ran = after.reduce(0) { $0 + $1.value - (before[$1.key] ?? 0) }
        let ended = before.keys.count { after[$0] == nil }
        return Measurement("wake-ups in an idle minute", ran + Double(ended), "", .atMost(0))
    }

    /// Sleeps on when a signal (a child that ends) interrupts.
    private static func rest(seconds: UInt32) {
        var left = seconds
        while left > 0 { left = sleep(left) }
    }

    private static func kilobytes(_ name: String, _ pid: Int32) throws -> Double {
        try field(name, in: "/proc/\(pid)/status")
    }

    /// How often each thread has given up the processor.
    private static func switches(_ pid: Int32) throws -> [String: Double] {
        var counts: [String: Double] = [:]
        for thread in try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task") {
            counts[thread] = try field(
                "voluntary_ctxt_switches", in: "/proc/\(pid)/task/\(thread)/status")
        }
        return counts
    }

    /// The number behind `name:` at the beginning of a line.
    private static func field(_ name: String, in path: String) throws -> Double {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
            let digits = line.dropFirst(name.count + 1).filter(\.isNumber)
            if let number = Double(digits) { return number }
        }
        throw BenchFailure(description: "\(path) has no \(name)")
    }
}
