// Tables whose columns align in every script.

import Testing

@testable import dubanctl

@Suite("tables")
struct TableTests {
    @Test func `columns align with Chinese and numbers stand right`() {
        var table = Table(["单位", .init("N", isNumber: true), "TITLE"])
        table.add(["教育局", "7", "信息报送"])
        table.add(["weijian", "12", "x"])
        #expect(
            table.text(isColoured: false) == """
                单位      N  TITLE
                教育局    7  信息报送
                weijian  12  x
                """)
    }

    @Test func `colour changes no width`() {
        var table = Table(["LIGHT", "KEY"])
        table.add([.light("red"), "a"])
        table.add([.light(nil), "b"])
        let plain = table.text(isColoured: false)
        let coloured = table.text(isColoured: true)
        #expect(coloured.contains("\u{1B}[31mred\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9]*m/, with: "") == plain)
    }

    @Test func `a cell cannot smuggle in an escape sequence`() {
        var table = Table(["A"])
        table.add([Cell("\u{1B}]0;owned\u{7}")])
        #expect(!table.text(isColoured: false).contains("\u{1B}"))
    }
}
