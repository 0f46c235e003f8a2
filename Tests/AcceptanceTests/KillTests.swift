// Never doubled, never lost: the real daemon is killed at random moments a hundred times while
// notices fall due, and mailboxes and journal are read by programs that nobody here wrote.

import Dispatch
import Foundation
import TestSupport
import Testing

@Suite(.serialized, .waits) struct `The real daemon, killed` {
    private static let lives = 100
    private static let people = 20

    @Test func `a hundred kills at random moments neither lose nor double a notice`() throws {
        try LiveJournal.require()
        let seed =
            ProcessInfo.processInfo.environment["DUBAN_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0..<1_000_000)
        print("DUBAN_SEED=\(seed)")
        var random = SeededGenerator(seed: seed)
        let accounts = try Accounts(Self.people)
        let since = Int(Date().timeIntervalSince1970)
        // Other daemons may write to the same journal: only notices of these tasks count.
        let stem = "kill\(UInt32.random(in: 0..<1_000_000))"
        let yaml = Self.configuration(accounts.names, stem: stem, from: since + 3)
        let daemon = try LiveDaemon(yaml)
        var killsBetween = 0
        for life in 0..<Self.lives {
            try daemon.launch()
            // One matter falls due each second: the kill comes at any moment while it is told.
            let due = Double(since + 3 + life)
            let moment = due + Double.random(in: 0.003..<0.09, using: &random)
            Self.wait(until: moment)
            try daemon.kill()
            let open = try Self.python(Self.unsettled, [daemon.state])
            if open != "0" { killsBetween += 1 }
        }
        print("\(killsBetween) of \(Self.lives) kills fell between claim and settle")
        #expect(killsBetween >= 30)
        Self.wait(until: Double(since + 3 + Self.lives))
        let patched = try Self.finish(daemon, stem: stem)
        let undisturbed = try LiveDaemon(yaml)
        let whole = try Self.finish(undisturbed, stem: stem)
        #expect(whole.mail.count == Self.people * Self.lives)
        for (name, once) in [("mail", patched.mail), ("journal", patched.journal)] {
            let doubled = once.filter { $0.value != 1 }.count
            let lost = whole.mail.keys.filter { once[$0] == nil }.count
            #expect(doubled == 0, "doubled in \(name), seed \(seed)")
            #expect(lost == 0, "lost in \(name), seed \(seed)")
            #expect(once.count == whole.mail.count, "strangers in \(name), seed \(seed)")
        }
    }

    /// Runs it until nothing is waiting, then reads what arrived: notice ids and how often each
    /// came.
    private static func finish(
        _ daemon: LiveDaemon, stem: String
    ) throws -> (mail: [String: Int], journal: [String: Int]) {
        try daemon.start()
        _ = try DirectoryWatch(daemon.state).first(within: 120) {
            try python(outstanding, [daemon.state]) == "0" ? true : nil
        }
        try daemon.stop()
        return (
            try counts(python(mailboxes, [daemon.spool])),
            try counts(python(journal, [stem]))
        )
    }

    private static func counts(_ text: String) throws -> [String: Int] {
        try JSONDecoder().decode([String: Int].self, from: Data(text.utf8))
    }

    /// The event is the instant itself (seconds since the epoch): the kill has to come then.
    private static func wait(until moment: Double) {
        let instant = timespec(
            tv_sec: Int(moment), tv_nsec: Int((moment - moment.rounded(.down)) * 1_000_000_000))
        let never = DispatchSemaphore(value: 0)
        _ = never.wait(wallTimeout: DispatchWallTime(timespec: instant))
    }

    private static func python(_ script: String, _ arguments: [String]) throws -> String {
        try Oracle.python(script, arguments).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    // MARK: The world

    private static func configuration(_ accounts: [String], stem: String, from first: Int) -> String
    {
        let people = accounts.enumerated().map { "  p\($0): { name: P\($0), account: \($1) }" }
        let all = accounts.indices.map { "p\($0)" }.joined(separator: ", ")
        let format = DateFormatter()
        format.timeZone = TimeZone(identifier: "UTC")
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let tasks = (0..<lives).map { life in
            let due = format.string(from: Date(timeIntervalSince1970: Double(first + life)))
            return """
                  \(stem)-\(life): { problem: problem \(life), measure: measure, lead: o,
                    owner: members, due: \(due), ladder: now }
                """
        }
        return """
            office: o
            timezone: UTC
            language: en
            first-pass: send
            calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 09:00 }
            posts: { members: members }
            people:
            \(people.joined(separator: "\n"))
            units:
              o: { name: Office, posts: { members: [\(all)] } }
            ladders:
              now: [{ at: due, tell: members, urgent: true, at-night: true }]
            tasks:
            \(tasks.joined(separator: "\n"))
            """
    }

    private static let unsettled = """
        import sqlite3, sys, os
        path = sys.argv[1] + "/ledger.sqlite"
        try:
            print(sqlite3.connect(path).execute(
                "select count(*) from claims where settled_at is null").fetchone()[0])
        except sqlite3.OperationalError:
            print(0)
        """

    private static let outstanding = """
        import sqlite3, sys
        base = sqlite3.connect(sys.argv[1] + "/ledger.sqlite", timeout=5)
        told = base.execute("select count(*) from notices").fetchone()[0]
        waiting = base.execute(
            "select count(*) from outbox where state in ('waiting', 'claimed')").fetchone()[0]
        print(waiting if told else 1)
        """

    private static let mailboxes = """
        import collections, glob, json, mailbox, re, sys
        seen = collections.Counter()
        for path in glob.glob(sys.argv[1] + "/*"):
            for message in mailbox.mbox(path, create=False):
                body = message.get_payload(decode=True).decode()
                seen.update(re.findall(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", body))
        print(json.dumps(seen))
        """

    private static let journal = """
        import collections, json, subprocess, sys
        lines = subprocess.run(
            ["journalctl", "-q", "-o", "json", "--since", "-20min",
             "--output-fields=DUBAN_NOTICE_ID,DUBAN_OBLIGATION", "SYSLOG_IDENTIFIER=duban"],
            capture_output=True, check=True, text=True).stdout.splitlines()
        entries = map(json.loads, lines)
        print(json.dumps(collections.Counter(
            entry["DUBAN_NOTICE_ID"] for entry in entries
            if entry.get("DUBAN_OBLIGATION", "").startswith("task:" + sys.argv[1] + "-"))))
        """
}
