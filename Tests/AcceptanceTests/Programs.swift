// The real programs, run as a user runs them: each test has a directory with state, mail, socket
// and configuration of its own.

import Foundation
import TestSupport
import Testing

/// Where the build has put the programs.
enum Programs {
    /// The directory that `DUBAN_PROGRAMS` names; nil: they are beside the test program.
    private static let named = ProcessInfo.processInfo.environment["DUBAN_PROGRAMS"]

    static var directory: String {
        get throws { URL(filePath: try path("duband")).deletingLastPathComponent().path }
    }

    static func path(_ name: String) throws -> String {
        guard let named else { return try Oracle.product(name) }
        let path = "\(named)/\(name)"
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(path) is missing: build the package, or name its directory in DUBAN_PROGRAMS")
        return path
    }
}
