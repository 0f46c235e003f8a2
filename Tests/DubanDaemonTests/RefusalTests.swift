// Who is told that something is refused, and who is told that there is no such thing; and what the
// description of io.duban.Ledger promises.

import Civil
import DubanKernel
import Testing
import Varlink

@testable import DubanDaemon

@Suite struct `What a caller is told of a refusal` {
    private static let origin = Origin(file: "office.yaml", line: 1, column: 1)

    /// The office (zhao), a bureau (liu) and a school (sun); accounts are called like people.
    private static func charter(_ access: Access) throws -> Charter {
        let units = [("office", nil, "zhao"), ("bureau", "office", "liu"), ("school", nil, "sun")]
            .map { id, parent, holder in
                Unit(
                    id: UnitID(id), name: id, parent: parent.map { UnitID($0) },
                    posts: ["liaison": [Holding(person: PersonID(holder))]], origin: origin)
            }
        let people = ["zhao", "liu", "sun"].map {
            Person(id: PersonID($0), name: $0, account: $0, relay: nil, origin: origin)
        }
        let opens = try #require(TimeOfDay("08:30"))
        return Charter(
            hash: "0", office: "office", zone: .utc, language: .english, access: access,
            delivery: .live,
            days: DayRules(
                calendar: .mondayToFriday, opens: opens, closes: .endOfDay, remindAt: opens),
            unitDays: [:], posts: [:],
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }),
            units: Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0) }), duties: [:],
            ladders: [:], schemes: [:], declarations: [:])
    }

    @Test(arguments: [
        ("zhao", Access(), true), ("liu", Access(), true), ("sun", Access(), false),
        ("nobody", Access(), false), ("sun", Access(others: .all), true),
        ("liu", Access(ownSubtree: .counts), true), ("sun", Access(ownSubtree: .none), false),
    ])
    func `who may not see a thing hears that it is unknown`(
        account: String, access: Access, mayKnow: Bool
    ) throws {
        let charter = try Self.charter(access)
        let today = try #require(CivilDate("2026-11-02"))
        let caller = Caller(
            uid: 1000, account: account, charter: charter, today: today, ownUid: 1)
        let command = try Command(.close, "task:t", [], uid: 1000, persons: caller.persons)
        for refusal in [Refusal.officeOnly(.close), .notYours(unit: "bureau")] {
            let denial = Denial(refusal, possible: [.submit], unit: "bureau")
            #expect(
                denial.shown(to: caller, asking: command, in: charter)
                    == (mayKnow ? denial : Denial(.unknown("task:t"))))
        }
    }

    @Test func `Record takes what the table of verbs names`() throws {
        let description = try InterfaceDescription(parsing: ledgerInterfaceText)
        let record = try #require(description.method("Record"))
        let types: [String: FieldType] = [
            "verb": .string, "obligation": .string, "evidence": .nullable(.array(.string)),
            "held": .nullable(.string), "title": .nullable(.string), "again": .nullable(.bool),
            "entry": .nullable(.int), "because": .nullable(.string),
            "over": .nullable(.array(.string)),
            "reason": .nullable(.string), "effectiveUSec": .nullable(.int),
            "onBehalfOf": .nullable(.string), "paper": .nullable(.string),
            "signedBy": .nullable(.string),
            "language": .nullable(.string),
        ]
        #expect(
            Dictionary(uniqueKeysWithValues: record.input.map { ($0.name, $0.type) }) == types)
        for line in [
            "# submit, withdraw, close, reopen, cancel or resume",
            "# submit: the evidence that comes with it, by name",
            "# withdraw: the entry that recorded the submission; null for the latest one",
            "# reopen: relapse, false or error",
            "# Needed by withdraw, reopen, cancel, resume and backdating",
        ] {
            #expect(ledgerInterfaceText.contains("  \(line)\n"))
        }
    }
}
