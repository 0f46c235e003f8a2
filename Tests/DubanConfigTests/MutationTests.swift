// No bytes whatever may trap the compiler: seeded mutations of the sample, and hostile texts by
// hand.

import DubanConfig
import Foundation
import TestSupport
import Testing

/// A small generator whose seed can be printed and given back (SplitMix64, Steele and others 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

@Suite struct MutationTests {
    private static let fragments: [String] = [
        "\t", "：", "，", "\u{3000}", "*", "&a", "*a", "? ", ": ", "- ", "[", "]", "{", "}", "\"",
        "'",
        "|", ">", "#", "\n", "\r\n", "---\n", "...", "!!int ", "%YAML 9\n", "<<: ", "~", "-5wd",
        "+999999999y", "2026-02-30", "0d", "\u{0}", "\u{FEFF}", "\u{2028}", "\u{85}", "\u{F0001}",
        "units:", "name: ", "@", "`", "\\x", "\u{10FFFF}", "9999999999999999999999",
    ]

    @Test func `mutations of the sample are refused or accepted, never a trap`() {
        let seed =
            ProcessInfo.processInfo.environment["DUBAN_SEED"].flatMap(UInt64.init)
            ?? UInt64.random(in: 0...UInt64.max)
        print("DUBAN_SEED=\(seed)")
        var generator = SeededGenerator(seed: seed)
        let sample = SampleConfigurationTests.source()
        for _ in 0..<150 {
            var rules = sample.rules
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let index = Int.random(in: rules.indices, using: &generator)
                rules[index] = CharterSource.File(
                    name: rules[index].name,
                    bytes: mutated(rules[index].bytes, among: rules, using: &generator))
            }
            let source = CharterSource(rules: rules, calendars: sample.calendars)
            let result = CharterCompiler.forTests.compile(source)
            #expect((result.charter == nil) == result.diagnostics.hasErrors)
            #expect(!result.diagnostics.rendered().contains("\u{0}"))
        }
    }

    private func mutated(
        _ bytes: [UInt8], among files: [CharterSource.File],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        let place = Int.random(in: bytes.indices, using: &generator)
        let length = min(bytes.count - place, Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<place + length)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        case 3: bytes.removeLast(bytes.count - place)
        case 4:
            let other = files.randomElement(using: &generator)?.bytes ?? []
            let start = Int.random(in: 0..<max(1, other.count), using: &generator)
            bytes.insert(contentsOf: other[start...].prefix(200), at: place)
        default:
            let fragment = Self.fragments.randomElement(using: &generator) ?? ""
            bytes.insert(contentsOf: fragment.utf8, at: place)
        }
        return bytes
    }

    /// A text with a name that is short enough to print.
    struct Hostile: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ text: String, times count: Int = 1, _ end: String = "") {
            testDescription = "\(count) × \(text.debugDescription)"
            self.text = String(repeating: text, count: count) + end
        }
    }

    static let hostile =
        [
            "", "\n", "~", "- ", "?", ":", "{", "[", "\"", "'", "|", "&a", "*a", "!", "%", "@",
            "---",
            "...", "? : ?", "{? *a : &a [*a]}", "&a [*a]", "&a {*a : *a}", "\"\\0\": x",
            "\"\\uD800\"",
            "!!map []",
        ].map { Hostile($0) } + [
            Hostile("[", times: 100_000), Hostile("{a: ", times: 100_000),
            Hostile("- ", times: 100_000), Hostile("a:\n ", times: 5000),
            Hostile("? ", times: 50_000), Hostile("'", times: 99_999),
            Hostile("&a ", times: 1000, "x"),
            Hostile("a: {}\n", times: 5000), Hostile("units: { a: }\n", times: 50),
        ]

    @Test(arguments: hostile) func `hostile texts are answered`(hostile: Hostile) {
        let result = BadConfiguration("", hostile.text, "").compiled()
        #expect((result.charter == nil) == result.diagnostics.hasErrors)
    }

    @Test func `expanded aliases as keys are refused before they are compared`() {
        var text = "sets:\n  a0: &a0 [x, x]\n"
        for level in 1...60 {
            text += "  a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
        }
        for key in ["? *a60\n  : x", "*a60 : x", "[*a60]: x", "{*a60 : 1}: x", "? [*a60]\n  : x"] {
            let result = BadConfiguration("", text + "  \(key)\n", "").compiled()
            #expect(result.charter == nil)
        }
    }
}
