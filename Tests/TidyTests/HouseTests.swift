// The rules of the house as a test: bans, names and top-level entries. Each message names what to
// do instead.

import Foundation
import Testing

@Suite struct `The house` {
    @Test(arguments: [
        ("@unchecked Sendable", "make it a value, or guard it with a Mutex"),
        ("nonisolated(unsafe)", "pass the value to where it is used"),
        ("public ", "use package, or nothing"),
        ("fatalError", "throw for the user's mistake, precondition for ours"),
        ("Date()", "take the instant as an argument"),
        ("TimeZone.current", "take the charter's zone"),
        ("DispatchQueue.global", "use a lane"),
        ("Task {", "come back to the loop with a callback"),
        // In two pieces, or whoever looks for such marks finds these.
        ("XX" + "X", "finish it, or file it"), ("FIX" + "ME", "finish it, or file it"),
        ("try! ", "throw, or say in a precondition why it cannot fail"),
        ("print(", "only programs print"),
    ])
    func `some words stay outside`(word: String, instead: String) throws {
        for file in try SourceFile.sources.get() {
            if word == "print(", ["duband", "dubanctl", "duban-mail"].contains(file.target) {
                continue
            }
            for (number, line) in file.code.enumerated() where line.contains(word) {
                Issue.record("\(file.path):\(number + 1) has \(word): \(instead)")
            }
        }
    }

    @Test func `no test sleeps`() throws {
        let targets = try DeclaredTarget.all.get().values.filter {
            $0.type == "test" || $0.name == "TestSupport"
        }
        for file in try SourceFile.everything.get()
        where targets.contains(where: { file.path.hasPrefix($0.folder + "/") }) {
            for (number, code) in file.code.enumerated()
            where code.contains(/\b(?:u|nano)?sleep\(|\bThread\.sleep|\.sleep\(for/) {
                // A story's people may sleep: its clock is an argument.
                if code.contains("sleep(until") { continue }
                Issue.record(
                    "\(file.path):\(number + 1) sleeps: wait for the event, see DirectoryWatch")
            }
        }
    }

    @Test func `nothing is named for its shape instead of its subject`() throws {
        let banned = ["Manager", "Helper", "Util", "Impl", "Handler"]
        for file in try SourceFile.sources.get() {
            for (number, code) in file.code.enumerated() where code.contains(" ") {
                guard
                    let declared = code.firstMatch(
                        of: /\b(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/)
                else { continue }
                for word in banned {
                    #expect(
                        !declared.1.contains(word),
                        "\(file.path):\(number + 1) has \(declared.1): name it by what it knows")
                }
            }
        }
    }

    @Test func `the top level holds what the user asked for and nothing else`() throws {
        let allowed: Set<String> = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "config", "systemd",
            "README.md",
        ]
        let entries = try FileManager.default.contentsOfDirectory(atPath: repository.path)
        for entry in entries where !entry.hasPrefix(".") {
            #expect(
                allowed.contains(entry),
                "\(entry): scripts and packaging live inside Tests or systemd")
        }
    }
}
