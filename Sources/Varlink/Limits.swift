// Everything a peer could make the service spend has a limit, and so has what one user holds of it:
// one account cannot lock out the others.

/// The limits of a listener and of its connections.
package struct Limits: Sendable {
    /// The longest call, in bytes without its NUL; as many bytes of further calls may wait behind
    /// one.
    package var messageBytesMax = 1 << 20
    /// Output of one connection that its peer has not taken yet: beyond it a stream is told that it
    /// is full and no further call is begun. A reply by itself may be longer.
    package var streamBytesMax = 256 << 10
    /// How long a message may stay incomplete.
    package var halfMessageSeconds = 10
    package var connectionsMax = 4096
    package var connectionsPerUserMax = 64
    /// Bytes held in both directions for all connections of one user.
    package var bufferBytesPerUserMax = 16 << 20
    /// What one call may cost its parser.
    package var json = JSONLimits()

    package init() {}
}

/// Connections and buffered bytes by uid.
struct Quota {
    let limits: Limits
    private(set) var uses: [UInt32: Use] = [:]
    private(set) var connections = 0

    struct Use {
        var connections = 0
        var bytes = 0
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
