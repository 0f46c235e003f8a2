// How wide a terminal shows texts, and what it is never shown.

import Testing

@testable import DubanConfig

@Suite("display width")
struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("督办", 4), ("a督b", 4), ("，。", 4), ("ＡＢ", 4), ("é", 1), ("e\u{301}", 1),
        ("한국", 4), ("かな", 4), ("𠀀", 2), ("…", 1), ("·", 1), ("–", 1), ("\u{200B}a", 1),
    ])
    func `Chinese takes two columns, combining marks none`(text: String, columns: Int) {
        #expect(text.displayWidth == columns)
    }

    @Test(arguments: ["\u{1B}[2J", "a\nb", "a\u{7}", "\u{9B}31m", "a\u{202E}b", "\u{2028}"])
    func `what could steer a terminal is replaced`(text: String) {
        #expect(text.printable.contains("\u{FFFD}"))
        #expect(text.printable.unicodeScalars.count == text.unicodeScalars.count)
        #expect(!text.printable.contains("\u{1B}"))
    }

    @Test func `plain text stays as it is`() {
        #expect("专题学习研讨 2026-Q4".printable == "专题学习研讨 2026-Q4")
    }
}
