// A log that nobody reads, and peers that are refused for ever.

import Civil
import DubanLedger
import Foundation
import Testing

@testable import DubanDaemon

@MainActor @Suite struct `The daemon's own log` {
    @Test func `what nobody reads is dropped and counted, and errors come last to that`()
        async throws
    {
        let pipe = Pipe()
        let reader = pipe.fileHandleForReading
        let log = Log(to: pipe.fileHandleForWriting.fileDescriptor, isJournal: true)
        let (sent, errors) = (4000, 20)
        let padding = String(repeating: "x", count: 1000)
        for number in 0..<sent { log.write(.warning, "\(number) \(padding)") }
        for number in 0..<errors { log.write(.error, "error \(number)") }
        let text = try await offTheLoop { () -> String in
            var text = ""
            while !text.contains("<3>error \(errors - 1)\n") {
                let chunk = reader.availableData
                try #require(!chunk.isEmpty)
                text += String(decoding: chunk, as: UTF8.self)
            }
            return text
        }
        withExtendedLifetime(pipe) {}
        let lines = text.split(separator: "\n")
        let dropped = lines.filter { $0.hasSuffix("messages were dropped") }
            .compactMap { $0.split(separator: " ").compactMap { Int($0) }.first }.reduce(0, +)
        #expect(dropped > 0)
        #expect(lines.count { $0.hasPrefix("<3>error") } == errors)
        #expect(lines.count { $0.hasSuffix(padding) } == sent - dropped)
    }

    @Test func `refusals of one account are limited in a minute, and summed when it is over`()
        throws
    {
        let scene = try Scene(SmallCharter.accepted(tasks: 1).charter, ledger: Ledger.inMemory())
        let refusals = Refusals(floor: scene.supervisor.floor)
        for _ in 0..<5000 { refusals.say("refused to uid 1009", of: 1009) }
        refusals.say("refused to uid 1002", of: 1002)
        #expect(scene.log.count { $0 == "refused to uid 1009" } == RefusalTally.linesMax)
        #expect(scene.log.count { $0 == "refused to uid 1002" } == 1)
        scene.wait(seconds: 60)
        #expect(scene.log.last?.hasPrefix("4990 more refusals of uid 1009") == true)
        let lines = scene.log.count
        // Nobody wakes up for what is said already.
        #expect(scene.wait(seconds: 3600) == 0)
        refusals.say("refused to uid 1009", of: 1009)
        #expect(scene.log.count == lines + 1)
    }

    @Test func `accounts without end share the lines of one`() throws {
        var tally = RefusalTally()
        let now = Instant(seconds: 1_790_000_000)
        let said = (0..<5000 as Range<UInt32>).count { tally.refused($0, at: now) }
        #expect(said == 64 + RefusalTally.linesMax)
        let sums = tally.sums(at: now.adding(seconds: 60))
        #expect(sums.count == 1)
        #expect(sums[0].hasPrefix("\(5000 - said) more refusals of other accounts"))
    }
}
