// What one peer cannot do to the others: slow readers, too many connections, too much in buffers.

import Foundation
import Testing

@testable import Varlink

@MainActor @Suite(.serialized) struct FairnessTests {
    nonisolated private static let watch = "{\"method\":\"org.example.test.Watch\",\"more\":true}\0"

    /// Sends event `number` as a service does: a watcher that was behind gets a gap first.
    private func publish(_ number: Int, to watchers: [Call], behind: inout Set<ObjectIdentifier>) {
        let padding = JSON.string(String(repeating: "x", count: 1000))
        for watcher in watchers where !behind.contains(ObjectIdentifier(watcher)) {
            if !watcher.replyContinues(["event": JSON(number), "padding": padding]) {
                behind.insert(ObjectIdentifier(watcher))
            }
        }
    }

    @Test func `a subscriber that does not read gets a gap, the others do not wait`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let slow = try await offTheLoop { () -> RawPeer in
                let peer = try RawPeer(path)
                peer.send(Self.watch)
                return peer
            }
            await fixture.service.wait { $0.watchers.count == 1 }
            let events = 2000
            async let quick = offTheLoop { () -> [JSON] in
                var replies = try Client(path: path).callMore("org.example.test.Watch")
                var received: [JSON] = []
                while received.count <= events, let reply = try replies.next() {
                    received.append(reply)
                }
                return received
            }
            await fixture.service.wait { $0.watchers.count == 2 }
            let slowCall = fixture.service.watchers[0]
            var behind: Set<ObjectIdentifier> = []
            for number in 1...events {
                publish(number, to: fixture.service.watchers, behind: &behind)
                // The end of a turn of the loop.
                await withCheckedContinuation { turn in DispatchQueue.main.async { turn.resume() } }
                while fixture.service.watchers.count == 2,
                    fixture.service.watchers[1].unreadBytes > 0
                {
                    await withCheckedContinuation { turn in
                        DispatchQueue.main.async { turn.resume() }
                    }
                }
            }
            #expect(behind == [ObjectIdentifier(slowCall)])
            #expect(slowCall.unreadBytes <= Limits().streamBytesMax)
            let received = try await quick
            #expect(received.count == events + 1)
            #expect(received.dropFirst().map { $0["event"] } == (1...events).map { JSON($0) })

