// One channel's way from waiting notices to settled ones: drop what is no longer true, compose,
// freeze, look, mark, deliver, settle. One round at a time; a round that fails leaves everything
// where the next one finds it.

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
            if !fetched.waiting.isEmpty { return dropUntrue(fetched.waiting) }
            nextTry = fetched.nextRetry
            end()
        }
    }

    private struct Fetched: Sendable {
        let retries: [Message<Frozen>]
        let waiting: [Notice]
        let nextRetry: Instant?
    }

    // MARK: New messages

    /// What is no longer true when it could be delivered is dropped and recorded (exact rules 6 and
    /// 8).
    private func dropUntrue(_ notices: [Notice]) {
        let now = supervisor.clock.now
        var untrue: [(id: NoticeID, why: Reason)] = []
        var valid: [Notice] = []
        for notice in notices {
            if let why = supervisor.reasonToDrop(notice, at: now) {
                untrue.append((notice.id, why))
            } else {
                valid.append(notice)
            }
        }
        guard !untrue.isEmpty else { return compose(valid) }
        let (name, dropped, remaining) = (name, untrue, valid)
        supervisor.desk.ask { ledger throws(LedgerError) in
            try ledger.drop(dropped, on: name, now: now)
        } then: { [self] result in
            guard let entries = supervisor.succeeded(result) else { return endAfterFailure() }
            supervisor.apply(entries)
            remaining.isEmpty ? fetch() : compose(remaining)
        }
    }

    private func compose(_ notices: [Notice]) {
        let composer = Composer(
            charter: supervisor.charter, host: host, tasks: supervisor.tasks(of: notices))
        let (name, now) = (name, supervisor.clock.now)
        let movedFrom = supervisor.formerDues(of: notices)
        supervisor.workplace.run(
            .channel(name),
            { composer.messages(for: notices, through: name, at: now, movedFrom: movedFrom) },
            then: { [self] messages in freeze(messages, of: notices) })
    }

    private func freeze(_ new: [Message<Composed>], of notices: [Notice]) {
        let now = supervisor.clock.now
        let name = name
        let carried = Set(new.flatMap(\.notices))
        let homeless = notices.map(\.id).filter { !carried.contains($0) }
            .map { (id: $0, why: Reason.nobodyReceives) }
        supervisor.desk.ask { ledger throws(LedgerError) in
            let entries = try ledger.drop(homeless, on: name, now: now)
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

    private func prepare(_ messages: [Message<Frozen>]) {
        let batch = messages.prefix(channel.batchMax)
        let rest = Array(messages.dropFirst(batch.count))
        var addressed: [Message<Addressed>] = []
        var lost: [Message<Outcome>] = []
        for message in batch {
            if let recipient = supervisor.recipient(of: message) {
                addressed.append(message.with(message.stage.addressed(to: recipient)))
            } else {
                lost.append(message.with(.refused(.noAccount(message.person))))
            }
        }
        let (channel, ready, refused) = (channel, addressed, lost)
        supervisor.workplace.run(
            .channel(name), { channel.prepare(ready) },
            then: { [self] in mark(ready, $0, settled: refused, rest: rest) })
    }

    private func mark(
        _ messages: [Message<Addressed>], _ preparations: [Preparation],
        settled: [Message<Outcome>], rest: [Message<Frozen>]
    ) {
        var (marked, known) = ([Message<Marked>](), settled)
        for (message, preparation) in zip(messages, preparations) {
            switch preparation {
            case .ready(let mark): marked.append(message.with(message.stage.marked(mark)))
            case .settled(let outcome): known.append(message.with(outcome))
            }
        }
        let (ready, done) = (marked, known)
        supervisor.desk.ask { ledger throws(LedgerError) in
            try ledger.mark(ready)
        } then: { [self] result in
            guard supervisor.succeeded(result) != nil else { return endAfterFailure() }
            deliver(ready, settled: done, rest: rest)
        }
    }

    private func deliver(
        _ messages: [Message<Marked>], settled: [Message<Outcome>], rest: [Message<Frozen>]
    ) {
        let channel = channel
        supervisor.workplace.run(
            .channel(name), { messages.isEmpty ? [] : channel.deliver(messages) },
            then: { [self] outcomes in
                settle(settled + zip(messages, outcomes).map { $0.with($1) }, rest: rest)
            })
    }

    private func settle(_ messages: [Message<Outcome>], rest: [Message<Frozen>]) {
        let now = supervisor.clock.now
        supervisor.desk.ask { ledger throws(LedgerError) in
            try ledger.settle(messages, now: now)
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
