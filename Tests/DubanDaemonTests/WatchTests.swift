// What follows along: a watcher that outlives a restart, a shell that completes, a log that can say
// more.

import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing
import Varlink

@testable import DubanDaemon

@MainActor @Suite struct `Following along` {
    private func desk() async throws -> DeskScene {
        try await DeskScene.open(DeskScene.yaml, now: "2026-11-21 10:00")
    }

    @Test func `watch goes on from its sequence when the daemon is back`() async throws {
        let desk = try await desk()
        let watch = try desk.start("watch", "--after", "0", "--json")
        defer { watch.process.end(SIGKILL) }
        #expect(try await watch.next()["ready"]?.bool == true)
        #expect(try await desk.ctl("submit", "info/jiaoyu").status == 0)
        var seen: [Int64] = []
        while seen.isEmpty {
            if let event = try await watch.next()["event"]?["sequence"]?.integer {
                seen.append(event)
            }
        }
        await desk.close()
        try desk.reopen()
        #expect(try await desk.ctl("submit", "info/xuexiao").status == 0)
        var subject = ""
        while !subject.hasPrefix("info/xuexiao/") {
            guard let event = try await watch.next()["event"] else { continue }
            seen.append(event["sequence"]?.integer ?? 0)
            subject = event["obligation"]?.string ?? ""
        }
        // None twice, none left out.
        #expect(seen == Array(seen[0]...seen[0] + Int64(seen.count) - 1))
    }

    @Test(arguments: [
        (["show", "info/ji"], ["info/jiaoyu"]), (["show", "整改"], ["整改-1", "整改-2"]),
        (["submit", "info/jiaoyu/2026-1"], ["info/jiaoyu/2026-11", "info/jiaoyu/2026-12"]),
        (["list", "--unit", "教"], ["教育局"]), (["list", "--person", "s"], ["sun"]),
    ])
    func `bash completes what the daemon knows`(
        words: [String], completions: [String]
    ) async throws {
        let desk = try await desk()
        // Nothing is offered while other tests hold the loop: once it has answered, it is asked
        // again.
        var offered: [String] = []
        for _ in 0..<200 where offered.isEmpty {
            _ = try await desk.ctl("status")
            offered = try await desk.completed(words, socket: desk.path)
        }
        #expect(offered == completions)
        #expect(try await desk.completed(words, socket: "/nowhere") == [])
    }

    @Test func `the log says as much as is asked for`() {
        #expect(Severity.wanted(nil, debugInvocation: nil) == .notice)
        #expect(Severity.wanted(.error, debugInvocation: "0") == .error)
        #expect(Severity.wanted(.error, debugInvocation: "1") == .debug)
        let lines = Lines()
        let log = Log(least: .warning) { _, text in lines.add(text) }
        log.write(.error, "an error")
        log.write(.warning, "a warning")
        log.write(.notice, "a notice")
        #expect(lines.all == ["an error", "a warning"])
    }
}

extension DeskScene {
    /// A dubanctl that runs on, and the lines that it prints.
    func start(_ arguments: String...) throws -> (process: ChildProcess, next: Printed) {
        let pipe = Pipe()
        let process = try ChildProcess(
            [Oracle.product("dubanctl"), "--socket", path] + arguments,
            environment: ["LC_ALL": "C.UTF-8"], output: pipe.fileHandleForWriting, complaint: nil)
        try pipe.fileHandleForWriting.close()
        return (process, Printed(pipe.fileHandleForReading))
    }

    /// What bash offers behind these words, by the script that is installed.
    nonisolated func completed(_ words: [String], socket: String) async throws -> [String] {
        let program = try Oracle.product("dubanctl")
        let all = [program, "--socket", socket] + words
        let script = """
            source <("$1" --generate-completion-script bash)
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            function=$(complete -p dubanctl | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            $function dubanctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let answer = try await run("/bin/bash", ["-c", script, "bash", program] + all)
        return answer.output.split(separator: "\n").map(String.init).sorted()
    }
}

/// Lines of JSON that another process prints.
final class Printed: Sendable {
    private let handle: FileHandle

    init(_ handle: FileHandle) { self.handle = handle }

    /// Waits for the next one.
    func callAsFunction() async throws -> JSON {
        let line = await withCheckedContinuation { read in
            DispatchQueue(label: "reader").async { [self] in
                var bytes: [UInt8] = []
                while let byte = handle.readData(ofLength: 1).first, byte != UInt8(ascii: "\n") {
                    bytes.append(byte)
                }
                read.resume(returning: bytes)
            }
        }
        return try JSON(parsing: String(decoding: line, as: UTF8.self))
    }
}

/// What was logged.
private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
