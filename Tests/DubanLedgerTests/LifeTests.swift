// Random lives of a ledger with a crash at any step: nothing is settled twice, nothing is lost, and
// what is read back is what was acknowledged.

import Civil
import DubanKernel
import DubanLedger
import TestSupport
import Testing

@Suite struct LifeTests {
    @Test func `a crash at any step loses nothing and doubles nothing`() throws {
        var random = SeededGenerator.announced()
        for _ in 0..<12 {
            var life = try Life(seed: random.next())
            for _ in 0..<60 { try life.step() }
            try life.end()
        }
    }
}

/// One ledger, what its caller remembers, and what the disk must remember.
private struct Life {
    private let seed: UInt64
    private var random: SeededGenerator
    private var folder = StateFolder()
    private var ledger: Ledger
    private var now = Instant.second(10)

    /// What the daemon holds in memory: gone with a crash.
    private var standing = Standing()
    private var inFlight: [Message<Frozen>] = []

    /// What was promised: every decided notice, and the bytes of every claim.
    private var promised: [NoticeID] = []
    private var messages: [ClaimID: [UInt8]] = [:]
    private var decided: [Decisions] = []
    private var crashes = 0
    /// Claims that may be made again under their names.
    private var refused: Set<ClaimID> = []

    init(seed: UInt64) throws {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        ledger = try Ledger(directory: folder.path)
    }

    private var comment: Comment { "life \(seed)" }

    mutating func step() throws {
        now = now.adding(seconds: Int64.random(in: 0...30, using: &random))
        let logBefore = try folder.logBytes()
        switch Int.random(in: 0..<10, using: &random) {
        case 0: try record()
        case 1, 2: try enqueue()
        case 3, 4: try claim()
        case 5: try mark()
        case 6: try settle()
        case 7: try retry()
        case 8: try unfreeze()
        default: try drop()
        }
        if Int.random(in: 0..<6, using: &random) == 0 {
            try crash(logBefore: logBefore)
            try check()
        }
    }

    private mutating func record() throws {
        for entry in try ledger.record([.submission(now.secondsFloor % 1000)]) {
            standing.apply(entry)
        }
    }

    private mutating func enqueue() throws {
        var decisions = Decisions()
        if let again = decided.randomElement(using: &random), Bool.random(using: &random) {
            decisions = again
        } else {
            let obligation = "info/u\(decided.count)/2026-11"
            let persons = (["a", "b", "c"] as [PersonID]).shuffled(using: &random).prefix(2)
            let over = Telling.sample(obligation, occurrence: 9, outcome: .superseded)
            let voided = decided.randomElement(using: &random)?.tellings.last?.key
            decisions = .sample(
                [.sample(obligation, persons: Array(persons)), over],
                voided: voided.map { [$0] } ?? [])
            promised += decisions.notices.map(\.id)
            decided.append(decisions)
        }
        try ledger.enqueue(decisions, channels: ChannelName.allCases, now: now)
        // A repeated decision may bring back what another has made void; the daemon never does
        // that, but the ledger does not mind.
        standing.note(decisions.tellings, voided: decisions.voided)
    }

    private mutating func claim() throws {
        let channel = ChannelName.allCases.randomElement(using: &random) ?? .mail
        let notices = try ledger.waiting(
            on: channel, limit: Int.random(in: 1...5, using: &random))
        for message in try ledger.claim(Message.samples(notices, on: channel), now: now) {
            let earlier = messages.updateValue(message.bytes, forKey: message.claim)
            #expect(earlier == nil || refused.contains(message.claim), comment)
            inFlight.append(message)
        }
    }

    private mutating func mark() throws {
        try ledger.mark(inFlight.map { $0.marked(Array($0.claim.utf8.prefix(4))) })
    }

    private mutating func settle() throws {
        inFlight.shuffle(using: &random)
        let ofSocket: [Outcome] = [.delivered, .retry(.locked, untouched: false)]
        let ofMail: [Outcome] = [
            .delivered, .delivered, .refused(.damaged), .refused(.damaged, untouched: false),
            .retry(.locked, untouched: false), .retry(.locked, untouched: true),
        ]
        let ofJournal: [Outcome] =
            ofMail + [
                .unproven(.journalSilent), .unproven(.journalShortened, final: true),
                .postponed(.journalAbsent, untouched: false),
            ]
        let settled = inFlight.prefix(Int.random(in: 0...4, using: &random)).map { message in
            let outcomes =
                switch message.channel {
                case .socket: ofSocket
                case .mail: ofMail
                case .journal: ofJournal
                }
            return message.with(outcomes.randomElement(using: &random) ?? .delivered)
        }
        let delivered = zip(inFlight, settled).filter { $1.stage == .delivered }.map(\.0)
        // The channel's part; the process may die between it and the settling.
        try ledger.publish(delivered.filter { $0.channel == .socket }.map { $0.marked() })
        if Int.random(in: 0..<4, using: &random) == 0 { return }
        for message in settled {
            if case .refused = message.stage { refused.insert(message.claim) }
        }
        for entry in try ledger.settle(settled, now: now) { standing.apply(entry) }
        inFlight.removeFirst(settled.count)
    }

