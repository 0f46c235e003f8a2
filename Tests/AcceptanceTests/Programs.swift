// The real programs, run as a user runs them: each test has a directory with state, mail, socket and configuration
// of its own.

import Foundation
import Testing
import Varlink

/// Where the build has put the programs: beside the test bundle.
enum Programs {
    static let repository = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
    /// `DUBAN_PROGRAMS`, or the folder of the test bundle.
    static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["DUBAN_PROGRAMS"] {
            return URL(filePath: path)
        }
        var folder = Bundle.main.bundleURL
        for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
            folder = bundle.bundleURL.deletingLastPathComponent()
        }
        return folder
    }()

    static func path(_ name: String) throws -> String {
        let path = directory.appending(path: name).path
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(path) is missing: build the package, or name its directory in DUBAN_PROGRAMS")
        return path
    }

    /// The Python that has the clients and oracles; `./Tests/run` sets it up.
    static func python() throws -> String {
        try #require(
            ProcessInfo.processInfo.environment["DUBAN_PYTHON"],
            "DUBAN_PYTHON names no interpreter: run ./Tests/run, which makes one")
    }

    /// Runs a program to its end and answers its status, output and complaints.
    static func run(
        _ program: String, _ arguments: [String], input: String = "",
        environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(environment, uniquingKeysWith: { $1 })
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try input.write(to: files[0], atomically: false, encoding: .utf8)
        for file in files[1...] { try Data().write(to: file) }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try String(contentsOf: files[1], encoding: .utf8),
            try String(contentsOf: files[2], encoding: .utf8)
        )
    }
}
