// A notice as one journal entry, for people (MESSAGE, catalog text) and programs (DUBAN_* fields)
// alike, and as one event for subscribers of the status socket.

import Civil
import DubanKernel
import Systemd
import Varlink

extension Composer {
    func journalEntry(
        _ notice: Notice, at now: Instant, movedFrom: CivilDate? = nil
    ) -> Message<Composed> {
        let receiver = charter.receiver(of: notice.person)
        let telling = notice.telling
        let fields: KeyValuePairs<String, String?> = [
            "MESSAGE": line(notice, at: now, movedFrom: movedFrom),
            "PRIORITY": String(notice.journalPriority),
            "MESSAGE_ID": telling.kind.messageID,
            "SYSLOG_IDENTIFIER": journalIdentifier,
            JournalFieldName.notice: notice.id,
            JournalFieldName.obligation: telling.obligation.text,
            JournalFieldName.unit: notice.unit.text,
            JournalFieldName.person: notice.person.text,
            JournalFieldName.user: receiver?.account,
            JournalFieldName.light: notice.light?.rawValue,
            JournalFieldName.kind: telling.kind.rawValue,
            JournalFieldName.rung: telling.rung.isEmpty ? nil : telling.rung,
            JournalFieldName.occurrence: String(telling.occurrence),
            JournalFieldName.due: String(notice.due.microseconds),
            JournalFieldName.scheduled: String(notice.at.microseconds),
            JournalFieldName.decided: String(notice.decidedAt.microseconds),
            JournalFieldName.late: notice.isLate ? "1" : "0",
        ]
        let record = JournalRecord(
            fields.compactMap { name, value in value.map { JournalField(name, $0) } })
        return Message(
            channel: .journal, person: notice.person, notices: [notice.id], bytes: record.bytes)
    }

    func event(
        _ notice: Notice, at now: Instant, movedFrom: CivilDate? = nil
    ) -> Message<Composed> {
        let event = SocketEvent(notice, text: line(notice, at: now, movedFrom: movedFrom))
        return Message(
            channel: .socket, person: notice.person, notices: [notice.id],
            bytes: event.json.bytes)
    }

    func line(_ notice: Notice, at now: Instant, movedFrom: CivilDate? = nil) -> String {
        let person = name(of: notice.person)
        let receiver = charter.receiver(of: notice.person)
        let isRelayed = receiver.map { $0.id != notice.person } ?? false
        let statements =
            dueStatements(notice, at: now, movedFrom: movedFrom) + otherStatements(notice)
        return say(
            .line(
                marks: say(marks(of: notice, light: notice.light)), unit: name(of: notice.unit),
                titled: say(titled(notice)), say(statements),
                to: isRelayed
                    ? say(.through(name: person, receiver: oneLine(receiver?.name ?? "")))
                    : person))
    }
}
