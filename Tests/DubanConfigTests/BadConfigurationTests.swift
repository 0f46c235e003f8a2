// Every complaint as an administrator reads it: a bad snippet beside a good base, and the whole
// text that is said about it.

import Civil
import DubanConfig
import DubanKernel
import Testing

/// A snippet and what is to be said about it.
struct BadConfiguration: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let snippet: String
    let expected: String
    /// The file beside it; nil: none.
    let base: String?

    init(_ name: String, _ snippet: String, _ expected: String, base: String? = goodBase) {
        testDescription = name
        self.snippet = snippet
        self.expected = expected
        self.base = base
    }

    /// An office, a unit, a person, a set, a ladder: what snippets refer to.
    static let goodBase = """
        office: o
        timezone: UTC
        calendar: { years: [2026, 2027] }
        posts: { secretary: 书记, liaison: 联络员 }
        people: { li: { name: 李, account: li } }
        units:
          o: { name: 办公室, posts: { secretary: li, liaison: li } }
          a: { name: 甲单位, aliases: [甲], parent: o, posts: { secretary: li, liaison: li } }
        sets: { all: { below: o }, heads: { below: o, post: secretary } }
        ladders: { l: [{ at: -1wd, tell: liaison }] }

        """

    /// Compiles the snippet as `bad.yaml` beside the base, on a machine that knows all accounts but
    /// `ghost`.
    func compiled() -> CompiledCharter {
        let base = base.map { [CharterSource.File(name: "base.yaml", text: $0)] } ?? []
        return CharterCompiler.forTests.compile(
            CharterSource(rules: base + [CharterSource.File(name: "bad.yaml", text: snippet)]))
    }

    static let all = [
        syntax, fileForm, shape, names, slips, organisation, vacancies, time, outlook, ladders,
        duties, tasks, deadlines, written, milestones, idle,
    ].flatMap(\.self)
}

extension CharterCompiler {
    /// A machine with every account but `ghost`, on the day that the samples are about.
    static let forTests = CharterCompiler(
        accounts: { name in
            switch name {
            case "ghost": .missing
            case "root": .present(uid: 0)
            default: .present(uid: 1000)
            }
        }, today: CivilDate("2026-11-20"))
}

@Suite struct BadConfigurationTests {
    @Test(arguments: BadConfiguration.all)
    func `says what is wrong, where and what to do`(bad: BadConfiguration) {
        let result = bad.compiled()
        #expect(result.diagnostics.rendered() == bad.expected)
        #expect((result.charter == nil) == result.diagnostics.hasErrors)
        for diagnostic in result.diagnostics {
            #expect((diagnostic.complaint.kind == nil) == (diagnostic.severity == .error))
            let chinese = diagnostic.message(in: .chinese)
            #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
            #expect(chinese != diagnostic.message())
            // Keys, names and notations stay as they are; sentences do not.
            for text in [chinese, diagnostic.complaint.advice?.chinese ?? ""] {
                let english = /[a-z]+ (is|are|has|of|the|a|or|to|in|and) [a-z]+/
                #expect(!text.contains(english), "\(text)")
            }
        }
    }

    @Test func `there are at least sixty`() {
        #expect(BadConfiguration.all.count >= 60)
    }

    @Test func `the base alone is good`() {
        let result = BadConfiguration("the base", "", "").compiled()
        #expect(result.diagnostics == [])
        #expect(result.charter != nil)
    }
}
