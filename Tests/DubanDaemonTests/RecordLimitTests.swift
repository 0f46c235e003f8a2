// How much somebody may have recorded: bytes of texts, records in a minute.

import Civil
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite(.serialized) struct `What is recorded has limits` {
    nonisolated private static let record = "io.duban.Ledger.Record"
    nonisolated private static let clerk: UInt32 = 1001

    private static func submit(_ parameters: [String: JSON]) -> JSON {
        var object: JSONObject = ["verb": "submit", "obligation": "task:t", "evidence": ["done"]]
        for (name, value) in parameters { object[name] = value }
        return .object(object)
    }

    private func reason(_ answer: JSON) -> String {
        answer["parameters"]?["reason"]?.string ?? ""
    }

    @Test func `a text is counted in bytes and holds nothing unseen`() async throws {
        try await DeskScene.run(`A stranger`.charter()) { scene in
            let marks = "e" + String(repeating: "\u{301}", count: 500_000)
            #expect(marks.count == 1)
            let texts: [(String, JSON, Bool)] = [
                ("reason", .string(marks), false),
                ("reason", .string(String(repeating: "x", count: 4096)), true),
                ("reason", .string(String(repeating: "x", count: 4097)), false),
                ("reason", "two\nlines", true), ("reason", "a\u{202E}b", false),
                ("reason", "a\u{2028}b", false), ("reason", "a\u{E0041}b", false),
                ("reason", "a\u{9B}b", false),
                ("evidence", ["研讨计划"], true), ("evidence", ["two\nlines"], false),
                ("evidence", ["a\u{2066}b"], false),
                ("evidence", [.string(String(repeating: "x", count: 301))], false),
            ]
            for (name, value, isFine) in texts {
                let answer = try await scene.ask(
                    Self.clerk, Self.record, Self.submit([name: value]))
                #expect((answer["entry"] != nil) == isFine, "\(name)")
                #expect(isFine || reason(answer).contains("\(name) is too long or has characters"))
            }
        }
    }

    @Test func `a key that is too long for any is refused before it is read`() async throws {
        try await DeskScene.run(`A stranger`.charter()) { scene in
            for count in [300, 301, 1_000_000] {
                let key = JSON.string(String(repeating: "/", count: count))
                let got = try await scene.ask(Self.clerk, "io.duban.Status.Get", ["key": key])
                let recorded = try await scene.ask(
                    Self.clerk, Self.record, Self.submit(["obligation": key]))
                let invalid = "org.varlink.service.InvalidParameter"
                #expect((got["error"]?.string == invalid) == (count > 300))
                #expect((recorded["error"]?.string == invalid) == (count > 300))
            }
        }
    }

    @Test(arguments: [(1002, 600), (1001, 6000)])
    func `an account has so many records in a minute`(uid: UInt32, most: Int) async throws {
        try await DeskScene.run(`A stranger`.charter()) { scene in
            let peer = try scene.peer(uid)
            let other = try scene.peer(uid)
            // Refused for their state, which costs nothing; they are counted all the same.
            let withdraw: JSON = ["verb": "withdraw", "obligation": "task:t", "reason": "r"]
            let (last, over) = try await offTheLoop {
                for _ in 1..<most { _ = try peer.ask(Self.record, withdraw) }
                return (
                    try peer.ask(Self.record, withdraw), try other.ask(Self.record, withdraw)
                )
            }
            #expect(reason(last).contains("no such submission"))
            #expect(reason(over).contains("more than \(most) records within a minute"))
            scene.clock.now = scene.clock.now.adding(seconds: 60)
            let again = try await offTheLoop { try peer.ask(Self.record, withdraw) }
            #expect(reason(again).contains("no such submission"))
        }
    }
}
