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
