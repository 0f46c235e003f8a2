// One channel's way from waiting notices to settled ones: drop what is no longer true, compose, freeze,
// look, mark, deliver, settle. One round at a time; a round that fails leaves everything where the next one
// finds it.

package import Civil
import DubanDelivery
package import DubanKernel
import DubanLedger

/// Serves one channel.
@MainActor package final class Outlet {
    /// Which channel.
    package var name: ChannelName { channel.name }
    /// When the next frozen message is to be tried again.
    package private(set) var nextTry: Instant?
    /// Called when something was settled.
    package var onSettled: (@MainActor () -> Void)?

    private let channel: any Channel
    private unowned let supervisor: Supervisor
    private let host: String
    private var isServing = false
    private var isWanted = false
    /// A failure of the ledger has left claims handed out.
    private var isInterrupted = false

    private static let ledgerRetrySeconds: Int64 = 5

    init(channel: any Channel, supervisor: Supervisor, host: String) {
        self.channel = channel
        self.supervisor = supervisor
        self.host = host
    }

    /// Delivers until nothing is ready any more.
    package func serve() {
        guard !isServing else {
            isWanted = true
            return
        }
        isServing = true
        isWanted = false
        nextTry = nil
        fetch()
    }

    private func fetch() {
        guard supervisor.maySend else { return end() }
        let (name, limit, now) = (name, channel.batchMax, supervisor.clock.now)
        let wasInterrupted = isInterrupted
        supervisor.desk.ask { ledger throws(LedgerError) in
            if wasInterrupted { try ledger.resume(on: name, now: now) }
            let retries = try ledger.retries(on: name, now: now, limit: limit)
            let waiting = retries.isEmpty ? try ledger.waiting(on: name, limit: limit) : []
            return Fetched(
                retries: retries, waiting: waiting, nextRetry: try ledger.nextRetry(on: name))
        } then: { [self] result in
            guard let fetched = supervisor.succeeded(result) else { return endAfterFailure() }
            isInterrupted = false
            if !fetched.retries.isEmpty { return prepare(fetched.retries) }
            if !fetched.waiting.isEmpty { return dropUntrue(fetched.waiting.flatMap(\.notices)) }
            nextTry = fetched.nextRetry
            end()
        }
    }

    private struct Fetched: Sendable {
        let retries: [Claim]
        let waiting: [Group]
        let nextRetry: Instant?
    }

    // MARK: New messages

    /// What is no longer true when it could be delivered is dropped and recorded (exact rules 6 and 8).
    private func dropUntrue(_ notices: [Notice]) {
        let now = supervisor.clock.now
        var reasons: [String: [NoticeID]] = [:]
        var valid: [Notice] = []
        for notice in notices {
            if let why = supervisor.reasonToDrop(notice, at: now) {
                reasons[why, default: []].append(notice.id)
            } else {
                valid.append(notice)
            }
        }
        guard !reasons.isEmpty else { return compose(valid) }
        let (name, dropped) = (name, reasons)
        let remaining = valid
        supervisor.desk.ask { ledger throws(LedgerError) in
            var entries: [Entry] = []
            for (why, ids) in dropped.sorted(by: { $0.key < $1.key }) {
                entries += try ledger.drop(ids, on: name, why: why, now: now)
            }
            return entries
        } then: { [self] result in
            guard let entries = supervisor.succeeded(result) else { return endAfterFailure() }
            supervisor.apply(entries)
            remaining.isEmpty ? fetch() : compose(remaining)
        }
    }

    private func compose(_ notices: [Notice]) {
        let composer = Composer(charter: supervisor.charter, host: host)
        let (name, now) = (name, supervisor.clock.now)
        let movedFrom = supervisor.formerDues(of: notices)
        supervisor.workplace.run(
            .channel(name),
            { composer.claims(for: notices, on: name, at: now, movedFrom: movedFrom) },
            then: { [self] claims in freeze(claims, of: notices) })
    }

    private func freeze(_ new: [NewClaim], of notices: [Notice]) {
        let now = supervisor.clock.now
        let name = name
        let carried = Set(new.flatMap(\.notices))
        let homeless = notices.map(\.id).filter { !carried.contains($0) }
        supervisor.desk.ask { ledger throws(LedgerError) in
            let entries = try ledger.drop(
                homeless, on: name, why: "nobody with an account receives it", now: now)
            return (try ledger.claim(new, now: now), entries)
        } then: { [self] result in
            guard let (claims, entries) = supervisor.succeeded(result) else {
                return endAfterFailure()
            }
            supervisor.apply(entries)
            claims.isEmpty ? fetch() : prepare(claims)
        }
    }

    // MARK: Frozen messages

    private func prepare(_ claims: [Claim]) {
        let batch = Array(claims.prefix(channel.batchMax))
        let rest = Array(claims.dropFirst(batch.count))
        var parcels: [Parcel] = []
        var lost: [Settlement] = []
        for claim in batch {
            if let recipient = supervisor.recipient(of: claim) {
                parcels.append(Parcel(claim, recipient: recipient))
            } else {
                lost.append(
                    Settlement(
                        claim: claim.id,
                        outcome: .refused(why: "\(claim.person) has no account in the charter")))
            }
        }
        let (ready, refused) = (parcels, lost)
        let channel = channel
        supervisor.workplace.run(
            .channel(name), { channel.prepare(ready) },
            then: { [self] in mark(ready, $0, settled: refused, rest: rest) })
    }

    private func mark(
        _ parcels: [Parcel], _ preparations: [Preparation], settled: [Settlement], rest: [Claim]
    ) {
        let now = supervisor.clock.now
        var (ready, attempts, settlements) = ([Parcel](), [Attempt](), settled)
        for (parcel, preparation) in zip(parcels, preparations) {
            switch preparation {
            case .ready(let mark):
                ready.append(parcel.marked(mark))
                attempts.append(Attempt(claim: parcel.claim, mark: mark))
            case .settled(let outcome):
                settlements.append(parcel.settlement(outcome, at: now))
            }
        }
        let (marks, toDeliver, known) = (attempts, ready, settlements)
        supervisor.desk.ask { ledger throws(LedgerError) in
            try ledger.markAttempts(marks)
        } then: { [self] result in
            guard supervisor.succeeded(result) != nil else { return endAfterFailure() }
            deliver(toDeliver, settled: known, rest: rest)
        }
    }

    private func deliver(_ parcels: [Parcel], settled: [Settlement], rest: [Claim]) {
        let channel = channel
        supervisor.workplace.run(
            .channel(name), { parcels.isEmpty ? [] : channel.deliver(parcels) },
            then: { [self] outcomes in
                settle(parcels, outcomes, settled: settled, rest: rest)
            })
    }

    private func settle(
        _ parcels: [Parcel], _ outcomes: [Outcome], settled: [Settlement], rest: [Claim]
    ) {
        let now = supervisor.clock.now
        let settlements =
            settled + zip(parcels, outcomes).map { $0.settlement($1, at: now) }
        let clean = zip(parcels, outcomes).filter { $1.isUntouched }.map {
            Attempt(claim: $0.0.claim, mark: [])
        }
        supervisor.desk.ask { ledger throws(LedgerError) in
            try ledger.markAttempts(clean)
            return try ledger.settle(settlements, now: now)
        } then: { [self] result in
            guard let entries = supervisor.succeeded(result) else { return endAfterFailure() }
            supervisor.apply(entries)
            onSettled?()
            rest.isEmpty ? fetch() : prepare(rest)
        }
    }

    // MARK: Ending

    /// What was handed out is taken up again once the ledger works.
    private func endAfterFailure() {
        isInterrupted = true
        isWanted = false
        nextTry = supervisor.clock.now.adding(seconds: Self.ledgerRetrySeconds)
        end()
    }

    private func end() {
        isServing = false
        if isWanted { return serve() }
        let channel = channel
        supervisor.workplace.run(.channel(name), { channel.rest() }, then: { _ in })
        supervisor.setAlarm()
    }
}

extension Parcel {
    /// A claim on its way.
    fileprivate init(_ claim: Claim, recipient: String) {
        self.init(
            claim: claim.id, recipient: recipient, bytes: claim.message,
            attempts: claim.retries, mark: claim.mark)
    }

    fileprivate func marked(_ mark: [UInt8]) -> Parcel {
        Parcel(
            claim: claim, recipient: recipient, bytes: bytes, attempts: attempts, mark: mark)
    }

    fileprivate func settlement(_ outcome: Outcome, at now: Instant) -> Settlement {
        switch outcome {
        case .delivered: Settlement(claim: claim, outcome: .delivered)
        case .unproven: Settlement(claim: claim, outcome: .unproven)
        case .refused(let why): Settlement(claim: claim, outcome: .refused(why: why))
        case .retry(let why, _):
            Settlement(
                claim: claim,
                outcome: .retry(
                    why: why, at: Backoff.next(after: attempts + 1, claim: claim, at: now)))
        }
    }
}

extension Outcome {
    /// Certainly nothing was handed over.
    fileprivate var isUntouched: Bool {
        if case .retry(_, untouched: true) = self { true } else { false }
    }
}
