// Programs that nobody here wrote, run as child processes: the tests believe them rather than us.

package import Foundation

/// A child program's answers.
package enum Oracle {
    /// Why an oracle gave no answer; the description says what to install.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        /// A failure for this reason.
        package init(description: String) { self.description = description }
    }

    /// What a program printed and how it ended.
    package struct Answer {
        /// The exit status.
        package let status: Int32
        /// Standard output.
        package let output: String
        /// Standard error.
        package let complaint: String
    }

    /// Runs `program` (a path, or a name looked up in PATH) to its end with `input` as its standard
    /// input.
    package static func run(
        _ program: String, _ arguments: [String] = [], input: String = "",
        environment: [String: String] = [:]
    ) throws -> Answer {
        // Files instead of pipes: neither side can block on a full one.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "duban-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (question, answer, errors) = (
            folder.appendingPathComponent("in"), folder.appendingPathComponent("out"),
            folder.appendingPathComponent("err")
        )
        try Data(input.utf8).write(to: question)
        try Data().write(to: answer)
        try Data().write(to: errors)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: question)
        process.standardOutput = try FileHandle(forWritingTo: answer)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus == 127 {
            throw Failure(description: "\(program) is not installed: ./Tests/run installs it")
        }
        return Answer(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: answer), as: UTF8.self),
            complaint: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
    }

    /// What `script` prints under the Python of `DUBAN_PYTHON`, a virtual environment with the
    /// packages of `./Tests/run`; fails when the script does.
    package static func python(_ script: String, input: String = "") throws -> String {
        guard let python = ProcessInfo.processInfo.environment["DUBAN_PYTHON"] else {
            throw Failure(
                description: "DUBAN_PYTHON does not name a Python: run the tests by ./Tests/run")
        }
        let answer = try run(python, ["-c", script], input: input)
        guard answer.status == 0 else { throw Failure(description: answer.complaint) }
        return answer.output
    }

    /// The root of the repository that this file stands in.
    package static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
