// Whose turn it is, and what strangers hold together.

import Testing

@testable import Varlink

@MainActor @Suite(.serialized) struct `Turns and pools` {
    nonisolated private static let info = "{\"method\":\"org.varlink.service.GetInfo\"}\0"

    @Test func `users come one after another, strangers as one of them`() {
        var turns = Turns<String>()
        for number in 0..<3 { turns.add("a\(number)", of: 1) }
        turns.add("b0", of: 2)
        for number in 0..<3 { turns.add("s\(number)", of: nil) }
        turns.add("b1", of: 2)
        var order: [String] = []
        while let next = turns.next() { order.append(next) }
        #expect(order == ["a0", "b0", "s0", "a1", "b1", "s1", "a2", "s2"])
        #expect(turns.isEmpty)
    }

    @Test func `strangers hold half of the connections, and bytes as if they were one`() {
        var limits = Limits(descriptors: 40)
        #expect(limits.connectionsMax == 20)
        #expect(Limits(descriptors: 1 << 20).connectionsMax == 4096)
        limits.bufferBytesOfStrangersMax = 1000
        var quota = Quota(limits: limits)
        func comes(_ uid: UInt32, _ rank: Quota.Rank) -> Bool {
            guard quota.admit(uid) else { return false }
            if quota.rank(uid, as: rank) { return true }
            quota.release(uid)
            return false
        }
        func holds(_ change: Int, _ uid: UInt32) -> Bool { quota.hold(change, for: uid) }
        for uid in 1...10 as ClosedRange<UInt32> { #expect(comes(uid, .stranger)) }
        #expect(!comes(11, .stranger))
        #expect(!comes(5, .stranger))
        for _ in 0..<5 { #expect(comes(100, .known)) }
        #expect(holds(600, 1))
        #expect(holds(600, 100))
        #expect(!holds(600, 2))
        #expect(holds(-600, 1))
        #expect(quota.room(for: 2) == 400)
        for uid in 1...10 as ClosedRange<UInt32> { quota.release(uid) }
        #expect(quota.connections == 5)
        #expect(comes(12, .stranger))
        for _ in 0..<13 { #expect(comes(101, .known)) }
        #expect(!comes(102, .known))
        #expect(comes(0, .known))
    }

    @Test func `connections of strangers without end leave room for those who are known`()
        async throws
    {
        try await Fixture.run({ $0.connectionsMax = 40 }) { fixture in
            // Whether somebody is a stranger comes out later.
            var asked: [@MainActor () -> Void] = []
            fixture.listener.isKnown = { uid, answer in asked.append { answer(uid == 1) } }
            var strangers: [RawPeer] = []
            for uid in 100..<170 as Range<UInt32> {
                for _ in 0..<4 { strangers.append(try fixture.peer(uid)) }
                for answer in asked { answer() }
                asked = []
            }
            #expect(fixture.listener.quota.connections <= 20)
            let known = try fixture.peer(1)
            for answer in asked { answer() }
            known.send(Self.info)
            let answers = try await offTheLoop { known.receive(1) }
            #expect(answers.count == 1)
            withExtendedLifetime(strangers) {}
        }
    }

    @Test func `a search that finds nothing lets everybody else be answered`() async throws {
        try await Fixture.run { fixture in
            let search = "{\"method\":\"org.example.test.Search\",\"more\":true}\0"
            let note =
                "{\"method\":\"org.example.test.Note\",\"parameters\":{\"text\":\"x\"}}\0"
            let seekers = try (0..<8).map { _ in try fixture.peer(7) }
            for seeker in seekers { seeker.send(search) }
            await fixture.service.wait { $0.searches == 8 }
            let other = try fixture.peer(8)
            let found = try await offTheLoop {
                other.send(Self.info)
                #expect(other.receive(1).count == 1)
                other.send(note)
                return seekers.map { $0.receive(1) }
            }
            #expect(found.allSatisfy { $0.count == 1 && $0[0].contains("\"text\":\"x\"") })
        }
    }
}
