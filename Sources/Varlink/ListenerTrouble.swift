// What a listener tells its owner about misbehaving peers and exhausted resources.

import Glibc

/// Something that its owner may want to log; the library does not log.
package enum ListenerTrouble: Sendable, CustomStringConvertible {
    /// The peer broke the protocol and lost its connection.
    case malformed(Peer, MalformedMessage)
    /// The peer left a message incomplete for too long and lost its connection.
    case halfMessage(Peer)
    /// The peer's user, or everybody together, has too many connections: the new one was closed.
    case tooManyConnections(Peer)
    /// The peer's user does not read what it asked for: the connection was closed.
    case buffersFull(Peer)
    case acceptFailed(errno: Int32)

    package var description: String {
        switch self {
        case .malformed(let peer, let reason):
            "closed a connection of uid \(peer.uid) (pid \(peer.pid)): \(reason)"
        case .halfMessage(let peer):
            "closed a connection of uid \(peer.uid) (pid \(peer.pid)): a message never ended"
        case .tooManyConnections(let peer):
            "refused a connection of uid \(peer.uid) (pid \(peer.pid)): too many connections"
        case .buffersFull(let peer):
            "closed a connection of uid \(peer.uid) (pid \(peer.pid)): its user does not read"
        case .acceptFailed(let errno):
            "cannot accept a connection: \(String(cString: strerror(errno)))"
        }
    }
}
