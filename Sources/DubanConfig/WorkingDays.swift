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

/// The charter's calendar.
struct WorkingDays {
    private static let keys = [
        "workweek", "days", "rest", "work", "named", "years", "hours", "remind-at", "ten-days",
    ]
    private static let fileKeys = Keys("rest work named", mayBeEmpty: "rest work named")
    private static let overlayKeys = Keys("rest work workweek hours remind-at")

    private(set) var rules = DayRules.usual
    /// Whether all of it could be read, so that a year without days has none.
    private(set) var isWhole = false
    private let findings: Findings

    /// The settings, and the files that their patterns name.
    init(_ symbols: Symbols, _ nodes: Nodes) {
        findings = symbols.findings
        let errors = findings.errorCount
        func value(_ key: String) -> SourceNode? { symbols.setting("calendar.\(key)")?.value }
        symbols.checkKeys(of: "calendar", known: WorkingDays.keys)
        var listed = ListedDays()
        let patterns = patterns(value("days"), nodes)
        for (name, root) in nodes.calendars {
            let noun = Wording("a file of working days", "工作日文件")
            guard let root, patterns.contains(where: { $0.matches(name) }),
                let fields = Fields(root, noun, WorkingDays.fileKeys, findings)
            else { continue }
            listed.read(fields["rest"], fields["work"], findings)
            listed.name(fields["named"], findings)
        }
        var known = Set(listed.rest.keys.map(\.year) + listed.work.keys.map(\.year))
        listed.read(value("rest"), value("work"), findings)
        listed.name(value("named"), findings)
        for node in value("years")?.oneOrMany ?? [] {
            if let year = findings.integer(node, .key("years"), in: 1...9999) {
                known.insert(year)
            }
        }
        rules.calendar = WorkingCalendar(
            week: value("workweek").flatMap(week) ?? WorkingCalendar.mondayToFriday.week,
            rest: Set(listed.rest.keys), work: Set(listed.work.keys), knownYears: known,
            named: listed.named)
        readHours(value("hours"), value("remind-at"), into: &rules)
        symbols.checkKeys(of: "digest", known: ["also-at"])
        rules.secondPageAt = symbols.setting("digest.also-at").flatMap {
            findings.time($0.value, .key("also-at"))
        }
        rules.tenDays =
            value("ten-days").flatMap { findings.choice($0, .key("ten-days")) } ?? rules.tenDays
        isWhole =
            findings.errorCount == errors && nodes.areCalendarsWhole
            && !findings.mayHide("calendar")
    }

    /// A unit's own days and hours, laid over the charter's.
    func overlaid(by node: SourceNode, of noun: Wording) -> DayRules {
        let noun = Wording("the calendar of \(noun.english)", "\(noun.chinese)的日历")
        guard let fields = Fields(node, noun, WorkingDays.overlayKeys, findings) else {
            return rules
        }
        var (days, listed) = (rules, ListedDays())
        listed.read(fields["rest"], fields["work"], findings)
        days.calendar = days.calendar.overlaid(
            rest: Set(listed.rest.keys), work: Set(listed.work.keys),
            week: fields["workweek"].flatMap(week))
        readHours(fields["hours"], fields["remind-at"], into: &days)
        return days
    }

    /// The patterns of `days:`. Complains of those that match no file.
    private func patterns(_ node: SourceNode?, _ nodes: Nodes) -> [CalendarPattern] {
        (node?.oneOrMany ?? []).compactMap { node in
            guard let text = findings.text(node, .key("days")) else { return nil }
            guard let pattern = CalendarPattern(text) else {
                findings.error(.badPattern(text), at: node.mark)
                return nil
            }
            if !nodes.calendars.contains(where: { pattern.matches($0.name) }) {
                findings.error(.nothingMatches(text), at: node.mark)
            }
            return pattern
        }
    }

