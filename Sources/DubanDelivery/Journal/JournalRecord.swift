// A journal entry as frozen bytes: systemd's Native Journal Protocol
// (systemd.io/JOURNAL_NATIVE_PROTOCOL), which is also the Journal Export Format. So a claim can be
// read with the journal's own tools.

import Systemd

/// The fields of one journal entry and their serialization.
struct JournalRecord: Sendable, Hashable {
    /// In the order in which they are sent.
    let fields: [JournalField]
}

extension JournalRecord {
    /// The first value of a field, if it is text.
    func text(of name: String) -> String? {
        fields.first { $0.name == name }.flatMap { String(validating: $0.value, as: UTF8.self) }
    }

    /// `NAME=value` lines; a value with a line break is written as `NAME`, line break, its length
    /// in 64 bits little-endian, value, line break.
    var bytes: [UInt8] {
        var output: [UInt8] = []
        for field in fields {
            output += field.name.utf8
            if field.value.contains(lineFeed) {
                output.append(lineFeed)
                withUnsafeBytes(of: UInt64(field.value.count).littleEndian) { output += $0 }
            } else {
                output.append(UInt8(ascii: "="))
            }
            output += field.value
            output.append(lineFeed)
        }
        return output
    }

    /// Reads what `bytes` wrote; nil for anything else.
    init?(bytes: [UInt8]) {
        var fields: [JournalField] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let field = Self.takeField(from: &rest) else { return nil }
            fields.append(field)
        }
        self.fields = fields
    }

    private static func takeField(from rest: inout ArraySlice<UInt8>) -> JournalField? {
        let bytes = rest.prefix { $0 != lineFeed && $0 != UInt8(ascii: "=") }
        let name = String(decoding: bytes, as: UTF8.self)
        // Asked before the field is made: bytes from a disk must not trap.
        guard JournalField.isName(name), let separator = rest.dropFirst(bytes.count).first else {
            return nil
        }
        rest = rest.dropFirst(bytes.count + 1)
        let value: ArraySlice<UInt8>
        if separator == lineFeed {
            let length = rest.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            // The length itself, the value and the line break behind it.
            guard rest.count >= 9, length <= UInt64(rest.count - 9) else { return nil }
            value = rest.dropFirst(8).prefix(Int(length))
            rest = rest.dropFirst(8 + Int(length))
        } else {
            value = rest.prefix { $0 != lineFeed }
            rest = rest.dropFirst(value.count)
        }
        guard rest.first == lineFeed else { return nil }
        rest = rest.dropFirst()
        return JournalField(name, bytes: value)
    }
}
