// A reload at the real daemon: what it says before, at and after, and the exit codes beside it.

import Foundation
import TestSupport
import Testing

@Suite(.waits) struct `A reload of the real daemon` {
    private static func yaml(units: Int) -> String {
        let units = (0..<units).map { "  u\($0): { name: U\($0), parent: o }\n" }.joined()
        return """
            office: o
            timezone: UTC
            language: en
            accept: [no-account, root-account, provisional-days]
            calendar: { workweek: mon..fri, hours: 08:30..17:30, remind-at: 09:00 }
            posts: { clerk: clerk }
            people: { clerk: { name: Clerk, account: nobody } }
            units:
              o: { name: Office, posts: { clerk: clerk } }
            \(units)
            sets: { all: { children-of: o, except: [] } }
            ladders: { l: [{ at: -1wd, tell: office.clerk }] }
            quotas:
              info: { name: Info, for: all, each: month, least: 1, due: day 25, ladder: l }

            """
    }

    @Test func `shows a loss before, refuses it, and the status is 4 until then`() throws {
        let daemon = try LiveDaemon(Self.yaml(units: 12))
        try daemon.start()
        #expect(try daemon.ctl("status").status == 0)
        let same = try daemon.ctl("reload")
        #expect(same.status == 0 && same.output.hasSuffix("was in force already\n"))

        try daemon.write(Self.yaml(units: 1))
        let check = try daemon.ctl("check", daemon.config, "--against")
        #expect(check.status == 78)
        #expect(check.output.contains("units that went: 11"))
        #expect(check.output.contains("would be refused: this would end 11 of 12 open obligations"))

        let refused = try daemon.ctl("reload")
        #expect(refused.status == 1)
        #expect(refused.complaint.contains("this would end 11 of 12 open obligations"))
        let status = try daemon.ctl("status")
        #expect(status.status == 4)
        #expect(status.output.hasPrefix("NEEDS ATTENTION: configuration on disk refused: this "))

        let taken = try daemon.ctl("reload", "--yes")
        #expect(taken.status == 0)
        #expect(taken.output.contains("\n  open obligations of duties that end: 11 (info/u"))
        let after = try daemon.ctl("status")
        #expect(after.status == 0)
        #expect(after.output.contains("\n    units that went: 11 ("))
        try daemon.stop()
    }
}