            // When the slow one reads again, it learns that it has missed something.
            await withCheckedContinuation { drained in
                slowCall.onDrain = {
                    slowCall.onDrain = nil
                    drained.resume()
                }
                Thread.detachNewThread {
                    while !slow.receive(1).contains(where: { $0.contains("\"gap\":true") }) {}
                }
            }
            #expect(slowCall.replyContinues(["gap": true]))
        }
    }

    @Test func `a long list is sent as fast as it is read`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            let count = 20_000
            let positions = try await offTheLoop { () -> [Int64] in
                var replies = try Client(path: path).callMore(
                    "org.example.test.List", ["count": JSON(count), "padding": 200])
                var positions: [Int64] = []
                while let reply = try replies.next() {
                    positions.append(reply["position"]?.integer ?? 0)
                }
                return positions
            }
            #expect(positions == Array(1...Int64(count)))
        }
    }

    @Test func `a user has so many connections and no more`() async throws {
        try await Fixture.run({ $0.connectionsPerUserMax = 3 }) { fixture in
            let path = fixture.path
            try await offTheLoop {
                var clients = try (0..<3).map { _ in try Client(path: path) }
                for client in clients { _ = try client.call("org.varlink.service.GetInfo") }
                #expect(throws: ClientError.disconnected) {
                    try Client(path: path).call("org.varlink.service.GetInfo")
                }
                // The others do not notice, and one that goes makes room.
                for client in clients { _ = try client.call("org.varlink.service.GetInfo") }
                clients.removeLast()
            }
            #expect(fixture.troubles.count == 1)
            #expect(fixture.troubles.first?.contains("too many connections") == true)
            let isServedAgain = try await offTheLoop {
                for _ in 0..<1000
                where (try? Client(path: path).call("org.varlink.service.GetInfo")) != nil {
                    return true
                }
                return false
            }
            #expect(isServedAgain)
        }
    }

    @Test func `there are so many connections in all and no more`() async throws {
        try await Fixture.run({ $0.connectionsMax = 2 }) { fixture in
            let path = fixture.path
            try await offTheLoop {
                let clients = try (0..<2).map { _ in try Client(path: path) }
                for client in clients { _ = try client.call("org.varlink.service.GetInfo") }
                #expect(throws: ClientError.disconnected) {
                    try Client(path: path).call("org.varlink.service.GetInfo")
                }
                for client in clients { _ = try client.call("org.varlink.service.GetInfo") }
            }
            #expect(fixture.troubles.count == 1)
        }
    }

    @Test func `without descriptors a peer is refused, and the loop does not spin`() async {
        // In a process of its own, for the limit is the process's.
        await #expect(processExitsWith: .success) { try await FairnessTests.runOutOfDescriptors() }
    }

    private static func runOutOfDescriptors() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            var limit = rlimit(rlim_cur: 100, rlim_max: 100)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            let (attempts, taken) = try await offTheLoop { () -> (Int?, [Int32]) in
                var taken: [Int32] = []
                // Other threads open and close files now and then, and a peer that is refused
                // before it has written learns of it by another error.
                for attempt in 1...2000 {
                    // All descriptors but one are taken; that one goes to the client, so accept(2)
                    // has none.
                    while case let descriptor = dup(0), descriptor >= 0 { taken.append(descriptor) }
                    close(taken.removeLast())
                    do throws(ClientError) {
                        _ = try Client(path: path).call("org.varlink.service.GetInfo")
                    } catch .disconnected {
                        return (attempt, taken)
                    } catch {}
                }
                return (nil, taken)
            }
            let tries = try #require(attempts)
            try #require((1...tries).contains(fixture.troubles.count))
            for descriptor in taken { close(descriptor) }
            let info = try await offTheLoop {
                try Client(path: path).call("org.varlink.service.GetInfo")
            }
            try #require(info["product"] == "Test")
        }
    }

    @Test func `connections whose peers have silently gone make room`() async throws {
        try await Fixture.run({ $0.connectionsPerUserMax = 2 }) { fixture in
            let path = fixture.path
            let peers = try await offTheLoop {
                try (0..<2).map { _ -> RawPeer in
                    let peer = try RawPeer(path)
                    peer.send(Self.watch)
                    peer.endInput()
                    return peer
                }
            }
            await fixture.service.wait { $0.watchers.count == 2 }
            // That they hang up is no event once the end of their input has been read.
            await fixture.loopHasCaughtUp()
            for peer in peers { shutdown(peer.fileDescriptor, Int32(SHUT_RDWR)) }
            // A first one makes room at once; where a late read has shown one peer to be gone, a
            // second one does.
            try await offTheLoop {
                let clients = try (0..<2).map { _ in
                    let client = try Client(path: path)
                    let info = try client.call("org.varlink.service.GetInfo")
                    #expect(info["product"] == "Test")
                    return client
                }
                #expect(clients.count == 2)
            }
            #expect(fixture.service.gone == 2)
        }
    }

    @Test func `a user has so many bytes in buffers and no more`() async throws {
        try await Fixture.run({
            $0.bufferBytesPerUserMax = 3000
            $0.messageBytesMax = 2000
        }) { fixture in
            let path = fixture.path
            let half = "{\"method\":\"" + String(repeating: "x", count: 1500)
            let peers = try await offTheLoop {
                try (0..<2).map { _ -> RawPeer in
                    let peer = try RawPeer(path)
                    peer.send(half)
                    return peer
                }
            }
            let closed = try await offTheLoop { peers[1].receiveAll() }
            #expect(closed == [])
            #expect(fixture.troubles.count == 1)
            #expect(fixture.troubles.first?.contains("does not read") == true)
        }
    }

    @Test func `a stream that was refused for another's buffers goes on when they are empty`()
        async throws
    {
        try await Fixture.run({ $0.bufferBytesPerUserMax = 40_000 }) { fixture in
            let path = fixture.path
            let half = "{\"method\":\"" + String(repeating: "x", count: 30_000)
            let greedy = try await offTheLoop { () -> RawPeer in
                let peer = try RawPeer(path)
                peer.send(Self.watch)
                #expect(peer.receive(1).count == 1)
                peer.send(half)
                return peer
            }
            let watcher = try await offTheLoop { () -> RawPeer in
                let peer = try RawPeer(path)
                peer.send(Self.watch)
                #expect(peer.receive(1).count == 1)
                return peer
            }
            let call = fixture.service.watchers[1]
            let large: JSON = ["padding": .string(String(repeating: "x", count: 20_000))]
            while call.replyContinues(large) {
                await withCheckedContinuation { turn in DispatchQueue.main.async { turn.resume() } }
            }
            await withCheckedContinuation { drained in
                call.onDrain = {
                    call.onDrain = nil
                    drained.resume()
                }
                shutdown(greedy.fileDescriptor, Int32(SHUT_RDWR))
                Thread.detachNewThread { _ = watcher.receiveAll() }
            }
            #expect(call.replyContinues(large))
        }
    }

    @Test func `thousands of connections come and go`() async throws {
        try await Fixture.run { fixture in
            let path = fixture.path
            try await offTheLoop {
                for number in 0..<3000 {
                    let peer = try RawPeer(path)
                    switch number % 3 {
                    case 0: break
                    case 1: peer.send("{\"method\":\"org.varlink.service.GetInfo\"}\0")
                    default:
                        peer.send("{\"method\":\"org.varlink.service.GetInfo\"}\0")
                        #expect(peer.receive(1).count == 1)
                    }
                }
            }
            let info = try await offTheLoop {
                try Client(path: path).call("org.varlink.service.GetInfo")
            }
            #expect(info["product"] == "Test")
        }
    }
}

extension Call {
    /// Bytes that are buffered for the caller because it has not read them yet.
    fileprivate var unreadBytes: Int { connection?.session.pendingOutputBytes ?? 0 }
}
