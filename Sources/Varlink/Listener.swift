// The listening socket and its connections: accepts, counts and limits them, and gives them their
// turns. Everything is on the main queue.

import CSystemd
import Dispatch
import Glibc

/// Serves interfaces on a listening socket until it is stopped. Its connections keep it alive until
/// then.
@MainActor package final class Listener {
    /// Told of a peer that misbehaves, with its uid, or a resource that is exhausted, as a log
    /// line; may come often when a peer is hostile.
    package var onTrouble: (@MainActor (_ uid: UInt32?, String) -> Void)?
    /// Called once after `stop`, when every descriptor is closed.
    package var onStopped: (@MainActor () -> Void)?

    /// Whether the service has something to do with a uid; answers now or later on the main queue.
    /// All others are strangers: they share one pool of connections, bytes and turns. Nil: it knows
    /// everybody.
    package var isKnown: (@MainActor (_ uid: UInt32, @escaping @MainActor (Bool) -> Void) -> Void)?

    let limits: Limits
    let directory: ServiceDirectory
    private let socket: ListeningSocket
    private(set) var quota: Quota
    private var connections: [ObjectIdentifier: Connection] = [:]
    let poller = Poller()
    private var arrivals: Watch?
    private var isStopped = false
    private var isSocketClosed = false

    /// Connections that wait for a turn, and those that wait for their user's other buffers.
    private var turns = Turns<Connection>()
    private var starved: [ObjectIdentifier: Connection] = [:]
    private var isRoundComing = false
    /// When the turn that goes on must end, and what turns have taken since the last round, in
    /// nanoseconds.
    private var turnEnd: UInt64 = 0
    private var takenNanoseconds: UInt64 = 0

    private let deadlines: any DispatchSourceTimer
    private var nextDeadline: UInt64?

    /// Every connection reads through this buffer.
    private var scratch = [UInt8](repeating: 0, count: 64 << 10)
    /// Given up for a moment when descriptors run out, so that the peer in line can be told by a
    /// close.
    private var reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)

    private static let acceptsPerTurnMax = 64

    /// Prepares to serve `services` and `org.varlink.service` on `socket`; `start` begins.
    package init(
        socket: ListeningSocket, identity: ServiceIdentity, services: [any VarlinkService],
        limits: Limits = Limits()
    ) {
        self.socket = socket
        self.limits = limits
        quota = Quota(limits: limits)
        directory = ServiceDirectory(identity: identity, services: services)
        deadlines = DispatchSource.makeTimerSource(queue: .main)
        deadlines.setEventHandler { MainActor.assumeIsolated { self.closeLate() } }
        deadlines.activate()
    }

    package var connectionCount: Int { connections.count }

    /// Begins to accept connections. Requires that the main queue runs.
    package func start() {
        precondition(arrivals == nil, "a listener starts once")
        arrivals = poller.watch(socket.fileDescriptor) { [self] isReadable, _ in
            if isReadable { acceptAll() }
        }
        if arrivals?.wait(input: true, room: false) == false {
            onTrouble?(nil, "cannot wait for connections: no room in the kernel")
        }
    }

    private func closeRest() {
        if let entry = socket.entry { close(entry.lock) }
        close(reserve)
        let onStopped = onStopped
        self.onStopped = nil
        poller.end { onStopped?() }
    }

    /// Takes the socket out of the file system (if this process put it there), writes what peers
    /// will take at once and closes all connections. The descriptors are closed when `onStopped` is
    /// called.
    package func stop() {
        guard !isStopped else { return }
        isStopped = true
        socket.removeEntry()
        deadlines.cancel()
        for connection in connections.values { connection.shutDown() }
        let arrivals = arrivals ?? poller.watch(socket.fileDescriptor) { _, _ in }
        arrivals.close { [self] in
            isSocketClosed = true
            stoppedWhenEmpty()
        }
        self.arrivals = nil
    }

    private func stoppedWhenEmpty() {
        if isSocketClosed, connections.isEmpty { closeRest() }
    }

    // MARK: Accepting

    private func acceptAll() {
        for _ in 0..<Self.acceptsPerTurnMax {
            let result = duban_accept4(socket.fileDescriptor)
            if result >= 0 {
                admit(result)
                continue
            }
            switch -result {
            case EAGAIN: return
            case EINTR, ECONNABORTED: continue
            case let error:
                onTrouble?(nil, "cannot accept a connection: \(String(cString: strerror(error)))")
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error) { refuseOne() }
                return
            }
        }
    }

    private func admit(_ fileDescriptor: Int32) {
        guard let peer = Peer(ofSocket: fileDescriptor) else {
            close(fileDescriptor)
            return
        }
        admit(fileDescriptor, of: peer)
    }

    /// Serves a connected socket, or closes it.
    func admit(_ fileDescriptor: Int32, of peer: Peer) {
        guard !isStopped else {
            close(fileDescriptor)
            return
        }
        guard quota.admit(peer.uid) || (dropDeserted() && quota.admit(peer.uid)) else {
            close(fileDescriptor)
            onTrouble?(peer.uid, "refused a connection of \(peer): too many connections")
            return
        }
        let connection = Connection(fileDescriptor: fileDescriptor, peer: peer, listener: self)
        connections[ObjectIdentifier(connection)] = connection
        guard let isKnown else { return ranked(peer.uid, .known) }
        isKnown(peer.uid) { [weak self] in self?.ranked(peer.uid, $0 ? .known : .stranger) }
    }

    private func ranked(_ uid: UInt32, _ rank: Quota.Rank) {
        guard !quota.rank(uid, as: rank) else { return }
        for connection in connections.values where connection.peer.uid == uid {
            connection.close(because: "too many connections of strangers")
        }
    }

    /// Closes connections whose peers have gone without anybody noticing (a stream whose client had
    /// ended its input before). True if there was any.
    private func dropDeserted() -> Bool {
        let deserted = connections.values.filter(\.hasHungUp)
        for connection in deserted { connection.close() }
        return !deserted.isEmpty
    }

    /// Out of descriptors: takes one peer off the queue with the reserve, for it would wake us for
    /// ever.
    private func refuseOne() {
        close(reserve)
        let descriptor = duban_accept4(socket.fileDescriptor)
        if descriptor >= 0 { close(descriptor) }
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    // MARK: For connections

    /// What a read from a peer gave.
    enum Received {
        /// Bytes of this read. With `isAll` the socket had no more: a later event tells of the
        /// rest.
        case bytes(ArraySlice<UInt8>, isAll: Bool)
        case end
        case nothing
        case failure
    }

    /// Reads once from a connected socket.
    func receive(from fileDescriptor: Int32) -> Received {
        while true {
            let count = scratch.withUnsafeMutableBytes {
                recv(fileDescriptor, $0.baseAddress, $0.count, 0)
            }
            if count > 0 { return .bytes(scratch[..<count], isAll: count < scratch.count) }
            if count == 0 { return .end }
            if errno == EAGAIN { return .nothing }
            if errno != EINTR { return .failure }
        }
    }

    /// Nanoseconds of uptime, from which deadlines are counted.
    var uptime: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Counts `change` more (or fewer) bytes held for `uid`; false when these are too many.
    func hold(_ change: Int, for uid: UInt32) -> Bool {
        if change < 0, !starved.isEmpty {
            for connection in starved.values { connection.awaitTurn() }
            starved = [:]
        }
        return change == 0 || quota.hold(change, for: uid)
    }

    /// Gives `connection` a turn at once, or, when others wait or have just had theirs, after them.
    func attend(_ connection: Connection) {
        guard turns.isEmpty, takenNanoseconds < turnNanoseconds else {
            return attendSoon(connection)
        }
        giveTurn(to: connection)
        bringRound()
    }

    /// Gives `connection` a turn after the current one.
    func attendSoon(_ connection: Connection) {
        let uid = connection.peer.uid
        turns.add(connection, of: quota.rank(of: uid) == .known ? uid : nil)
        bringRound()
    }

    private func bringRound() {
        guard !isRoundComing else { return }
        isRoundComing = true
        DispatchQueue.main.async { self.attendAll() }
    }

    /// Whatever has happened so far is dealt with.
    var isAtRest: Bool { turns.isEmpty && !isRoundComing }

    private var turnNanoseconds: UInt64 { UInt64(limits.turnMicroseconds) * 1000 }

    /// True when a connection that is having its turn should leave the rest for its next one.
    var isTurnOver: Bool { uptime >= turnEnd }

    private func giveTurn(to connection: Connection) {
        let start = uptime
        turnEnd = start + turnNanoseconds
        connection.attend()
        takenNanoseconds += uptime - start
    }

    /// Gives `connection` a turn when buffers have been emptied.
    func attendWhenRoom(_ connection: Connection) {
        starved[ObjectIdentifier(connection)] = connection
    }

    /// A turn or more, for as long as one may take; then the loop is for others, and what they
    /// bring comes after those who wait.
    private func attendAll() {
        isRoundComing = false
        takenNanoseconds = 0
        while takenNanoseconds < turnNanoseconds, let next = turns.next() { giveTurn(to: next) }
        if !turns.isEmpty { bringRound() }
    }

    /// `connection` has closed and holds nothing any more.
    func release(_ connection: Connection, heldBytes: Int) {
        starved[ObjectIdentifier(connection)] = nil
        _ = hold(-heldBytes, for: connection.peer.uid)
        quota.release(connection.peer.uid)
    }

    /// The descriptor of `connection` is closed.
    func forget(_ connection: Connection) {
        connections[ObjectIdentifier(connection)] = nil
        stoppedWhenEmpty()
    }

    // MARK: Incomplete messages

    /// Looks at `deadline` (nanoseconds of uptime) whether a message has been completed. All
    /// deadlines are equally far away when they are set, so the first one set is the first to come.
    func watch(_ deadline: UInt64) {
        guard nextDeadline == nil, !isStopped else { return }
        nextDeadline = deadline
        deadlines.schedule(deadline: DispatchTime(uptimeNanoseconds: deadline))
    }

    private func closeLate() {
        nextDeadline = nil
        let now = uptime
        for connection in connections.values {
            guard let deadline = connection.session.deadline else { continue }
            if deadline <= now { connection.close(because: "a message never ended") }
        }
        if let next = connections.values.compactMap(\.session.deadline).min() { watch(next) }
    }
}
