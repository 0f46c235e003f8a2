// What subscribers of the status socket learn: notices, through a channel like any other, what was
// recorded, and which charter came into force. The ledger keeps all of it as events.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Varlink

/// The status socket as a channel: a notice is delivered to it when its event is in the ledger,
/// from where every subscriber is served, those that come later too. It becomes an event once,
/// whatever is tried again: the ledger sees to that.
struct EventChannel: Channel {
    let name = ChannelName.socket
    let batchMax = 500
    /// Where it is published.
    let ledger: Ledger

    func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        notices.map(composer.event)
    }

    func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        batch.map { _ in .ready(mark: []) }
    }

    func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        do throws(LedgerError) {
            try ledger.publish(batch)
            return batch.map { _ in .delivered }
        } catch {
            return batch.map { _ in .retry(.said(error.description), untouched: false) }
        }
    }

    func rest() {}
}

extension Announcement {
    /// What somebody has recorded; nil for what only follows from it.
    init?(_ entry: Entry, _ verb: Verb, _ allowed: Allowed, in charter: Charter) {
        guard entry.actor != .daemon else { return nil }
        let person = entry.actor.person
        let name = person.flatMap { charter.people[$0]?.name } ?? person?.text
        let words = charter.language == .chinese ? verb.chinese : verb.rawValue
        let text = [name, words, allowed.obligation.text].compactMap(\.self).joined(separator: " ")
        self.init(SocketEvent(entry, of: allowed.obligation, in: allowed.unit, text: text))
    }

    /// Another charter came into force; nil for what else its coming records.
    init?(_ entry: Entry, of charter: Charter) {
        guard case .charterAccepted = entry.event else { return nil }
        let hash = charter.hash.prefix(12)
        let text =
            charter.language == .chinese
            ? "新的督办规则已生效 \(hash)" : "charter \(hash) is in force"
        self.init(SocketEvent(charterAt: entry.at, text: text))
    }

    private init(_ event: SocketEvent) {
        self.init(
            kind: event.kind.rawValue, payload: String(decoding: event.json.bytes, as: UTF8.self))
    }
}
