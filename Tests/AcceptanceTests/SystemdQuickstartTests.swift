// systemd/quickstart as somebody runs it who has never seen duban: it shows notices, its advice
// works, it stops cleanly, and a second run tells nothing twice.

import Foundation
import TestSupport
import Testing

@Suite(.serialized, .waits) struct `The quickstart` {
    @Test func `two runs show notices as they are read and tell nothing twice`() throws {
        try LiveJournal.require()
        let state = URL(filePath: "/tmp/duban-qs-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: state) }
        for _ in 1...2 {
            let run = try Quickstart(state: state)
            let shown = try run.read(through: "Ctrl-C stops")
            for heading in [
                "The first mail", "Subject: ", "in the journal", "on the status socket",
            ] {
                #expect(shown.contains(heading), "\(shown)")
            }
            // One mail, at least one line of the journal and one event, each about a task of this
            // run.
            #expect(shown.matches(of: /task:quickstart-/).count >= 3, "\(shown)")
            let commands = shown.split(separator: "\n").filter { $0.contains("dubanctl --socket ") }
            #expect(commands.count == 3)
            for command in commands {
                let tried = try Oracle.run("/bin/sh", ["-c", String(command)])
                #expect(tried.status == 0, "\(command)\n\(tried.complaint)")
            }
            // A yellow and a red light arrive while one looks on.
            _ = try run.read(through: "【黄】")
            _ = try run.read(through: "【红】")
            #expect(try run.interrupt() == 0)
        }
        let ids = try Oracle.run(
            try Oracle.python(),
            ["-c", Self.ids, state.path + "/duban-quickstart/mail/" + NSUserName()]
        ).output.split(separator: "\n")
        #expect(ids.count > 6)
        #expect(Set(ids).count == ids.count)
    }

    private static let ids = """
        import mailbox, re, sys
        for message in mailbox.mbox(sys.argv[1], create=False):
            body = message.get_payload(decode=True).decode()
            for id in re.findall(r"\\b[0-9a-f]{32}\\b", body):
                print(id)
        """
}

/// A running quickstart whose output is read as it comes.
private final class Quickstart {
    private let process: ChildProcess
    private let output = Pipe()
    private var unread = Data()

    init(state: URL) throws {
        process = try ChildProcess(
            [Oracle.repository.appending(path: "systemd/quickstart").path],
            environment: ProcessInfo.processInfo.environment.merging(
                ["XDG_STATE_HOME": state.path, "DUBAN_PROGRAMS": try Programs.directory],
                uniquingKeysWith: { $1 }),
            output: output.fileHandleForWriting)
        try output.fileHandleForWriting.close()
    }

    deinit {
        process.signal(SIGTERM)
    }

    /// Waits until it has printed `mark`, and answers everything up to it that was not read before.
    func read(through mark: String) throws -> String {
        while true {
            if let found = unread.range(of: Data(mark.utf8)) {
                let text = String(decoding: unread[..<found.upperBound], as: UTF8.self)
                unread.removeSubrange(..<found.upperBound)
                return text
            }
            let bytes = output.fileHandleForReading.availableData
            let rest = String(decoding: unread, as: UTF8.self)
            try #require(!bytes.isEmpty, "it ended before it printed “\(mark)”: \(rest)")
            unread += bytes
        }
    }

    /// Presses Ctrl-C and answers the exit code.
    func interrupt() throws -> Int32 {
        process.signal(SIGINT)
        while !output.fileHandleForReading.availableData.isEmpty {}
        return process.wait().status
    }
}
