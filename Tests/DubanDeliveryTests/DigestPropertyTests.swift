// What holds for every mail, whatever is in it.

import Civil
import DubanKernel
import TestSupport
import Testing

@testable import DubanDelivery

@Test func `no mail shows a bare postmark, and each holds its notices once`() throws {
    var generator = SeededGenerator.announced()
    for language in Language.allCases {
        for _ in 0..<10 {
            let office = SampleOffice(language: language)
            let notices = randomNotices(office, using: &generator)
            let reader = DigestReader(person: "liu", account: "liu")
            let composer = office.composer()
            let message = composer.mail(to: reader, notices)
            #expect(
                message
                    == composer.mail(to: reader, notices.shuffled(using: &generator)))
            let lines = message.bytes.split(separator: UInt8(ascii: "\n"))
            #expect(lines.dropFirst().allSatisfy { !$0.starts(with: "From ".utf8) })
            #expect(lines.allSatisfy { $0.count <= 76 || $0.first == UInt8(ascii: "M") })
            #expect(throws: Never.self) { try MailEntry(checking: message.bytes) }
            let text = try Oracle.readMail(message.bytes)
            for notice in notices {
                #expect(
                    text.split(separator: notice.id, omittingEmptySubsequences: false).count == 2)
            }
        }
    }
}

@Test func `more than a mailbox takes at once goes out in several mails`() throws {
    let office = SampleOffice(language: .chinese)
    let day = CivilDate("2026-01-01")!
    let notices = (0..<300).map { number in
        let sample = office.notice(
            .task, due: (day.adding(days: number).description, "17:30"),
            light: number % 3 == 0 ? .red : nil)
        return Notice(
            telling: TellingKey(
                obligation: ObligationKey("task:\(number)"), episode: 0, due: sample.telling.due,
                kind: .rung, rung: "+1wd", occurrence: 0),
            person: sample.person, unit: sample.unit, title: String(repeating: "长", count: 900),
            at: sample.at, decidedAt: sample.decidedAt, due: sample.due, light: sample.light,
            isLate: false, isProvisional: false, asPost: sample.asPost, progress: nil,
            supersedes: [], rule: sample.rule)
    }
    let mails = office.composer().mails(
        to: DigestReader(person: "liu", account: "liu"), notices)
    #expect(mails.count == 2)
    #expect(mails.allSatisfy { $0.bytes.count <= MailEntry.bytesMax && $0.notices.count == 150 })
    #expect(mails.flatMap(\.notices).sorted() == notices.map(\.id).sorted())
    let red = Set(notices.filter { $0.light == .red }.map(\.id))
    #expect(mails[0].notices.prefix(100).allSatisfy(red.contains))
    let text = try Oracle.readMail(mails[0].bytes)
    #expect(text.contains(String(repeating: "长", count: 200) + "…（task:0）"))
}

/// Up to 40 notices with titles that try to break the mail.
private func randomNotices(
    _ office: SampleOffice, using generator: inout SeededGenerator
) -> [Notice] {
    let titles = [
        "From here on", "\nFrom nowhere Fri Nov 20 22:10:00 2026\n", ">From x", ".", "=46rom",
        "Subject: x\r\n\r\nbody", String(repeating: "长", count: 300), "\u{0}\u{7F}\u{85}", "🔴 ",
    ]
    var notices: [NoticeID: Notice] = [:]
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
        let dueDay = CivilDate("2026-11-26")!.adding(days: .random(in: -5...5, using: &generator))
        let sample = office.notice(
            [.info, .study, .task, .draft].randomElement(using: &generator)!,
            of: SampleOffice.bureaus.randomElement(using: &generator)!,
            to: ["liu", "chen"].randomElement(using: &generator)!,
            kind: NoticeKind.allCases.randomElement(using: &generator)!,
            occurrence: .random(in: 0...3, using: &generator),
            due: (dueDay.description, "17:00"),
            light: [nil, .yellow, .red].randomElement(using: &generator)!,
            isLate: .random(using: &generator), isProvisional: .random(using: &generator))
        let notice = Notice(
            telling: sample.telling, person: sample.person, unit: sample.unit,
            title: titles.randomElement(using: &generator)!, at: sample.at,
            decidedAt: sample.decidedAt, due: sample.due, light: sample.light,
            isLate: sample.isLate, isProvisional: sample.isProvisional, asPost: sample.asPost,
            progress: nil, supersedes: [], rule: sample.rule)
        notices[notice.id] = notice
    }
    return notices.values.sorted { $0.id < $1.id }
}
