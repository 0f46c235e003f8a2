// A world for the whole daemon logic: a clock moved by hand, lanes whose work is interleaved by
// seed, channels that remember what reached them, and a crash after any step. One seed is one run.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger
import Synchronization
import TestSupport

@testable import DubanDaemon

/// Lanes whose steps run one at a time, in an order that the seed chooses.
@MainActor final class SimulatedLanes: Lanes {
    private var lanes: [Lane: [@MainActor () -> @MainActor () -> Void]] = [:]
    private var loop: [@MainActor () -> Void] = []
    private var random: SeededGenerator
    /// What a transaction fails with instead of being done; asked before each.
    var fault: (@MainActor () -> LedgerError?)?
    private(set) var steps = 0
    /// The life ends after so many steps; what its last step was about to tell the loop is lost.
    var stepsLeft = Int.max
    var hasCrashed: Bool { stepsLeft <= 0 }

    init(random: SeededGenerator) { self.random = random }

    func run<Product: Sendable>(
        _ lane: Lane, _ work: @escaping @Sendable () -> Product,
        then finish: @escaping @MainActor @Sendable (Product) -> Void
    ) {
        lanes[lane, default: []].append { [self] in
            let product = failed(Product.self) ?? work()
            return { finish(product) }
        }
    }

    /// The ledger's answers are results; nothing else can fail with its errors.
    private func failed<Product>(_ type: Product.Type) -> Product? {
        guard let answer = type as? any LedgerAnswer.Type, let error = fault?() else { return nil }
        return answer.failure(error) as? Product
    }

    func later(_ step: @escaping @MainActor @Sendable () -> Void) { loop.append(step) }

    /// Forgets what was still to be done, as the end of a process does.
    func abandon() {
        lanes = [:]
        loop = []
    }

    /// Runs until nothing is left to do or the life has ended.
    func runAll() {
        while !hasCrashed {
            let busy = lanes.filter { !$0.value.isEmpty }.keys.sorted { "\($0)" < "\($1)" }
            let choice = Int.random(
                in: 0..<max(1, busy.count + (loop.isEmpty ? 0 : 1)), using: &random)
            if choice < busy.count {
                let finish = lanes[busy[choice], default: []].removeFirst()()
                steps += 1
                stepsLeft -= 1
                if hasCrashed { return }
                finish()
            } else if !loop.isEmpty {
                loop.removeFirst()()
            } else {
                return
            }
        }
    }
}

/// What the ledger's queue gives back.
private protocol LedgerAnswer {
    static func failure(_ error: LedgerError) -> Self
}

extension Result: LedgerAnswer where Failure == LedgerError {}

/// A clock that stands still until it is moved.
@MainActor final class SimulatedClock: WallClock {
    var now: Instant
    var onAlarm: (@MainActor () -> Void)?
    private(set) var alarm: Instant?

    init(now: Instant) { self.now = now }

    func setAlarm(_ instant: Instant?) { alarm = instant }

    /// The alarm goes off if its time has come.
    func ring() {
        guard let alarm, alarm <= now else { return }
        self.alarm = nil
        onAlarm?()
    }
}

/// What reached the world outside, whatever life it came from.
final class World: Sendable {
    private let deliveries = Mutex<[ChannelName: [String: Int]]>([:])
    private let refusals = Mutex<(accounts: Set<String>, count: Int)>(([], 0))

    /// The accounts whose mail is refused at present.
    func refuse(_ accounts: Set<String>) { refusals.withLock { $0.accounts = accounts } }

    /// How many messages were refused.
    var refused: Int { refusals.withLock { $0.count } }

    /// Whether a message to somebody is refused.
    func refuses(_ account: String) -> Bool {
        refusals.withLock { refusals in
            guard refusals.accounts.contains(account) else { return false }
            refusals.count += 1
            return true
        }
    }

    /// How often each claim was delivered.
    func deliveries(on channel: ChannelName) -> [String: Int] {
        deliveries.withLock { $0[channel] ?? [:] }
    }

    func deliver(_ claim: String, on channel: ChannelName) {
        deliveries.withLock { $0[channel, default: [:]][claim, default: 0] += 1 }
    }
}

/// A channel that keeps what it is given, and fails now and then: before or after handing over.
final class RecordingChannel: Channel {
    let name: ChannelName
    let batchMax = 20
    private let world: World
    private let random: Mutex<SeededGenerator>
    private let failuresPerHundred: Int

    init(_ name: ChannelName, world: World, random: SeededGenerator, failuresPerHundred: Int) {
        self.name = name
        self.world = world
        self.random = Mutex(random)
        self.failuresPerHundred = failuresPerHundred
    }

    func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        let real: any Channel =
            name == .mail
            ? MailChannel(courier: MailCourier(.socket(path: "/none")))
            : JournalChannel()
        return real.compose(notices, by: composer)
    }

    func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        let known = world.deliveries(on: name)
        return batch.map { message in
            if name == .mail, world.refuses(message.stage.recipient) {
                let isUntouched = message.stage.mark == nil
                return .settled(.refused(.said("no such account"), untouched: isUntouched))
            }
            return message.stage.mark != nil && known[message.claim] != nil
                ? .settled(.delivered) : .ready(mark: Array("seen".utf8))
        }
    }

    func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        batch.map { message in
            let luck = random.withLock { Int.random(in: 0..<200, using: &$0) }
            if luck < failuresPerHundred {
                return .retry(.said("refused for now"), untouched: true)
            }
            world.deliver(message.claim, on: name)
            return luck < failuresPerHundred * 2
                ? .retry(.said("no answer"), untouched: false) : .delivered
        }
    }

    func rest() {}
}

/// Something that somebody records at an instant.
struct Plan {
    let at: Instant
    let command: Command
}
