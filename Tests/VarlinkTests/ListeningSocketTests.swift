// Opening the socket: what may be replaced and what not, and sockets that somebody else opened.

import Foundation
import Testing

@testable import Varlink

@MainActor @Suite struct ListeningSocketTests {
    private func listener(_ socket: ListeningSocket) throws -> Listener {
        Listener(
            socket: socket,
            identity: ServiceIdentity(vendor: "", product: "Other", version: "", url: ""),
            services: [])
    }

    private func stop(_ listener: Listener) async {
        await withCheckedContinuation { continuation in
            listener.onStopped = { continuation.resume() }
            listener.stop()
        }
    }

    @Test func `everybody may connect`() async throws {
        try await Fixture.run { fixture in
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path)
            #expect(attributes[.posixPermissions] as? Int == 0o666)
        }
    }

    @Test func `a socket that is served is not taken`() async throws {
        try await Fixture.run { fixture in
            #expect(throws: SocketError.inUse(fixture.path)) {
                try ListeningSocket(path: fixture.path)
            }
            // Not even when the lock has been lost: the socket itself answers.
            try FileManager.default.removeItem(atPath: fixture.path + ".lock")
            #expect(throws: SocketError.inUse(fixture.path)) {
                try ListeningSocket(path: fixture.path)
            }
        }
    }

    @Test func `a socket that nobody serves is replaced`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let stale = try newUnixSocket(for: path)
        #expect(try withUnixAddress(path) { bind(stale, $0, $1) } == 0)
        close(stale)
        let listener = try listener(ListeningSocket(path: path))
        listener.start()
        let info = try await offTheLoop {
            try Client(path: path).call("org.varlink.service.GetInfo")
        }
        #expect(info["product"] == "Other")
        await stop(listener)
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `what is no socket stays`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("file")
        try Data("precious".utf8).write(to: folder.url("file"))
        #expect(throws: SocketError.notASocket(path)) { try ListeningSocket(path: path) }
        #expect(try String(contentsOf: folder.url("file"), encoding: .utf8) == "precious")
    }

    @Test func `a path must fit into an address`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path(String(repeating: "x", count: 120))
        #expect(throws: SocketError.pathTooLong(path)) { try ListeningSocket(path: path) }
        #expect(throws: ClientError.unreachable(.pathTooLong(path))) { try Client(path: path) }
    }

    @Test func `a directory that does not exist is said`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("nowhere/socket")
        #expect(
            throws: SocketError.system(call: "open", path: path + ".lock", errno: ENOENT)
        ) { try ListeningSocket(path: path) }
        #expect(
            throws: ClientError.unreachable(.system(call: "connect", path: path, errno: ENOENT))
        ) { try Client(path: path) }
    }

    @Test func `somebody else's socket is left in the file system`() async throws {
        try await Fixture.run { fixture in
            try FileManager.default.removeItem(atPath: fixture.path)
            let other = try newUnixSocket(for: fixture.path)
            #expect(try withUnixAddress(fixture.path) { bind(other, $0, $1) } == 0)
            fixture.listener.stop()
            #expect(FileManager.default.fileExists(atPath: fixture.path))
            close(other)
            try FileManager.default.removeItem(atPath: fixture.path)
        }
    }

    @Test func `a passed socket is served and stays in the file system`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let passed = try newUnixSocket(for: path)
        #expect(try withUnixAddress(path) { bind(passed, $0, $1) } == 0)
        #expect(throws: SocketError.notListening(passed)) { try ListeningSocket(passed: passed) }
        #expect(listen(passed, 5) == 0)
        let listener = try listener(ListeningSocket(passed: passed))
        listener.start()
        let info = try await offTheLoop {
            try Client(path: path).call("org.varlink.service.GetInfo")
        }
        #expect(info["product"] == "Other")
        await stop(listener)
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func `a descriptor that does not listen is refused`() throws {
        #expect(throws: SocketError.notListening(0)) { try ListeningSocket(passed: 0) }
        #expect(throws: SocketError.notListening(9999)) { try ListeningSocket(passed: 9999) }
    }

    @Test func `a stopped listener leaves nothing behind`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        weak var remaining: Listener?
        do {
            let listener = try listener(ListeningSocket(path: path))
            remaining = listener
            listener.start()
            // One that is open, one that has gone, one that does not read.
            let peers = try await offTheLoop { () -> [RawPeer] in
                let call = "{\"method\":\"org.varlink.service.GetInfo\"}\0"
                let open = try RawPeer(path)
                open.send(call)
                #expect(open.receive(1).count == 1)
                let gone = try RawPeer(path)
                gone.send(call)
                #expect(gone.receive(1).count == 1)
                let deaf = try RawPeer(path)
                for _ in 0..<5000 { deaf.send(call) }
                return [open, deaf]
            }
            await stop(listener)
            #expect(peers.count == 2)
        }
        // The handlers are let go of in turns of the loop.
        for _ in 0..<1000 where remaining != nil {
            await withCheckedContinuation { turn in DispatchQueue.main.async { turn.resume() } }
        }
        #expect(remaining == nil)
    }

    @Test func `a listener that never started can be stopped`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        await stop(try listener(ListeningSocket(path: path)))
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: Never.self) { try ListeningSocket(path: path).removeEntry() }
    }

    @Test func `stopping closes every connection`() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("socket")
        let listener = try listener(ListeningSocket(path: path))
        listener.start()
        let peers = try await offTheLoop {
            try (0..<10).map { _ -> RawPeer in
                let peer = try RawPeer(path)
                peer.send("{\"method\":\"org.varlink.service.GetInfo\"}\0")
                #expect(peer.receive(1).count == 1)
                return peer
            }
        }
        #expect(listener.connectionCount == 10)
        await stop(listener)
        #expect(listener.connectionCount == 0)
        let ends = try await offTheLoop { peers.map { $0.receiveAll() } }
        #expect(ends == Array(repeating: [], count: 10))
    }
}
