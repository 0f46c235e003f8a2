// The order of a channel's steps: fetch, drop what is untrue, compose, freeze, prepare, mark,
// deliver, settle. A round that fails leaves everything where the next one finds it.

import Civil
import DubanDelivery
import DubanKernel

struct DeliveryStateMachine {
    enum Step {
        case fetching
        case dropping(keeping: [Notice])
        case composing([Notice])
        case freezing
        case preparing([Message<Addressed>], Round)
        case marking([Message<Marked>], Round)
        case delivering([Message<Marked>], Round)
        case settling(rest: [Message<Frozen>])
    }

    /// What is known of a batch beside those that go on, and what comes after it.
    struct Round: Equatable {
        var settled: [Message<Outcome>]
        let rest: [Message<Frozen>]
    }

    enum Action: Equatable {
        case none
        /// Ask what is ready; `resuming`: what a failure has left handed out is ready too.
        case fetch(resuming: Bool)
        /// Record that they are not told any more (exact rules 6 and 8).
        case drop([Untrue])
        case compose([Notice])
        /// Nobody receives the homeless.
        case freeze([Message<Composed>], homeless: [NoticeID])
        case prepare([Message<Addressed>])
        /// Make the marks durable.
        case mark([Message<Marked>])
        case deliver([Message<Marked>])
        case settle([Message<Outcome>])
        /// Nothing is to be done before `wake`.
        case rest
    }

    struct Untrue: Equatable, Sendable {
        let notice: NoticeID
        let why: Reason
    }

    /// What the ledger has for a channel.
    typealias Ready = (retries: [Message<Frozen>], waiting: [Notice], nextRetry: Instant?)

    let batchMax: Int
    private(set) var gate = Gate<Step, Void>.idle
    private(set) var retry = Retry()
    private var nextRetry: Instant?

    init(batchMax: Int) { self.batchMax = batchMax }

    /// When there is something to do again, if nobody asks before.
    var wake: Instant? { retry.at ?? nextRetry }

    mutating func wanted() -> Action {
        gate.want((), first: .fetching) ? .fetch(resuming: retry.at != nil) : .none
    }

    // MARK: New messages

    mutating func fetched(
        _ ready: Ready, untrue: (Notice) -> Reason?, recipient: (Message<Frozen>) -> String?
    ) -> Action {
        guard ready.retries.isEmpty else { return frozen(ready.retries, recipient: recipient) }
        guard !ready.waiting.isEmpty else {
            nextRetry = ready.nextRetry
            return end()
        }
        var dropped: [Untrue] = []
        let kept = ready.waiting.filter { notice in
            guard let why = untrue(notice) else { return true }
            dropped.append(Untrue(notice: notice.id, why: why))
            return false
        }
        guard !dropped.isEmpty else { return compose(kept) }
        gate.proceed(to: .dropping(keeping: kept))
        return .drop(dropped)
    }

    mutating func dropped() -> Action {
        guard case .dropping(let kept) = gate.step else { gate.unasked() }
        return kept.isEmpty ? fetch() : compose(kept)
    }

    mutating func composed(_ messages: [Message<Composed>]) -> Action {
        guard case .composing(let notices) = gate.step else { gate.unasked() }
        let carried = Set(messages.flatMap(\.notices))
        gate.proceed(to: .freezing)
        return .freeze(messages, homeless: notices.map(\.id).filter { !carried.contains($0) })
    }

    private mutating func compose(_ notices: [Notice]) -> Action {
        gate.proceed(to: .composing(notices))
        return .compose(notices)
    }

    private mutating func fetch() -> Action {
        gate.proceed(to: .fetching)
        return .fetch(resuming: false)
    }

    // MARK: Frozen messages

    /// Where a message goes is asked anew before each attempt.
    mutating func frozen(
        _ messages: [Message<Frozen>], recipient: (Message<Frozen>) -> String?
    ) -> Action {
        guard !messages.isEmpty else { return fetch() }
        var round = Round(settled: [], rest: Array(messages.dropFirst(batchMax)))
        var addressed: [Message<Addressed>] = []
        for message in messages.prefix(batchMax) {
            if let recipient = recipient(message) {
                addressed.append(message.with(message.stage.addressed(to: recipient)))
            } else {
                let refusal = Outcome.refused(
                    .noAccount(message.person), untouched: message.stage.mark == nil)
                round.settled.append(message.with(refusal))
            }
        }
        guard !addressed.isEmpty else { return settle(round) }
        gate.proceed(to: .preparing(addressed, round))
        return .prepare(addressed)
    }

    /// One preparation for each message, in order.
    mutating func prepared(_ preparations: [Preparation]) -> Action {
        guard case .preparing(let messages, var round) = gate.step else { gate.unasked() }
        var marked: [Message<Marked>] = []
        for (message, preparation) in zip(messages, preparations) {
            switch preparation {
            case .ready(let mark): marked.append(message.with(message.stage.marked(mark)))
            case .settled(let outcome): round.settled.append(message.with(outcome))
            }
        }
        guard !marked.isEmpty else { return settle(round) }
        gate.proceed(to: .marking(marked, round))
        return .mark(marked)
    }

    mutating func marked() -> Action {
        guard case .marking(let messages, let round) = gate.step else { gate.unasked() }
        gate.proceed(to: .delivering(messages, round))
        return .deliver(messages)
    }

    /// One outcome for each message, in order.
    mutating func delivered(_ outcomes: [Outcome]) -> Action {
        guard case .delivering(let messages, var round) = gate.step else { gate.unasked() }
        round.settled += zip(messages, outcomes).map { $0.with($1) }
        return settle(round)
    }

    private mutating func settle(_ round: Round) -> Action {
        gate.proceed(to: .settling(rest: round.rest))
        return .settle(round.settled)
    }

    mutating func settled(recipient: (Message<Frozen>) -> String?) -> Action {
        guard case .settling(let rest) = gate.step else { gate.unasked() }
        return frozen(rest, recipient: recipient)
    }

    // MARK: Ending

    /// Nothing may be sent now; nil: until somebody wants it again.
    mutating func held(until instant: Instant?) -> Action {
        nextRetry = instant
        return end()
    }

    /// What was handed out is taken up again once the ledger works.
    mutating func failed(at now: Instant) -> Action {
        retry.failed(at: now)
        _ = gate.end()
        return .rest
    }

    private mutating func end() -> Action {
        retry.succeeded()
        guard !gate.end().isEmpty else { return .rest }
        gate.begin(.fetching)
        return .fetch(resuming: false)
    }
}
