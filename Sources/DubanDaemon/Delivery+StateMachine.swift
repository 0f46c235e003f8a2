// The order of a channel's steps: fetch, drop what is untrue, compose, freeze, prepare, mark,
// deliver, settle. A round that fails leaves everything where the next one finds it.

import Civil
import DubanDelivery
import DubanKernel

struct DeliveryStateMachine {
    enum State {
        /// Nothing is to be done before that; nil: until somebody wants it.
        case resting(until: Instant?)
        /// The ledger has failed, and what was handed out waits to be taken up again.
        case interrupted(until: Instant)
        case busy(Step, isWanted: Bool)
    }

    enum Step {
        /// What a failure has left handed out becomes ready again, before anything else, and also
        /// while nothing may be sent: only a failure would tell of it later.
        case resuming
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
        /// Make what a failure has left handed out ready again.
        case resume
        /// Ask what is ready.
        case fetch
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
    private(set) var state = State.resting(until: nil)
    /// How long the next failure is waited out.
    private var retry = Retry()

    init(batchMax: Int) { self.batchMax = batchMax }

    /// When there is something to do again, if nobody asks before.
    var wake: Instant? {
        switch state {
        case .resting(let instant): instant
        case .interrupted(let instant): instant
        case .busy: nil
        }
    }

    var isInterrupted: Bool {
        if case .interrupted = state { true } else { false }
    }

    mutating func wanted() -> Action {
        switch state {
        case .resting:
            state = .busy(.fetching, isWanted: false)
            return .fetch
        case .interrupted:
            state = .busy(.resuming, isWanted: false)
            return .resume
        case .busy(let step, _):
            state = .busy(step, isWanted: true)
            return .none
        }
    }

    /// What was left handed out is ready again.
    mutating func resumed() -> Action {
        guard case .busy(.resuming, _) = state else { unasked() }
        return fetch()
    }

    // MARK: New messages

    mutating func fetched(
        _ ready: Ready, untrue: (Notice) -> Reason?, recipient: (Message<Frozen>) -> String?
    ) -> Action {
        guard ready.retries.isEmpty else { return frozen(ready.retries, recipient: recipient) }
        guard !ready.waiting.isEmpty else { return end(until: ready.nextRetry) }
        var dropped: [Untrue] = []
        let kept = ready.waiting.filter { notice in
            guard let why = untrue(notice) else { return true }
            dropped.append(Untrue(notice: notice.id, why: why))
            return false
        }
        guard !dropped.isEmpty else { return compose(kept) }
        proceed(to: .dropping(keeping: kept))
        return .drop(dropped)
    }

    mutating func dropped() -> Action {
        guard case .busy(.dropping(let kept), _) = state else { unasked() }
        return kept.isEmpty ? fetch() : compose(kept)
    }

    mutating func composed(_ messages: [Message<Composed>]) -> Action {
        guard case .busy(.composing(let notices), _) = state else { unasked() }
        let carried = Set(messages.flatMap(\.notices))
        proceed(to: .freezing)
        return .freeze(messages, homeless: notices.map(\.id).filter { !carried.contains($0) })
    }

    private mutating func compose(_ notices: [Notice]) -> Action {
        proceed(to: .composing(notices))
        return .compose(notices)
    }

    private mutating func fetch() -> Action {
        proceed(to: .fetching)
        return .fetch
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
        proceed(to: .preparing(addressed, round))
        return .prepare(addressed)
    }

    /// One preparation for each message, in order.
    mutating func prepared(_ preparations: [Preparation]) -> Action {
        guard case .busy(.preparing(let messages, var round), _) = state else { unasked() }
        precondition(preparations.count == messages.count, "one preparation for each message")
        var marked: [Message<Marked>] = []
        for (message, preparation) in zip(messages, preparations) {
            switch preparation {
            case .ready(let mark): marked.append(message.with(message.stage.marked(mark)))
            case .settled(let outcome): round.settled.append(message.with(outcome))
            }
        }
        guard !marked.isEmpty else { return settle(round) }
        proceed(to: .marking(marked, round))
        return .mark(marked)
    }

    mutating func marked() -> Action {
        guard case .busy(.marking(let messages, let round), _) = state else { unasked() }
        proceed(to: .delivering(messages, round))
        return .deliver(messages)
    }

    /// One outcome for each message, in order.
    mutating func delivered(_ outcomes: [Outcome]) -> Action {
        guard case .busy(.delivering(let messages, var round), _) = state else { unasked() }
        precondition(outcomes.count == messages.count, "one outcome for each message")
        round.settled += zip(messages, outcomes).map { $0.with($1) }
        return settle(round)
    }

    private mutating func settle(_ round: Round) -> Action {
        proceed(to: .settling(rest: round.rest))
        return .settle(round.settled)
    }

    mutating func settled(recipient: (Message<Frozen>) -> String?) -> Action {
        guard case .busy(.settling(let rest), _) = state else { unasked() }
        return frozen(rest, recipient: recipient)
    }

    // MARK: Ending

    /// Nothing may be sent now; nil: until somebody wants it again.
    mutating func held(until instant: Instant?) -> Action { end(until: instant) }

    mutating func failed(at now: Instant) -> Action {
        guard case .busy = state else { unasked() }
        retry.failed(at: now)
        state = .interrupted(until: retry.at ?? now)
        return .rest
    }

    private mutating func end(until instant: Instant?) -> Action {
        guard case .busy(_, let isWanted) = state else { unasked() }
        retry.succeeded()
        state = isWanted ? .busy(.fetching, isWanted: false) : .resting(until: instant)
        return isWanted ? .fetch : .rest
    }

    /// The round goes on with another step.
    private mutating func proceed(to step: Step) {
        guard case .busy(_, let isWanted) = state else { unasked() }
        state = .busy(step, isWanted: isWanted)
    }

    /// An answer came that no step waits for: a mistake of the program.
    private func unasked() -> Never { preconditionFailure("nobody asked for this answer") }
}
