// What is said of one notice, in every situation.

import Civil
import DubanKernel
import TestSupport
import Testing

@testable import DubanDelivery

@Test(arguments: [
    ("2026-11-20", "09:00", "还有 5 天（3 个工作日）", "5 days left (3 working days)"),
    ("2026-11-24", "23:59:59", "还有 1 天（1 个工作日）", "1 day left (1 working day)"),
    ("2026-11-25", "00:00", "今天到期，还有 17 小时", "due today, 17 h left"),
    ("2026-11-25", "15:59", "今天到期，还有 1 小时 1 分钟", "due today, 1 h 1 min left"),
    ("2026-11-25", "16:01", "今天到期，还有 59 分钟", "due today, 59 min left"),
    ("2026-11-25", "16:59:59", "今天到期，还有不到 1 分钟", "due today, less than a minute left"),
    ("2026-11-25", "17:00", "今天到期，还有不到 1 分钟", "due today, less than a minute left"),
    ("2026-11-25", "17:00:01", "今天已到期", "overdue since today"),
    ("2026-11-26", "00:00", "已逾期 1 天（1 个工作日）", "overdue by 1 day (1 working day)"),
    ("2026-11-29", "12:00", "已逾期 4 天（2 个工作日）", "overdue by 4 days (2 working days)"),
])
func `the distance of a due date is counted in days and working days`(
    date: String, time: String, chinese: String, english: String
) {
    let now = SampleOffice.instant(date, time)
    for (language, expected) in [(Language.chinese, chinese), (.english, english)] {
        let office = SampleOffice(language: language)
        let notice = office.notice(.info, due: ("2026-11-25", "17:00"))
        let statements = office.composer(at: now).dueStatements(notice)
        #expect(statements[1] == expected)
    }
}

@Test func `a due instant at midnight is the end of the day before`() {
    let office = SampleOffice(language: .english)
    let notice = office.notice(.info, due: ("2026-11-25", "24:00"))
    let now = SampleOffice.instant("2026-11-25", "23:00")
    #expect(
        office.composer(at: now).dueStatements(notice)
            == ["due 2026-11-25 24:00", "due today, 1 h left"])
}

@Test(arguments: [
    (PersonID("liu"), SampleOffice.Matter.info, "settle: dubanctl submit info/jiaoyu/2026-11"),
    ("liu", .task, "settle: dubanctl submit task:zg-001 --evidence EVIDENCE"),
    ("wang", .info, "look: dubanctl show info/jiaoyu/2026-11"),
    ("wang", .task, "settle: dubanctl close task:zg-001 --reason REASON"),
    ("wang", .draft, "settle: dubanctl close task:zg-001/初稿 --reason REASON"),
])
func `a reader is given the command that his account may use`(
    reader: PersonID, matter: SampleOffice.Matter, expected: String
) {
    let office = SampleOffice(language: .english)
    let notice = office.notice(matter, due: ("2026-11-27", "17:30"))
    let command = office.composer().command(
        for: notice, reader: reader, on: CivilDate("2026-11-26")!)
    #expect(command == expected)
}

@Test func `an obligation that the charter knows no more can still be looked at`() {
    let office = SampleOffice(language: .english)
    var charter = office.charter
    charter.duties = [:]
    charter.units = [:]
    charter.people = [:]
    let now = SampleOffice.instant("2026-11-26", "09:00")
    let composer = Composer(charter: charter, host: "h", now: now)
    let notice = office.notice(.info, due: ("2026-11-27", "17:30"))
    #expect(
        composer.line(notice)
            == "jiaoyu: Information (info/jiaoyu/2026-11), due 2026-11-27 17:30, "
            + "1 day left (1 working day), to liu")
    #expect(
        composer.command(for: notice, reader: "liu", on: CivilDate("2026-11-26")!)
            == "look: dubanctl show info/jiaoyu/2026-11")
}

@Test(arguments: [
    ("info/jiaoyu/2026-11", "info/jiaoyu/2026-11"), ("task:zg-001/初稿", "task:zg-001/初稿"),
    ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''"), ("$(x)", "'$(x)'"),
    ("一 二", "'一 二'"), ("（会）", "'（会）'"),
])
func `a shell reads the word that was meant`(text: String, expected: String) throws {
    #expect(shellWord(text) == expected)
    #expect(try Oracle.run("sh", ["-c", "printf %s \(shellWord(text))"]).output == text)
}

@Test func `what administrators write stays on its line`() {
    #expect(oneLine("  一\n\u{2028}二\u{0}\r\n三\t") == "一 二 三")
}

@Test func `a session that was held in time and recorded late is settled with both dates`() {
    for (language, expected) in [
        (Language.chinese, "按期召开（2026-12-20）、登记迟（2026-12-20 18:00）"),
        (.english, "held in time on 2026-12-20, recorded late at 2026-12-20 18:00"),
    ] {
        let office = SampleOffice(language: language)
        let notice = office.notice(.info, kind: .exit, due: ("2026-12-20", "17:30"))
        let composer = office.composer(recordedLate: [
            notice.telling.obligation: (
                CivilDate("2026-12-20")!, SampleOffice.instant("2026-12-20", "18:00")
            )
        ])
        #expect(composer.dueStatements(notice).contains(expected))
    }
}

@Test func `the office is given what was submitted, with the command that closes it`() {
    let office = SampleOffice(language: .english)
    let submitted = SampleOffice.instant("2026-11-26", "15:00")
    let step = office.verifying(from: submitted)
    let notice = Notice(
        telling: TellingKey(
            obligation: step.key, episode: 0, due: step.due.date, kind: .rung, rung: "start",
            occurrence: 0),
        person: "wang", unit: step.unit, title: step.title, at: submitted, decidedAt: submitted,
        due: submitted, light: nil, isLate: false, isProvisional: false, asPost: .bearer,
        progress: nil, supersedes: [], rule: "")
    let composer = office.composer(besides: [step])
    #expect(composer.dueStatements(notice) == ["submitted 2026-11-26 15:00"])
    #expect(composer.items([notice]).map(\.section) == [.verifying])
    let command = composer.command(
        for: notice, reader: "wang", on: CivilDate("2026-11-26")!)
    #expect(command == "settle: dubanctl close task:zg-001")
}