    private func readHours(
        _ hours: SourceNode?, _ remindAt: SourceNode?, into days: inout DayRules
    ) {
        if let hours, let text = findings.text(hours, .key("hours")) {
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
        if let remindAt, let time = findings.time(remindAt, .key("remind-at")) {
            days.remindAt = time
        }
        if let place = (remindAt ?? hours)?.mark,
            days.remindAt < days.opens || days.closes < days.remindAt
        {
            findings.warning(.remindOutsideHours(days.remindAt, days.opens, days.closes), at: place)
        }
    }

    /// Days of the week: `mon..fri`, `mon..thu,sat`, or a list.
    private func week(_ node: SourceNode) -> Set<Weekday>? {
        var week: Set<Weekday> = []
        for item in node.oneOrMany {
            guard let text = findings.text(item, .key("workweek")) else { return nil }
            var column = 1
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                guard let days = Weekday.range(part) else {
                    findings.error(
                        .badWeekday(String(part)), at: findings.place(column, in: item))
                    return nil
                }
                week.formUnion(days)
                column += part.unicodeScalars.count + 1
            }
        }
        if week.isEmpty { findings.error(.noValue(.key("workweek")), at: node.mark) }
        return week.isEmpty ? nil : week
    }
}

/// Listed days with their places.
private struct ListedDays {
    private(set) var rest: [CivilDate: SourceMark] = [:]
    private(set) var work: [CivilDate: SourceMark] = [:]
    private(set) var named: [String: Set<CivilDate>] = [:]

    /// Names of days, each with its date or, over the years, dates.
    mutating func name(_ node: SourceNode?, _ findings: Findings) {
        for pair in node.flatMap({ findings.pairs(of: $0, .key("named")) }) ?? [] {
            let dates = pair.value.oneOrMany.compactMap { findings.date($0, .key(pair.key)) }
            named[pair.key, default: []].formUnion(dates)
        }
    }

    mutating func read(_ rest: SourceNode?, _ work: SourceNode?, _ findings: Findings) {
        read(rest, into: \.rest, against: \.work, findings)
        read(work, into: \.work, against: \.rest, findings)
    }

    private mutating func read(
        _ node: SourceNode?, into kind: WritableKeyPath<Self, [CivilDate: SourceMark]>,
        against other: KeyPath<Self, [CivilDate: SourceMark]>, _ findings: Findings
    ) {
        for (date, mark) in node.map({ dates($0, findings) }) ?? [] {
            if let place = self[keyPath: other][date] {
                findings.error(.restAndWork(date, findings.place(place)), at: mark)
            }
            self[keyPath: kind][date] = mark
        }
    }

    /// The dates of a list of `2026-10-01` and `2026-10-01..2026-10-08`.
    private func dates(_ node: SourceNode, _ findings: Findings) -> [(CivilDate, SourceMark)] {
        guard let nodes = findings.list(node, Wording("a list of days", "日期列表")) else {
            return []
        }
        return nodes.flatMap { node -> [(CivilDate, SourceMark)] in
            guard let text = findings.text(node, Wording("a day", "日期")) else { return [] }
            let ends = text.split(separator: "..", omittingEmptySubsequences: false)
            guard ends.count == 2 else {
                return findings.date(text, at: node.mark).map { [($0, node.mark)] } ?? []
            }
            let second = findings.place(ends[0].unicodeScalars.count + 3, in: node)
            guard let first = findings.date(String(ends[0]), at: node.mark),
                let last = findings.date(String(ends[1]), at: second)
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
}

extension Weekday {
    private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    /// `mon`, `Mon` or `mon..fri`; nil for anything else.
    fileprivate static func range(_ text: Substring) -> [Weekday]? {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { end in
            names.firstIndex(of: end.split(separator: " ").joined(separator: " ").lowercased())
                .map { $0 + 1 }
        }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil,
            first <= last
        else { return nil }
        return (first...last).compactMap(Weekday.init(rawValue:))
    }
}
