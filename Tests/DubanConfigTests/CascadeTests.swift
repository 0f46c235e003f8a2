// One slip, one error: what could not be read is unknown, and whoever names it is silent.

import DubanConfig
import Foundation
import Testing

@Suite struct CascadeTests {
    private static let sample = SampleConfigurationTests.source()

    /// A line of the sample.
    struct Line: Sendable, CustomTestStringConvertible {
        let file: Int
        let number: Int
        let text: String
        var testDescription: String { "\(CascadeTests.sample.rules[file].name):\(number + 1)" }
    }

    private static let lines: [[String]] = sample.rules.map {
        String(decoding: $0.bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    private static let allLines: [Line] = lines.enumerated().flatMap { file, lines in
        lines.enumerated().map { Line(file: file, number: $0.offset, text: $0.element) }
    }

    /// The key of every section, and its first, middle and last entry with the line behind it.
    static let telling: [Line] = allLines.indices.filter { index in
        isKey(allLines[index], indent: 0)
    }.flatMap { index -> [Line] in
        let body = allLines[(index + 1)...].prefix { !isKey($0, indent: 0) }
        let entries = body.indices.filter { isKey(body[$0], indent: 2) }
        let chosen = Set([entries.first, entries.dropFirst(entries.count / 2).first, entries.last])
        return [allLines[index]]
            + chosen.compactMap(\.self).sorted().flatMap { allLines[$0...].prefix(2) }
    }

    private static func isKey(_ line: Line, indent: Int) -> Bool {
        let content = line.text.drop { $0 == " " }
        return line.text.count - content.count == indent
            && !content.isEmpty && !content.hasPrefix("#") && content.contains(":")
    }

    private func errors(of slip: Slip, at line: Line) -> [Diagnostic]? {
        guard let changed = slip(line.text) else { return nil }
        var rules = Self.sample.rules
        var lines = Self.lines[line.file]
        lines[line.number] = changed
        rules[line.file] = CharterSource.File(
            name: rules[line.file].name, text: lines.joined(separator: "\n"))
        let source = CharterSource(rules: rules, calendars: Self.sample.calendars)
        return CharterCompiler.forTests.compile(source).diagnostics.filter {
            $0.severity == .error
        }
    }

    @Test(arguments: Slip.all) func `a slip in a section is one error`(slip: Slip) {
        for line in Self.telling {
            guard let errors = errors(of: slip, at: line) else { continue }
            #expect(
                errors.count <= 1,
                "\(line.testDescription): \(slip(line.text) ?? "")\n\(errors.rendered())")
        }
    }

    @Test(arguments: [
        Slip.fullWidthColon, .tab, .fullWidthSpace, .swappedKey, .shortKey, .longKey,
    ])
    func `a slip in the line of a section or an entry is said at that line`(slip: Slip) {
        let isMisspelling = slip.testDescription.contains("key")
        for line in Self.telling where Self.isKey(line, indent: 0) || Self.isKey(line, indent: 2) {
            // A name is free: what is misspelt is said where it is used.
            if isMisspelling, !Self.isKey(line, indent: 0) { continue }
            guard let errors = errors(of: slip, at: line) else { continue }
            #expect(
                errors.map { "\($0.file):\($0.place?.line ?? 0)" } == [line.testDescription],
                "\(line.testDescription): \(slip(line.text) ?? "")\n\(errors.rendered())")
        }
    }

    @Test func `a random slip anywhere in the sample is at most one error`() {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["DUBAN_SEED"].flatMap(UInt64.init) ?? .random(in: 0...UInt64.max)
        print("DUBAN_SEED=\(seed)")
        var generator = SeededGenerator(seed: seed)
        var tried = 0
        let rounds = environment["DUBAN_ROUNDS"].flatMap(Int.init) ?? 100
        while tried < rounds {
            guard let slip = Slip.all.randomElement(using: &generator),
                let line = Self.allLines.randomElement(using: &generator),
                let errors = errors(of: slip, at: line)
            else { continue }
            tried += 1
            #expect(
                errors.count <= 1,
                "\(slip.testDescription) at \(line.testDescription)\n\(errors.rendered())")
        }
    }
}
