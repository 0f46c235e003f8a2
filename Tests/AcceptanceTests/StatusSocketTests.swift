// The status socket of the real daemon, asked by clients that nobody here wrote and by accounts
// with and without rights.

import Foundation
import TestSupport
import Testing
import Varlink

@Suite(.serialized, .waits) struct `The status socket of the real daemon` {
    private let accounts: [String]
    private let keeper: Accounts
    private let daemon: LiveDaemon

    /// An office with one clerk, a bureau and a school, each with a liaison of its own account.
    init() throws {
        keeper = try Accounts(4)
        accounts = keeper.names
        daemon = try LiveDaemon(Self.yaml(accounts))
        try daemon.start()
    }

    static func yaml(_ accounts: [String], least: Int = 1) -> String {
        """
        office: office
        timezone: Asia/Shanghai
        language: en
        calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 09:00 }
        posts: { liaison: liaison }
        people:
          clerk: { name: Clerk, account: \(accounts[0]) }
          tester: { name: The account of this test, account: root }
          bureau-liaison: { name: Bureau liaison, account: \(accounts[1]) }
          school-liaison: { name: School liaison, account: \(accounts[2]) }
        units:
          office: { name: Office, posts: { liaison: [clerk, tester] } }
          bureau: { name: Bureau, parent: office, posts: { liaison: bureau-liaison } }
          school: { name: School, parent: office, posts: { liaison: school-liaison } }
        sets:
          all: { children-of: office }
        ladders:
          plain:
            - { at: start, tell: liaison, urgent: true, at-night: true }
            - { at: +1wd, tell: liaison, light: red }
        quotas:
          info: { name: information, for: all, each: month, least: \(least), due: last day,
            ladder: plain }
        sessions:
          study: { name: study, for: all, each: quarter, least: 1, due: last day, ladder: plain,
            evidence: [plan, record] }
        tasks:
          t1: { problem: a problem, measure: a measure, lead: bureau, owner: liaison,
            due: 2099-12-31, ladder: plain }
        """
    }

    @Test func `Python's client reads every interface`() throws {
        let address = "unix:\(daemon.socket)"
        let info = try python("info", address)
        for name in [
            "io.duban.Status", "io.duban.Ledger", "io.duban.Manager", "org.varlink.service",
        ] {
            #expect(info.contains(name))
        }
        for name in ["io.duban.Status", "io.duban.Ledger", "io.duban.Manager"] {
            #expect(try python("help", "\(address)/\(name)").contains("interface \(name)"))
        }
        let overview = try json(python("call", "\(address)/io.duban.Status.GetOverview", "{}"))
        #expect(overview["delivery"]?.string == "live")
        #expect(overview["counts"]?.array?.isEmpty == false)
        let list = try python("call", "-m", "\(address)/io.duban.Status.List", "{}")
        #expect(list.contains("task:t1"))
        let refused = try python(
            "call", "\(address)/io.duban.Status.Get", #"{"key": "task:nothing"}"#)
        #expect(refused.contains("NoSuchObligation"))
    }

    @Test func `a shell line is enough`() throws {
        let answer = try Oracle.run(
            "/bin/sh",
            [
                "-c",
                #"printf '{"method":"io.duban.Status.GetOverview"}\0' | "#
                    + "socat -t1 - UNIX-CONNECT:\(daemon.socket) | tr '\\0' '\\n'",
            ])
        #expect(try json(answer.output)["parameters"]?["version"]?.string != nil)
    }

    @Test func `dubanctl records, answers which period it was, and refuses with a reason`() throws {
        let clerk = accounts[0]
        let submitted = try daemon.ctl("submit", "info/bureau", "--json", user: clerk)
        #expect(submitted.status == 0, "\(submitted.complaint)")
        let answer = try json(submitted.output)
        #expect(answer["obligation"]?.string?.hasPrefix("info/bureau/") == true)
        #expect(answer["state"]?.string == "met")
        let key = try #require(answer["obligation"]?.string)
        #expect(try daemon.ctl("withdraw", key, user: clerk).status == 1)
        #expect(try daemon.ctl("withdraw", key, "--reason", "wrong", user: clerk).status == 0)
        let shown = try json(daemon.ctl("show", key, "--json").output)
        #expect(shown["obligation"]?["state"]?.string == "open")
        #expect(shown["obligation"]?["episode"]?.integer == 1)
        let undated = try daemon.ctl("submit", "study/bureau", user: clerk)
        #expect(undated.status == 1)
        #expect(undated.complaint.contains("--held"))
        #expect(try daemon.ctl("close", "task:t1", "--reason", "seen", user: clerk).status == 0)
        #expect(try daemon.ctl("close", "task:t1", "--reason", "again", user: clerk).status == 1)
        #expect(
            try daemon.ctl(
                "reopen", "task:t1", "--because", "relapse", "--reason", "back", user: clerk
            ).status == 0)
        #expect(try daemon.ctl("show", "task:nothing").status == 1)
        #expect(try daemon.ctl("no-such-verb").status == 2)
    }

