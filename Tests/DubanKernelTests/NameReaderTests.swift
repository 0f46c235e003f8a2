// What people call things, and which key it is.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `A name` {
    /// 信息报送 of two units, and two tasks with a problem each.
    private static func reader(
        own: Set<UnitID> = [], mayKnow: @escaping (UnitID) -> Bool = { _ in true }
    ) -> NameReader {
        var quota = Office.quota(bearers: [.unit("jiaoyu"), .unit("zhibu")])
        quota.name = "信息报送"
        let charter = Office.charter(duties: [quota]) { charter in
            charter.units["jiaoyu"]?.aliases = ["教育局"]
            charter.people["liu"]?.name = "刘老师"
        }
        var register = Register()
        let tasks = [("整改-1", "jiaoyu"), ("整改-2", "zhibu")].map { id, lead in
            Registration(
                task: AssignmentID(id),
                fields: Particulars(["problem": "问题\(id)", "lead": lead]), by: .yaml,
                seen: at("2026-11-02"))
        }
        register.apply(.registered(tasks: tasks), number: 1, at: at("2026-11-02"))
        return NameReader(charter: charter, register: register, own: own, mayKnow: mayKnow)
    }

    @Test(arguments: [
        ("info/jiaoyu/2026-11", "info/jiaoyu/2026-11"), ("info/教育局", "info/jiaoyu"),
        ("信息报送/教育局/2026-11", "info/jiaoyu/2026-11"),
        ("信息报送/zhibu", "info/zhibu"), ("info/jiaoyu.刘老师", "info/jiaoyu.liu"),
        ("task:整改-1", "task:整改-1"), ("整改-1", "task:整改-1"), ("问题整改-2", "task:整改-2"),
        ("整改-1/初稿", "task:整改-1/初稿"), ("task:整改-1/初稿", "task:整改-1/初稿"),
    ])
    func `is read by ids, aliases and names`(text: String, key: String) throws {
        #expect(try Self.reader().key(of: text).text == key)
    }

    @Test func `without a unit means the unit of whoever asks`() throws {
        #expect(try Self.reader(own: ["zhibu"]).key(of: "信息报送").text == "info/zhibu")
        #expect(
            try Self.reader(own: ["zhibu"]).key(of: "info/2026-11").text == "info/zhibu/2026-11")
        #expect(throws: Refusal.several("info", ["info/jiaoyu", "info/zhibu"])) {
            try Self.reader().key(of: "info")
        }
    }

    @Test(arguments: [
        ("task:整改-13", ["task:整改-1"]), ("整改-14", ["task:整改-1"]),
        ("信息报/教育局", ["信息报送/教育局"]), ("info/jiaoyv", ["info/jiaoyu"]), ("尽快", []),
    ])
    func `that is misspelt is refused with a near one`(text: String, near: [String]) {
        #expect(throws: Refusal.unknown(text, near: near)) {
            try Self.reader().key(of: text)
        }
    }

    @Test func `of what one may not know is never advised`() {
        let stranger = Self.reader { $0 == "zhibu" }
        // What is there and what is not are the same to a stranger.
        for name in ["task:整改-1", "task:整改-3"] {
            #expect(throws: Refusal.unknown(name, near: ["task:整改-2"])) {
                try stranger.key(of: name)
            }
        }
        #expect(throws: Refusal.unknown("问题整改-1", near: ["task:整改-2"])) {
            try stranger.key(of: "问题整改-1")
        }
    }
}
