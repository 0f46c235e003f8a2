// Whole mails, as Python's email package reads them.

import Civil
import DubanKernel
import TestSupport
import Testing

@testable import DubanDelivery

/// The pass in which the samples are told.
private let now = SampleOffice.instant("2026-11-26", "09:00:03")

/// The mails that an office sends for notices.
private func mails(_ office: SampleOffice, _ notices: [Notice]) throws -> [String] {
    let moved = office.fullDigest[1].id
    let composer = office.composer(at: now, movedFrom: [moved: "\(SampleOffice.fourthOfDecember)"])
    return try composer.digests(of: notices).map { reader, notices in
        let message = composer.mail(to: reader, notices)
        #expect(message.person == reader.person)
        #expect(message.notices.sorted() == notices.map(\.id).sorted())
        return try Oracle.readMail(message.bytes).replacing(message.claim, with: "c0ffee")
    }
}

@Test func `a Chinese digest has every section, the worst first`() throws {
    let office = SampleOffice(language: .chinese)
    let ids = office.fullDigest.map(\.id)
    let expected = """
        To: 刘联络员 <liu@office.example>
        Subject: 督办提醒：4 件待办，1 件红灯，1 件黄灯，1 件期限调整，1 件已了结
        Message-ID: <c0ffee@office.example>
        Content-Language: zh-Hans

        刘联络员：

        截至 2026-11-26 09:00：4 件待办，1 件红灯，1 件黄灯，1 件期限调整，1 件已了结。

        == 红灯，已逾期 ==

        区教育局
          【红】信息报送（info/jiaoyu/2026-11）
            期限 2026-11-25 17:00，已逾期 1 天（1 个工作日），已完成 0/1
            办理：dubanctl submit info/jiaoyu/2026-11
            编号：\(ids[5])
          【红】【请转 陈书记】信息报送（info/jiaoyu/2026-11）
            期限 2026-11-25 17:00，已逾期 1 天（1 个工作日），已完成 0/1
            办理：dubanctl submit info/jiaoyu/2026-11
            编号：\(ids[6])

        == 黄灯 ==

        区教育局
          【黄】重视不够（task:zg-001）
            期限 2026-11-27 17:30，还有 1 天（1 个工作日）
            办理：dubanctl submit task:zg-001 --evidence 佐证
            编号：\(ids[3])

        == 到期 ==

        区教育局
          重视不够：初稿（task:zg-001/初稿）
            期限 2026-11-26 17:30，今天到期，还有 8 小时 29 分钟
            办理：dubanctl submit task:zg-001/初稿 --evidence 佐证
            编号：\(ids[4])

        == 将到期 ==

        区教育局
          【补发】专题研讨（study/jiaoyu/2026-Q4）
            期限 2026-12-31 17:30，还有 35 天（25 个工作日），已完成 0/1，原定 2026-11-25 09:00 提醒
            办理：dubanctl submit study/jiaoyu/2026-Q4 --held YYYY-MM-DD --evidence 研讨计划 研讨记录
            编号：\(ids[2])

        == 期限调整 ==

        区教育局
          【期限调整】【暂定】重视不够：初稿（task:zg-001/初稿）
            期限由 2026-12-04 调整为 2026-12-07 17:30，还有 11 天（7 个工作日）
            办理：dubanctl submit task:zg-001/初稿 --evidence 佐证
            编号：\(ids[1])

        == 已了结 ==

        区教育局
          【黄灯解除】信息报送（info/jiaoyu/2026-10）
            已了结，期限 2026-10-25 17:00，已完成 1/1
            编号：\(ids[0])

        【暂定】期限所在年份的放假安排尚未公布，公布后可能调整。
        本邮件由 duban 自动发出。全部事项：dubanctl list

        """
    #expect(try mails(office, office.fullDigest) == [expected])
}

@Test func `an English digest has every section, the worst first`() throws {
    let office = SampleOffice(language: .english)
    let ids = office.fullDigest.map(\.id)
    let expected = """
        To: Liu <liu@office.example>
        Subject: duban: 4 due, 1 red, 1 yellow, 1 moved, 1 settled
        Message-ID: <c0ffee@office.example>
        Content-Language: en

        For Liu:

        As of 2026-11-26 09:00: 4 due, 1 red, 1 yellow, 1 moved, 1 settled.

        == Red, overdue ==

        Education
          [red] Information (info/jiaoyu/2026-11)
            due 2026-11-25 17:00, overdue by 1 day (1 working day), 0 of 1 done
            settle: dubanctl submit info/jiaoyu/2026-11
            notice: \(ids[5])
          [red] [for Chen] Information (info/jiaoyu/2026-11)
            due 2026-11-25 17:00, overdue by 1 day (1 working day), 0 of 1 done
            settle: dubanctl submit info/jiaoyu/2026-11
            notice: \(ids[6])

        == Yellow ==

        Education
          [yellow] Little attention (task:zg-001)
            due 2026-11-27 17:30, 1 day left (1 working day)
            settle: dubanctl submit task:zg-001 --evidence EVIDENCE
            notice: \(ids[3])

        == Due ==

        Education
          Little attention: 初稿 (task:zg-001/初稿)
            due 2026-11-26 17:30, due today, 8 h 29 min left
            settle: dubanctl submit task:zg-001/初稿 --evidence EVIDENCE
            notice: \(ids[4])

        == Coming up ==

        Education
          [late] Seminar (study/jiaoyu/2026-Q4)
            due 2026-12-31 17:30, 35 days left (25 working days), 0 of 1 done, \
        scheduled for 2026-11-25 09:00
            settle: dubanctl submit study/jiaoyu/2026-Q4 --held YYYY-MM-DD \
        --evidence plan 'minutes of it'
            notice: \(ids[2])

        == Moved ==

        Education
          [moved] [provisional] Little attention: 初稿 (task:zg-001/初稿)
            due date moved from 2026-12-04 to 2026-12-07 17:30, 11 days left (7 working days)
            settle: dubanctl submit task:zg-001/初稿 --evidence EVIDENCE
            notice: \(ids[1])

        == Settled ==

        Education
          [yellow out] Information (info/jiaoyu/2026-10)
            settled, due 2026-10-25 17:00, 1 of 1 done
            notice: \(ids[0])

        [provisional]: the holidays of that year are not published yet; the date may move.
        Sent by duban. Everything: dubanctl list

        """
    #expect(try mails(office, office.fullDigest) == [expected])
}

