// A container with a real systemd (Tests/Container), and duban installed in it as an administrator
// would.

import Foundation
import TestSupport
import Testing

/// A booted container; it ends with this object.
final class SystemdContainer {
    private static let program = Oracle.repository.appending(path: "Tests/Container/container")
        .path
    private let directory: String

    /// Boots one over this machine's own files.
    init() throws {
        directory = "/tmp/duban-container-\(UUID().uuidString.prefix(8))"
        let started = try Oracle.run(Self.program, ["start", directory])
        try #require(started.status == 0, "no container can be booted: \(started.complaint)")
    }

    deinit {
        _ = try? Oracle.run(Self.program, ["stop", directory])
    }

    /// Runs a shell script in it and answers its status, output and complaints.
    func run(_ script: String) throws -> Oracle.Answer {
        try Oracle.run(
            Self.program, ["run", directory, "/bin/sh", "-euc", script],
            environment: ["LC_ALL": "C.UTF-8", "SYSTEMD_PAGER": "", "SYSTEMD_COLORS": "0"])
    }

    /// Runs a shell script that must succeed, and answers its output without the last line break.
    @discardableResult
    func succeed(
        _ script: String, at location: SourceLocation = #_sourceLocation
    ) throws -> String {
        let result = try run(script)
        if result.status != 0 {
            let log = try run("journalctl -b --no-hostname -n 40 -u 'duban*'").output
            try #require(
                result.status == 0, "\(script)\n\(result.output)\(result.complaint)\n\(log)",
                sourceLocation: location)
        }
        return result.output.trimmingCharacters(in: .newlines)
    }

    /// Puts a text into a file of the container.
    func write(_ text: String, to path: String) throws {
        try succeed("cat > \(path) <<'END-OF-FILE'\n\(text)\nEND-OF-FILE")
    }

    /// Returns when the journal has `count` entries that match `filter` and this pattern; fails
    /// after a minute.
    func waitForJournal(
        _ pattern: String, _ filter: String = "-u duban.service", count: Int = 1,
        at location: SourceLocation = #_sourceLocation
    ) throws {
        try succeed(
            "timeout 60 journalctl --follow --lines=all -o cat \(filter)"
                + " | grep -m \(count) -e '\(pattern)'",
            at: location)
    }
}
