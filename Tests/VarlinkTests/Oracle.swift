// Programs that nobody here wrote, run as child processes: the tests believe them rather than us.

import Foundation

/// A child program that is run to its end.
enum Oracle {
    /// Why an oracle gave no answer; the description says what to install.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What a program printed and how it ended.
    struct Answer: Sendable {
        let status: Int32
        let output: String
        let complaint: String
    }

    /// The Python of `DUBAN_PYTHON`, a virtual environment with the packages of `./Tests/run`.
    static func python() throws -> String {
        guard let python = ProcessInfo.processInfo.environment["DUBAN_PYTHON"] else {
            throw Failure(
                description: "DUBAN_PYTHON does not name a Python: run the tests by ./Tests/run")
        }
        return python
    }

    /// A program of this package, which stands beside the test program.
    static func product(_ name: String) throws -> String {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let program = own.deletingLastPathComponent().appendingPathComponent(name)
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Failure(description: "\(program.path) is not built: swift build --build-tests")
        }
        return program.path
    }

    /// Starts `program` with its output going to `output`.
    static func start(
        _ program: String, _ arguments: [String], input: FileHandle, output: FileHandle,
        complaint: FileHandle
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = complaint
        try process.run()
        return process
    }

    /// Runs `program` (a path) to its end with `input` as its standard input. Blocks.
    static func run(
        _ program: String, _ arguments: [String], input: [UInt8] = []
    ) throws -> Answer {
        // Files instead of pipes: neither side can block on a full one.
        let folder = try TemporaryFolder()
        try Data(input).write(to: folder.url("in"))
        try Data().write(to: folder.url("out"))
        try Data().write(to: folder.url("err"))
        let process = try start(
            program, arguments, input: FileHandle(forReadingFrom: folder.url("in")),
            output: FileHandle(forWritingTo: folder.url("out")),
            complaint: FileHandle(forWritingTo: folder.url("err")))
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: folder.url("out")), as: UTF8.self),
            complaint: String(decoding: try Data(contentsOf: folder.url("err")), as: UTF8.self))
    }
}

/// A directory that goes away with its last user.
final class TemporaryFolder: Sendable {
    private let root: URL

    init() throws {
        root = FileManager.default.temporaryDirectory
            .appendingPathComponent("varlink-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    /// The file `name` in it.
    func url(_ name: String) -> URL { root.appendingPathComponent(name) }

    /// The path of the file `name` in it.
    func path(_ name: String) -> String { url(name).path }
}

/// Runs blocking work on a thread where it keeps nobody waiting.
func offTheLoop<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
