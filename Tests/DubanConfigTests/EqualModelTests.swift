// The order of keys, their spread over files and their comments mean nothing: the charter is the
// same, and so a reload of it sends nothing.

import DubanConfig
import DubanKernel
import Testing

@Suite struct EqualModelTests {
    private func model(_ source: CharterSource) throws -> String {
        let result = CharterCompiler.forTests.compile(source)
        return plainText(of: try #require(result.charter, "\(result.diagnostics.rendered())"))
    }

    @Test func `the files of the sample in reverse order give an equal charter`() throws {
        let source = SampleConfigurationTests.source()
        let reversed = CharterSource(
            rules: source.rules.reversed(), calendars: source.calendars.reversed())
        #expect(try model(reversed) == model(source))
    }

    @Test func `one file gives the charter that many give`() throws {
        let source = SampleConfigurationTests.source()
        let joined = source.rules.map { String(decoding: $0.bytes, as: UTF8.self) }
        let one = CharterSource(
            rules: [.init(name: "duban.yaml", text: joined.joined(separator: "\n"))],
            calendars: source.calendars)
        #expect(try model(one) == model(source))
    }

    @Test func `blocks of a file in another order give an equal charter`() throws {
        let source = SampleConfigurationTests.source()
        let shuffled = CharterSource(
            rules: source.rules.map { .init(name: $0.name, text: reordered($0.bytes)) },
            calendars: source.calendars)
        #expect(shuffled.hash != source.hash)
        #expect(try model(shuffled) == model(source))
    }

    @Test func `comments and block style mean nothing`() throws {
        let flow = "units: { b: { name: 乙, parent: o, posts: { liaison: [li] } } }"
        let block = """
            # 单位
            units:

              b:  # 乙
                posts:
                  liaison:
                  - li
                parent: "o"
                name: '乙'
            """
        #expect(
            try model(beside: flow) == model(beside: block))
    }

    @Test func `what differs does differ`() throws {
        #expect(
            try model(beside: "units: { b: { name: 乙 } }")
                != model(beside: "units: { b: { name: 丙 } }"))
    }

    private func model(beside text: String) throws -> String {
        try model(
            CharterSource(rules: [
                .init(name: "base.yaml", text: BadConfiguration.goodBase),
                .init(name: "part.yaml", text: text),
            ]))
    }

    /// The top-level blocks of a file in reverse order, and within `tasks:`, `units:` … their
    /// entries too.
    private func reordered(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return blocks(of: text.split(separator: "\n", omittingEmptySubsequences: false), indent: 0)
            .reversed()
            .map { block in
                let entries = blocks(of: Array(block.dropFirst()), indent: 2)
                return [block[0]] + entries.reversed().joined()
            }
            .joined().joined(separator: "\n")
    }

    /// Lines in groups that begin with a key at an indentation; comments before it belong to it.
    private func blocks(of lines: [Substring], indent: Int) -> [[Substring]] {
        var blocks: [[Substring]] = []
        for line in lines where !line.isEmpty && !line.drop(while: { $0 == " " }).hasPrefix("#") {
            let depth = line.prefix { $0 == " " }.count
            if depth == indent || blocks.isEmpty {
                blocks.append([line])
            } else {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks
    }
}
