// Everything a peer could make the service spend has a limit.

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
