// Mails for the tests, and what Python's mailbox module (an independent reader) makes of a box.

import Civil
import Foundation
import TestSupport
import Testing

@testable import DubanDelivery

/// A mail whose parts a test does not care about.
func sampleMail(
    _ identifier: String = "claim-1", subject: String = "催办：两项逾期", body: String = "请今日办结。\n",
    account: String = "chen", language: String = "zh-Hans"
) -> MailMessage {
    MailMessage(
        identifier: identifier, host: "duban.example", account: account, name: "陈主任",
        date: Instant(seconds: 1_795_212_600), utcOffset: 8 * 3600, subject: subject,
        language: language, body: body)
}

extension MailRequest {
    /// A request to put the entry of these bytes into a mailbox.
    init(
        entry: [UInt8], attempt: MailAttempt?, wasAttempted: Bool,
        repetitionMark: String = "[possibly repeated]"
    ) {
        do {
            self.init(
                entry: try MailEntry(checking: entry), attempt: attempt,
                wasAttempted: wasAttempted, repetitionMark: repetitionMark)
        } catch {
            preconditionFailure("the message \(error.reason)")
        }
    }
}

/// A request for a first attempt at a mail whose box has not been prepared.
func firstRequest(_ mail: MailMessage) -> MailRequest {
    MailRequest(entry: mail.entry, attempt: nil, wasAttempted: false)
}

/// A message as Python reads it.
struct ReadMail: Decodable, Equatable {
    let identifier: String
    let subject: String
    let body: String
    let isRepetition: Bool
    let headers: [String: String]
    /// Seconds since the epoch and seconds east of UTC, or nothing.
    let date: [Int]

    /// What Python makes of one mail.
    init(_ mail: MailMessage) throws {
        let mails = try Self.all(inBox: mail.entry + [UInt8(ascii: "\n")])
        try #require(mails.count == 1)
        self = mails[0]
    }

    /// What Python's `mailbox` and `email` make of a box.
    static func all(inBox bytes: [UInt8]) throws -> [ReadMail] {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "box-\(UUID().uuidString)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try all(inBoxAt: file.path)
    }

    /// What Python's `mailbox` and `email` make of the box at a path.
    static func all(inBoxAt path: String) throws -> [ReadMail] {
        let answer = try Oracle.run("/usr/bin/python3", ["-c", script, path])
        try #require(answer.status == 0, "\(answer.complaint)")
        return try JSONDecoder().decode([ReadMail].self, from: Data(answer.output.utf8))
    }

    private static let script = """
        import email, email.policy, json, mailbox, sys
        from email.utils import parsedate_to_datetime
        mails = []
        for message in mailbox.mbox(sys.argv[1], create=False):
            message = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
            assert not message.defects, message.defects
            date = []
            if message["Date"]:
                when = parsedate_to_datetime(message["Date"])
                date = [int(when.timestamp()), int(when.utcoffset().total_seconds())]
            mails.append({
                "identifier": str(message["Message-ID"]), "subject": str(message["Subject"]),
                "body": message.get_content(),
                "isRepetition": "X-Duban-Possibly-Repeated" in message,
                "headers": {name: str(value) for name, value in message.items()},
                "date": date,
            })
        json.dump(mails, sys.stdout)
        """
}
