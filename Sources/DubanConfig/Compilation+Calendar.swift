// Working days and hours: the charter's own and the overlays of units.

import Civil
import DubanKernel

extension DayRules {
    /// Monday to Friday, 08:30 to 17:30, reminders at 09:00, no year known.
    static let usual = DayRules(
        calendar: .mondayToFriday, opens: time(8, 30), closes: time(17, 30), remindAt: time(9, 0))

    private static func time(_ hour: Int, _ minute: Int) -> TimeOfDay {
        TimeOfDay(hour: hour, minute: minute) ?? .midnight
    }
}

/// Listed days with their places.
private struct ListedDays {
    var rest: [CivilDate: SourceMark] = [:]
    var work: [CivilDate: SourceMark] = [:]
}

extension Compilation {
    private static let keys = [
        "workweek", "days", "rest", "work", "years", "hours", "remind-at", "ten-days",
    ]

    /// The charter's calendar, of the settings and of the files that its patterns name.
    func readCalendar() -> DayRules {
        checkKeys(of: "calendar", known: Compilation.keys)
        var rules = DayRules.usual
        var listed = ListedDays()
        let patterns = readPatterns()
        for (name, root) in files.calendars {
            guard let root, patterns.contains(where: { $0.matches(name) }) else { continue }
            let noun = Wording("a file of working days", "工作日文件")
            guard let fields = fields(root, noun, keys: ["rest", "work"], empty: ["rest", "work"])
            else { continue }
            read(fields["rest"], fields["work"], into: &listed)
        }
        var known = Set(listed.rest.keys.map(\.year) + listed.work.keys.map(\.year))
        read(optional("calendar.rest"), optional("calendar.work"), into: &listed)
        for node in optional("calendar.years")?.oneOrMany ?? [] {
            if let year = integer(node, .key("years"), in: 1...9999) { known.insert(year) }
        }
        let week = optional("calendar.workweek").flatMap(readWeek)
        rules.calendar = WorkingCalendar(
            week: week ?? WorkingCalendar.mondayToFriday.week, rest: Set(listed.rest.keys),
            work: Set(listed.work.keys), knownYears: known)
        readHours(optional("calendar.hours"), optional("calendar.remind-at"), into: &rules)
        if let node = optional("calendar.ten-days"),
            let tenDays = choice(
                node, .key("ten-days"),
                Dictionary(uniqueKeysWithValues: TenDaysRule.allCases.map { ($0.rawValue, $0) }))
        {
            rules.tenDays = tenDays
        }
        return rules
    }

    /// A unit's own days and hours, laid over the charter's.
    func readOverlay(_ node: SourceNode, of noun: Wording) -> DayRules {
        var days = days
        let noun = Wording("the calendar of \(noun.english)", "\(noun.chinese)的日历")
        guard
            let fields = fields(
                node, noun, keys: ["rest", "work", "workweek", "hours", "remind-at"])
        else { return days }
        var listed = ListedDays()
        read(fields["rest"], fields["work"], into: &listed)
        days.calendar = days.calendar.overlaid(
            rest: Set(listed.rest.keys), work: Set(listed.work.keys),
            week: fields["workweek"].flatMap(readWeek))
        readHours(fields["hours"], fields["remind-at"], into: &days)
        return days
    }

    /// The patterns of `days:`. Complains of those that match no file.
    private func readPatterns() -> [CalendarPattern] {
        (optional("calendar.days")?.oneOrMany ?? []).compactMap { node in
            guard let text = text(node, .key("days")) else { return nil }
            guard let pattern = CalendarPattern(text) else {
                findings.error(.badPattern(text), at: node.mark)
                return nil
            }
            if !files.calendars.contains(where: { pattern.matches($0.name) }) {
                findings.error(.nothingMatches(text), at: node.mark)
            }
            return pattern
        }
    }

    private func read(_ rest: SourceNode?, _ work: SourceNode?, into listed: inout ListedDays) {
        for (date, mark) in rest.map(dates) ?? [] {
            if let other = listed.work[date] { complain(of: date, at: mark, and: other) }
            listed.rest[date] = mark
        }
        for (date, mark) in work.map(dates) ?? [] {
            if let other = listed.rest[date] { complain(of: date, at: mark, and: other) }
            listed.work[date] = mark
        }
    }

    private func complain(of date: CivilDate, at mark: SourceMark, and other: SourceMark) {
        findings.error(
            .restAndWork(date, other: findings.place(other)), at: mark)
    }

    /// The dates of a list of `2026-10-01` and `2026-10-01..2026-10-08`.
    private func dates(_ node: SourceNode) -> [(CivilDate, SourceMark)] {
        guard case .sequence(let nodes) = node.content else {
            findings.error(.notList(Wording("a list of days", "日期列表")), at: node.mark)
            return []
        }
        return nodes.flatMap { node -> [(CivilDate, SourceMark)] in
            guard let text = text(node, Wording("a day", "日期")) else { return [] }
            let ends = text.split(separator: "..", omittingEmptySubsequences: false)
            guard ends.count == 2 else {
                return date(text, at: node.mark).map { [($0, node.mark)] } ?? []
            }
            guard let first = date(String(ends[0]), at: node.mark),
                let last = date(
                    String(ends[1]), at: place(ends[0].unicodeScalars.count + 3, in: node))
            else { return [] }
            guard first <= last, first.days(to: last) < 366 else {
                findings.error(.badDateRange(text), at: node.mark)
                return []
            }
            return (first.dayNumber...last.dayNumber).map {
                (CivilDate(dayNumber: $0), node.mark)
            }
        }
    }

    private func readHours(_ hours: SourceNode?, _ remindAt: SourceNode?, into days: inout DayRules)
    {
        if let hours, let text = text(hours, .key("hours")) {
            let ends = text.split(separator: "..", omittingEmptySubsequences: false).map {
                TimeOfDay($0)
            }
            if ends.count == 2, let opens = ends[0], let closes = ends[1] {
                if opens < closes {
                    (days.opens, days.closes) = (opens, closes)
                } else {
                    findings.error(.reversedHours(opens, closes), at: hours.mark)
                }
            } else {
                findings.error(.badHours(text), at: hours.mark)
            }
        }
        if let remindAt, let time = time(remindAt, .key("remind-at")) { days.remindAt = time }
        if let place = (remindAt ?? hours)?.mark,
            days.remindAt < days.opens || days.closes < days.remindAt
        {
            findings.warning(.remindOutsideHours(days.remindAt, days.opens, days.closes), at: place)
        }
    }
}