    @Test func `a post's holder records for the own unit, others are refused`() throws {
        let (bureau, school, stranger) = (accounts[1], accounts[2], accounts[3])
        #expect(try daemon.ctl("submit", "info/bureau", user: bureau).status == 0)
        for other in [school, stranger] {
            let unseen = try daemon.ctl("submit", "info/bureau", user: other)
            #expect(unseen.status == 1)
            #expect(unseen.complaint.contains("info/bureau: no such obligation"))
            #expect(!unseen.complaint.contains("Possible now"))
        }
        let closing = try daemon.ctl("close", "task:t1", "--reason", "mine", user: bureau)
        #expect(closing.status == 1)
        #expect(closing.complaint.contains("only the office may close"))
        #expect(closing.complaint.contains("Possible now: submit"))
        #expect(try daemon.ctl("reload", user: bureau).status == 1)
        #expect(try daemon.ctl("reload", user: accounts[0]).status == 0)
        #expect(try String(contentsOfFile: daemon.log, encoding: .utf8).contains("refused to uid"))
    }

    @Test func `reading is whole for the own subtree and counts for others`() throws {
        let (bureau, stranger) = (accounts[1], accounts[3])
        let own = try daemon.ctl("list", "--json", user: bureau).output
        #expect(own.contains("info/bureau/") && !own.contains("info/school/"))
        #expect(try daemon.ctl("show", "task:t1", user: bureau).status == 0)
        let unseen = try daemon.ctl("show", "task:t1", user: stranger)
        #expect(unseen.status == 1)
        #expect(unseen.complaint.contains("no obligation “task:t1” is known"))
        let counts = try json(daemon.ctl("status", "--json", user: stranger).output)["counts"]?
            .array
        #expect(counts?.contains { $0["kind"]?.string == "task" } == true)
        #expect(try daemon.ctl("list", "--json", user: accounts[0]).output.contains("info/school/"))
    }

    @Test func `an overview counts everything, in however many turns`() throws {
        let tasks = (0..<700).map { number in
            """
              x\(number): { problem: p, measure: m, lead: bureau, owner: liaison,
                due: 2099-12-31, ladder: plain }
            """
        }
        let many = try LiveDaemon(Self.yaml(accounts) + "\n" + tasks.joined(separator: "\n"))
        try many.start()
        let counts = try json(many.ctl("status", "--json").output)["counts"]?.array ?? []
        let counted = counts.filter { $0["kind"]?.string == "task" }
            .compactMap { $0["count"]?.integer }.reduce(0, +)
        #expect(counted == 701)
    }

