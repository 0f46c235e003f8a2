// Which posts rules mean is a setting.

import Civil
import DubanConfig
import DubanKernel
import Testing

@Suite struct `A role` {
    private func compiled(_ snippet: String) -> CompiledCharter {
        CharterCompiler.forTests.compile(
            CharterSource(rules: [
                CharterSource.File(name: "base.yaml", text: BadConfiguration.goodBase),
                CharterSource.File(name: "bad.yaml", text: snippet),
            ]))
    }

    private static let task = """
        ladders: { m: [{ at: -1wd, tell: leader }] }
        tasks:
          t: { problem: p, measure: m, lead: a, owner: liaison, due: 2026-12-31, ladder: m }
        """

    @Test func `is the post that the charter names, else the one of that name`() throws {
        #expect(
            compiled(Self.task).diagnostics.map { $0.message() } == [
                "nobody holds the post “leader” in unit “a” or above: nobody will be told"
            ])
        let named = compiled("roles: { leader: secretary }\n" + Self.task)
        #expect(named.diagnostics == [])
        let charter = try #require(named.charter)
        #expect(charter.roles.leader == "secretary")
        let day = try #require(CivilDate("2026-11-20"))
        var supervision = Supervision(charter: charter)
        let from = charter.zone.instant(CivilDateTime(day, .midnight))
        let notices = supervision.notices(from: from, through: from.adding(seconds: 60 * 86_400))
        #expect(notices.map(\.person) == ["li"])
    }

    @Test func `is a post of the charter, and one that a rule names`() {
        #expect(
            compiled("roles: { leader: secretry }").diagnostics.rendered() == """
                bad.yaml:1:18: error: there is no post “secretry”
                roles: { leader: secretry }
                                 ^
                hint: did you mean “secretary”?
                """)
        #expect(
            compiled("roles: { verifier: liaison }").diagnostics.map { $0.message() } == [
                "“verifier” is not supported yet by this version"
            ])
        #expect(
            compiled("roles: { leadr: liaison }").diagnostics.first?.rendered().hasSuffix(
                "hint: did you mean “leader”?") == true)
    }
}
