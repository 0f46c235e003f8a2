// A blocking client: what a command line tool needs to ask a local service.

import Glibc

/// Why a call has no answer, or which error it was answered with.
package enum ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nobody serves the socket, or it must not be used.
    case unreachable(SocketError)
    /// Nothing came for the given time.
    case timedOut
    case disconnected
    case malformed(MalformedMessage)
    case refused(VarlinkError)

    package var description: String {
        switch self {
        case .unreachable(let error): "the service cannot be reached: \(error)"
        case .timedOut: "the service does not answer"
        case .disconnected: "the service closed the connection"
        case .malformed(let message): "the service sent something wrong: \(message)"
        case .refused(let error): error.description
        }
    }
}

/// A connection to a Varlink service on a unix socket. Calls block; one is made at a time.
///
/// After any error but `refused` the connection is of no further use.
package final class Client {
    private let fileDescriptor: Int32
    private let timeoutMilliseconds: Int32
    private var inbound: [UInt8] = []
    private var scanned = 0
    private var chunk = [UInt8](repeating: 0, count: 64 << 10)

    /// The longest reply that is read; varlinkctl has the same limit.
    private static let replyBytesMax = 16 << 20
    private static let jsonLimits = JSONLimits(valuesMax: 1 << 20)

    /// Connects to the socket at `path`. Waits at most `timeoutSeconds` for the connection and for
    /// each piece of an answer.
    package convenience init(path: String, timeoutSeconds: Int = 45) throws(ClientError) {
        try self.init(path: path, timeoutMilliseconds: Int32(clamping: timeoutSeconds * 1000))
    }

    package init(path: String, timeoutMilliseconds: Int32) throws(ClientError) {
        self.timeoutMilliseconds = timeoutMilliseconds
        do throws(SocketError) {
            fileDescriptor = try newUnixSocket(for: path) { descriptor throws(SocketError) in
                // A full queue of the listener makes connect(2) wait, for as long as sending may
                // take.
                var timeout = timeval(
                    tv_sec: Int(timeoutMilliseconds / 1000),
                    tv_usec: Int(timeoutMilliseconds % 1000) * 1000)
                let size = socklen_t(MemoryLayout<timeval>.size)
                setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, size)
                try succeed(withUnixAddress(path) { connect(descriptor, $0, $1) }, "connect", path)
            }
        } catch {
            throw .unreachable(error)
        }
    }

    deinit { close(fileDescriptor) }

    /// Calls `method` (interface and method) and answers the reply's parameters, an object.
    package func call(_ method: String, _ parameters: JSON = [:]) throws(ClientError) -> JSON {
        try send(method, parameters, .single)
        let reply = try receive(waitForever: false)
        guard !reply.continues else { throw .malformed(.unexpectedContinues) }
        return .object(reply.parameters)
    }

    /// Calls `method` and asks for as many replies as there are; read them to the end, or let go of
    /// the client. `waitForever` lifts the time limit between replies, as a subscription needs.
    package func callMore(
        _ method: String, _ parameters: JSON = [:], waitForever: Bool = false
    ) throws(ClientError) -> Replies {
        try send(method, parameters, .more)
        return Replies(client: self, waitForever: waitForever)
    }

    package func callOneway(_ method: String, _ parameters: JSON = [:]) throws(ClientError) {
        try send(method, parameters, .oneway)
    }

    /// The replies to one call, in their order.
    package struct Replies {
        fileprivate let client: Client
        fileprivate let waitForever: Bool
        fileprivate var isOver = false

        /// Waits for the next reply and answers its parameters; nil after the last one.
        package mutating func next() throws(ClientError) -> JSON? {
            guard !isOver else { return nil }
            isOver = true
            let reply = try client.receive(waitForever: waitForever)
            isOver = !reply.continues
            return .object(reply.parameters)
        }
    }

    // MARK: The wire

    private func send(
        _ method: String, _ parameters: JSON, _ mode: CallMessage.Mode
    ) throws(ClientError) {
        var bytes: [UInt8] = []
        CallMessage(method: method, parameters: JSONObject(parameters: parameters), mode: mode)
            .write(into: &bytes)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                rest.removeFirst(count)
            } else if errno == EAGAIN {
                throw .timedOut
            } else if errno != EINTR {
                throw .disconnected
            }
        }
    }

    fileprivate func receive(waitForever: Bool) throws(ClientError) -> ReplyMessage {
        while true {
            if let end = inbound[scanned...].firstIndex(of: 0) { return try takeReply(upTo: end) }
            scanned = inbound.count
            guard scanned <= Self.replyBytesMax else { throw .malformed(.tooLong) }
            try read(waitForever: waitForever)
        }
    }

    private func takeReply(upTo end: Int) throws(ClientError) -> ReplyMessage {
        let reply: ReplyMessage
        do throws(MalformedMessage) {
            reply = try ReplyMessage(decoding: inbound, in: 0..<end, limits: Self.jsonLimits)
        } catch {
            throw .malformed(error)
        }
        inbound.removeFirst(end + 1)
        scanned = 0
        if let error = reply.error { throw .refused(VarlinkError(error, reply.parameters)) }
        return reply
    }

    private func read(waitForever: Bool) throws(ClientError) {
        while true {
            var poll = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
            let ready = Glibc.poll(&poll, 1, waitForever ? -1 : timeoutMilliseconds)
            if ready == 0 { throw .timedOut }
            let count = chunk.withUnsafeMutableBytes {
                recv(fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
            }
            if count > 0 { return inbound.append(contentsOf: chunk[..<count]) }
            guard count < 0, errno == EINTR || errno == EAGAIN else { throw .disconnected }
        }
    }
}
