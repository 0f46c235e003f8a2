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
        /// deadline also what it is and what was assumed. A text that is both is the expression,
        /// with the deadline as `due`.
        var json: JSONObject
        var refusal: String?
        /// For people; not asked for where a script asks for a hundred thousand elapses.
        var rows: () -> [(name: String, value: String)] = { [] }
    }

    private var calendar: WorkingCalendar { days?.calendar ?? .mondayToFriday }
    private var now: CivilDateTime { clock.zone.civil(base) }

    /// Reads `text` as a deadline and as an expression. Of two refusals that of the likelier
    /// reading is told: expressions are ASCII.
    func read(_ text: String) -> Answer {
        let notation: NotationError
        let elapses: Answer
        do {
            elapses = answer(try CalendarExpression.parse(text, local: clock.zone), text)
        } catch {
            notation = error
            do {
                return answer(try deadline(text), text)
            } catch {
                return text.utf8.allSatisfy { $0 < 0x80 }
                    ? refusal(of: text, notation.wording.text(in: .spoken), notation.column)
                    : refusal(of: text, error.wording.text(in: .spoken), error.column)
            }
        }
        return beside(elapses, text)
    }

    private func deadline(_ text: String) throws(DeadlineFault) -> WrittenDeadline {
        try WrittenDeadline.read(
            text, reference: now.date, at: now.time, closes: days?.closes ?? .endOfDay,
            calendar: calendar, tenDays: days?.tenDays ?? .lastDay)
    }

    /// An expression such as `12-31`, which is also a date: that one is meant where a due date is.
    private func beside(_ elapses: Answer, _ text: String) -> Answer {
        var both = elapses
        let due: Answer
        do {
            due = answer(try deadline(text), text)
        } catch {
            guard case .passed = error.reason else { return elapses }
            let reason = error.wording.text(in: .spoken)
            due = Answer(json: ["deadline": .string(text), "error": .string(reason)]) {
                [(say("as a due date", "作为期限"), reason)]
            }
        }
        both.json["due"] = JSON.object(due.json)
        both.rows = { due.rows() + elapses.rows() }
        return both
    }

    /// The elapses may be fewer than asked for.
    private func answer(_ expression: CalendarExpression, _ text: String) -> Answer {
        var elapses: [Instant] = []
        while elapses.count < iterations,
            let next = expression.next(after: elapses.last ?? base, in: clock.zone)
        { elapses.append(next) }
        let json: JSONObject = [
            "expression": .string(text), "normalized": .string(expression.normalized),
            "next": next(elapses),
        ]
        return Answer(json: json) { [elapses] in
            var rows = [(say("normal form", "标准写法"), expression.normalized)]
            if elapses.isEmpty { rows.append((say("next", "下次"), say("never", "永不"))) }
            for (index, instant) in elapses.enumerated() {
                let name = index == 0 ? say("next", "下次") : say("then", "其后")
                let (time, rest) = (clock.text(instant), left(until: instant))
                rows.append((name, say("\(time) (\(rest))", "\(time)，\(rest)")))
            }
            return rows
        }
    }

    /// A deadline that is a date ends at an instant.
    private func answer(_ deadline: WrittenDeadline, _ text: String) -> Answer {
        let meaning = deadline.meaning
        var (kind, ends): (String, [Instant]) = ("cadence", [])
        if case .category = meaning { kind = "class" }
        if case .due(let date, let time) = meaning {
            kind = "due"
            ends = [clock.zone.instant(CivilDateTime(date, time ?? days?.closes ?? .endOfDay))]
        }
        let assumptions = deadline.assumptions.map { $0.wording.text(in: .spoken) }
        let near = meaning.near?.text(in: .spoken)
        var json: JSONObject = [
            "deadline": .string(text), "normalized": .string(meaning.notation),
            "meaning": .string(kind), "next": next(ends),
            "assumptions": .array(assumptions.map(JSON.string)),
        ]
        json["near"] = near.map(JSON.string)
        return Answer(json: json) { [ends, kind] in
            var rows: [(name: String, value: String)] = []
            if kind == "due" {
                rows.append((say("as a due date", "作为期限"), meaning.notation))
            } else {
                rows.append((say("meaning", "含义"), meaning.wording.text(in: .spoken)))
            }
            rows += ends.map { (say("left", "剩余"), left(until: $0)) }
            if let near { rows.append((say("in the charter", "规则中可写"), near)) }
            return rows + assumptions.map { (say("note", "说明"), $0) }
        }
    }

    private func refusal(of text: String, _ reason: String, _ column: Int) -> Answer {
        Answer(
            json: [
                "expression": .string(text), "error": .string(reason), "column": JSON(column),
            ],
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
        let count = calendar.count(from: now.date, through: date)
        let isProvisional = days == nil || calendar.isProvisional(date)
        let doubt = isProvisional ? say(", provisional", "，暂定") : ""
        return say(
            "in \(span), working days left: \(count)\(doubt)", "\(span)（\(count) 个工作日\(doubt)）")
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
