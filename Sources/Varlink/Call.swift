// A call in the hands of the service that answers it.

/// One method call: what was asked, by whom, and the way to answer.
@MainActor package final class Call {
    /// The method's full name, as in `org.example.Ping.Ping`.
    package let fullMethod: String
    /// The interface's name; empty when the method was named without one.
    package let interface: String
    /// The method's name without the interface.
    package let method: String
    /// What was passed; checked against the interface's declaration.
    package let parameters: JSONObject
    /// True when the caller takes more than one reply.
    package let wantsMore: Bool
    /// True when the caller takes no reply: answers are accepted and dropped.
    package let isOneway: Bool
    package let peer: Peer

    /// Called once if the connection closes before the call is ended. Nothing can be answered then.
    package var onClose: (@MainActor () -> Void)?
    /// Called when the peer has taken most of what was buffered, after `replyContinues` answered
    /// false.
    package var onDrain: (@MainActor () -> Void)?

    /// Nil once the call is ended or the connection gone.
    private(set) var connection: Connection?
    private var isEnded = false
    private var step: (@MainActor () -> Bool)?
    private var wasRefused = false

    init(_ message: CallMessage, peer: Peer, connection: Connection) {
        fullMethod = message.method
        if let dot = fullMethod.utf8.lastIndex(of: UInt8(ascii: ".")) {
            interface = String(fullMethod[..<dot])
            method = String(fullMethod[fullMethod.utf8.index(after: dot)...])
        } else {
            interface = ""
            method = fullMethod
        }
        parameters = message.parameters
        wantsMore = message.mode == .more
        isOneway = message.mode == .oneway
        self.peer = peer
        self.connection = connection
    }

    /// True while an answer can still reach the caller.
    package var isOpen: Bool { connection != nil }

    /// Ends the call with its only, or its last, reply.
    package func reply(_ parameters: JSON = [:]) {
        end(ReplyMessage(parameters: JSONObject(parameters: parameters)))
    }

    package func fail(_ error: VarlinkError) {
        end(ReplyMessage(error: error.name, parameters: error.parameters))
    }

    /// Sends a reply that others will follow; only to a caller that `wantsMore`. Replies made in
    /// one turn of the loop are written together.
    ///
    /// False when it was dropped: the caller does not read and its buffer is full (`onDrain` tells
    /// when there is room again; a stream of events sends a gap event then), or the connection is
    /// closed.
    package func replyContinues(_ parameters: JSON) -> Bool {
        precondition(wantsMore, "\(fullMethod): the caller did not ask for more than one reply")
        precondition(!isEnded, "\(fullMethod): a reply after the last one")
        guard let connection else { return false }
        let accepted = connection.answerContinuing(JSONObject(parameters: parameters))
        if !accepted { wasRefused = true }
        return accepted
    }

    /// Does `step` again and again while it answers true, a turn of the connection at a time, so
    /// that nobody else waits for the whole.
    package func inTurns(_ step: @escaping @MainActor () -> Bool) {
        guard let connection else { return }
        self.step = step
        connection.workBegan()
    }

    /// Sends the items that `next` answers, each as one reply, until the end; the last one ends the
    /// call, or an empty reply if there was none. Only to a caller that `wantsMore`. `next` is
    /// asked for no more than the caller reads, so a long list is never held whole.
    package func replyEach(_ next: @escaping @MainActor () -> NextItem) {
        var items: [JSON] = []
        onDrain = { [weak self] in self?.connection?.workBegan() }
        inTurns { [weak self] in
            guard let self else { return false }
            if items.count < 2 {
                switch next() {
                case .notYet: return true
                case .item(let item): items.append(item)
                case .end:
                    reply(items.first ?? [:])
                    return false
                }
            }
            if items.count == 2, replyContinues(items[0]) { items.removeFirst() }
            return true
        }
    }

    /// True when there is something to be done in turns, and room for what it may say.
    var hasWork: Bool { step != nil && !wasRefused }

    func work() {
        guard let step, !step() else { return }
        self.step = nil
    }

    /// The connection is gone; answers are accepted and dropped.
    func close() {
        let onClose = onClose
        detach()
        onClose?()
    }

    /// The peer has read: tells a stream that was refused.
    func drain() {
        guard wasRefused else { return }
        wasRefused = false
        onDrain?()
    }

    private func end(_ reply: ReplyMessage) {
        precondition(!isEnded, "\(fullMethod): answered twice")
        isEnded = true
        let connection = connection
        detach()
        connection?.answer(reply)
    }

    private func detach() {
        connection = nil
        onClose = nil
        onDrain = nil
        step = nil
    }
}

/// What a long answer has next.
package enum NextItem {
    case item(JSON)
    /// Nothing after this much work.
    case notYet
    case end
}
