// Everything has a limit, and reaching it is a clear complaint: depth, length, numbers, dates at
// the end of time.

import DubanConfig
import DubanKernel
import Testing

@Suite struct LimitTests {
    private func messages(_ snippet: String) -> [String] {
        BadConfiguration("", snippet, "").compiled().diagnostics.map { $0.message() }
    }

    @Test func `a tree of units has at most a hundred levels`() {
        func tree(_ levels: Int) -> String {
            "units:\n"
                + (1...levels).map {
                    "  u\($0): { name: 单位, parent: \($0 == 1 ? "o" : "u\($0 - 1)") }"
                }
                .joined(separator: "\n")
        }
        #expect(messages(tree(99)) == [])
        #expect(messages(tree(100)) == ["more than 100 levels of units"])
        #expect(messages(tree(3000)) == ["more than 100 levels of units"])
    }

    @Test func `sets are made of one another at most fifty deep`() {
        func sets(_ count: Int) -> String {
            "sets:\n  s0: { below: o }\n"
                + (1..<count).reversed().map { "  s\($0): { of: s\($0 - 1) }" }
                .joined(separator: "\n")
        }
        #expect(messages(sets(50)) == [])
        #expect(
            messages(sets(3000)).allSatisfy { $0 == "more than 50 sets are made of one another" })
        #expect(!messages(sets(3000)).isEmpty)
    }

    @Test func `ladders have at most a hundred rungs and tasks a hundred milestones`() {
        let rungs = (1...101).map { "{ at: -\($0)d, tell: liaison }" }.joined(separator: ", ")
        #expect(
            messages("ladders: { m: [\(rungs)] }") == ["ladder “m” has more than 100 entries"])
        let steps = (1...101).map { "{ id: m\($0), at: -\($0)d }" }.joined(separator: ", ")
        #expect(
            messages(
                """
                tasks: { t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                  due: 2026-12-31, milestones: [\(steps)] } }
                """) == ["“milestones” has more than 100 entries"])
    }

    @Test func `a long text is refused`() {
        let text = String(repeating: "长", count: 1001)
        #expect(
            messages("units: { b: { name: \(text) } }") == ["“name” has more than 1000 characters"])
        #expect(messages("units: { b: { name: \(text.dropLast()) } }") == [])
    }

    @Test(arguments: [
        "due: 0001-01-01, milestones: [{ id: m, at: -3652059wd }]",
        "due: 9999-12-31, milestones: [{ id: m, at: +3652059d }, { id: n, at: m+3652059wd }]",
        "due: start+119988month, start: 9999-12-31, milestones: [{ id: m, at: -9998y }]",
        "due: start+3652059wd, start: 0001-01-01, milestones: [{ id: m, at: start+1d }]",
        "due: 9999-12-31 24:00, start: 0001-01-01",
    ])
    func `dates at the ends of the calendar do not trap`(rest: String) {
        let all = messages(
            "tasks: { t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, \(rest) } }")
        #expect(all.allSatisfy { !$0.isEmpty })
    }

    @Test func `a wide office compiles without comparing everything with everything`() throws {
        let units = (0..<3000).map {
            "  u\($0): { name: 单位\($0), parent: o, posts: { secretary: li, liaison: li } }"
        }.joined(separator: "\n")
        let rest = "problem: 问, measure: 措, owner: liaison, ladder: l, due: 2026-12-31"
        let tasks = (0..<3000).map { "  t\($0): { lead: u\($0), \(rest) }" }
            .joined(separator: "\n")
        let snippet = "units:\n\(units)\ntasks:\n\(tasks)\n  all: { for: all, \(rest) }"
        let result = BadConfiguration("", snippet, "").compiled()
        #expect(result.diagnostics == [])
        #expect(try #require(result.charter).assignments.count == 6001)
    }

    @Test func `a broken section does not bury its one error under its references`() {
        let units = (0..<3000).map { "  u\($0): { name: 单位\($0), parent: o }" }
            .joined(separator: "\n")
        let rest = "problem: 问, measure: 措, owner: liaison, ladder: l, due: 2026-12-31"
        let tasks = (0..<3000).map { "  t\($0): { lead: u\($0), \(rest) }" }
            .joined(separator: "\n")
        let result = CharterCompiler.forTests.compile(
            CharterSource(rules: [
                .init(name: "base.yaml", text: BadConfiguration.goodBase),
                .init(name: "units.yaml", text: "units:\n  u: { name: 单位\n\(units)"),
                .init(name: "tasks.yaml", text: "tasks:\n\(tasks)\n  t: { lead: v, \(rest) }"),
            ]))
        #expect(
            result.diagnostics.map { $0.message() } == [
                "a “,” or “}” is missing after this “{”", "there is no unit “v”",
            ])
    }

    @Test func `a missing section is a thousand complaints, soon`() {
        let rest = "problem: 问, measure: 措, owner: liaison, ladder: l, due: 2026-12-31"
        let tasks = (0..<3000).map { "  t\($0): { lead: u\($0), \(rest) }" }
            .joined(separator: "\n")
        let units = (0..<3000).map { "  v\($0): { name: 单位\($0), parent: o }" }
            .joined(separator: "\n")
        let all = messages("tasks:\n\(tasks)\nunits:\n\(units)")
        #expect(all.count == 1001 && all.first == "there is no unit “u0”")
    }
}
