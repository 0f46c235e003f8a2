// The server's side of one connection as a pure state machine: bytes in, calls out; replies in,
// bytes out. It decides; Connection does. Calls are begun one at a time, so replies are in call
// order by construction.

/// One connection's protocol state (UAPI.20, "Wire Protocol").
struct Session {
    /// What to do about the input.
    enum NextCall: Equatable {
        /// Begin this call, then report its replies.
        case call(CallMessage)
        /// Nothing can be begun before the peer sends more, or the current call is answered.
        case wait
        /// Nothing can be begun before the peer takes some of the output.
        case blocked
        /// The peer is done: close once the output is written.
        case finish
        /// The peer broke the protocol: close now.
        case close(MalformedMessage)
    }

    private let limits: Limits

    private var inbound: [UInt8] = []
    /// The messages before this have been begun.
    private var consumed = 0
    /// There is no NUL in `consumed..<scanned`.
    private var scanned = 0
    private var inputEnded = false
    /// Since when the last message has been incomplete, in nanoseconds of uptime.
    private var halfSince: UInt64?

    /// The call that is being answered.
    private var current: CallMessage.Mode?

    private var outbound: [UInt8] = []
    private var sent = 0

    init(limits: Limits) {
        self.limits = limits
    }

    // MARK: Input

    private var unread: Int { inbound.count - consumed }

    /// False while further input must stay in the kernel: the peer has queued a message's worth of
    /// bytes behind a call that is not answered yet, or has no more to say.
    var takesInput: Bool { !inputEnded && unread <= limits.messageBytesMax }

    /// True when a peer that is being streamed to queues more calls than is tolerated. Its stream
    /// may have no end, so the input is not merely held back: nobody would notice that the peer has
    /// gone.
    var isFlooded: Bool { current == .more && unread > limits.messageBytesMax }

    /// True when somebody who has hung up would still be waiting for an answer.
    var isAnswering: Bool { current != nil && current != .oneway }

    /// True when there is nothing to begin, to write or to end.
    var isAtRest: Bool { unread == 0 && !inputEnded && pendingOutputBytes == 0 }

    /// The bytes held for the peer in both directions.
    var bufferedBytes: Int { unread + pendingOutputBytes }

    /// Takes what was read at `now` (uptime in nanoseconds).
    mutating func received(_ bytes: ArraySlice<UInt8>, now: UInt64) {
        inbound.append(contentsOf: bytes)
        if bytes.last == 0 {
            halfSince = nil
        } else if halfSince == nil || bytes.contains(0) {
            halfSince = now
        }
    }

    /// The peer will send nothing more: the calls already received are answered, then it is over.
    mutating func endInput() {
        inputEnded = true
        halfSince = nil
    }

    /// Reading goes on after a pause that was ours: the peer's time for the rest of a message
    /// begins anew.
    mutating func resumeInput(now: UInt64) {
        if halfSince != nil { halfSince = now }
    }

    /// When an incomplete message will have taken too long, in nanoseconds of uptime; nil when
    /// there is none or when it is us who do not read.
    var deadline: UInt64? {
        guard takesInput, let halfSince else { return nil }
        return halfSince + UInt64(limits.halfMessageSeconds) * 1_000_000_000
    }

    /// Takes the next call from the input.
    mutating func nextCall() -> NextCall {
        guard current == nil else { return .wait }
        guard pendingOutputBytes <= limits.streamBytesMax else { return .blocked }
        guard let end = inbound[scanned...].firstIndex(of: 0) else {
            scanned = inbound.count
            if unread > limits.messageBytesMax { return .close(.tooLong) }
            return inputEnded ? .finish : .wait
        }
        guard end - consumed <= limits.messageBytesMax else { return .close(.tooLong) }
        let message: CallMessage
        do throws(MalformedMessage) {
            message = try CallMessage(decoding: inbound, in: consumed..<end, limits: limits.json)
        } catch {
            return .close(error)
        }
        consumed = end + 1
        scanned = consumed
        dropConsumed()
        current = message.mode
        return .call(message)
    }

    /// Gives back memory: at once when everything is begun, else when half of the buffer is done
    /// with, so that many small calls in one buffer do not move the rest once each.
    private mutating func dropConsumed() {
        if consumed == inbound.count {
            inbound.removeAll(keepingCapacity: inbound.capacity <= Self.keptCapacity)
        } else if consumed > inbound.count / 2 {
            inbound.removeFirst(consumed)
        } else {
            return
        }
        consumed = 0
        scanned = 0
    }

    /// Buffers larger than this are not kept for the next message.
    private static let keptCapacity = 4 << 10

    // MARK: Output

    /// Bytes that are ready to be written.
    var pendingOutputBytes: Int { outbound.count - sent }

    /// Ends the current call with a reply or an error. A oneway call is answered by nothing.
    mutating func answer(_ reply: ReplyMessage) {
        precondition(!reply.continues, "the last reply cannot continue")
        if current != .oneway { reply.write(into: &outbound) }
        current = nil
    }

    /// True when a stream that was told to wait may go on.
    var hasRoom: Bool { pendingOutputBytes <= limits.streamBytesMax / 2 }

    /// Adds a reply that is not the last one, unless that would hold more than `streamBytesMax`, or
    /// more than `room`, bytes for the peer: then answers false and forgets it. If nothing is
    /// pending, one reply of any length up to `room` is taken.
    mutating func answerContinuing(_ parameters: JSONObject, room: Int) -> Bool {
        precondition(current == .more, "the caller did not ask for more than one reply")
        let before = outbound.count
        let isFirst = pendingOutputBytes == 0
        ReplyMessage(parameters: parameters, continues: true).write(into: &outbound)
        let fits = pendingOutputBytes <= limits.streamBytesMax || isFirst
        if fits, outbound.count - before <= room { return true }
        outbound.removeLast(outbound.count - before)
        return false
    }

    /// Lends the bytes to be written, of which there is at least one.
    func withPendingOutput<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        outbound.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent...])) }
    }

    /// `count` bytes of the pending output have been written.
    mutating func wrote(_ count: Int) {
        sent += count
        if sent == outbound.count {
            outbound.removeAll(keepingCapacity: outbound.capacity <= Self.keptCapacity)
            sent = 0
        } else if sent > outbound.count / 2 {
            outbound.removeFirst(sent)
            sent = 0
        }
    }
}