@Test func `many units under one rung are rolled up in Chinese`() throws {
    let office = SampleOffice(language: .chinese)
    let ids = office.sevenRed.map(\.id)
    let expected = """
        To: 王书记 <wang@office.example>
        Subject: 督办提醒：7 件待办，7 件红灯
        Message-ID: <c0ffee@office.example>
        Content-Language: zh-Hans

        王书记：

        截至 2026-11-26 09:00：7 件待办，7 件红灯。

        == 红灯，已逾期 ==

          【红】信息报送：23 个单位中 7 个亮红
            期限 2026-11-25 17:00，已逾期 1 天（1 个工作日）
            第02局：已完成 0/1，查看：dubanctl show info/b02/2026-11，编号：\(ids[1])
            第03局：已完成 0/1，查看：dubanctl show info/b03/2026-11，编号：\(ids[2])
            第04局：已完成 0/1，查看：dubanctl show info/b04/2026-11，编号：\(ids[3])
            第05局：已完成 0/1，查看：dubanctl show info/b05/2026-11，编号：\(ids[4])
            第06局：已完成 0/1，查看：dubanctl show info/b06/2026-11，编号：\(ids[5])
            第07局：已完成 0/1，查看：dubanctl show info/b07/2026-11，编号：\(ids[6])
            区教育局：已完成 0/1，查看：dubanctl show info/jiaoyu/2026-11，编号：\(ids[0])

        本邮件由 duban 自动发出。全部事项：dubanctl list

        """
    #expect(try mails(office, office.sevenRed) == [expected])
}

@Test func `many units under one rung are rolled up in English`() throws {
    let office = SampleOffice(language: .english)
    let ids = office.sevenRed.map(\.id)
    let rows = zip(SampleOffice.bureaus, ids).dropFirst().prefix(6).map { unit, id in
        "    Bureau \(unit.text.dropFirst()): 0 of 1 done, look: dubanctl show info/\(unit)/2026-11"
            + ", notice: \(id)"
    }
    let expected = """
        To: Wang <wang@office.example>
        Subject: duban: 7 due, 7 red
        Message-ID: <c0ffee@office.example>
        Content-Language: en

        For Wang:

        As of 2026-11-26 09:00: 7 due, 7 red.

        == Red, overdue ==

          [red] Information: 7 of 23 units red
            due 2026-11-25 17:00, overdue by 1 day (1 working day)
        \(rows.joined(separator: "\n"))
            Education: 0 of 1 done, look: dubanctl show info/jiaoyu/2026-11, notice: \(ids[0])

        Sent by duban. Everything: dubanctl list

        """
    #expect(try mails(office, office.sevenRed) == [expected])
}

@Test func `five units are not yet rolled up, six are`() throws {
    let office = SampleOffice(language: .english)
    let isRolledUp = try [5, 6].map { count in
        try mails(office, Array(office.sevenRed.prefix(count)))[0].contains("of 23 units")
    }
    #expect(isRolledUp == [false, true])
}

@Test func `a roll-up gives each unit its own due date when they differ`() throws {
    let office = SampleOffice(language: .english)
    let other = office.notice(
        .info, of: "b09", to: "wang", due: ("2026-11-24", "17:00"), light: .red,
        asPost: .post("secretary", up: 1), done: 0)
    let mail = try mails(office, office.sevenRed + [other])[0]
    #expect(
        mail.contains("    Bureau 09: due 2026-11-24 17:00, overdue by 2 days (2 working days), "))
    #expect(
        mail.contains("    Bureau 02: due 2026-11-25 17:00, overdue by 1 day (1 working day), "))
}

@Test func `several tellings of one obligation are one matter with all their ids`() throws {
    let office = SampleOffice(language: .english)
    let notices = [
        office.notice(
            .info, rung: "-1wd", due: ("2026-11-25", "17:00"), at: ("2026-11-24", "09:00"),
            light: .yellow, done: 0),
        office.notice(.info, rung: "+1wd", due: ("2026-11-25", "17:00"), light: .red, done: 0),
    ]
    let mail = try mails(office, notices)[0]
    #expect(mail.contains("Subject: duban: 1 due, 1 red\n"))
    #expect(mail.contains("notice: \(notices[0].id) \(notices[1].id)\n"))
}

@Test func `whoever has neither account nor relay is in no mail`() {
    let office = SampleOffice(language: .english)
    let notices = [
        office.notice(.task, to: "gone", due: ("2026-11-27", "17:30")),
        office.notice(.task, to: "chen", due: ("2026-11-27", "17:30")),
    ]
    let channel = MailChannel(courier: MailCourier(.socket(path: "/none")))
    let messages = channel.compose(notices, by: office.composer(at: now))
    #expect(messages.map(\.person) == ["liu"])
    #expect(messages.map(\.notices) == [[notices[1].id]])
}
