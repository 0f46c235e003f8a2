// What one expression or written deadline means, seen from an instant, as text and as JSON.

import Civil
import DubanConfig
import DubanKernel
import Varlink

/// Reads expressions and deadlines from one point of view.
struct CalendarReading {
    let clock: LocalTime
    /// Where counting begins.
    let base: Instant
    let iterations: Int
    /// The charter's days, hours and ten-day rule; nil: Monday to Friday, and a day ends at
    /// midnight.
    let days: DayRules?

    /// What a text means, or why it means nothing.
    struct Answer {
        /// For scripts: `normalized` and `next`, µs since the epoch or null for never; for a
        /// deadline also what it is and what was assumed.
        let json: JSON
        var refusal: String?
        /// For people; not asked for where a script asks for a hundred thousand elapses.
        var rows: () -> [(name: String, value: String)] = { [] }
    }

    private var calendar: WorkingCalendar { days?.calendar ?? .mondayToFriday }
    private var today: CivilDate { clock.zone.civil(base).date }

    /// Reads `text` as an expression and, where it is none, as a deadline. Of two refusals that of
    /// the likelier reading is told: expressions are ASCII.
    func read(_ text: String) -> Answer {
        do {
            return answer(try CalendarExpression.parse(text, local: clock.zone), text)
        } catch let notation {
            do {
                let deadline = try WrittenDeadline.read(
                    text, reference: today, calendar: calendar,
                    tenDays: days?.tenDays ?? .lastDay)
                return answer(deadline, text)
            } catch {
                return text.utf8.allSatisfy { $0 < 0x80 }
                    ? refusal(of: text, notation.wording.text(in: .spoken), notation.column)
                    : refusal(of: text, error.wording.text(in: .spoken))
            }
        }
    }

    /// The elapses may be fewer than asked for.
    private func answer(_ expression: CalendarExpression, _ text: String) -> Answer {
        var elapses: [Instant] = []
        while elapses.count < iterations,
            let next = expression.next(after: elapses.last ?? base, in: clock.zone)
        { elapses.append(next) }
        let json: JSON = [
            "expression": .string(text), "normalized": .string(expression.normalized),
            "next": next(elapses),
        ]
        return Answer(json: json) { [elapses] in
            var rows = [(say("normal form", "标准写法"), expression.normalized)]
            if elapses.isEmpty { rows.append((say("next", "下次"), say("never", "永不"))) }
            for (index, instant) in elapses.enumerated() {
                let name = index == 0 ? say("next", "下次") : say("then", "其后")
                rows.append((name, "\(clock.text(instant)) (\(left(until: instant)))"))
            }
            return rows
        }
    }

    /// A deadline that is a date ends at an instant.
    private func answer(_ deadline: WrittenDeadline, _ text: String) -> Answer {
        let (kind, normalized) = deadline.explained
        var ends: [Instant] = []
        if case .due(let date, let time) = deadline.meaning {
            ends = [clock.zone.instant(CivilDateTime(date, time ?? days?.closes ?? .endOfDay))]
        }
        let assumptions = deadline.assumptions.map { $0.wording.text(in: .spoken) }
        let json: JSON = [
            "deadline": .string(text), "normalized": .string(normalized),
            "meaning": .string(kind), "next": next(ends),
            "assumptions": .array(assumptions.map(JSON.string)),
        ]
        return Answer(json: json) { [ends] in
            [(say("meaning", "含义"), deadline.words)]
                + ends.map { (say("left", "剩余"), left(until: $0)) }
                + assumptions.map { (say("assumed", "说明"), $0) }
        }
    }

    private func refusal(of text: String, _ reason: String, _ column: Int? = nil) -> Answer {
        Answer(
            json: .present([
                "expression": .string(text), "error": .string(reason),
                "column": column.map { JSON($0) },
            ]),
            refusal: reason)
    }

    private func next(_ instants: [Instant]) -> JSON {
        instants.isEmpty ? .null : .array(instants.map { JSON($0.microseconds) })
    }

    /// The rows of `answer`, the names at their right edge.
    func lines(_ answer: Answer, of text: String) -> [String] {
        let zone = (say("zone", "时区"), clock.zone.name)
        let rows = [(say("written", "原文"), text)] + answer.rows() + [zone]
        let width = rows.map(\.0.displayWidth).max() ?? 0
        return rows.map { name, value in
            String(repeating: " ", count: width - name.displayWidth) + "\(name)  \(value)".printable
        }
    }

    /// `2d 3h, 1 working day`, or how long ago it was.
    private func left(until instant: Instant) -> String {
        let distance = instant.microseconds - base.microseconds
        let span = duration(microseconds: abs(distance))
        guard distance >= 0 else { return say("\(span) ago", "\(span)前") }
        // A day that begins with the instant is not left.
        let date = clock.zone.civil(instant.adding(microseconds: -1)).date
        let count = calendar.count(from: today, through: date)
        let isProvisional = days == nil || calendar.isProvisional(date)
        let doubt = isProvisional ? say(", provisional", "，暂定") : ""
        return say(
            "in \(span), working days left: \(count)\(doubt)", "\(span)（\(count) 个工作日\(doubt)）")
    }
}

extension WrittenDeadline {
    /// For people: `每月至少 1 次（each: month, least: 1）`.
    fileprivate var words: String {
        let (kind, normalized) = explained
        let english = "\(kind): \(normalized)"
        switch meaning {
        case .due: return say(english, "\(spoken(kind))：\(normalized)")
        case .category(let category): return say(english, "\(category.chinese)（\(normalized)）")
        case .cadence(let cadence, let least, let most, _):
            let count = most.map { "\(least) 至 \($0) 次" } ?? "至少 \(least) 次"
            return say(english, "\(cadence?.chinese ?? "")\(count)（\(normalized)）")
        }
    }

    /// Which of the three things it is, and what it means in the words of the configuration.
    fileprivate var explained: (kind: String, normalized: String) {
        switch meaning {
        case .due(let date, let time):
            return ("due", time.map { "\(date) \($0)" } ?? "\(date)")
        case .cadence(let cadence, let least, let most, let due):
            let parts = [
                cadence.map { "each: \($0.text)" }, "least: \(least)", most.map { "target: \($0)" },
                due.map { "due: \($0.normalized)" },
            ]
            return ("cadence", parts.compactMap(\.self).joined(separator: ", "))
        case .category(let category):
            return ("class", category.rawValue)
        }
    }
}

extension Cadence {
    fileprivate var chinese: String {
        switch self {
        case .week: "每周"
        case .tenDays: "每旬"
        case .month: "每月"
        case .quarter: "每季度"
        case .halfYear: "每半年"
        case .year: "每年"
        case .years(let count, _): "每 \(count) 年"
        }
    }
}
