// Measures what duban promises about speed and size, on the programs as they are installed. A
// figure that depends on the machine stands beside one of the same machine.

import Foundation
import Glibc
import TestSupport

/// `duban-bench --programs DIR --repository DIR [--json FILE]`.
@main struct Bench {
    static func main() {
        do {
            let options = try Options(Array(CommandLine.arguments.dropFirst()))
            if let echo = options.echo { try Echo.serve(at: echo.path, reply: echo.reply) }
            let measurements = try run(options)
            print(Report(measurements).table)
            if let file = options.json {
                try Data((Report(measurements).json + "\n").utf8).write(
                    to: URL(fileURLWithPath: file))
            }
            exit(measurements.allSatisfy(\.isMet) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func run(_ options: Options) throws -> [Measurement] {
        var measurements = try CivilFigures.all(calendars: options.repository + "/config/calendars")
        measurements.append(try PreviewFigure.year(options))
        measurements.append(try DaemonFigures.startToFirstNotice(options))
        // Where no journald runs a daemon tries again and again, and is not idle; only root can
        // start one.
        if getuid() == 0 { try LiveJournal.require() }
        let daemon = try DaemonUnderTest(options)
        defer { daemon.stop() }
        try daemon.waitUntilIdle()
        measurements += try DaemonFigures.memory(of: daemon)
        measurements += try QueryFigures.all(daemon)
        try daemon.waitUntilIdle()
        measurements.append(try DaemonFigures.wakeUps(of: daemon))
        return measurements
    }
}

struct BenchFailure: Error, CustomStringConvertible {
    let description: String
}

struct Options {
    /// The directory of duband, duban-mail and dubanctl.
    private(set) var programs = ""
    /// The root of the repository, for the sample configuration.
    private(set) var repository = ""
    /// Where the figures go as JSON.
    private(set) var json: String?
    /// Be the echo server at a path, with a reply of so many bytes, instead of measuring.
    private(set) var echo: (path: String, reply: Int)?

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        func value(_ option: String) throws -> String {
            guard let value = rest.popFirst() else {
                throw BenchFailure(description: "\(option) needs a value")
            }
            return value
        }
        while let option = rest.popFirst() {
            switch option {
            case "--programs": programs = try value(option)
            case "--repository": repository = try value(option)
            case "--json": json = try value(option)
            case "--echo": echo = (try value(option), Int(try value(option)) ?? 0)
            default: throw BenchFailure(description: "unknown argument \(option)")
            }
        }
        guard echo != nil || (!programs.isEmpty && !repository.isEmpty) else {
            throw BenchFailure(
                description: "--programs and --repository are needed: run Tests/bench")
        }
    }
}

func uptime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

extension [Double] {
    /// The middle one of the values; of none, not a number.
    var median: Double {
        isEmpty ? .nan : sorted()[count / 2]
    }
}
