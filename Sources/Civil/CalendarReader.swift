// Reading calendar expressions: the grammar of systemd.time(7), "Calendar Events", with a reason
// and a place for every refusal. Here the cursor, and the zone that the last word may be.

extension CalendarExpression {
    /// Reads an expression, which has no blanks around it. `local` is the zone whose two
    /// abbreviations may end it, as in `Mon 09:00 CET`.
    ///
    /// - Throws: `NotationError` with the place of the first thing that is wrong.
    package static func parse(
        _ text: String, local: Zone = .utc
    ) throws(NotationError) -> CalendarExpression {
        var reader = CalendarReader(text)
        let noZone = reader.takeZone(local: local)
        var withoutWord = reader
        do {
            return try reader.expression()
        } catch {
            // Would it be an expression without its last word? Then that word was meant to be the
            // zone.
            withoutWord.dropLastWord()
            if let noZone, (try? withoutWord.expression()) != nil { throw noZone }
            throw error
        }
    }
}

/// A cursor over the scalars of an expression.
struct CalendarReader {
    private var scalars: [Unicode.Scalar]
    var position = 0
    /// Where the expression ends and its zone, if it has one, begins.
    private var end: Int
    /// What has been read.
    var result = CalendarExpression()

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        end = scalars.count
    }

    /// All that stands before the zone, if that is ASCII, in lower case.
    var word: String {
        let word = scalars[..<end]
        return word.allSatisfy(\.isASCII) ? word.text.lowercased() : ""
    }

    /// Begins to read `text` in the place of what stands before the zone.
    mutating func replace(by text: String) {
        scalars = Array(text.unicodeScalars)
        end = scalars.count
    }

    /// The scalar `distance` further on; nil at and after the end.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < end ? scalars[position + distance] : nil
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard peek() == scalar else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while skip(" ") {}
    }

    mutating func skip(anyCase word: String) -> Bool {
        let (rest, word) = (scalars[position..<end], word.unicodeScalars)
        guard rest.starts(with: word, by: { lowercased($0) == lowercased($1) }) else {
            return false
        }
        position += word.count
        return true
    }

    /// A complaint about the scalar at `offset`, or where the reader stands.
    func fault(
        _ english: String, _ chinese: String, expected: Wording, at offset: Int? = nil
    ) -> NotationError {
        NotationError(
            column: (offset ?? position) + 1, english, chinese, expected: expected)
    }

    /// A complaint that what stands at the reader does what `english` and `chinese` say.
    func misplaced(_ english: String, _ chinese: String, expected: Wording) -> NotationError {
        let found = peek().map { "'\($0)'" }
        return fault(
            "\(found ?? "the end") \(english)", found.map { "\($0) \(chinese)" } ?? "结尾\(chinese)",
            expected: expected)
    }

    /// Takes the last word away when it is a zone; otherwise why it is none, if it could have been
    /// meant to be one.
    mutating func takeZone(local: Zone) -> NotationError? {
        if take(suffix: Zone.utc.name) {
            result.zone = .utc
            return nil
        }
        for isDaylight in [false, true] {
            let name = local.abbreviation(isDaylight: isDaylight)
            guard let name, take(suffix: name) else { continue }
            result.daylight = .init(isDaylight: isDaylight, text: name)
            return nil
        }
        guard let blank = scalars.lastIndex(of: " "), blank + 1 < end else { return nil }
        do throws(ZoneError) {
            result.zone = try Zone.load(scalars[(blank + 1)...].text)
            end = blank
            return nil
        } catch {
            guard ("a"..."z").contains(lowercased(scalars[blank + 1])) else { return nil }
            return fault(
                error.wording.english, error.wording.chinese,
                expected: Wording("a time zone", "时区"), at: blank + 1)
        }
    }

    mutating func dropLastWord() {
        end = scalars.lastIndex(of: " ") ?? 0
    }

    private mutating func take(suffix name: String) -> Bool {
        let start = end - name.unicodeScalars.count
        guard start > 0, scalars[start - 1] == " " else { return false }
        position = start
        defer { position = 0 }
        guard skip(anyCase: name) else { return false }
        end = start - 1
        return true
    }
}

/// The lower-case form of an ASCII letter; other scalars as they are.
private func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
}
