// What a mail looks like, to mail programs that nobody here wrote.

import Civil
import Foundation
import TestSupport
import Testing

@testable import DubanDelivery

@Suite struct MailMessageTests {
    @Test func `a mail is rendered so`() {
        let mail = sampleMail(
            "7f3c", subject: "督办：信息报送（11月）还差1条，今日17:00到期，请抓紧报送",
            body: "From here on\n陈主任：x = 1 \n", language: "en")
        #expect(String(decoding: mail.entry, as: UTF8.self) == golden)
    }

    @Test(arguments: [
        "", "plain", "two words", "=?utf-8?B?eA==?=", "督办",
        "a" + String(repeating: "督", count: 200),
        String(repeating: "x", count: 500), " lead", "trail ", "a  b", "tab\there",
        "line\nbreak\r\n.",
        "😀👨‍👩‍👧", "\u{7f}\u{1}", "日期：2026-11-20 \u{2028}次行", "100% = all", "a, b; <c@d>",
    ])
    func `a subject is read as it was meant`(_ subject: String) throws {
        let read = try ReadMail(sampleMail(subject: subject))
        #expect(read.subject.unicodeScalars.elementsEqual(onOneLine(subject)))
    }

    /// Bodies, and what is read where that differs.
    private static let bodies: [(body: String, read: String?)] = [
        ("", "\n"), ("a", "a\n"), ("a\r\nb\r\n", "a\nb\n"), ("a\rb\n", nil),
        ("From x\n>From y\n>>From z\n From w\nFromage\n", nil),
        ("trailing \t\nblank \n", nil),
        (String(repeating: "x", count: 70) + " From y\n", nil), ("=46rom ==3D\n", nil),
        (String(repeating: "督", count: 100) + "\n", nil), (".\n..\n\n\n\n.\n", nil),
        (String(repeating: "a", count: 75) + "\n" + String(repeating: "b", count: 76) + "\n", nil),
        (String(repeating: "c", count: 77) + "\n", nil),
        ("\u{0}\u{8}\u{1b}[31m\u{7f}\u{85}\n", nil),
        ("\n\nFrom after empty lines\n", nil), ("é e\u{301} 👨‍👩‍👧\n", nil),
    ]

    @Test(arguments: bodies)
    func `a body is read as it was meant`(_ body: String, read expected: String?) throws {
        let read = try ReadMail(sampleMail(body: body))
        #expect(Array(read.body.utf8) == (expected.map { Array($0.utf8) } ?? lines(of: body)))
    }

    private static let dates: [(seconds: Int64, shown: String, offset: Int)] = [
        (0, "Thu, 01 Jan 1970 00:00:00 +0000", 0),
        (1_795_212_600, "Sat, 21 Nov 2026 06:10:00 +0800", 28_800),
        (1_795_212_600, "Fri, 20 Nov 2026 18:40:00 -0330", -12_600),
        (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 +0000", 0),
        (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 +0000", 0),
    ]

    @Test(arguments: dates)
    func `a date is shown where the reader is`(_ seconds: Int64, shown: String, offset: Int) throws
    {
        var mail = sampleMail()
        mail.date = Instant(microseconds: seconds * 1_000_000 + 999_999)
        mail.utcOffset = offset
        let read = try ReadMail(mail)
        #expect(read.headers["Date"] == shown)
        #expect(read.date == [Int(seconds), offset])
    }

    @Test func `an account or host that is no dot-atom does not break the header`() throws {
        var mail = sampleMail("claim 1>\n2", account: "a..b\"c\\d\n督")
        mail.host = "host name\n.例"
        mail.name = "Chen \"The\" <x@y>, 陈"
        let read = try ReadMail(mail)
        #expect(read.identifier == "<claim-1--2@host-name-.--->")
        #expect(read.headers["To"]?.hasSuffix("<\"a..b\\\"c\\\\d--\"@host-name-.--->") == true)
        #expect(read.headers["From"] == "duban@host-name-.---")
        #expect(read.headers["Auto-Submitted"] == "auto-generated")
    }

    @Test func `random mails keep the format and their text, in every reader`() throws {
        var random = SeededGenerator.announced()
        let mails = (0..<200).map { index in
            sampleMail(
                "random-\(index)", subject: nastyText(&random, lines: 1),
                body: nastyText(&random, lines: 8),
                language: nastyText(&random, lines: 1))
        }
        for mail in mails {
            let lines = mail.entry.split(
                separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.count <= 76 })
            #expect(lines.dropFirst().allSatisfy { !$0.starts(with: "From ".utf8) })
            #expect(
                lines.allSatisfy {
                    $0.allSatisfy { (0x20...0x7e).contains($0) || $0 == UInt8(ascii: "\t") }
                })
            #expect(throws: Never.self) { try MailEntry(checking: mail.entry) }
        }
        let box = Array(mails.map { $0.entry + [UInt8(ascii: "\n")] }.joined())
        let read = try ReadMail.all(inBox: box)
        try #require(read.count == mails.count)
        for (mail, read) in zip(mails, read) {
            #expect(read.identifier == mail.messageID)
            #expect(read.subject.unicodeScalars.elementsEqual(onOneLine(mail.subject)))
            let header = try #require(read.headers["Content-Language"])
            #expect(header.unicodeScalars.elementsEqual(onOneLine(mail.language)))
            #expect(Array(read.body.utf8) == lines(of: mail.body))
        }
        #expect(try MailReader.counts(box) == MailReader.allCases.map { _ in mails.count })
    }
}

/// Text of what mail programs have tripped over.
private func nastyText(_ random: inout SeededGenerator, lines: Int) -> String {
    let pieces = [
        "From ", ">From ", "From", " ", "\t", "=", "=\n", "?=", "=?utf-8?Q?", ".", "督办", "\u{301}",
        "👨‍👩‍👧", "\r", "\r\n",
        "\n", "\n\n", "\u{0}", "\u{7f}", "x", "plain words and more ",
        String(repeating: "y", count: 40), ":", "\"", "\\",
        "Message-ID: <random-1@duban.example>", "\nFrom ", "\nMessage-ID: <x@y>\n", "--", "é",
    ]
    let count = Int.random(in: 0...(lines * 6), using: &random)
    return (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
}

/// What a header shows of a text: blanks for what would break its line.
private func onOneLine(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator: " "
        default: scalar
        }
    }
}

/// A body with every line ended by LF, compared as bytes: to Swift, `\r\n` is one character.
private func lines(of body: String) -> [UInt8] {
    let bytes = Array(body.utf8) + (body.utf8.last == 10 ? [] : [10])
    return bytes.indices.filter {
        bytes[$0] != 13 || $0 + 1 == bytes.count || bytes[$0 + 1] != 10
    }.map { bytes[$0] }
}

private let golden = """
    From duban@duban.example Fri Nov 20 22:10:00 2026
    Date: Sat, 21 Nov 2026 06:10:00 +0800
    From: duban@duban.example
    To: =?utf-8?B?6ZmI5Li75Lu7?=
     <chen@duban.example>
    Subject: =?utf-8?B?552j5Yqe77ya5L+h5oGv5oql6YCB77yIMTHmnIjvvInov5jlt64x?=
     =?utf-8?B?5p2h77yM5LuK5pelMTc6MDDliLDmnJ/vvIzor7fmipPntKfmiqXpgIE=?=
    Message-ID: <7f3c@duban.example>
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable
    Content-Language: en

    =46rom here on
    =E9=99=88=E4=B8=BB=E4=BB=BB=EF=BC=9Ax =3D 1=20

    """
