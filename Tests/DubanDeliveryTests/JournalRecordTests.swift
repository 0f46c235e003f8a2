// Journal entries and socket events as bytes, there and back; and the catalog that explains them.

import DubanKernel
import Foundation
import Systemd
import TestSupport
import Testing

@testable import DubanDelivery

@Test func `the journal entry of a red notice`() throws {
    let office = SampleOffice(language: .chinese)
    let notice = office.fullDigest[6]
    let now = SampleOffice.instant("2026-11-26", "09:00:03")
    let entry = office.composer(at: now).journalEntry(notice)
    #expect(
        String(decoding: entry.bytes, as: UTF8.self) == """
            MESSAGE=【红】区教育局：信息报送（info/jiaoyu/2026-11），期限 2026-11-25 17:00，已逾期 1 天\
            （1 个工作日），已完成 0/1，致 陈书记（由 刘联络员 转）
            PRIORITY=4
            MESSAGE_ID=bb4b7d585774490d8836149b924d6967
            SYSLOG_IDENTIFIER=duban
            DUBAN_NOTICE_ID=\(notice.id)
            DUBAN_OBLIGATION=info/jiaoyu/2026-11
            DUBAN_UNIT=jiaoyu
            DUBAN_PERSON=chen
            DUBAN_USER=liu
            DUBAN_LIGHT=red
            DUBAN_KIND=rung
            DUBAN_RUNG=+1wd
            DUBAN_OCCURRENCE=0
            DUBAN_DUE_USEC=1795597200000000
            DUBAN_SCHEDULED_USEC=1795654800000000
            DUBAN_DECIDED_USEC=1795654800000000
            DUBAN_LATE=0

            """)
}

@Test(arguments: [
    (0, 6, "d914f479c8204e5ab7d930a7c1edbe1d"), (1, 6, "eb98f48e6fd04e16a5401cd66f11a60b"),
    (2, 6, "bb4b7d585774490d8836149b924d6967"), (3, 5, "bb4b7d585774490d8836149b924d6967"),
    (5, 4, "bb4b7d585774490d8836149b924d6967"),
])
func `priority follows the light and the message id the kind`(
    index: Int, priority: Int, messageID: String
) throws {
    let office = SampleOffice(language: .english)
    let entry = office.composer().journalEntry(office.fullDigest[index])
    let record = try #require(JournalRecord(bytes: entry.bytes))
    #expect(record.text(of: "PRIORITY") == "\(priority)")
    #expect(record.text(of: "MESSAGE_ID") == messageID)
}

@Test func `the events of an exit and a moved due date`() {
    let office = SampleOffice(language: .english)
    let composer = office.composer(
        movedFrom: [office.fullDigest[1].id: "\(SampleOffice.fourthOfDecember)"])
    let texts = office.fullDigest.prefix(2).map(composer.event)
        .map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(
        texts == [
            #"{"atUSec":1795654800000000,"kind":"notice","notice":"\#(office.fullDigest[0].id)","#
                + #""obligation":"info/jiaoyu/2026-10","person":"liu","unit":"jiaoyu","#
                + #""light":"yellow","text":"[yellow out] Education: Information "#
                + #"(info/jiaoyu/2026-10), settled, due 2026-10-25 17:00, 1 of 1 done, to Liu"}"#,
            #"{"atUSec":1795654800000000,"kind":"notice","notice":"\#(office.fullDigest[1].id)","#
                + #""obligation":"task:zg-001/初稿","person":"liu","unit":"jiaoyu","#
                + #""text":"[moved] [provisional] Education: Little attention: 初稿 "#
                + #"(task:zg-001/初稿), due date moved from 2026-12-04 to 2026-12-07 17:30, "#
                + #"11 days left (7 working days), to Liu"}"#,
        ])
}

@Test func `a record of any bytes is read back as it was`() throws {
    var generator = SeededGenerator.announced()
    for _ in 0..<500 {
        let fields = (0..<Int.random(in: 0...6, using: &generator)).map { number in
            let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                [UInt8(ascii: "\n"), UInt8(ascii: "="), 0, 255, UInt8(ascii: "x")]
                    .randomElement(using: &generator)!
            }
            return JournalField("F_\(number)", bytes: bytes)
        }
        let bytes = JournalRecord(fields: fields).bytes
        #expect(JournalRecord(bytes: bytes)?.fields == fields)
        // Torn or altered bytes are an entry or none, never a trap.
        _ = JournalRecord(
            bytes: Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator))))
        _ = JournalRecord(bytes: bytes.map { Bool.random(using: &generator) ? $0 : $0 &+ 1 })
    }
}

@Test(arguments: [
    "A", "A=", "A=1", "=1\n", "a=1\n", "1A=1\n", "A B=1\n", "A\n", "A\n\u{1}\u{0}", "\n", "A=1\n\n",
    "A\n\u{9}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}x\n",
    "A\n\u{1}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}xy\n",
])
func `bytes that are no record are refused`(text: String) {
    #expect(JournalRecord(bytes: Array(text.utf8)) == nil)
}

@Test func `the catalog explains every kind of entry in both languages`() throws {
    let source = Oracle.repository.appendingPathComponent("systemd/duban.catalog")
    let root = FileManager.default.temporaryDirectory
        .appendingPathComponent("duban-catalog-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for folder in ["usr/lib", "var/lib"] {
        try FileManager.default.createDirectory(
            at: root.appendingPathComponent("\(folder)/systemd/catalog"),
            withIntermediateDirectories: true)
    }
    try FileManager.default.copyItem(
        at: source, to: root.appendingPathComponent("usr/lib/systemd/catalog/duban.catalog"))
    let update = try Oracle.run(
        "journalctl", ["--root=\(root.path)", "--update-catalog"],
        environment: ["SYSTEMD_LOG_LEVEL": "debug"])
    #expect(update.status == 0)
    let ids = NoticeKind.allCases.map(\.messageID) + [fenceMessageID]
    #expect(update.complaint.contains("Found \(2 * ids.count) items in catalog."))
    let text = try String(contentsOf: source, encoding: .utf8)
    for id in ids {
        let dump = try Oracle.run("journalctl", ["--root=\(root.path)", "--dump-catalog", id])
        #expect(dump.status == 0)
        #expect(dump.output.contains("\nDefined-By: duban\n"))
        #expect(text.contains("\n-- \(id)\n") && text.contains("\n-- \(id) zh_CN\n"))
    }
}
