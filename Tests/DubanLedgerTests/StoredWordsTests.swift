// What stands in a ledger, to the byte: the words of every column and of the chain, taken from what
// the first release wrote. Whoever changes a type may not change these.

import Civil
import DubanKernel
import DubanLedger
import GRDB
import Testing

@Suite struct StoredWordsTests {
    private let folder = StateFolder()
    private let capacities = [
        "liaison", "up.up.secretary", "office.liaison", "bearer", "leader", "王五", "exit", "moved",
    ]

    /// Eight notices on three channels, ended in every way.
    private func live() throws {
        let ledger = try Ledger(directory: folder.path)
        let telling = Telling.sample(persons: capacities.map { PersonID($0) })
        var decisions = Decisions()
        decisions.tellings = [telling]
        decisions.notices = telling.persons.map { person in
            let sample = telling.notice(to: person)
            return Notice(
                telling: sample.telling, person: person, unit: sample.unit, title: sample.title,
                at: sample.at, decidedAt: sample.decidedAt, due: sample.due, light: sample.light,
                isLate: true, isProvisional: false, asPost: Capacity(person.text, of: person),
                progress: nil, supersedes: sample.supersedes, rule: sample.rule)
        }
        try ledger.record([
            NewEntry(at: .second(1), actor: .daemon, event: .charterAccepted(hash: "abc"))
        ])
        try ledger.enqueue(decisions, channels: ChannelName.allCases, now: .second(2))
        let ids = decisions.notices.map(\.id)
        try ledger.drop([(ids[0], .met)], on: .mail, now: .second(3))
        try ledger.drop([(ids[1], .accountGone("李"))], on: .journal, now: .second(3))
        for channel in ChannelName.allCases {
            let claims = try ledger.claimAll(on: channel, now: .second(4))
            try ledger.mark([claims[0].marked([1, 2])])
            let outcomes: [Outcome] = [
                .delivered, .unproven(.journalSilent, final: true), .refused(.noAccount("王五")),
                .delivered,
            ]
            let ended = zip(claims, outcomes).map { $0.with($1) }
            if channel == .socket {
                try ledger.publish([claims[0], claims[3]].map { $0.marked() })
            }
            try ledger.settle(ended, now: .second(5))
        }
        try ledger.close()
    }

    private func text(_ sql: String) throws -> String {
        try DatabaseQueue(path: folder.database).read { db in
            try Row.fetchAll(db, sql: sql).map { row in
                row.databaseValues.map(\.description).joined(separator: " | ")
            }.joined(separator: "\n")
        }
    }

    @Test func `every column and the chain are what the first release wrote`() throws {
        try live()
        let hashes = [
            "entries": "dde56c477fe39ac8c2c3c94f959e3342867725efd68b1c8a0f2c8124aea20b7f",
            "tellings": "699980e3d860fde0f9befd35944dda25f79b4989bbce0290621aef5098f42a56",
            "notices": "2f1398a01e672ea03ad3318884e13680abf260a15e2ce4e40ba457513a896ab4",
            "claims": "d6d8a645b1122bf640a48d5794804f8c9ab920425446eb6fd8dc8543d164768d",
            "outbox": "462bb0a63a111d05ee81cd2634f1deb7ccbb90012500637fe9311c62f3d95f44",
            "messages": "9c07161f7e1ae27f97ba13c0711381aa60241dd7d43191ca5a070b0b833b975d",
        ]
        for (table, hash) in hashes {
            let rows = try text("SELECT * FROM \(table) ORDER BY 1, 2")
            #expect(SHA256.hexadecimal(rows) == hash, "\(table):\n\(rows)")
        }
        // All but the instant: an event is as old as its claim.
        let events = try text("SELECT sequence, kind, notice, payload FROM events ORDER BY 1")
        #expect(
            SHA256.hexadecimal(events)
                == "ac555432a63114ad642714e1f1306e5ca2a3663bbb1529cd4d4ee495eb6b174c", "\(events)")
    }

    @Test func `what the first release wrote is read back`() throws {
        try live()
        let ledger = try Ledger(directory: folder.path)
        let histories = try ledger.notices(of: Telling.sample().key.obligation)
        #expect(histories.map(\.notice.asPost.description) == capacities)
        #expect(
            histories.flatMap(\.deliveries).compactMap(\.why) == [
                .met, .accountGone("李"), .noAccount("王五"), .noAccount("王五"), .noAccount("王五"),
            ])
    }

    @Test(arguments: [
        ("liaison", Capacity.post("liaison", up: 0)),
        ("up.up.secretary", .post("secretary", up: 2)),
        ("office.liaison", .office("liaison")), ("bearer", .bearer), ("leader", .leader),
        ("王五", .person("王五")), ("exit", .told(.exit)), ("moved", .told(.moved)),
    ])
    func `every capacity is read back from its words`(words: String, capacity: Capacity) {
        #expect(Capacity(words, of: "王五") == capacity)
        #expect(capacity.description == words)
    }

    @Test func `every reason is read back from its text`() {
        let words: [(Reason, String)] = [
            (.met, "met meanwhile"), (.submitted, "submitted meanwhile"),
            (.reopened, "reopened meanwhile"), (.withdrawn, "withdrawn meanwhile"),
            (.cancelled, "cancelled meanwhile"), (.excused, "excused meanwhile"),
            (.forgotten, "the charter has no such obligation any more"),
            (.nobodyReceives, "nobody with an account receives it"),
            (.damaged, "the frozen entry is damaged"),
            (.journalDropped, "journald dropped the entry"),
            (.journalSilent, "the journal does not show its marker"),
            (.journalUnreadable, "this account can read no journal"),
            (.accountGone("a b"), "a b has no account any more"),
            (.noAccount("王五"), "王五 has no account in the charter"),
            (.said("cannot open"), "cannot open"),
        ]
        for (reason, text) in words {
            #expect(reason.text == text)
            #expect(Reason(text) == reason)
        }
    }

    @Test func `every state of a delivery has a word`() {
        let words = [
            "waiting", "sending", "retrying", "delivered", "unproven", "refused", "dropped",
        ]
        #expect(DeliveryState.allCases.map(\.rawValue) == words)
        #expect(words.map { DeliveryState(rawValue: $0)?.rawValue } == words)
        #expect(DeliveryState(rawValue: "claimed") == nil)
    }
}