    @Test func `subscribers replay from a number and then hear what happens`() throws {
        let first = try daemon.ctl("submit", "info/bureau", user: accounts[0])
        try #require(first.status == 0)
        let client = try Client(path: daemon.socket)
        var events = try client.callMore("io.duban.Status.Subscribe", ["after": 0])
        let greeting = try events.next()
        let ready = try #require(greeting)
        #expect(ready["ready"]?.bool == true)
        let last = try #require(ready["sequence"]?.integer)
        var sequences: [Int64] = []
        while sequences.last != last, let next = try events.next() {
            sequences.append(try #require(next["event"]?["sequence"]?.integer))
        }
        #expect(sequences == Array(1...last))
        let second = try daemon.ctl("submit", "info/school", user: accounts[0])
        try #require(second.status == 0)
        var expected = last
        while true {
            let next = try events.next()
            let live = try #require(next?["event"])
            expected += 1
            #expect(live["sequence"]?.integer == expected)
            // Notices of the start, and the first entry, may still have been on their way.
            guard live["obligation"]?.string?.hasPrefix("info/school/") == true,
                live["kind"]?.string == "entry"
            else { continue }
            return
        }
    }

    @Test func `a subscriber that does not read is told of the gap, others miss nothing`() throws {
        let slow = try Client(path: daemon.socket)
        var unread = try slow.callMore("io.duban.Status.Subscribe")
        _ = try unread.next()
        let writer = try Client(path: daemon.socket)
        let reason = String(repeating: "x", count: 900)
        for _ in 0..<1500 {
            _ = try writer.call(
                "io.duban.Ledger.Record",
                ["verb": "submit", "obligation": "info/school", "reason": .string(reason)])
            _ = try writer.call(
                "io.duban.Ledger.Record",
                ["verb": "withdraw", "obligation": "info/school", "reason": "again"])
        }
        let overview = try writer.call("io.duban.Status.GetOverview")
        let last = try #require(overview["sequence"]?.integer)
        var (seen, gaps, end) = ([Int64](), 0, Int64(0))
        while end < last, let next = try unread.next() {
            if let sequence = next["event"]?["sequence"]?.integer {
                seen.append(sequence)
                end = sequence
            } else {
                gaps += 1
                #expect(next["gapFrom"]?.integer == end + 1)
                end = try #require(next["gapThrough"]?.integer)
            }
        }
        #expect(gaps > 0)
        #expect(seen == seen.sorted() && Set(seen).count == seen.count)
        var replay = try writer.callMore("io.duban.Status.Subscribe", ["after": 0])
        _ = try replay.next()
        for expected in 1...last {
            let event = try replay.next()
            #expect(event?["event"]?["sequence"]?.integer == expected)
        }
    }

    @Test func `a bad charter leaves the old one in force and says so`() throws {
        let clerk = accounts[0]
        let before = try json(daemon.ctl("status", "--json").output)["charterHash"]?.string
        try daemon.write(Self.yaml(accounts).replacing("lead: bureau", with: "lead: bureua"))
        let refused = try daemon.ctl("reload", user: clerk)
        #expect(refused.status != 0)
        #expect(refused.complaint.contains("did you mean"))
        var status = try json(daemon.ctl("status", "--json").output)
        #expect(status["charterHash"]?.string == before)
        #expect(status["pendingChange"]?.string?.contains("bureua") == true)
        // A start on it runs the last accepted one.
        try daemon.stop()
        try daemon.start()
        status = try json(daemon.ctl("status", "--json").output)
        #expect(status["charterHash"]?.string == before)
        #expect(status["pendingChange"]?.string?.contains("bureua") == true)
        try daemon.write(Self.yaml(accounts, least: 2))
        #expect(try daemon.ctl("reload", user: clerk).status == 0)
        status = try json(daemon.ctl("status", "--json").output)
        #expect(status["charterHash"]?.string != before)
        #expect(status["pendingChange"] == nil)
    }

    @Test func `exit codes tell scripts what happened`() throws {
        let program = try Programs.path("dubanctl")
        #expect(try Oracle.run(program, ["--socket", "/nowhere/s", "status"]).status == 3)
        let bad = daemon.directory.appending(path: "bad.yaml")
        try "office: nobody\n".write(to: bad, atomically: true, encoding: .utf8)
        #expect(try Oracle.run(program, ["check", bad.path]).status == 78)
        let duband = try Programs.path("duband")
        #expect(try Oracle.run(duband, ["--check", "--config", bad.path]).status == 78)
        #expect(try Oracle.run(duband, ["--check", "--config", daemon.config]).status == 0)
        let never = try Oracle.run(
            duband, ["--config", bad.path, "--state", daemon.directory.path + "/never"])
        #expect(never.status == 78)
        #expect(try Oracle.run(duband, ["--no-such-flag"]).status == 2)
    }

    private func python(_ arguments: String...) throws -> String {
        let result = try Oracle.run(
            try Oracle.python(), ["-m", "varlink.cli"] + arguments)
        return result.output + result.complaint
    }

    private func json(_ text: String) throws -> JSON { try JSON(parsing: text) }
}
