// Reads anchors. Names are free text, so the span is looked for from the end.

extension Anchor {
    /// Reads `[start|due|NAME][±span]`; blanks around the sign do not matter. A span alone is
    /// counted from the due date. A name may end in a sign and a bare number (`step-2`), since no
    /// span does; other digits may neither begin it nor follow a sign in it.
    package static func parse(_ text: String) throws(NotationError) -> Anchor {
        let written = Array(text.unicodeScalars)[...].trimmed
        guard !written.isEmpty else {
            throw NotationError(
                column: 1,
                expected: Wording(
                    "start, due, a step's name or a span such as -5wd",
                    "start、due、节点名，或 -5wd 之类的时距"),
                message: Wording("the anchor is empty", "起算点为空"))
        }
        guard let split = spanStart(in: written) else { return Anchor(origin(written)) }
        let name = written[..<split].trimmed
        if let second = spanStart(in: name) {
            throw NotationError(
                column: second + 1,
                expected: Wording(
                    "one span, after a name that no digit begins", "一个时距，前面的名称不以数字开头"),
                message: Wording("a name has no span in it", "名称中不能有时距"))
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
            isSign(written[$0]) && written[($0 + 1)...].trimmed.first.map(isDigit) == true
        }
        guard let sign else {
            return written.first.map(isDigit) == true ? written.startIndex : nil
        }
        if case .named = origin(written[..<sign].trimmed),
            written[(sign + 1)...].allSatisfy(isDigit)
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

    private static func isSign(_ scalar: Unicode.Scalar) -> Bool { scalar == "+" || scalar == "-" }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: self)
        return String(view)
    }

    fileprivate var trimmed: Self {
        let head = drop { $0.properties.isWhitespace }
        return head[
            ..<((head.lastIndex { !$0.properties.isWhitespace } ?? head.startIndex - 1) + 1)]
    }
}
