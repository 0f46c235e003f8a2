// A duband of its own for the figures: the sample configuration in a directory of its own, every
// account the current user's.

import Foundation
import Glibc
import TestSupport
import Varlink

final class DaemonUnderTest {
    let options: Options
    private let home: URL
    private let process: ChildProcess
    /// When it was started, by `uptime()`.
    let started: Double

    var socket: String { home.appendingPathComponent("status.sock").path }
    var pid: Int32 { process.identifier }

    /// Starts one on a new state. `urgently` gives it a task that is told of the moment it is seen.
    init(_ options: Options, urgently: Bool = false) throws {
        self.options = options
        home = FileManager.default.temporaryDirectory.appendingPathComponent(
            "duban-bench-\(UUID().uuidString.prefix(8))")
        for part in ["state", "mail"] {
            try FileManager.default.createDirectory(
                at: home.appendingPathComponent(part), withIntermediateDirectories: true)
        }
        try Self.deriveConfiguration(in: home, options, urgently: urgently)
        started = uptime()
        process = try ChildProcess(
            [
                options.programs + "/duband", "--config", home.path + "/config/duban.yaml",
                "--state", home.path + "/state", "--mail-spool", home.path + "/mail",
                "--socket", home.path + "/status.sock",
                "--mail-helper", options.programs + "/duban-mail",
            ], complaint: nil)
    }

    private static func deriveConfiguration(
        in home: URL, _ options: Options, urgently: Bool
    ) throws {
        let config = home.appendingPathComponent("config")
        try FileManager.default.copyItem(
            at: URL(fileURLWithPath: options.repository + "/config"), to: config)
        let people = config.appendingPathComponent("conf.d/people.yaml")
        let text = try String(contentsOf: people, encoding: .utf8)
        try Data(text.replacing(/account: [a-z]+/, with: "account: '\(NSUserName())'").utf8)
            .write(to: people)
        let main = config.appendingPathComponent("duban.yaml")
        let rules = try String(contentsOf: main, encoding: .utf8)
        try Data(rules.replacing("first-pass: hold", with: "first-pass: send").utf8).write(to: main)
        guard urgently else { return }
        let urgent = """
            ladders:
              bench: [{ at: start, tell: owner, urgent: true, at-night: true }]
            tasks:
              bench: { problem: bench, measure: bench, lead: gongwei, owner: secretary,
                due: 2199-01-01, ladder: bench }

            """
        try Data(urgent.utf8).write(to: config.appendingPathComponent("conf.d/bench.yaml"))
    }

    /// A client, as soon as the daemon listens.
    func connect() throws -> Client {
        let patience = uptime() + 10
        while uptime() < patience, process.isRunning {
            if let client = try? Client(path: socket) { return client }
            usleep(500)
        }
        throw BenchFailure(description: "duband does not listen at \(socket)")
    }

    /// Returns when nothing is left to deliver and nothing falls due for the next minute or more.
    func waitUntilIdle() throws {
        let client = try connect()
        let patience = uptime() + 120
        while uptime() < patience {
            let overview = try client.call("io.duban.Status.GetOverview")
            let isBusy = (overview["outbox"]?.array ?? []).contains { line in
                ["waiting", "sending", "retrying"].contains(line["state"]?.string)
            }
            let now = overview["nowUSec"]?.integer ?? 0
            let nextLook = overview["nextLookUSec"]?.integer ?? .max
            if !isBusy, nextLook - now > 70_000_000 { return }
            usleep(200_000)
        }
        throw BenchFailure(description: "duband finds no rest: see its status at \(socket)")
    }

    /// Ends it and removes its directory.
    func stop() {
        process.end()
        try? FileManager.default.removeItem(at: home)
    }
}
