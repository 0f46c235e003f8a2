// What the outlets ask of the standing and the charter before anything leaves the house.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger

extension Supervisor {
    /// Why a notice that was decided earlier is not to be told any more; nil when it is.
    func reasonToDrop(_ notice: Notice, at now: Instant) -> String? {
        guard charter.receiver(of: notice.person) != nil else {
            return "\(notice.person) has no account any more"
        }
        guard let situation = situation(of: notice.telling.obligation, at: now) else {
            return "the charter has no such obligation any more"
        }
        guard situation.record.episode == notice.telling.episode else {
            return "reopened meanwhile"
        }
        switch notice.telling.kind {
        case .exit: return situation.met == nil ? "withdrawn meanwhile" : nil
        case .rung, .moved:
            if situation.met != nil { return "met meanwhile" }
            return situation.restingSince == nil ? nil : "submitted meanwhile"
        }
    }

    /// The due dates that people knew before, for notices that tell of a move.
    func formerDues(of notices: [Notice]) -> [NoticeID: CivilDate] {
        var dues: [NoticeID: CivilDate] = [:]
        for notice in notices where notice.telling.kind == .moved {
            let moves = standing.moves[notice.telling.obligation] ?? []
            dues[notice.id] = moves.last { $0.move.to == notice.telling.due }?.move.from
        }
        return dues
    }

    /// Where a frozen message goes now: the account may have changed since.
    func recipient(of claim: Claim) -> String? {
        claim.channel == .mail ? charter.receiver(of: claim.person)?.account : claim.person.text
    }
}

extension Composer {
    /// The messages for notices on a channel, ready to be frozen: one a reader in mail, else one a notice.
    func claims(
        for notices: [Notice], on channel: ChannelName, at now: Instant,
        movedFrom: [NoticeID: CivilDate]
    ) -> [NewClaim] {
        switch channel {
        case .mail:
            addressed(notices).digests.flatMap { reader, notices in
                mails(to: reader, notices, at: now, movedFrom: movedFrom) {
                    NewClaim.id(of: $0, through: .mail)
                }.map { mail in
                    NewClaim(
                        channel: channel, person: reader.person, notices: mail.notices,
                        message: mail.bytes)
                }
            }
        case .journal, .socket:
            notices.map { notice in
                let id = NewClaim.id(of: [notice.id], through: channel)
                let message =
                    channel == .journal
                    ? journalEntry(claim: id, notice, at: now, movedFrom: movedFrom[notice.id])
                    : event(claim: id, notice, at: now, movedFrom: movedFrom[notice.id])
                return NewClaim(
                    channel: channel, person: notice.person, notices: message.notices,
                    message: message.bytes)
            }
        }
    }
}
