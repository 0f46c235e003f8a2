// Tables whose columns align in every script.

import Testing

@testable import dubanctl

@Suite("tables")
struct TableTests {
    @Test func `columns align with Chinese and numbers stand right`() {
        let table = Table(
            rows: [["教育局", "7", "信息报送"], ["weijian", "12", "x"]],
            columns: [
                .init("单位", "单位") { $0[0] }, .init("N", "N", isNumber: true) { $0[1] },
                .init("TITLE", "TITLE") { $0[2] },
            ])
        #expect(
            table.text(isColoured: false) == """
                单位      N  TITLE
                教育局    7  信息报送
                weijian  12  x
                """)
    }

    @Test func `colour changes no width`() {
        let table = Table(
            rows: [("red", "a"), (nil, "b")] as [(String?, String)],
            columns: [.light { $0.0 }, .init("KEY", "KEY") { $0.1 }])
        let plain = table.text(isColoured: false)
        let coloured = table.text(isColoured: true)
        #expect(coloured.contains("\u{1B}[31mred\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9]*m/, with: "") == plain)
    }

    @Test func `a cell cannot smuggle in an escape sequence`() {
        let table = Table(rows: ["\u{1B}]0;owned\u{7}"], columns: [.init("A", "A") { $0 }])
        #expect(!table.text(isColoured: false).contains("\u{1B}"))
    }
}
