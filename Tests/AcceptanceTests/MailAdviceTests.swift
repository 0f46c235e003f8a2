// Every line of a mail ends with the command that settles it. Whoever gets the mail can run it as
// it stands.

import Foundation
import TestSupport
import Testing

@Suite(.serialized, .waits) struct `The commands in mails` {
    @Test func `each does what its line asks for when its reader runs it`() throws {
        let keeper = try Accounts(2)
        let (clerk, liaison) = (keeper.names[0], keeper.names[1])
        let daemon = try LiveDaemon(Self.yaml(clerk: clerk, liaison: liaison))
        try daemon.start()
        var settled = 0
        // The office closes what the unit has submitted.
        for (reader, wanted) in [(liaison, 5), (clerk, 3)] {
            for command in try Self.commands(for: reader, in: daemon, atLeast: wanted) {
                let words = command.replacing("YYYY-MM-DD", with: Self.today).split(separator: " ")
                let answer = try Oracle.run(
                    "/usr/sbin/runuser",
                    ["-u", reader, "--", Programs.path("dubanctl"), "--socket", daemon.socket]
                        + words.dropFirst().map(String.init),
                    environment: ["LC_ALL": "C.UTF-8"])
                #expect(answer.status == 0, "\(command)\n\(answer.complaint)")
                settled += 1
            }
        }
        #expect(settled == 8)
        let open = try daemon.ctl("list", "--state", "open", "--json").output
        #expect(!open.contains("\"t1"), "\(open)")
    }

    /// The commands of the lines in a mailbox that settle something, once there are `least` of
    /// them.
    private static func commands(
        for reader: String, in daemon: LiveDaemon, atLeast least: Int
    ) throws -> [String] {
        var commands: [String] = []
        _ = try DirectoryWatch(daemon.spool).first(within: 60) {
            commands = try Oracle.run(
                Oracle.python(), ["-c", read, "\(daemon.spool)/\(reader)"]
            ).output.split(separator: "\n").map(String.init)
            return commands.count >= least ? commands : nil
        }
        return commands
    }

    private static let read = """
        import mailbox, re, sys
        for message in mailbox.mbox(sys.argv[1]):
            body = message.get_payload(decode=True).decode()
            print(*re.findall(r"settle: (.*)", body), sep="\\n")
        """

    private static var today: String {
        let format = DateFormatter()
        format.timeZone = TimeZone(identifier: "Asia/Shanghai")
        format.dateFormat = "yyyy-MM-dd"
        return format.string(from: Date())
    }

    private static func yaml(clerk: String, liaison: String) -> String {
        """
        office: office
        timezone: Asia/Shanghai
        language: en
        calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 09:00 }
        posts: { liaison: liaison }
        people:
          clerk: { name: Clerk, account: \(clerk) }
          liu: { name: Liaison, account: \(liaison) }
        units:
          office: { name: Office, posts: { liaison: clerk } }
          bureau: { name: Bureau, parent: office, posts: { liaison: liu } }
        sets: { all: { children-of: office } }
        ladders:
          plain: [{ at: start, tell: [liaison, office.liaison], urgent: true, at-night: true }]
        quotas:
          info: { name: information, for: all, each: month, due: last day, ladder: plain }
        sessions:
          study: { name: study, for: all, each: quarter, due: last day, ladder: plain,
            evidence: [plan, record] }
        schemes:
          rectification:
            classes: { standing: { review: quarter } }
        tasks:
          t1: { problem: a problem, measure: a measure, lead: bureau, owner: liaison,
            due: 2099-12-31, ladder: plain, milestones: [{ id: draft, at: -60wd }] }
          t2: { scheme: rectification, class: standing, problem: a problem, measure: a measure,
            lead: bureau, owner: liaison, ladder: plain }
        """
    }
}
