// Subscribers of the status socket. The ledger keeps the events; the hub reads each batch once and gives it to
// everybody who is up to date, and feeds those who are not from where they stand.

package import DubanDelivery
import DubanKernel
import DubanLedger
package import Varlink

/// Gives events to subscribers.
@MainActor package final class EventHub {
    private let desk: LedgerDesk
    private var subscribers: [ObjectIdentifier: Subscriber] = [:]
    /// The number of the last event given to those who are up to date.
    private var last: Int64
    private var isReading = false
    private var isWanted = false

    private nonisolated static let eventsPerRead = 500

    /// A hub for events behind number `last`.
    package init(desk: LedgerDesk, last: Int64) {
        self.desk = desk
        self.last = last
    }

    /// The number of the last event.
    package var sequence: Int64 { last }

    /// Somebody has published: reads on.
    package func advance() {
        guard !isReading else {
            isWanted = true
            return
        }
        isReading = true
        isWanted = false
        let from = last
        desk.ask { ledger throws(LedgerError) in
            try ledger.events(after: from, limit: Self.eventsPerRead)
        } then: { [self] result in
            isReading = false
            guard case .success(let events) = result else { return }
            if let newest = events.last {
                let wires = events.map { PublishedEvent($0) }
                let current = subscribers.values.filter { $0.cursor == from && !$0.isReplaying }
                last = newest.sequence
                for subscriber in current { subscriber.give(wires, through: last) }
            }
            if isWanted || events.count == Self.eventsPerRead { advance() }
        }
    }

    /// Answers a Subscribe call until it closes: first that it is ready, then what it may read.
    package func subscribe(
        _ call: Call, after: Int64?, mayRead: @escaping @MainActor (PublishedEvent) -> Bool
    ) {
        let start = min(after ?? last, last)
        let subscriber = Subscriber(call: call, cursor: start, hub: self, mayRead: mayRead)
        subscribers[ObjectIdentifier(call)] = subscriber
        let id = ObjectIdentifier(call)
        call.onClose = { [weak self] in self?.subscribers[id] = nil }
        _ = call.replyContinues(["ready": true, "sequence": JSON(last)])
        if start < last { replay(subscriber) }
    }

    fileprivate func replay(_ subscriber: Subscriber) {
        subscriber.isReplaying = true
        let from = subscriber.cursor
        desk.ask { ledger throws(LedgerError) in
            try ledger.events(after: from, limit: Self.eventsPerRead)
        } then: { [self] result in
            guard subscriber.call.isOpen else { return }
            guard case .success(let events) = result, let newest = events.last else {
                subscriber.isReplaying = false
                return
            }
            if let first = events.first, first.sequence > from + 1 {
                subscriber.giveGap(from: from + 1, through: first.sequence - 1)
            }
            // What was published meanwhile is read again by those behind, never given twice.
            subscriber.give(events.map { PublishedEvent($0) }, through: newest.sequence)
            // Who reads slowly is fed at that pace: the rest waits in the ledger.
            if subscriber.isStalled { return }
            if subscriber.cursor < last { return replay(subscriber) }
            subscriber.isReplaying = false
        }
    }
}

extension PublishedEvent {
    fileprivate init(_ event: StoredEvent) {
        self.init(sequence: event.sequence, payload: event.payload)
    }
}

/// One open Subscribe call.
@MainActor private final class Subscriber {
    let call: Call
    /// The last event that was given, or passed over because the reader may not see it.
    var cursor: Int64
    var isReplaying = false
    /// The reader does not read: events are missed until it does.
    private(set) var isStalled = false
    private unowned let hub: EventHub
    private let mayRead: @MainActor (PublishedEvent) -> Bool

    init(
        call: Call, cursor: Int64, hub: EventHub,
        mayRead: @escaping @MainActor (PublishedEvent) -> Bool
    ) {
        self.call = call
        self.cursor = cursor
        self.hub = hub
        self.mayRead = mayRead
    }

    func give(_ events: [PublishedEvent], through last: Int64) {
        guard !isStalled else { return }
        for event in events where event.sequence > cursor {
            if mayRead(event), !call.replyContinues(["event": event.json]) {
                isStalled = true
                call.onDrain = { [weak self] in self?.drained() }
                return
            }
            cursor = event.sequence
        }
        cursor = max(cursor, last)
    }

    func giveGap(from: Int64, through: Int64) {
        _ = call.replyContinues(["gapFrom": JSON(from), "gapThrough": JSON(through)])
        cursor = max(cursor, through)
    }

    /// Says what was missed, and goes on with what comes; a replay goes on where it stopped.
    private func drained() {
        isStalled = false
        if isReplaying { return hub.replay(self) }
        let missed = hub.sequence
        guard cursor < missed else { return }
        giveGap(from: cursor + 1, through: missed)
    }
}
