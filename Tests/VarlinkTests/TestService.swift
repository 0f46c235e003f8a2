// A small service on a real socket, and the raw peers that the tests let loose on it.

import Dispatch
import Foundation
import Testing

@testable import Varlink

/// An interface with one method of every kind.
@MainActor final class TestService: VarlinkService {
    let interface: InterfaceDescription
    /// Calls of `Later` that wait for the test.
    private(set) var later: [Call] = []
    private(set) var watchers: [Call] = []
    private(set) var notes: [String] = []
    private(set) var searches = 0
    private(set) var gone = 0
    private var changed: [CheckedContinuation<Void, Never>] = []

    init() throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: Self.text)
    }

    func call(_ call: Call) {
        switch call.method {
        case "Echo": call.reply(.object(call.parameters))
        case "WhoAmI":
            call.reply(["pid": JSON(call.peer.pid), "uid": JSON(call.peer.uid)])
        case "List": list(call)
        case "Refuse":
            call.fail(VarlinkError("org.example.test.Refused", ["reason": "I would not"]))
        case "Note":
            notes.append(call.parameters["text"]?.string ?? "")
            call.reply()
            notifyTest()
        case "Later":
            later.append(call)
            call.onClose = { [weak self] in self?.lose() }
            notifyTest()
        case "Watch": watch(call)
        case "Search": search(call)
        default: call.fail(.methodNotImplemented(call.fullMethod))
        }
    }

    private func list(_ call: Call) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let count = call.parameters["count"]?.integer ?? 0
        let padding = call.parameters["padding"]?.integer ?? 0
        var position: Int64 = 0
        call.replyEach {
            guard position < count else { return .end }
            position += 1
            return .item(
                .present([
                    "position": .integer(position),
                    "padding": padding > 0
                        ? .string(String(repeating: "x", count: Int(padding))) : nil,
                ]))
        }
    }

    /// Looks for a note, and has nothing to say until there is one.
    private func search(_ call: Call) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        searches += 1
        notifyTest()
        var isFound = false
        call.replyEach { [weak self] in
            guard let self, !isFound else { return .end }
            isFound = !notes.isEmpty
            return isFound ? .item(["text": .string(notes[0])]) : .notYet
        }
    }

    private func watch(_ call: Call) {
        guard call.wantsMore else { return call.fail(.expectedMore) }
        #expect(call.replyContinues(["ready": true]))
        watchers.append(call)
        call.onClose = { [weak self, weak call] in
            self?.watchers.removeAll { $0 === call }
            self?.lose()
        }
        notifyTest()
    }

    private func lose() {
        gone += 1
        notifyTest()
    }

    private func notifyTest() {
        for waiting in changed { waiting.resume() }
        changed = []
    }

    /// Waits until the service is in the state that the test needs.
    func wait(until isReady: (TestService) -> Bool) async {
        while !isReady(self) { await withCheckedContinuation { changed.append($0) } }
    }

    nonisolated static let text = """
        # What the tests of the library call.
        interface org.example.test

        type Thing (id: string, size: ?int)

        # Answers what it is given.
        method Echo(text: string, number: ?int, thing: ?Thing) -> (
          text: string,
          number: ?int,
          thing: ?Thing
        )

        # Who calls.
        method WhoAmI() -> (pid: int, uid: int)

        # Counts from 1.
        # [Requires 'more' flag]
        method List(count: int, padding: ?int) -> (position: ?int, padding: ?string)

        # Always fails.
        method Refuse() -> ()

        # Remembers.
        method Note(text: string) -> ()

        # Is answered when the test likes.
        method Later(text: ?string) -> (text: ?string)

        # First ready, then events.
        # [Requires 'more' flag]
        method Watch() -> (ready: ?bool, event: ?int, gap: ?bool, padding: ?string)

        # Answers with the first note as soon as there is one.
        # [Requires 'more' flag]
        method Search() -> (text: ?string)

        # Declared, but not offered.
        method Missing() -> ()

        error Refused (reason: string)

        """
}

/// A listener with a test service in a directory of its own.
@MainActor final class Fixture {
    let folder: TemporaryFolder
    let path: String
    let service: TestService
    let listener: Listener
    private(set) var troubles: [String] = []

    private init(limits: Limits) throws {
        folder = try TemporaryFolder()
        path = folder.path("socket")
        service = try TestService()
        listener = Listener(
            socket: try ListeningSocket(path: path),
            identity: ServiceIdentity(
                vendor: "Example", product: "Test", version: "1", url: "https://example.org"),
            services: [service], limits: limits)
        listener.onTrouble = { [unowned self] in troubles.append($1) }
        listener.start()
    }

    /// Runs `body` with a listening service, and stops that afterwards.
    static func run(
        _ change: (inout Limits) -> Void = { _ in },
        _ body: @MainActor (Fixture) async throws -> Void
    ) async throws {
        var limits = Limits()
        change(&limits)
        let fixture = try Fixture(limits: limits)
        let result: Result<Void, any Error>
        do {
            result = .success(try await body(fixture))
        } catch {
            result = .failure(error)
        }
        await fixture.stop()
        try result.get()
    }

    /// Returns when the loop has seen whatever the kernel had to say before: events come in order.
    func loopHasCaughtUp() async {
        let canary = Pipe()
        let source = DispatchSource.makeReadSource(
            fileDescriptor: canary.fileHandleForReading.fileDescriptor, queue: .main)
        await withCheckedContinuation { continuation in
            source.setEventHandler { source.cancel() }
            source.setCancelHandler { continuation.resume() }
            source.activate()
            canary.fileHandleForWriting.write(Data([0]))
        }
        while !listener.isAtRest {
            await withCheckedContinuation { turn in DispatchQueue.main.async { turn.resume() } }
        }
    }

    /// Somebody of a uid that the test likes, who has connected.
    func peer(_ uid: UInt32) throws -> RawPeer {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        listener.admit(ends[0], of: Peer(pid: 1, uid: uid))
        return RawPeer(ends[1])
    }

    private func stop() async {
        await withCheckedContinuation { continuation in
            listener.onStopped = { continuation.resume() }
            listener.stop()
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}

/// A peer that sends whatever it likes. Its methods block: use them off the loop.
final class RawPeer: Sendable {
    let fileDescriptor: Int32

    init(_ path: String) throws(SocketError) {
        let descriptor = try newUnixSocket(for: path)
        // A test that waits for what never comes fails instead of hanging.
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard try withUnixAddress(path, { connect(descriptor, $0, $1) }) == 0 else {
            throw .system(call: "connect", path: path, errno: errno)
        }
        fileDescriptor = descriptor
    }

    /// Takes over what is connected already.
    init(_ fileDescriptor: Int32) { self.fileDescriptor = fileDescriptor }

    deinit { close(fileDescriptor) }

    /// Sends all bytes, or as many as the other side takes before it closes.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func endInput() { shutdown(fileDescriptor, Int32(SHUT_WR)) }

    /// Reads `count` messages, or fewer if the other side closes.
    func receive(_ count: Int) -> [String] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count(where: { $0 == 0 }) < count {
            let size = recv(fileDescriptor, &chunk, chunk.count, 0)
            guard size > 0 else { break }
            bytes += chunk[..<size]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\0").map(String.init)
    }

    /// Reads to the end; nil when the end does not come.
    func receiveAll() -> [String]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let size = recv(fileDescriptor, &chunk, chunk.count, 0)
            if size < 0, errno == EAGAIN { return nil }
            guard size > 0 else { break }
            bytes += chunk[..<size]
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\0").map(String.init)
    }
}
