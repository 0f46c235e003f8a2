// Programs that nobody here wrote, run as child processes: the tests believe them rather than us.

package import Foundation

package enum Oracle {
    /// Why an oracle gave no answer; the description says what to install.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// What a program printed and how it ended.
    package struct Answer: Sendable {
        /// The exit status; 128 + N for signal N.
        package let status: Int32
        package let output: String
        package let complaint: String
    }

    /// Runs `program` (a path, or a name looked up in PATH) to its end with `input` as its standard
    /// input. The variables of `environment` come to those of the tests; `alone`: they are all that
    /// there are.
    package static func run(
        _ program: String, _ arguments: [String] = [], input: String = "",
        environment: [String: String] = [:], alone: Bool = false
    ) throws -> Answer {
        // Files instead of pipes: neither side can block on a full one.
        let (question, answer, complaint) = try (scratch(), scratch(), scratch())
        try question.write(contentsOf: Data(input.utf8))
        try question.seek(toOffset: 0)
        let variables =
            alone
            ? environment : ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let process = try ChildProcess(
            [program] + arguments, environment: variables, input: question, output: answer,
            complaint: complaint)
        let status = process.wait().status
        // A shell, or a container, says 127 of a command that it did not find itself.
        if status == 127, !isThere(program) {
            throw Failure(description: "\(program) is not installed: ./Tests/run installs it")
        }
        return Answer(status: status, output: try text(answer), complaint: try text(complaint))
    }

    /// Whether that path, or that name in one of PATH's directories, can be executed.
    private static func isThere(_ program: String) -> Bool {
        if program.contains("/") { return access(program, X_OK) == 0 }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    /// A file that nobody else sees and that goes away with its handle.
    private static func scratch() throws -> FileHandle {
        guard let file = tmpfile() else {
            throw Failure(description: "tmpfile(3): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        return FileHandle(fileDescriptor: dup(fileno(file)), closeOnDealloc: true)
    }

    private static func text(_ file: FileHandle) throws -> String {
        try file.seek(toOffset: 0)
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }

    /// The Python of `DUBAN_PYTHON`, a virtual environment with the packages of `./Tests/run`.
    package static func python() throws -> String {
        guard let python = ProcessInfo.processInfo.environment["DUBAN_PYTHON"] else {
            throw Failure(
                description: "DUBAN_PYTHON does not name a Python: run the tests by ./Tests/run")
        }
        return python
    }

    /// What `script` prints under that Python; fails when the script does.
    package static func python(
        _ script: String, _ arguments: [String] = [], input: String = ""
    ) throws -> String {
        let answer = try run(try python(), ["-c", script] + arguments, input: input)
        guard answer.status == 0 else { throw Failure(description: answer.complaint) }
        return answer.output
    }

    /// A program of this package, which the build puts beside the test program.
    package static func product(_ name: String) throws -> String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appendingPathComponent(name)
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Failure(description: "\(program.path) is not built: swift build --build-tests")
        }
        return program.path
    }

    /// The root of the repository that this file stands in.
    package static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
