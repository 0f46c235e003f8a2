// What must hold for any text whatever that is given to the readers of notations: the fuzzers of
// Tests/Fuzz ask it of millions of texts, the tests of those texts that once were interesting.

import Civil

/// A property that a text has broken.
struct ExaminationFailure: Error, CustomStringConvertible {
    let description: String

    init(_ text: String, _ property: String) {
        description = "\(property): \(text.debugDescription)"
    }
}

/// Examinations of one text each. A reader that traps or does not end fails them by itself.
enum Examination {
    private static let calendar = WorkingCalendar(
        week: [.monday, .tuesday, .wednesday, .thursday, .friday],
        rest: Set((20_727...20_733).map { CivilDate(dayNumber: $0) }),
        work: [CivilDate(dayNumber: 20_735)])

    /// Spans, anchors, due rules, cadences and the labels of periods.
    static func notations(_ text: String) throws {
        let date = CivilDate(dayNumber: 20_777)
        if let span = try read(text, Span.parse) {
            try expect(try? Span.parse(span.normalized), equals: span, text, "span")
            if span.kind != .exact { _ = span.date(from: date, calendar: calendar) }
        }
        if let anchor = try read(text, Anchor.parse) {
            try expect(try? Anchor.parse(anchor.normalized), equals: anchor, text, "anchor")
        }
        if let rule = try read(text, DueRule.parse) {
            // Expressions that are written alike need not be built alike.
            let normal = rule.normalized
            try expect(try? DueRule.parse(normal).normalized, equals: normal, text, "due rule")
            _ = rule.date(in: Period(.quarter, containing: date), calendar: calendar)
        }
        _ = try read(text) { (text) throws(NotationError) in try Cadence.parse(text, start: date) }
        for cadence in [Cadence.week, .tenDays, .month, .quarter, .year, .years(5, start: date)] {
            guard let period = Period(label: text, cadence: cadence) else { continue }
            try expect(period.label, equals: text, text, "label")
        }
    }

    /// Written deadlines, seen from a day that the text itself decides.
    static func deadline(_ text: String) throws {
        let seed = text.unicodeScalars.reduce(0) { ($0 &* 31 &+ Int32($1.value)) & 0xFFFF }
        let reference = CivilDate(dayNumber: seed)
        for rule in TenDaysRule.allCases {
            let deadline: WrittenDeadline
            do throws(DeadlineFault) {
                deadline = try WrittenDeadline.read(
                    text, reference: reference, calendar: calendar, tenDays: rule)
            } catch {
                if error.wording.english.isEmpty || error.wording.chinese.isEmpty
                    || !(1...max(1, text.unicodeScalars.count)).contains(error.column)
                {
                    throw ExaminationFailure(text, "a refusal without a reason")
                }
                continue
            }
            let wordings = deadline.assumptions.map(\.wording)
            if wordings.contains(where: { $0.english.isEmpty || $0.chinese.isEmpty }) {
                throw ExaminationFailure(text, "an assumption without a text")
            }
            let wide = String(String.UnicodeScalarView(text.unicodeScalars.map(widened)))
            let again = try? WrittenDeadline.read(
                wide, reference: reference, calendar: calendar, tenDays: rule)
            try expect(again, equals: deadline, text, "full width")
        }
    }

    /// An ASCII digit in full width; other scalars as they are.
    private static func widened(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard ("0"..."9").contains(scalar) else { return scalar }
        return Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar
    }

    /// The value, or nil when it is refused at a column of the text.
    private static func read<Value>(
        _ text: String, _ parse: (String) throws(NotationError) -> Value
    ) throws -> Value? {
        do {
            return try parse(text)
        } catch {
            guard (1...text.unicodeScalars.count + 1).contains(error.column),
                !error.message.chinese.isEmpty, !error.expected.chinese.isEmpty
            else { throw ExaminationFailure(text, "a refusal of nothing: \(error)") }
            return nil
        }
    }

    private static func expect<Value: Equatable>(
        _ found: Value?, equals wanted: Value, _ text: String, _ property: String
    ) throws {
        guard found == wanted else {
            throw ExaminationFailure(text, "\(property) is not read back as it was")
        }
    }
}
