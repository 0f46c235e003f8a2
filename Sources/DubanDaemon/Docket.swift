// What the loop knows: the charter in force, the standing and the agenda, and what follows from
// them for whoever asks. A situation does not depend on the time, only what is said of it does, so
// one that was worked out is kept until something is recorded.

import Civil
import DubanKernel
import DubanLedger

/// The supervision at work, with a memory of what was asked of it.
@MainActor final class Docket {
    /// Entries and charters go in by the methods below, which forget what was worked out.
    var supervision: Supervision
    var lastPass: Instant?
    /// Until when nothing is decided or sent, because the clock is in doubt.
    var quarantineEnd: Instant?
    /// Why nothing is to be decided or sent before somebody has said so; not recorded yet.
    var mustHold: String?

    /// What nobody could be told of when it was due.
    private var unreached: Set<ObligationKey>
    private var known: [ObligationKey: Situation] = [:]

    private static let knownMax = 4096

    init(charter: Charter, standing: Standing) {
        supervision = Supervision(charter: charter, standing: standing)
        unreached = Set(
            standing.tellings.values.flatMap(\.values).lazy
                .filter { $0.outcome == .unreachable }.map(\.key.obligation))
    }

    var charter: Charter { supervision.charter }
    var standing: Standing { supervision.standing }
    var subjects: [Subject] { standing.subjects(under: charter) }
    var nextLook: Instant? { supervision.nextLook }

    /// When what may not be decided or sent now because the clock is in doubt may be.
    func quarantineEnd(after now: Instant) -> Instant? {
        quarantineEnd.flatMap { now < $0 ? $0 : nil }
    }

    /// Whether anything may leave the house now.
    func maySend(at now: Instant) -> Bool {
        charter.delivery == .live && standing.held == nil && quarantineEnd(after: now) == nil
    }

    // MARK: Changing

    /// Folds in entries that the ledger has just stored.
    func apply(_ entries: [Entry]) {
        for entry in entries {
            supervision.apply(entry)
            // Who was told changes no situation.
            if case .told = entry.event { continue }
            known = [:]
        }
    }

    /// Brings another charter into force, whose acceptance is recorded.
    func adopt(_ charter: Charter) {
        supervision.adopt(charter)
        known = [:]
    }

    func lookAtEverything(at now: Instant) {
        supervision.lookAtEverything(at: now)
        known = [:]
    }

    // MARK: Asking

    /// One obligation as it stands; nil when the charter has none of that name now.
    func situation(of key: ObligationKey, at now: Instant) -> Situation? {
        if let situation = known[key] { return situation }
        let found = supervision.situation(of: key, at: now)
        if known.count >= Self.knownMax { known = [:] }
        known[key] = found
        return found
    }

    /// Nobody could be told of it.
    func noteUnreachable(_ key: ObligationKey) { unreached.insert(key) }

    /// Of what nobody can be told at present though it is owed: `most` of them at most, sorted.
    /// What has a reader again is forgotten, so that asking costs what is wrong and not what was.
    func unreachable(at now: Instant, most: Int) -> [ObligationKey] {
        var found: [ObligationKey] = []
        for key in unreached {
            guard found.count < most else { break }
            if supervision.isUnreachable(key, at: now) {
                found.append(key)
            } else {
                unreached.remove(key)
            }
        }
        return found.sorted()
    }

    /// What a key means now, without its period if need be (exact rule 11).
    func meant(by key: ObligationKey, at now: Instant) -> Situation? {
        if let situation = situation(of: key, at: now) { return situation }
        guard let subject = charter.subject(named: key.text) else { return nil }
        return supervision.situations(of: subject, at: now).meant(by: key, now: now)
    }

    // MARK: Before anything leaves the house

    /// Why a notice that was decided earlier is not to be told any more; nil when it is.
    func reasonToDrop(_ notice: Notice, at now: Instant) -> Reason? {
        guard charter.receiver(of: notice.person) != nil else { return .accountGone(notice.person) }
        guard let situation = situation(of: notice.telling.obligation, at: now) else {
            // A step is there while it is owed.
            if case .task(_, .walk) = notice.telling.obligation.name { return .met }
            return .forgotten
        }
        switch situation.state(at: now) {
        case .cancelled: return .cancelled
        case .excused: return .excused
        case .open, .partial, .submitted, .met, .metLate, .missed: break
        }
        guard situation.record.episode == notice.telling.episode else { return .reopened }
        switch notice.telling.kind {
        case .exit: return situation.met == nil ? .withdrawn : nil
        case .rung, .moved:
            if situation.met != nil { return .met }
            return situation.restingSince == nil ? nil : .submitted
        }
    }

    /// What notices are about, as the charter has it now.
    func obligations(of notices: [Notice], at now: Instant) -> [ObligationKey: Obligation] {
        notices.map(\.telling.obligation).reduce(into: [:]) { found, key in
            found[key] = situation(of: key, at: now)?.obligation
        }
    }

    /// Of notices about sessions that were held in time and recorded late, when each was.
    func recordedLate(
        of notices: [Notice], at now: Instant
    ) -> [ObligationKey: (held: CivilDate, recorded: Instant)] {
        notices.map(\.telling.obligation).reduce(into: [:]) { found, key in
            found[key] = situation(of: key, at: now)?.recordedLate
        }
    }

    /// What was due when before, for notices that tell of a move.
    func formerDues(of notices: [Notice]) -> [NoticeID: String] {
        var dues: [NoticeID: String] = [:]
        for notice in notices where notice.telling.kind == .moved {
            let moves = standing.moves[notice.telling.obligation] ?? []
            dues[notice.id] =
                moves.filter { $0.move.to == notice.telling.due }
                .dropFirst(notice.telling.occurrence).first?.move.fromText
        }
        return dues
    }

    /// Where a frozen message goes now: the account may have changed since.
    func recipient(of message: Message<Frozen>) -> String? {
        message.channel.sendsDigests
            ? charter.receiver(of: message.person)?.account : message.person.text
    }
}
