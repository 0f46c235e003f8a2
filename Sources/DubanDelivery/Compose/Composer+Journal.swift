// A notice as one journal entry, for people (MESSAGE, catalog text) and programs (DUBAN_* fields)
// alike, and as one event for subscribers of the status socket. Field names
// (systemd.journal-fields(7)) and the message ids of systemd/duban.catalog are what administrators'
// filters are written against, and therefore fixed.

import Civil
package import DubanKernel
import Systemd
import Varlink

/// The identifier under which duban logs.
let journalIdentifier = "duban"

/// The field by which the entry of a notice is read back.
let noticeField = "DUBAN_NOTICE_ID"

extension Composer {
    func journalEntry(_ notice: Notice) -> Message<Composed> {
        let telling = notice.telling
        let fields: KeyValuePairs<String, String?> = [
            "MESSAGE": line(notice),
            "PRIORITY": notice.journalPriority,
            "MESSAGE_ID": telling.kind.messageID,
            "SYSLOG_IDENTIFIER": journalIdentifier,
            noticeField: notice.id,
            "DUBAN_OBLIGATION": telling.obligation.text,
            "DUBAN_UNIT": notice.unit.text,
            "DUBAN_PERSON": notice.person.text,
            // The account that receives for the person.
            "DUBAN_USER": charter.receiver(of: notice.person)?.account,
            "DUBAN_LIGHT": notice.light?.rawValue,
            "DUBAN_KIND": telling.kind.rawValue,
            // The rung's identity, such as `+1wd`; `exit` and `moved` have none.
            "DUBAN_RUNG": telling.rung.isEmpty ? nil : telling.rung,
            // 0 for the first telling, n for the nth repeat.
            "DUBAN_OCCURRENCE": String(telling.occurrence),
            // Microseconds since the epoch: of the due instant, of the rung's instant as placed,
            // and of the pass that decided.
            "DUBAN_DUE_USEC": String(notice.due.microseconds),
            "DUBAN_SCHEDULED_USEC": String(notice.at.microseconds),
            "DUBAN_DECIDED_USEC": String(notice.decidedAt.microseconds),
            // 1 when it is told later than it was scheduled.
            "DUBAN_LATE": notice.isLate ? "1" : "0",
        ]
        let record = JournalRecord(
            fields: fields.compactMap { name, value in value.map { JournalField(name, $0) } })
        return Message(
            channel: .journal, person: notice.person, notices: [notice.id], bytes: record.bytes)
    }

    package func event(_ notice: Notice) -> Message<Composed> {
        Message(
            channel: .socket, person: notice.person, notices: [notice.id],
            bytes: SocketEvent(notice, text: line(notice)).json.bytes)
    }

    /// Marks, unit, title with key, statements, and to whom.
    func line(_ notice: Notice) -> String {
        var person = name(of: notice.person)
        if let receiver = charter.receiver(of: notice.person), receiver.id != notice.person {
            person = words.through(oneLine(receiver.name), for: person)
        }
        return words.unit(
            words.marked(marks(of: notice, light: notice.light)) + name(of: notice.unit),
            [titled(notice)] + dueStatements(notice) + otherStatements(notice)
                + [words.to(person)])
    }
}

extension NoticeKind {
    /// `MESSAGE_ID` of entries that tell such a notice.
    var messageID: String {
        switch self {
        case .rung: "bb4b7d585774490d8836149b924d6967"
        case .exit: "d914f479c8204e5ab7d930a7c1edbe1d"
        case .moved: "eb98f48e6fd04e16a5401cd66f11a60b"
        }
    }
}

extension Notice {
    /// `PRIORITY` (syslog(3)): warning, notice or informational.
    ///
    /// Errors (3 and worse) are left to faults of the service itself: a monitor that counts errors
    /// must not count what other people owe.
    fileprivate var journalPriority: String {
        switch (telling.kind, light) {
        case (.rung, .red): "4"
        case (.rung, .yellow): "5"
        case (.rung, nil), (.exit, _), (.moved, _): "6"
        }
    }
}
