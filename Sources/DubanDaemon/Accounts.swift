// The names of accounts by their numbers. A directory may take seconds for one of them, so it is
// asked off the loop, for several at a time, and what it said holds for a minute.

import Civil
import Glibc

/// What the machine says of an account.
enum FoundAccount: Hashable, Sendable {
    case named(String)
    case missing
    /// The directory did not answer (errno).
    case unanswered(Int32)

    /// Asks the machine: getpwuid_r(3). Blocks for as long as a directory takes.
    @Sendable static func ofMachine(_ uid: UInt32) -> FoundAccount {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let error = getpwuid_r(uid, &entry, &buffer, buffer.count, &found)
        guard error == 0 else { return .unanswered(error) }
        return found == nil ? .missing : .named(String(cString: entry.pw_name))
    }
}

/// Answers who somebody is: at once where that was asked within the last minute.
@MainActor final class Accounts {
    typealias Answer = @MainActor (String?) -> Void

    private struct Known {
        let name: String?
        let since: Instant

        func holds(at now: Instant) -> Bool {
            (since..<since.adding(seconds: Accounts.keptSeconds)).contains(now)
        }
    }

    private let lanes: any Lanes
    private let clock: any WallClock
    private let log: Log
    private let lookUp: @Sendable (UInt32) -> FoundAccount
    private var known: [UInt32: Known] = [:]
    private var asking: [UInt32: [Answer]] = [:]
    private var waiting: [UInt32] = []
    private var idleLanes = Array(0..<Accounts.lanesMax)

    private nonisolated static let keptSeconds: Int64 = 60
    private static let knownMax = 1024
    /// One number that takes long makes no other wait before this many do.
    private static let lanesMax = 8

    init(floor: Floor, lookUp: @escaping @Sendable (UInt32) -> FoundAccount) {
        (lanes, clock, log) = (floor.lanes, floor.clock, floor.log)
        self.lookUp = lookUp
    }

    /// The name of an account, nil where there is none.
    func find(_ uid: UInt32, then answer: @escaping Answer) {
        if let known = known[uid], known.holds(at: clock.now) { return answer(known.name) }
        asking[uid, default: []].append(answer)
        guard asking[uid]?.count == 1 else { return }
        waiting.append(uid)
        askNext()
    }

    private func askNext() {
        guard !waiting.isEmpty, let lane = idleLanes.popLast() else { return }
        let uid = waiting.removeFirst()
        lanes.run(.accounts(lane)) { [lookUp] in
            lookUp(uid)
        } then: { [self] found in
            idleLanes.append(lane)
            keep(found, of: uid)
            askNext()
        }
    }

    /// A directory that does not answer takes nobody's name away.
    private func keep(_ found: FoundAccount, of uid: UInt32) {
        let name: String?
        switch found {
        case .named(let text): name = text
        case .missing: name = nil
        case .unanswered(let error):
            name = known[uid]?.name
            log.write(
                .warning,
                "the account database does not say who uid \(uid) is: "
                    + "\(String(cString: strerror(error)))")
        }
        let now = clock.now
        if known.count >= Self.knownMax { known = known.filter { $0.value.holds(at: now) } }
        if known.count >= Self.knownMax { known = [:] }
        known[uid] = Known(name: name, since: now)
        for answer in asking.removeValue(forKey: uid) ?? [] { answer(name) }
    }
}
