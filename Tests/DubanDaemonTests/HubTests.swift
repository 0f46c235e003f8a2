// What subscribers of the status socket get: everything, once, from where they stand, and word of
// what they have missed.

import Civil
import DubanKernel
import DubanLedger
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `Subscribers` {
    private let open: OpenDesk

    init() throws {
        let scene = try Scene(
            SmallCharter.accepted(SmallCharter.own(tasks: 1)).charter, ledger: Ledger.inMemory())
        open = try OpenDesk(scene)
    }

    /// Publishes events of `bytes` bytes each, and tells the hub.
    private func publish(_ count: Int, bytes: Int = 1) throws {
        let text = String(repeating: "x", count: bytes)
        try open.scene.ledger.record(
            (0..<count).map { _ in
                NewEntry(
                    at: open.scene.clock.now, actor: .daemon, event: .firstSeen(subjects: []))
            }
        ) { _ in Announcement(kind: "entry", payload: "{\"text\": \"\(text)\"}") }
        open.desk.hub.advance()
        open.scene.lanes.runAll()
    }

    private func subscribe(after: Int64? = nil) async throws -> Reader {
        let (path, parameters) = (open.path, JSON.present(["after": after.map { JSON($0) }]))
        return try await open.aside {
            let reader = try Reader(path, "Status.Subscribe", parameters)
            guard try reader.next()?["ready"] == true else { throw NotReady() }
            return reader
        }
    }

    private struct NotReady: Error {}

    /// The numbers of the next events; of a gap, what is missed is told by its ends, negative.
    private func numbers(_ reader: Reader, through last: Int64) async throws -> [Int64] {
        try await open.aside {
            var numbers: [Int64] = []
            while numbers.last.map({ abs($0) < last }) ?? true {
                guard let reply = try reader.next() else { return numbers }
                if let number = reply["event"]?["sequence"]?.integer {
                    numbers.append(number)
                } else if let from = reply["gapFrom"]?.integer,
                    let through = reply["gapThrough"]?.integer
                {
                    numbers += [-from, -through]
                }
            }
            return numbers
        }
    }

    @Test func `whoever comes later reads on from where it stands, or from the beginning`()
        async throws
    {
        defer { open.close() }
        try publish(700)
        #expect(open.desk.hub.sequence == 700)
        let (all, some, new) = (
            try await subscribe(after: 0), try await subscribe(after: 698), try await subscribe()
        )
        try publish(2)
        #expect(try await numbers(all, through: 702) == Array(1...702))
        #expect(try await numbers(some, through: 702) == [699, 700, 701, 702])
        #expect(try await numbers(new, through: 702) == [701, 702])
        // A number that was never given is no reason to wait for it.
        let ahead = try await subscribe(after: 9999)
        try publish(1)
        #expect(try await numbers(ahead, through: 703) == [703])
    }

    @Test func `one that does not read misses events and is told which; nobody waits for it`()
        async throws
    {
        defer { open.close() }
        let (slow, quick) = (try await subscribe(), try await subscribe())
        var given: [Int64] = []
        for number in 1...20 as ClosedRange<Int64> {
            try publish(1, bytes: 100_000)
            given += try await numbers(quick, through: number)
        }
        #expect(given == Array(1...20))
        // It reads what was buffered for it, then of what it has missed, then what comes.
        let late = try await numbers(slow, through: 20)
        let told = late.filter { $0 > 0 }
        let missed = late.filter { $0 < 0 }.map { -$0 }
        #expect(told == Array(1...Int64(told.count)) && told.count < 20)
        #expect(missed == [Int64(told.count) + 1, 20])
        try publish(1)
        #expect(try await numbers(slow, through: 21) == [21])
    }

    @Test func `a ledger that cannot be read makes them wait, and none is passed over`()
        async throws
    {
        defer { open.close() }
        let reader = try await subscribe()
        open.scene.lanes.fault = { .busy }
        try publish(3)
        #expect(open.desk.hub.sequence == 0)
        let late = try await subscribe(after: 0)
        open.scene.lanes.fault = nil
        open.scene.wait(seconds: 10)
        #expect(open.desk.hub.sequence == 3)
        #expect(try await numbers(reader, through: 3) == [1, 2, 3])
        #expect(try await numbers(late, through: 3) == [1, 2, 3])
    }

    @Test func `a notice becomes an event once, whatever is tried again`() async throws {
        defer { open.close() }
        let scene = open.scene
        scene.supervisor.lookAtEverything()
        scene.lanes.runAll()
        let reader = try await subscribe()
        var failures = 6
        scene.lanes.fault = {
            failures -= 1
            return failures >= 0 && failures % 2 == 0 ? .busy : nil
        }
        scene.wait(seconds: 40 * 86_400)
        #expect(open.desk.hub.sequence == 3)
        #expect(try await numbers(reader, through: 3) == [1, 2, 3])
        #expect(Set(try scene.ledger.published()).count == 3)
    }
}
