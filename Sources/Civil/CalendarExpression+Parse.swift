// Reading calendar expressions: the grammar of systemd.time(7), "Calendar Events", with a reason
// and a place for every refusal.

extension CalendarExpression {
    /// Reads an expression.
    ///
    /// - Parameters:
    ///   - text: the expression, without blanks around it.
    ///   - local: the zone whose two abbreviations may end the expression, as in `Mon 09:00 CET`.
    ///   - zones: how to get a zone by its name; asked at most once, about the last word.
    /// - Throws: `NotationError` with the place of the first thing that is wrong.
    package static func parse(
        _ text: String, local: Zone = .utc,
        zones: (String) throws(ZoneError) -> Zone = { name throws(ZoneError) in try Zone.load(name)
        }
    ) throws(NotationError) -> CalendarExpression {
        var reader = CalendarReader(text)
        let suffix = reader.takeZone(local: local, zones: zones)
        do {
            return try reader.expression(suffix)
        } catch {
            // Would it be an expression without its last word? Then that word was meant to be the
            // zone.
            var shorter = CalendarReader(text, end: suffix.wordStart - 1)
            if let fault = suffix.fault, (try? shorter.expression(suffix)) != nil { throw fault }
            throw error
        }
    }
}

/// What the last word of an expression says about where its times are read.
struct CalendarSuffix {
    var zone: Zone?
    var daylight: CalendarExpression.LocalAbbreviation?
    /// Why the last word is no zone, if it could have been meant to be one.
    var fault: NotationError?
    var wordStart = 1
}

/// A cursor over the bytes of an expression.
struct CalendarReader {
    private let bytes: [UInt8]
    var position = 0
    /// Where the expression ends and its zone, if it has one, begins.
    private(set) var end: Int

    /// A reader of the first `end` bytes of `text`, or of all.
    init(_ text: String, end: Int? = nil) {
        bytes = Array(text.utf8)
        self.end = end ?? bytes.count
    }

    /// The byte `distance` further on; nil at and after the end.
    func peek(_ distance: Int = 0) -> UInt8? {
        position + distance < end ? bytes[position + distance] : nil
    }

    mutating func advance(_ count: Int = 1) {
        position += count
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func skipBlanks() {
        while skip(" ") {}
    }

    mutating func skip(anyCase word: String) -> Bool {
        let word = word.utf8
        guard end - position >= word.count,
            zip(bytes[position...], word).allSatisfy({ lowercased($0) == lowercased($1) })
        else { return false }
        position += word.count
        return true
    }

    /// A complaint about the byte at `offset`, or where the reader stands.
    func fault(_ message: Wording, expected: Wording, at offset: Int? = nil) -> NotationError {
        let before = bytes[..<(offset ?? position)]
        // Every byte but a continuation byte begins a character.
        return NotationError(
            column: before.count { $0 & 0xC0 != 0x80 } + 1, expected: expected, message: message)
    }

    /// A complaint that what stands at the reader does what `english` and `chinese` say.
    func misplaced(_ english: String, _ chinese: String, expected: Wording) -> NotationError {
        let rest = String(decoding: bytes[position..<end], as: UTF8.self)
        let found = rest.unicodeScalars.first.map { "'\($0)'" }
        return fault(
            Wording(
                "\(found ?? "the end") \(english)",
                found.map { "\($0) \(chinese)" } ?? "结尾\(chinese)"),
            expected: expected)
    }

    /// Takes the last word away when it is a zone.
    mutating func takeZone(
        local: Zone, zones: (String) throws(ZoneError) -> Zone
    ) -> CalendarSuffix {
        if take(suffix: Zone.utc.name) { return CalendarSuffix(zone: .utc) }
        for isDaylight in [false, true] {
            let name = local.abbreviation(isDaylight: isDaylight)
            guard let name, take(suffix: name) else { continue }
            return CalendarSuffix(daylight: .init(isDaylight: isDaylight, text: name))
        }
        guard let blank = bytes.lastIndex(of: UInt8(ascii: " ")), blank + 1 < end else {
            return CalendarSuffix()
        }
        let word = bytes[(blank + 1)...]
        do throws(ZoneError) {
            let zone = try zones(String(decoding: word, as: UTF8.self))
            end = blank
            return CalendarSuffix(zone: zone)
        } catch {
            let fault = fault(
                error.wording, expected: Wording("a time zone", "时区"), at: blank + 1)
            let isLetter = word.first.map { (0x61...0x7A).contains(lowercased($0)) } ?? false
            return CalendarSuffix(fault: isLetter ? fault : nil, wordStart: blank + 1)
        }
    }

    private mutating func take(suffix name: String) -> Bool {
        let start = end - name.utf8.count
        guard start > 0, bytes[start - 1] == UInt8(ascii: " ") else { return false }
        position = start
        defer { position = 0 }
        guard skip(anyCase: name) else { return false }
        end = start - 1
        return true
    }
}

/// The lower-case form of an ASCII letter; other bytes as they are.
private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
