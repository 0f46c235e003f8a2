// Who is at the other end of a connection.

import CSystemd

/// The process that connected, as the kernel recorded it then (SO_PEERCRED of unix(7)).
package struct Peer: Hashable, Sendable {
    /// The process; it may be gone.
    package let pid: Int32
    package let uid: UInt32
    package let gid: UInt32

    package init(pid: Int32, uid: UInt32, gid: UInt32) {
        self.pid = pid
        self.uid = uid
        self.gid = gid
    }

    /// The peer of a connected unix socket, or nil when the kernel does not say.
    init?(ofSocket fileDescriptor: Int32) {
        var credentials = duban_peer()
        guard duban_peer_credentials(fileDescriptor, &credentials) == 0 else { return nil }
        self.init(pid: credentials.pid, uid: credentials.uid, gid: credentials.gid)
    }
}
