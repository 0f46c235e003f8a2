// One message as it stands in an mbox file. The program that writes mailboxes takes no caller's
// word for what it appends: the bytes are checked here to be exactly one entry.

import DubanKernel

/// An mbox entry (RFC 4155) of one message, from its postmark to the line end of its last line.
struct MailEntry: Sendable, Equatable {
    /// The bytes, without the empty line that separates the entry from the next.
    let bytes: [UInt8]
    /// The header field that identifies the message, with its line end: `Message-ID: <…@…>`.
    let messageIDLine: [UInt8]
    let bodyStart: Int
    /// As its `Content-Language` has it; nil where it has none that is known.
    let language: Language?

    /// The longest entry that is taken.
    static let bytesMax = 480 * 1024

    /// Why bytes are no entry.
    struct Malformed: Error, Equatable {
        /// A phrase that can follow "the message".
        let reason: String
    }
}

extension MailEntry {
    /// Takes bytes that are one entry: 7-bit text with LF line ends and lines of at most 998
    /// characters, a postmark in the first line alone, then a header with one Message-ID, an empty
    /// line and a body.
    init(checking bytes: [UInt8]) throws(Malformed) {
        guard bytes.count <= Self.bytesMax else {
            throw Malformed(reason: "is longer than \(Self.bytesMax) bytes")
        }
        guard bytes.starts(with: postmark), bytes.last == lineFeed else {
            throw Malformed(reason: "does not begin with a postmark or end with a line end")
        }
        var messageIDLines: [ArraySlice<UInt8>] = []
        var (bodyStart, language) = (Int?.none, Language?.none)
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: lineFeed) ?? bytes.count - 1
            let line = bytes[start...end]
            try Self.check(line, isFirst: start == 0)
            if bodyStart == nil {
                if line.count == 1 { bodyStart = end + 1 }
                if line.starts(with: "Message-ID: ".utf8) { messageIDLines.append(line) }
                if line.starts(with: languageName) {
                    let value = line.dropFirst(languageName.count).dropLast()
                    language = Language(rawValue: String(decoding: value, as: UTF8.self))
                }
            }
            start = end + 1
        }
        guard let bodyStart else { throw Malformed(reason: "has no empty line after its header") }
        guard messageIDLines.count == 1 else {
            throw Malformed(reason: "has not exactly one Message-ID")
        }
        self.bytes = bytes
        self.bodyStart = bodyStart
        self.language = language
        messageIDLine = Array(messageIDLines[0])
    }

    private static func check(_ line: ArraySlice<UInt8>, isFirst: Bool) throws(Malformed) {
        let text = line.dropLast()
        guard text.count <= 998 else { throw Malformed(reason: "has a line over 998 characters") }
        guard text.allSatisfy({ (0x20...0x7e).contains($0) || $0 == UInt8(ascii: "\t") }) else {
            throw Malformed(reason: "has a character that is not printable ASCII")
        }
        guard isFirst || !line.starts(with: postmark) else {
            throw Malformed(reason: "has a second postmark")
        }
    }

    /// The body, line ends at its end left out: what a mail program keeps when it rewrites a
    /// mailbox.
    var body: ArraySlice<UInt8> { bytes[bodyStart...].trimmingLineEnds }

    /// The same entry, said to be possibly a repetition: a header field for programs, and `mark`
    /// before the subject for people.
    func markedPossiblyRepeated(_ mark: String) -> MailEntry {
        let header = bytes[..<bodyStart]
        let field = header.firstRange(of: Array("\nSubject: ".utf8))
        // Before the subject or, if there is none, before the empty line.
        let place = field?.lowerBound ?? header.endIndex - 2
        let value = field.map { bytes[$0.upperBound...].prefix { $0 != lineFeed } } ?? []
        var marked = bytes[..<place] + Array("\n\(encodedHeader("Subject", mark))".utf8)
        // The old value moves to a line of its own, which RFC 5322 §2.2.3 calls folding.
        if value.contains(where: { $0 != UInt8(ascii: " ") }) {
            marked += Array("\n ".utf8) + value
        }
        marked += header[(field.map { $0.upperBound + value.count } ?? place)...]
        marked.removeLast()
        marked += Array("X-Duban-Possibly-Repeated: yes\n\n".utf8)
        return MailEntry(
            bytes: Array(marked + bytes[bodyStart...]), messageIDLine: messageIDLine,
            bodyStart: marked.count, language: language)
    }
}

private let languageName = Array("Content-Language: ".utf8)

/// What begins every entry of an mbox file.
let postmark = Array("From ".utf8)

/// The line end of mbox files.
let lineFeed = UInt8(ascii: "\n")

extension ArraySlice<UInt8> {
    /// Without the line ends at its end.
    var trimmingLineEnds: ArraySlice<UInt8> {
        let last = lastIndex { $0 != lineFeed }
        return last.map { self[startIndex...$0] } ?? prefix(0)
    }
}
