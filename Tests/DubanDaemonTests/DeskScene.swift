// A daemon's desk on a real loop and a real listener, and peers of whatever accounts a test likes.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import Synchronization
import Testing

@testable import DubanDaemon
@testable import Varlink

@MainActor final class DeskScene {
    let clock: SimulatedClock
    let desk: Desk
    /// Where it listens, once it is open.
    let path: String
    private let directory: String
    private var listener: Listener
    private let lines: Lines

    /// What was logged.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    /// Nothing has been seen yet. `now` is by the charter's clock.
    private init(
        _ text: String, now: CivilDateTime?, lookUp: @escaping @Sendable (UInt32) -> FoundAccount
    ) throws {
        directory = "/dev/shm/duban-desk-\(UUID().uuidString)"
        path = directory + "/s"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        try text.write(toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
        let keeper = CharterKeeper.simulated(in: directory)
        let charter = try keeper.compile(keeper.read()).get().charter
        clock = SimulatedClock(
            now: now.map(charter.zone.instant) ?? Instant(seconds: 1_790_000_000))
        let lines = Lines()
        self.lines = lines
        let log = Log { _, text in lines.all.withLock { $0.append(text) } }
        let ledger = try Ledger.inMemory()
        let floor = Floor(
            docket: Docket(charter: charter, standing: try ledger.standing()), ledger: ledger,
            lanes: DispatchLanes(), clock: clock, alarms: Alarms(clock: clock),
            troubles: Troubles(log: log), log: log)
        let supervisor = Supervisor(
            floor: floor, keeper: keeper, channels: [EventChannel(ledger: ledger)], host: "desk")
        desk = Desk(
            supervisor: supervisor, hub: EventHub(floor: floor, last: 0),
            reload: Reload(
                supervisor: supervisor, warnings: ["duban.yaml:1:1: a warning"],
                pending: .refused(Rejection(diagnostics: ["duban.yaml:1:1: a refusal"]))),
            lookUp: lookUp)
        listener = try Self.listener(of: desk, at: path)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    private static func listener(of desk: Desk, at path: String) throws -> Listener {
        Listener(
            socket: try ListeningSocket(path: path),
            identity: ServiceIdentity(vendor: "v", product: "p", version: "1", url: "u"),
            services: try desk.services())
    }

    /// Runs `body` once the daemon has seen everything, and ends the daemon afterwards.
    static func run(
        _ text: String,
        lookUp: @escaping @Sendable (UInt32) -> FoundAccount = { .named("account-\($0)") },
        _ body: @MainActor (DeskScene) async throws -> Void
    ) async throws {
        let scene = try DeskScene(text, now: nil, lookUp: lookUp)
        await scene.seeEverything()
        let result: Result<Void, any Error>
        do { result = .success(try await body(scene)) } catch { result = .failure(error) }
        await scene.close()
        try result.get()
    }

    /// A daemon that has seen everything and that the machine's own accounts may call. `now` is
    /// `2026-11-20 16:00` on the charter's clock.
    static func open(_ text: String, now: String) async throws -> DeskScene {
        let parts = now.split(separator: " ")
        let (date, time) = try (#require(CivilDate(parts[0])), #require(TimeOfDay(parts[1])))
        let scene = try DeskScene(
            text, now: CivilDateTime(date, time), lookUp: FoundAccount.ofMachine)
        await scene.seeEverything()
        scene.listener.start()
        return scene
    }

    private func seeEverything() async {
        await withCheckedContinuation { seen in
            desk.supervisor.onPass = { [supervisor = desk.supervisor] in
                supervisor.onPass = nil
                seen.resume()
            }
            desk.supervisor.lookAtEverything()
        }
    }

    /// Listens again after `close`, as a daemon does that has just started.
    func reopen() throws {
        listener = try Self.listener(of: desk, at: path)
        listener.start()
    }

    /// Closes the socket and all connections.
    func close() async {
        await withCheckedContinuation { stopped in
            listener.onStopped = { stopped.resume() }
            listener.stop()
        }
    }

    var log: [String] { lines.all.withLock { $0 } }

    /// Somebody with the account `uid` who has connected.
    func peer(_ uid: UInt32) throws -> DeskPeer {
        var ends: [Int32] = [-1, -1]
        try #require(
            socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        try #require(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
        listener.admit(ends[0], of: Peer(pid: 1, uid: uid))
        return DeskPeer(descriptor: ends[1])
    }

    /// What the daemon says to one call of somebody.
    func ask(_ uid: UInt32, _ method: String, _ parameters: JSON = [:]) async throws -> JSON {
        let peer = try peer(uid)
        return try await offTheLoop { try peer.ask(method, parameters) }
    }

    /// Puts another configuration into force.
    func reload(_ text: String) async throws {
        try text.write(toFile: directory + "/duban.yaml", atomically: true, encoding: .utf8)
        let outcome = await withCheckedContinuation { done in
            desk.reload.ask { done.resume(returning: $0) }
        }
        _ = try outcome.get()
    }
}

/// The other end of a connection. Its methods block: use them off the loop.
final class DeskPeer: Sendable {
    private let descriptor: Int32
    private let unread = Mutex<[UInt8]>([])

    fileprivate init(descriptor: Int32) {
        self.descriptor = descriptor
        // A test that waits for what never comes fails instead of hanging.
        // Long, for the loop may be busy with the simulation of a year.
        var patience = timeval(tv_sec: 600, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    func ask(_ method: String, _ parameters: JSON = [:], more: Bool = false) throws -> JSON {
        send(method, parameters, more: more)
        return try next()
    }

    func send(_ method: String, _ parameters: JSON = [:], more: Bool = false) {
        let call: JSON = [
            "method": .string(method), "parameters": parameters, "more": .bool(more),
        ]
        let bytes = call.bytes + [0]
        _ = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
    }

    /// The next reply: its parameters, and the error's name as `error`.
    func next() throws -> JSON {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if let message = unread.withLock({ $0.takeMessage() }) {
                let reply = try JSON(parsing: message)
                guard let error = reply["error"] else { return reply["parameters"] ?? [:] }
                return ["error": error, "parameters": reply["parameters"] ?? [:]]
            }
            let size = recv(descriptor, &chunk, chunk.count, 0)
            try #require(size > 0, "the daemon has closed the connection or says nothing")
            unread.withLock { $0 += chunk[..<size] }
        }
    }
}

extension [UInt8] {
    fileprivate mutating func takeMessage() -> String? {
        guard let end = firstIndex(of: 0) else { return nil }
        defer { removeFirst(end + 1) }
        return String(decoding: self[..<end], as: UTF8.self)
    }
}

/// Runs blocking work on a thread where it keeps nobody waiting.
func offTheLoop<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
