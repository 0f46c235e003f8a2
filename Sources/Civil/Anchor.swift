// A point in the life of an obligation that rungs and milestones are placed from: `start`, `due` or
// a named step, and a span from there (DESIGN, exact rule 2).

/// `[start|due|NAME][±span]`: `-5wd`, `0d`, `due`, `start+3wd`, `初稿+20wd`.
package struct Anchor: Hashable, Sendable {
    /// What the span is counted from.
    package enum Origin: Hashable, Sendable {
        /// The handing over, or the opening of the period.
        case start
        case due
        /// A milestone or step by its id.
        case named(String)
    }

    package let base: Origin
    /// How far away; nil is the instant of the base itself. A zero of days is its date instead.
    package let offset: Span?

    /// An anchor. An exact offset of nothing is the same as none.
    package init(_ base: Origin, offset: Span? = nil) {
        self.base = base
        self.offset = offset.flatMap { $0.isZero && $0.kind == .exact ? nil : $0 }
    }

    /// The base's name as written: `start`, `due` or the id.
    package var baseName: String {
        switch base {
        case .start: "start"
        case .due: "due"
        case .named(let name): name
        }
    }

    /// The one text for this anchor, part of a notice's identity: the due date as base is left out
    /// before a span (`-5wd`, `0d`), and the span is in its normal form. `parse` reads it back.
    package var normalized: String {
        guard let offset else { return baseName }
        guard base != .due else { return offset.normalized }
        return baseName + (offset.isZero ? "+" : "") + offset.normalized
    }
}

// Reading: names are free text, so the span is looked for from the end.
extension Anchor {
    /// Reads `[start|due|NAME][±span]`; blanks around the sign do not matter. A span alone is
    /// counted from the due date. A name may end in a sign and a bare number (`step-2`), since no
    /// span does; other digits may neither begin it nor follow a sign in it.
    package static func parse(_ text: String) throws(NotationError) -> Anchor {
        let written = Array(text.unicodeScalars)[...].trimmed
        guard !written.isEmpty else {
            throw NotationError(
                column: 1, "the anchor is empty", "起算点为空",
                expected: Wording(
                    "start, due, a step's name or a span such as -5wd",
                    "start、due、节点名，或 -5wd 之类的时距"))
        }
        guard let split = spanStart(in: written) else { return Anchor(origin(written)) }
        let name = written[..<split].trimmed
        if let second = spanStart(in: name) {
            throw NotationError(
                column: second + 1, "a name has no span in it", "名称中不能有时距",
                expected: Wording(
                    "one span, after a name that no digit begins", "一个时距，前面的名称不以数字开头"))
        }
        do throws(NotationError) {
            return Anchor(origin(name), offset: try Span.parse(written[split...].text))
        } catch {
            throw error.shifted(by: split)
        }
    }

    /// Where the span begins: at the last sign before a number, unless that makes it part of a
    /// name, or at the very beginning. Nil for a mere name.
    private static func spanStart(in written: ArraySlice<Unicode.Scalar>) -> Int? {
        let sign = written.indices.last {
            "+-".unicodeScalars.contains(written[$0])
                && written[($0 + 1)...].trimmed.first?.isDigit == true
        }
        guard let sign else { return written.first?.isDigit == true ? written.startIndex : nil }
        if case .named = origin(written[..<sign].trimmed),
            written[(sign + 1)...].allSatisfy(\.isDigit)
        {
            return nil
        }
        return sign
    }

    private static func origin(_ name: ArraySlice<Unicode.Scalar>) -> Origin {
        switch name.text {
        case "", "due": .due
        case "start": .start
        case let name: .named(name)
        }
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate var trimmed: Self { trimmed { $0.properties.isWhitespace } }
}