    private mutating func retry() throws {
        let channel = ChannelName.allCases.randomElement(using: &random) ?? .mail
        for claim in try ledger.retries(on: channel, now: now, limit: 3) {
            #expect(claim.bytes == messages[claim.claim], comment)
            #expect(!inFlight.contains { $0.claim == claim.claim }, comment)
            inFlight.append(claim)
        }
    }

    private mutating func unfreeze() throws {
        if Bool.random(using: &random) { now = now.adding(seconds: 3600) }
        for channel in ChannelName.allCases {
            for entry in try ledger.unfreeze(on: channel, now: now) { standing.apply(entry) }
        }
    }

    private mutating func drop() throws {
        let notices = promised.shuffled(using: &random).prefix(1).map { (id: $0, why: Reason.met) }
        for entry in try ledger.drop(notices, on: .mail, now: now) {
            standing.apply(entry)
        }
    }

    /// The process dies now, or somewhere in the last write: the log ends in any byte of it.
    private mutating func crash(logBefore: Int) throws {
        crashes += 1
        let logAfter = try folder.logBytes()
        let isTorn = logAfter > logBefore && Bool.random(using: &random)
        let cut = isTorn ? Int.random(in: logBefore..<logAfter, using: &random) : nil
        let left = try folder.afterCrash(logBytes: cut)
        ledger = try Ledger(directory: left.path)
        folder = left
        try ledger.resume(now: now)
        let found = try ledger.standing()
        if cut == nil { try expectEqual(found, standing) }
        standing = found
        inFlight = []
        // What the last write decided or claimed may be gone, and is decided and claimed again.
        for decisions in decided {
            try ledger.enqueue(decisions, channels: ChannelName.allCases, now: now)
        }
        standing = try ledger.standing()
        if cut != nil { messages = try known(messages) }
    }

    /// The claims that the disk knows.
    private func known(_ messages: [ClaimID: [UInt8]]) throws -> [ClaimID: [UInt8]] {
        let claims = try decided.flatMap(\.tellings).flatMap {
            try ledger.notices(of: $0.key.obligation).flatMap(\.deliveries).compactMap(\.claim)
        }
        return messages.filter { claims.contains($0.key) }
    }

    private func check() throws {
        #expect(
            try ledger.verify()
                == .whole(entries: standing.head.sequence, head: standing.head.hash), comment)
        try expectEqual(try ledger.standing(), standing)
        let words = try words()
        for (delivery, all) in words {
            // Nothing twice, and nothing behind the end.
            #expect(zip(all, all.dropFirst()).allSatisfy { $0 != $1 }, "\(delivery): \(all)")
            #expect(!all.dropLast().contains { [.delivered, .dropped].contains($0) }, "\(all)")
        }
        for telling in decided.flatMap(\.tellings) {
            for history in try ledger.notices(of: telling.key.obligation) {
                for delivery in history.deliveries where delivery.settledAt != nil {
                    let last = words["\(delivery.channel) \(history.notice.id)"]?.last
                    #expect(last?.rawValue == delivery.state.rawValue, comment)
                }
            }
        }
    }

    /// What the chain says of each delivery, in order.
    private func words() throws -> [String: [Ending]] {
        Dictionary(grouping: try ledger.told()) { "\($0.channel) \($0.notice)" }
            .mapValues { $0.map(\.outcome) }
    }

    /// Everything is delivered at last; then every notice has been settled once on every channel.
    mutating func end() throws {
        try ledger.resume(now: now)
        now = now.adding(seconds: 2 * 3600)
        for channel in ChannelName.allCases {
            _ = try ledger.unfreeze(on: channel, now: now)
            let claims =
                try ledger.claimAll(on: channel)
                + ledger.retries(on: channel, now: now, limit: 1000)
            if channel == .socket { try ledger.publish(claims.map { $0.marked() }) }
            try ledger.settle(claims.map { $0.with(.delivered) }, now: now)
        }
        standing = try ledger.standing()
        try check()
        let told = try ledger.told()
        #expect(try words().count == promised.count * ChannelName.allCases.count, comment)
        #expect(Set(told.map(\.notice)) == Set(promised), comment)
        let shown = told.filter { $0.channel == .socket && $0.outcome == .delivered }
        let events = try ledger.events(after: 0, limit: .max)
        #expect(try Set(ledger.published()) == Set(shown.map(\.notice)), comment)
        #expect(events.count == shown.count, comment)
        #expect(events.map(\.sequence) == events.indices.map { Int64($0) + 1 }, comment)
        #expect(
            try ledger.outboxSummary().allSatisfy { $0.state != .waiting && $0.state != .sending })
    }
}
