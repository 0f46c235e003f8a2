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

    /// What a text is.
    enum Answer {
        /// An expression and its elapses, fewer than asked for when there are no more.
        case expression(CalendarExpression, [Instant])
        /// A deadline, and the instant it ends at if it is a date.
        case deadline(WrittenDeadline, Instant?)
        /// Neither; why, and the 1-based column where that is known.
        case refusal(String, column: Int?)

        var isRefusal: Bool {
            if case .refusal = self { true } else { false }
        }
    }

    private var calendar: WorkingCalendar { days?.calendar ?? .mondayToFriday }
    private var today: CivilDate { clock.zone.civil(base).date }

    /// Reads `text` as an expression and, where it is none, as a deadline. Of two refusals that of
    /// the likelier reading is told: expressions are ASCII.
    func read(_ text: String) -> Answer {
        do {
            let expression = try CalendarExpression.parse(text, local: clock.zone)
            return .expression(expression, elapses(of: expression))
        } catch let notation {
            do {
                let deadline = try WrittenDeadline.read(
                    text, reference: today, calendar: calendar,
                    tenDays: days?.tenDays ?? .lastDay)
                return .deadline(deadline, end(of: deadline))
            } catch {
                return text.utf8.allSatisfy { $0 < 0x80 }
                    ? .refusal(notation.wording.text(in: .spoken), column: notation.column)
                    : .refusal(say(error.english, error.chinese), column: nil)
            }
        }
    }

    private func elapses(of expression: CalendarExpression) -> [Instant] {
        var found: [Instant] = []
        var last = base
        while found.count < iterations, let next = expression.next(after: last, in: clock.zone) {
            found.append(next)
            last = next
        }
        return found
    }

    private func end(of deadline: WrittenDeadline) -> Instant? {
        guard case .due(let date, let time) = deadline.meaning else { return nil }
        return clock.zone.instant(CivilDateTime(date, time ?? days?.closes ?? .endOfDay))
    }

    // MARK: JSON

    /// `normalized` and `next`, µs since the epoch or null for never; for a deadline also what it
    /// is and what was assumed.
    func json(_ answer: Answer, of text: String) -> JSON {
        switch answer {
        case .expression(let expression, let elapses):
            [
                "expression": .string(text), "normalized": .string(expression.normalized),
                "next": next(elapses),
            ]
        case .deadline(let deadline, let end):
            [
                "deadline": .string(text), "normalized": .string(deadline.normalized),
                "meaning": .string(deadline.kind), "next": next([end].compactMap(\.self)),
                "assumptions": .array(
                    deadline.assumptions.map { .string(say($0.english, $0.chinese)) }),
            ]
        case .refusal(let reason, let column):
            .present([
                "expression": .string(text), "error": .string(reason),
                "column": column.map { JSON($0) },
            ])
        }
    }

    private func next(_ instants: [Instant]) -> JSON {
        instants.isEmpty ? .null : .array(instants.map { JSON($0.microseconds) })
    }

    // MARK: Text

    func lines(_ answer: Answer, of text: String) -> [String] {
        var rows = [(say("written", "原文"), text)]
        switch answer {
        case .expression(let expression, let elapses):
            rows.append((say("normal form", "标准写法"), expression.normalized))
            if elapses.isEmpty { rows.append((say("next", "下次"), say("never", "永不"))) }
            for (index, instant) in elapses.enumerated() {
                let name = index == 0 ? say("next", "下次") : say("then", "其后")
                rows.append((name, "\(clock.text(instant)) (\(left(until: instant)))"))
            }
        case .deadline(let deadline, let end):
            rows.append((say("meaning", "含义"), "\(spoken(deadline.kind)): \(deadline.normalized)"))
            if let end { rows.append((say("left", "剩余"), left(until: end))) }
            for assumption in deadline.assumptions {
                rows.append((say("assumed", "推定"), say(assumption.english, assumption.chinese)))
            }
        case .refusal(let reason, _):
            rows.append((say("refused", "无法识别"), reason))
        }
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
            "in \(span), working days left: \(count)\(doubt)", "还有\(span)，工作日 \(count) 个\(doubt)")
    }
}

extension WrittenDeadline {
    /// Which of the three things it is.
    fileprivate var kind: String {
        switch meaning {
        case .due: "due"
        case .cadence: "cadence"
        case .category: "class"
        }
    }

    /// What it means in the words of the configuration.
    fileprivate var normalized: String {
        switch meaning {
        case .due(let date, let time):
            return time.map { "\(date) \($0)" } ?? "\(date)"
        case .cadence(let cadence, let least, let most, let due):
            let parts = [
                cadence.map { "each: \($0.text)" }, "least: \(least)", most.map { "target: \($0)" },
                due.map { "due: \($0.normalized)" },
            ]
            return parts.compactMap(\.self).joined(separator: ", ")
        case .category(let category):
            return category.rawValue
        }
    }
}
