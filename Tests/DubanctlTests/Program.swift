// The dubanctl that was built with these tests, run as a user would run it.

import Foundation

/// One run of the program.
struct Program {
    let status: Int32
    let output: String
    let complaint: String

    /// The lines of the output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Runs `dubanctl` to its end; English unless `environment` says otherwise.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        // Files instead of pipes: neither side can block on a full one.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "dubanctl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (output, complaint) = (
            folder.appendingPathComponent("out"), folder.appendingPathComponent("err")
        )
        try Data().write(to: output)
        try Data().write(to: complaint)
        let process = Process()
        process.executableURL = Program.path
        process.arguments = arguments
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"]
            .merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: complaint)
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = String(decoding: try Data(contentsOf: output), as: UTF8.self)
        self.complaint = String(decoding: try Data(contentsOf: complaint), as: UTF8.self)
    }

    /// Beside the test bundle, where the build puts all products.
    private static let path = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("dubanctl")

    /// The root of the repository that this file stands in.
    static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// The sample configuration.
    static let sample = repository.appendingPathComponent("config/duban.yaml").path
}
