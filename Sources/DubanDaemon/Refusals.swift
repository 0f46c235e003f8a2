// What is refused on the socket is logged, and whoever asks for ever must not fill the journal: so
// many lines an account and minute, then the sum.

import Civil
import DubanKernel

/// Which refusals are said.
struct RefusalTally {
    private var counts = MinuteCounts(accountsMax: 64)

    static let linesMax = 10

    /// Counts one refusal of an account; true when it is to be said.
    mutating func refused(_ uid: UInt32, at now: Instant) -> Bool {
        counts.count(uid, at: now) <= Self.linesMax
    }

    /// What was not said in the minutes that are over; to be asked before a refusal is counted.
    mutating func sums(at now: Instant) -> [String] {
        counts.takeEnded(at: now).filter { $0.number > Self.linesMax }.map { uid, number in
            let whose = uid.map { "of uid \($0)" } ?? "of other accounts"
            return "\(number - Self.linesMax) more refusals \(whose) within a minute"
        }.sorted()
    }

    /// When there is a sum to be said.
    var nextSum: Instant? { counts.firstEnd(above: Self.linesMax) }
}

/// Says what was refused to whom.
@MainActor final class Refusals {
    private var tally = RefusalTally()
    private let floor: Floor

    init(floor: Floor) { self.floor = floor }

    func say(_ text: String, of uid: UInt32) {
        let now = floor.clock.now
        sum(at: now)
        if tally.refused(uid, at: now) { floor.log.write(.warning, text) }
        wake()
    }

    private func sum(at now: Instant) {
        for text in tally.sums(at: now) { floor.log.write(.warning, text) }
    }

    private func wake() {
        floor.alarms.set(.refusals, at: tally.nextSum) { [weak self] in
            guard let self else { return }
            sum(at: floor.clock.now)
            wake()
        }
    }
}
