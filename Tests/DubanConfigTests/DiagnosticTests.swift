// How a complaint looks: the caret below wide characters, long lines cut, Chinese words.

import DubanConfig
import DubanKernel
import Testing

@Suite struct DiagnosticTests {
    private func diagnostics(_ snippet: String) -> [Diagnostic] {
        BadConfiguration("", snippet, "").compiled().diagnostics
    }

    @Test func `the caret stands below the character, counting wide ones twice`() throws {
        let diagnostic = try #require(
            diagnostics("units: { 区教育局: { name: 乙, parnt: o } }").first)
        #expect(diagnostic.location == "bad.yaml:1:27")
        let lines = diagnostic.rendered().split(separator: "\n")
        // Four wide characters in the key and one in the name stand before it.
        #expect(lines[2].count - 1 == 26 + 5)
    }

    @Test func `a long line is cut around the place`() throws {
        let names = (0..<200).map { "n\($0): { name: 单位 }" }.joined(separator: ", ")
        let diagnostic = try #require(
            diagnostics("units: { \(names), x: { nam: 乙 }, \(names.replacing("n", with: "m")) }")
                .first { $0.message().contains("nam”") })
        let lines = diagnostic.rendered().split(separator: "\n")
        #expect(lines[1].hasPrefix("…") && lines[1].hasSuffix("…"))
        #expect(lines[1].count < 170)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        #expect(lines[2].distance(from: lines[2].startIndex, to: caret) < 170)
    }

    @Test func `it speaks Chinese`() throws {
        let diagnostic = try #require(diagnostics("units: { b: { name: 乙, parnt: o } }").first)
        #expect(
            diagnostic.rendered(in: .chinese) == """
                bad.yaml:1:24: 错误: 单位“b”没有键“parnt”
                units: { b: { name: 乙, parnt: o } }
                                        ^
                提示：是否想写“parent”？
                """)
    }

    @Test func `a thousand complaints are shown and the others counted`() {
        let units = (0..<1500).map { "  u\($0): { nome: x }" }.joined(separator: "\n")
        let all = diagnostics("units:\n\(units)")
        #expect(all.count == 1001)
        #expect(all.last?.message() == "500 more complaints are not shown")
    }

    @Test func `complaints are in the order of files and lines`() {
        let all = BadConfiguration(
            "", "tasks: { t: {} }\nunits: { b: {} }\nquotas: { q: {} }", ""
        ).compiled().diagnostics
        let places = all.compactMap { $0.place.map { [$0.line, $0.column] } }
        #expect(places.count == all.count)
        #expect(places.map { $0[0] } == places.map { $0[0] }.sorted())
    }
}
