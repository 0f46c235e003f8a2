// Reads anchors. Names are free text, so the span is looked for from the end.

extension Anchor {
    /// Reads `[start|due|NAME][±span]`; blanks around the sign do not matter. A span alone is counted from
    /// the due date. A name may end in a sign and a bare number (`step-2`), since no span does.
    package static func parse(_ text: String) throws(NotationError) -> Anchor {
        let written = Array(text.unicodeScalars)[...].trimmed
        guard let first = written.first else {
            throw NotationError(
                column: 1, expected: "start, due, a step's name or a span such as -5wd",
                message: "the anchor is empty")
        }
        let sign = written.indices.last {
            isSign(written[$0]) && written[($0 + 1)...].trimmed.first.map(isDigit) == true
        }
        guard let split = sign ?? (isDigit(first) ? written.startIndex : nil) else {
            return Anchor(origin(written))
        }
        let base = origin(written[..<split].trimmed)
        if case .named = base, written[(split + 1)...].allSatisfy(isDigit) {
            return Anchor(origin(written))
        }
        do throws(NotationError) {
            return Anchor(base, offset: try Span.parse(written[split...].text))
        } catch {
            throw error.shifted(by: split)
        }
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
