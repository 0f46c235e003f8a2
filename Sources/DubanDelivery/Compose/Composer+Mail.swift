// The digest: one mail per reader and pass, the worst first, grouped by unit.

import Civil
import DubanKernel

extension Composer {
    /// One mail with everything that a reader is told. `notices` are those of one digest and not
    /// empty: there is no mail when there is nothing to say.
    func mail(to reader: DigestReader, _ notices: [Notice]) -> Message<Composed> {
        let items = items(notices)
        let ids = items.flatMap(\.ids)
        let message = MailMessage(
            identifier: Message.claim(of: ids, through: .mail), host: host, account: reader.account,
            name: name(of: reader.person), date: now,
            utcOffset: charter.zone.offset(at: now).seconds, subject: words.subject(counts(items)),
            language: charter.language.rawValue, body: body(items, for: reader))
        return Message(
            channel: .mail, person: reader.person, notices: ids, bytes: message.entry)
    }

    /// The mails that tell a reader all of `notices`: one digest, or if it would be longer than a
    /// mailbox takes (`MailEntry.bytesMax`), as many as it needs, the worst first.
    func mails(to reader: DigestReader, _ notices: [Notice]) -> [Message<Composed>] {
        let whole = mail(to: reader, notices)
        guard whole.bytes.count > MailEntry.bytesMax, notices.count > 1 else { return [whole] }
        let places = Dictionary(
            zip(whole.notices, whole.notices.indices), uniquingKeysWith: { first, _ in first })
        let ordered = notices.sorted { places[$0.id, default: 0] < places[$1.id, default: 0] }
        let middle = ordered.count / 2
        return mails(to: reader, Array(ordered[..<middle]))
            + mails(to: reader, Array(ordered[middle...]))
    }

    private func body(_ items: [DigestItem], for reader: DigestReader) -> String {
        let civil = charter.zone.civil(now)
        let page = DigestPage(composer: self, reader: reader.person)
        let minute = CivilDateTime(seconds: civil.seconds / 60 * 60)
        var lines = [
            words.greeting(name(of: reader.person)), "",
            words.asOf(minute.description, counts(items)), "",
        ]
        for section in DigestSection.allCases {
            let part = items.filter { $0.section == section }
            if !part.isEmpty { lines += [words.section(section), ""] + page.lines(part) }
        }
        if items.contains(where: { $0.notice.isProvisional && $0.section != .settled }) {
            lines.append(words.provisionalNote)
        }
        lines.append(words.footer)
        return lines.joined(separator: "\n") + "\n"
    }

    /// How many obligations there are to meet, under each light, moved and settled; those that are
    /// none are left out.
    private func counts(_ items: [DigestItem]) -> [String] {
        func count(_ kind: NoticeKind, _ light: Light? = nil) -> Int {
            let counted = items.filter {
                $0.notice.telling.kind == kind && (light == nil || $0.light == light)
            }
            return Set(counted.map(\.notice.telling.obligation)).count
        }
        let counts = [
            (count(.rung), words.open),
            (count(.rung, .red), words.red),
            (count(.rung, .yellow), words.yellow),
            (count(.moved), words.moved),
            (count(.exit), words.settled),
        ]
        return counts.filter { $0.0 > 0 }.map { $0.1($0.0) }
    }
}

/// The lines of one reader's digest.
private struct DigestPage {
    let composer: Composer
    let reader: PersonID

    private var words: Phrasebook { composer.words }

    /// The lines of one section: first what is rolled up, then the units.
    func lines(_ items: [DigestItem]) -> [String] {
        let (rollUps, rest) = composer.rollUps(items)
        var lines = rollUps.flatMap { self.lines($0) + [""] }
        var index = rest.startIndex
        while index < rest.endIndex {
            let unit = rest[index].notice.unit
            let part = rest[index...].prefix { $0.notice.unit == unit }
            lines += [composer.name(of: unit)] + part.flatMap(self.lines) + [""]
            index = part.endIndex
        }
        return lines
    }

    private func lines(_ item: DigestItem) -> [String] {
        let notice = item.notice
        let title = head(item) + composer.titled(notice)
        let statements = composer.dueStatements(notice) + composer.otherStatements(notice)
        let details = [words.list(statements)] + whatToDo(item)
        return ["  " + title] + details.map { "    " + $0 }
    }

    private func lines(_ rollUp: RollUp) -> [String] {
        guard let first = rollUp.items.first else { return [] }
        let title = words.rollUp(
            composer.title(first.notice), units: rollUp.units, of: rollUp.unitsInAll, first.light)
        let dues = rollUp.items.map { composer.dueStatements($0.notice) }
        let isOneDue = dues.allSatisfy { $0 == dues[0] }
        let shared = isOneDue ? [words.list(dues[0])] : []
        let rows = zip(rollUp.items, dues).map { item, due in
            words.unit(
                composer.name(of: item.notice.unit),
                (isOneDue ? [] : due) + composer.otherStatements(item.notice) + whatToDo(item))
        }
        return ["  " + head(first) + title] + (shared + rows).map { "    " + $0 }
    }

    /// The marks of an item, with whom it is for when that is not the reader.
    private func head(_ item: DigestItem) -> String {
        let person = item.notice.person
        let passOn = person == reader ? [] : [words.passOn(to: composer.name(of: person))]
        return words.marked(composer.marks(of: item.notice, light: item.light) + passOn)
    }

    private func whatToDo(_ item: DigestItem) -> [String] {
        let command = composer.command(for: item.notice, reader: reader, on: composer.today)
        return [command, words.notices(item.ids)].compactMap(\.self)
    }
}
