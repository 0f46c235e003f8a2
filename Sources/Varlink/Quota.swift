// What each user holds of the service, so that one account cannot lock out the others.

/// Connections and buffered bytes by uid.
struct Quota {
    private struct Use {
        var connections = 0
        var bytes = 0
    }

    private let limits: Limits
    private var uses: [UInt32: Use] = [:]
    private var connections = 0

    init(limits: Limits) {
        self.limits = limits
    }

    /// Counts a new connection of `uid`, unless there are too many.
    mutating func admit(_ uid: UInt32) -> Bool {
        guard connections < limits.connectionsMax,
            uses[uid, default: Use()].connections < limits.connectionsPerUserMax
        else { return false }
        connections += 1
        uses[uid, default: Use()].connections += 1
        return true
    }

    /// A connection of `uid` is gone; its bytes have been given back before.
    mutating func release(_ uid: UInt32) {
        connections -= 1
        uses[uid, default: Use()].connections -= 1
        if uses[uid]?.connections == 0 { uses[uid] = nil }
    }

    /// Counts `change` more (or fewer) buffered bytes. False when `uid` now holds more than it may.
    mutating func hold(_ change: Int, for uid: UInt32) -> Bool {
        uses[uid, default: Use()].bytes += change
        return room(for: uid) >= 0
    }

    /// How many bytes more `uid` may hold; negative when it holds too many.
    func room(for uid: UInt32) -> Int {
        limits.bufferBytesPerUserMax - (uses[uid]?.bytes ?? 0)
    }
}
