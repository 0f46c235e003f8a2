// What the program that writes mailboxes takes for a message, and how it marks a repetition.

import Testing

@testable import DubanDelivery

@Suite struct MailEntryTests {
    private static let good =
        "From duban@h Fri Nov 20 22:10:00 2026\nSubject: x\nMessage-ID: <1@h>\n\nbody\n"

    @Test func `an entry is taken as it is`() throws {
        #expect(try MailEntry(checking: Array(Self.good.utf8)).bytes == Array(Self.good.utf8))
        let mail = sampleMail(body: "From \r\u{0}")
        #expect(try MailEntry(checking: mail.entry).bytes == mail.entry)
    }

    private static let malformed: [(text: String, reason: String)] = [
        ("", "does not begin with a postmark or end with a line end"),
        (
            "Subject: x\nMessage-ID: <1@h>\n\nbody\n",
            "does not begin with a postmark or end with a line end"
        ),
        (String(good.dropLast()), "does not begin with a postmark or end with a line end"),
        (good + "From x\n", "has a second postmark"),
        (good + "\nFrom duban@h Fri Nov 20 22:10:00 2026\n", "has a second postmark"),
        ("From x\nMessage-ID: <1@h>\nbody\n", "has no empty line after its header"),
        ("From x\nSubject: x\n\nMessage-ID: <1@h>\n", "has not exactly one Message-ID"),
        ("From x\nMessage-ID: <1@h>\nMessage-ID: <2@h>\n\nx\n", "has not exactly one Message-ID"),
        (good + "a\rb\n", "has a character that is not printable ASCII"),
        (good + "a\u{0}b\n", "has a character that is not printable ASCII"),
        (good + "督\n", "has a character that is not printable ASCII"),
        (good + String(repeating: "x", count: 999) + "\n", "has a line over 998 characters"),
        (good + String(repeating: "x\n", count: 240 * 1024), "is longer than 491520 bytes"),
    ]

    @Test(arguments: malformed)
    func `anything else is refused`(text: String, reason: String) {
        let error = #expect(throws: MailEntry.Malformed.self) {
            _ = try MailEntry(checking: Array(text.utf8))
        }
        #expect(error?.reason == reason)
    }

    @Test(
        arguments: ["", "short", "催办：两项逾期", String(repeating: "很长的主题", count: 30)],
        ["[possibly repeated]", "[可能重复]"])
    func `a repetition says so before its subject and in a header field`(
        _ subject: String, mark: String
    ) throws {
        let mail = sampleMail(subject: subject, body: "Subject: not this one\n\nbody\n")
        let marked = try MailEntry(checking: mail.entry).markedPossiblyRepeated(mark)
        #expect(throws: Never.self) { try MailEntry(checking: marked.bytes) }
        let plain = try #require(try ReadMail.all(inBox: mail.entry).first)
        let read = try #require(try ReadMail.all(inBox: marked.bytes).first)
        #expect(read.isRepetition && !plain.isRepetition)
        // A fold between plain text and an encoded word is read as a blank, between two words as
        // nothing.
        #expect(read.subject.filter { $0 != " " } == (mark + subject).filter { $0 != " " })
        #expect(read.body == plain.body && read.identifier == plain.identifier)
        let unchanged = plain.headers.filter { $0.key != "Subject" }
        #expect(unchanged.allSatisfy { read.headers[$0.key] == $0.value })
    }

    @Test func `a message without a subject gets one as its mark`() throws {
        let entry = try MailEntry(
            checking: Array("From x\nMessage-ID: <1@h>\n\nbody\n".utf8))
        #expect(
            String(decoding: entry.markedPossiblyRepeated("[again]").bytes, as: UTF8.self)
                == "From x\nMessage-ID: <1@h>\nSubject: [again]\n"
                + "X-Duban-Possibly-Repeated: yes\n\nbody\n"
        )
    }
}
