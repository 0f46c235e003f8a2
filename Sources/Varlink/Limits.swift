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
    /// Of all users together whom the service does not know.
    package var bufferBytesOfStrangersMax = 64 << 20
    /// How long one connection keeps the loop when others wait.
    package var turnMicroseconds = 500
    /// What one call may cost its parser.
    package var json = JSONLimits()

    package init() {}

    /// Limits for a process that may open so many files: half of them are for other things than
    /// connections.
    package init(descriptors: Int) { connectionsMax = min(connectionsMax, descriptors / 2) }

    /// Nobody else has these.
    var connectionsForRoot: Int { connectionsMax / 16 }

    /// Strangers have half of all connections, and a quarter is for those of whom nobody knows yet
    /// whether they are.
    func connectionsMax(of rank: Quota.Rank) -> Int {
        switch rank {
        case .known: connectionsMax
        case .stranger: connectionsMax / 2
        case .unranked: max(1, connectionsMax / 4)
        }
    }
}
