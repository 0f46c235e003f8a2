// What one user holds of the listener, and what strangers hold together: one account cannot lock
// out the others, and many cannot lock out those who have something to do here.

/// Connections and buffered bytes by uid.
struct Quota {
    /// What the service knows of somebody who connects.
    enum Rank: CaseIterable {
        /// It is still being asked.
        case unranked
        case stranger
        case known
    }

    struct Use {
        var connections = 0
        var bytes = 0
    }

    let limits: Limits
    private(set) var uses: [UInt32: Use] = [:]
    private var ranks: [UInt32: Rank] = [:]
    private var pools: [Rank: Use] = [:]

    init(limits: Limits) { self.limits = limits }

    var connections: Int { pools.values.reduce(0) { $0 + $1.connections } }

    func rank(of uid: UInt32) -> Rank { ranks[uid] ?? .unranked }

    /// Counts a new connection of `uid`, unless there are too many.
    mutating func admit(_ uid: UInt32) -> Bool {
        let rank = rank(of: uid)
        let reserve = uid == 0 ? 0 : limits.connectionsForRoot
        guard connections < limits.connectionsMax - reserve, hasRoom(rank, for: 1),
            uses[uid, default: Use()].connections < limits.connectionsPerUserMax
        else { return false }
        ranks[uid] = rank
        pools[rank, default: Use()].connections += 1
        uses[uid, default: Use()].connections += 1
        return true
    }

    /// The service knows now, as long as `uid` has connections. False where there are too many of
    /// that rank.
    mutating func rank(_ uid: UInt32, as rank: Rank) -> Bool {
        guard let use = uses[uid], let before = ranks[uid], before != rank else { return true }
        let isRoom = hasRoom(rank, for: use.connections)
        pools[before]?.connections -= use.connections
        pools[before]?.bytes -= use.bytes
        pools[rank, default: Use()].connections += use.connections
        pools[rank, default: Use()].bytes += use.bytes
        ranks[uid] = rank
        return isRoom
    }

    private func hasRoom(_ rank: Rank, for count: Int) -> Bool {
        (pools[rank]?.connections ?? 0) + count <= limits.connectionsMax(of: rank)
    }

    /// A connection of `uid` is gone; its bytes have been given back before.
    mutating func release(_ uid: UInt32) {
        pools[rank(of: uid)]?.connections -= 1
        uses[uid, default: Use()].connections -= 1
        if uses[uid]?.connections == 0 { (uses[uid], ranks[uid]) = (nil, nil) }
    }

    /// Counts `change` more (or fewer) buffered bytes. False when `uid` now holds more than it may.
    mutating func hold(_ change: Int, for uid: UInt32) -> Bool {
        uses[uid, default: Use()].bytes += change
        pools[rank(of: uid), default: Use()].bytes += change
        return room(for: uid) >= 0
    }

    /// How many bytes more `uid` may hold; negative when it holds too many.
    func room(for uid: UInt32) -> Int {
        let own = limits.bufferBytesPerUserMax - (uses[uid]?.bytes ?? 0)
        let rank = rank(of: uid)
        guard rank != .known else { return own }
        return min(own, limits.bufferBytesOfStrangersMax - (pools[rank]?.bytes ?? 0))
    }
}
