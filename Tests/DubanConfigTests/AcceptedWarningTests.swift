// Warnings as people read them: errors before them, many that are alike as one, and none that the
// administrator has accepted.

import DubanConfig
import DubanKernel
import Testing

@Suite struct `Warnings` {
    private func compiled(_ snippet: String) -> CompiledCharter {
        CharterCompiler.forTests.compile(
            CharterSource(rules: [
                CharterSource.File(name: "base.yaml", text: BadConfiguration.goodBase),
                CharterSource.File(name: "bad.yaml", text: snippet),
            ]))
    }

    private func people(_ count: Int) -> String {
        "people:\n"
            + (1...count).map { "  p\($0): { name: 某, account: ghost }\n" }.joined()
    }

    @Test func `64 people without an account are one warning with their names`() throws {
        let names = (1...64).map { "p\($0)" }
        let compiler = CharterCompiler(accounts: { $0 == "li" ? .present(uid: 1000) : .missing })
        let compiled = compiler.compile(
            CharterSource(rules: [
                CharterSource.File(name: "base.yaml", text: BadConfiguration.goodBase),
                CharterSource.File(
                    name: "people.yaml",
                    text: "people:\n"
                        + names.map { "  \($0): { name: 某, account: \($0) }\n" }.joined()),
            ]))
        #expect(compiled.diagnostics.count == 64)
        let warning = try #require(compiled.diagnostics.summed.first)
        #expect(compiled.diagnostics.summed.count == 1)
        #expect(
            warning.rendered() == """
                people.yaml:2:27: warning: this machine has no account “p1”: person “p1” gets no \
                mail (64 alike: \(names.joined(separator: ", ")))
                  p1: { name: 某, account: p1 }
                                           ^
                hint: create it, or name a “relay”
                """)
        #expect(warning.message(in: .chinese).contains("（同类 64 处：p1、p2、"))
    }

    @Test func `errors are said first`() {
        let shown = compiled("people: { x: { name: 某, account: ghost } }\nfrobnicate: 1")
            .diagnostics.summed
        #expect(shown.map(\.severity) == [.error, .warning])
        #expect(shown.map(\.location) == ["bad.yaml:2:1", "bad.yaml:1:34"])
    }

    @Test func `however many warnings there are, none takes the place of an error`() {
        let shown = compiled(people(1500) + "sets: { s: { below: nowhere } }").diagnostics
        #expect(shown.count { $0.severity == .error } == 2)
        #expect(shown.contains { $0.message().contains("nowhere") })
        #expect(shown.last?.message().hasPrefix("500 more complaints") == true)
    }

    private static let tasks = """
        tasks:
          t1: { problem: p, measure: m, lead: a, owner: liaison, ladder: l, start: 2026-09-01,
                due: 10月中旬前%1 }
          t2: { problem: p, measure: m, lead: a, owner: liaison, ladder: l, start: 2026-09-01,
                due: 10月中旬前 }
        """

    @Test(arguments: [
        ("accept: [no-account]", 0), ("accept: no-account", 0), ("", 1),
        ("accept: [root-account]", 1),
    ])
    func `a warning that the charter accepts is not said`(head: String, expected: Int) {
        let result = compiled("\(head)\npeople: { x: { name: 某, account: ghost } }")
        #expect(result.charter != nil)
        #expect(result.diagnostics.count == expected)
        #expect(result.accepted == 1 - expected)
    }

    @Test func `a task, a duty or a unit accepts its own warnings, and nobody else's`() {
        let said = { (result: CompiledCharter) in result.diagnostics.map(\.location) }
        func tasks(_ accept: String) -> CompiledCharter {
            compiled(Self.tasks.replacing("%1", with: accept))
        }
        let both = said(tasks(""))
        #expect(both.count == 2)
        #expect(said(tasks(", accept: [assumed-deadline]")) == both.suffix(1))

        func unit(_ accept: String) -> CompiledCharter {
            compiled(
                """
                units: { b: { name: 乙, parent: o\(accept) }, c: { name: 丙, parent: o } }
                quotas: { q: { name: 信息, for: all, each: month, least: 1, due: day 25, ladder: l } }
                """.replacing("}, c:", with: "},\n  c:"))
        }
        #expect(said(unit("")).count == 2)
        #expect(said(unit(", accept: vacant-post")) == ["bad.yaml:2:3"])

        func duty(_ accept: String) -> CompiledCharter {
            compiled(
                "quotas: { q: { name: 信息, for: all, each: month, start: 2026-01-01, least: 1, "
                    + "due: day 25, ladder: l\(accept) } }")
        }
        #expect(said(duty("")).count == 1)
        #expect(said(duty(", accept: without-effect")) == [])
    }

    @Test func `a kind of warning that there is not is named with the near one`() {
        #expect(
            compiled("accept: [no-acount]").diagnostics.rendered() == """
                bad.yaml:1:10: error: “accept” cannot be “no-acount”
                accept: [no-acount]
                         ^
                hint: did you mean “no-account”?
                """)
    }
}
