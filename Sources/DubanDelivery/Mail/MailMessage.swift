// A mail as its parts, and its one rendering: an entry of an mbox file around an RFC 5322 message.
// Pure and deterministic, so that what a claim froze can be compared with what a mailbox holds.

import Civil

/// One mail of duban to one account of this machine.
struct MailMessage: Sendable, Hashable {
    /// The claim's id: the left side of the Message-ID. Letters, digits and
    /// ``!#$%&'*+-/=?^_`{|}~.``, the dot-atom of RFC 5322 §3.2.3; anything else in it is replaced
    /// by `-`.
    var identifier: String
    /// The right side of the Message-ID and of the addresses, treated likewise.
    var host: String
    var account: String
    /// The name of whoever holds the account, shown beside the address if not empty.
    var name = ""
    var date: Instant
    /// The reader's distance from UTC in seconds, east positive; shown in whole minutes.
    var utcOffset: Int
    /// Any text; line breaks and control characters in it become blanks.
    var subject: String
    /// As `Content-Language` has it (RFC 3282).
    var language: String
    /// Any text; lines end with LF or CRLF.
    var body: String
}

extension MailMessage {
    /// The Message-ID with its angle brackets.
    var messageID: String { "<\(dotAtom(identifier))@\(dotAtom(host))>" }

    /// The mail as an mbox entry (mbox(5), RFC 4155): the postmark, the header, an empty line and
    /// the body, in lines of at most 76 printable ASCII characters (a few unbreakable header fields
    /// may be longer) that end with LF. The empty line after it is the mailbox's to write.
    var entry: [UInt8] {
        let sender = "duban@\(dotAtom(host))"
        let recipient = "\(localPart(account))@\(dotAtom(host))"
        let lines = [
            "From \(sender) \(Self.postmarkDate(date))",
            "Date: \(Self.headerDate(date, utcOffset: utcOffset))",
            "From: \(sender)",
            name.isEmpty
                ? "To: \(recipient)"
                : encodedHeader("To", name, asPhrase: true) + "\n <\(recipient)>",
            encodedHeader("Subject", subject),
            "Message-ID: \(messageID)",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            encodedHeader("Content-Language", language),
        ]
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + quotedPrintable(body)
    }

    /// `Fri Nov 20 22:10:00 2026`: asctime(3) in UTC.
    private static func postmarkDate(_ instant: Instant) -> String {
        let (date, time, weekday, month) = parts(of: instant.secondsFloor)
        let day = date.day < 10 ? " \(date.day)" : "\(date.day)"
        return "\(weekday) \(month) \(day) \(time) \(padded(date.year, 4))"
    }

    /// `Sat, 21 Nov 2026 06:10:00 +0800`: the date-time of RFC 5322 §3.3.
    private static func headerDate(_ instant: Instant, utcOffset: Int) -> String {
        let offset = utcOffset / 60
        let (date, time, weekday, month) = parts(of: instant.secondsFloor + Int64(offset * 60))
        let hours = padded(abs(offset) / 60, 2)
        let minutes = padded(abs(offset) % 60, 2)
        let sign = offset < 0 ? "-" : "+"
        return "\(weekday), \(padded(date.day, 2)) \(month) \(padded(date.year, 4)) \(time) "
            + "\(sign)\(hours)\(minutes)"
    }

    private static func parts(
        of seconds: Int64
    ) -> (date: CivilDate, time: String, weekday: String, month: String) {
        let moment = CivilDateTime(seconds: seconds)
        let clock = moment.time.seconds
        let fields = [clock / 3600, clock / 60 % 60, clock % 60].map { padded($0, 2) }
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return (
            moment.date, fields.joined(separator: ":"), weekdays[moment.date.weekday.rawValue - 1],
            months[moment.date.month - 1]
        )
    }
}
