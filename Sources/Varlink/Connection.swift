// The shell around Session: one accepted socket on the main queue. It reads, writes and closes;
// what to read, write and close the session decides.

import Glibc

/// One connected peer.
///
/// A service is called from the main queue's own handlers only, never from within its answers: an
/// answer is written at once where that is possible, and whatever else follows from it waits for
/// `attend`.
@MainActor final class Connection {
    let peer: Peer
    private let fileDescriptor: Int32
    private let listener: Listener
    private(set) var session: Session
    private var current: Call?
    /// What the listener's quota knows this connection to hold.
    private var heldBytes = 0

    private var watch: Watch?
    private var isClosed = false
    private var isAdvancing = false
    /// True when there may be something to read: while a turn is awaited no event tells so.
    private var mayHaveInput = false
    /// True when it is us who did not read.
    private var isHeldBack = false
    private var awaitsTurn = false
    private var isAttended = false

    /// Output of a stream that is written without waiting for the end of the turn.
    private static let eagerWriteBytes = 64 << 10
    private static let notWatched = "it cannot be waited for"

    init(fileDescriptor: Int32, peer: Peer, listener: Listener) {
        self.fileDescriptor = fileDescriptor
        self.peer = peer
        self.listener = listener
        session = Session(limits: listener.limits)
        watch = listener.poller.watch(fileDescriptor) { [self] isReadable, isWritable in
            if isReadable { mayHaveInput = true }
            if isReadable || isWritable { attendNow() }
        }
        awaitEvents()
    }

    /// True when the peer has closed both directions: then nobody waits for an answer.
    var hasHungUp: Bool {
        var poll = pollfd(fd: fileDescriptor, events: 0, revents: 0)
        return Glibc.poll(&poll, 1, 0) > 0 && poll.revents & Int16(POLLHUP | POLLERR) != 0
    }

    // MARK: Input

    /// Reads until there is nothing more or the turn is over.
    private func readable() {
        mayHaveInput = false
        while !isClosed, !mayHaveInput, session.takesInput {
            guard !listener.isTurnOver else { return continueLater() }
            switch listener.receive(from: fileDescriptor) {
            case .bytes(let bytes, let isAll):
                session.received(bytes, now: listener.uptime)
                advance()
                // What comes from now on is another event.
                if isAll { return }
            case .end:
                if session.isAnswering, hasHungUp { return close() }
                session.endInput()
                advance()
            case .nothing: return
            case .failure: return close()
            }
        }
    }

    /// Something has happened to the socket: deals with it when the listener says so. Until then
    /// the same event need not come again.
    private func attendNow() {
        if !awaitsTurn {
            awaitsTurn = true
            listener.attend(self)
        }
        awaitEvents()
    }

    /// The listener's turn for this connection: goes on with whatever was left for later.
    func attend() {
        awaitsTurn = false
        isAttended = true
        advance()
        if mayHaveInput { readable() }
        isAttended = false
        awaitEvents()
    }

    /// Waits for what the session waits for, once a turn: at its end.
    private func awaitEvents() {
        guard !isClosed, !isAttended else { return }
        let isWatched = watch?.wait(
            input: session.takesInput && !mayHaveInput,
            room: session.pendingOutputBytes > 0 && !awaitsTurn)
        if isWatched != true { close(because: Self.notWatched) }
    }

    /// The turn is over, and no event will tell that there was more.
    private func continueLater() {
        mayHaveInput = true
        awaitTurn()
    }

    /// Asks for a turn after the current one.
    func awaitTurn() {
        guard !awaitsTurn else { return }
        awaitsTurn = true
        listener.attendSoon(self)
    }

    /// Begins the calls that can be begun, writes what there is to write, and waits for the right
    /// events.
    private func advance() {
        guard !isClosed, !isAdvancing else { return }
        isAdvancing = true
        workOn()
        while !listener.isTurnOver, let message = nextCall() {
            let call = Call(message, peer: peer, connection: self)
            current = call
            listener.directory.route(call, mode: message.mode)
            workOn()
        }
        if listener.isTurnOver { continueLater() }
        isAdvancing = false
        flush()
        settle()
    }

    /// What the current call does in turns.
    private func workOn() {
        while !isClosed, !listener.isTurnOver, let call = current, call.hasWork { call.work() }
    }

    /// The current call has begun, or can go on with, something that it does in turns.
    func workBegan() {
        if !isAdvancing { awaitTurn() }
    }

    private func nextCall() -> CallMessage? {
        while !isClosed {
            switch session.nextCall() {
            case .call(let message): return message
            case .wait: return nil
            case .blocked:
                flush()
                guard session.hasRoom else { return nil }
            case .finish:
                flush()
                if session.pendingOutputBytes == 0 { close() }
                return nil
            case .close(let reason):
                flush()
                close(because: reason.description)
            }
        }
        return nil
    }

    // MARK: Output

    /// The current call's last reply.
    func answer(_ reply: ReplyMessage) {
        session.answer(reply)
        current = nil
        guard !isAdvancing else { return }
        guard write(), session.isAtRest, heldBytes == 0 else { return awaitTurn() }
    }

    /// A reply of the current call that is not the last one; false when there is no room for it.
    func answerContinuing(_ parameters: JSONObject) -> Bool {
        let room = listener.quota.room(for: peer.uid) + heldBytes - session.bufferedBytes
        guard session.answerContinuing(parameters, room: room) else {
            if session.pendingOutputBytes == 0 { listener.attendWhenRoom(self) }
            return false
        }
        if !isAdvancing {
            awaitTurn()
            if session.pendingOutputBytes >= Self.eagerWriteBytes, watch?.awaitsRoom != true {
                // A failure shows again when the connection is attended to, and is dealt with
                // there.
                _ = write()
            }
        }
        return true
    }

    private func flush() {
        if !isClosed, !write() { close() }
    }

    /// Writes until all is written or the peer's buffer is full; false when the peer is gone.
    private func write() -> Bool {
        while session.pendingOutputBytes > 0 {
            let count = session.withPendingOutput {
                send(fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                session.wrote(count)
            } else if errno != EINTR {
                return errno == EAGAIN
            }
        }
        return true
    }

    // MARK: Between events

    /// Accounts for what is held, waits for what the session waits for, and tells a
    /// stream that there is room again.
    private func settle() {
        guard !isClosed else { return }
        let change = session.bufferedBytes - heldBytes
        heldBytes += change
        guard listener.hold(change, for: peer.uid) else {
            return close(because: "its user does not read")
        }
        guard !session.isFlooded else {
            return close(because: MalformedMessage.tooManyCalls.description)
        }
        if session.takesInput, isHeldBack { session.resumeInput(now: listener.uptime) }
        isHeldBack = !session.takesInput
        awaitEvents()
        guard !isClosed else { return }
        if let deadline = session.deadline { listener.watch(deadline) }
        if session.hasRoom { current?.drain() }
    }

    /// Ends the connection because of what the peer did.
    func close(because reason: String) {
        listener.onTrouble?(peer.uid, "closed a connection of \(peer): \(reason)")
        close()
    }

    /// Ends the connection. The current call, if there is one, learns that nobody waits for it.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        watch?.close { [self] in listener.forget(self) }
        watch = nil
        listener.release(self, heldBytes: heldBytes)
        let call = current
        current = nil
        call?.close()
    }

    func shutDown() {
        flush()
        close()
    }
}
