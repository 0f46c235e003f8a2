// The dubanctl that was built with these tests, run as a user would run it.

import Foundation
import TestSupport

struct Program {
    let status: Int32
    let output: String
    let complaint: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// Runs `dubanctl` to its end; English unless `environment` says otherwise.
    init(_ arguments: [String], environment: [String: String] = [:]) throws {
        let own = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"]
        let answer = try Oracle.run(
            Oracle.product("dubanctl"), arguments, environment: own.merging(environment) { $1 },
            alone: true)
        (status, output, complaint) = (answer.status, answer.output, answer.complaint)
    }

    /// Runs a line of a shell.
    init(shell line: String) throws {
        let answer = try Oracle.run("/bin/sh", ["-c", line], environment: ["LC_ALL": "C.UTF-8"])
        (status, output, complaint) = (answer.status, answer.output, answer.complaint)
    }

    static func path(_ name: String) throws -> String { try Oracle.product(name) }

    static let sample = Oracle.repository.appendingPathComponent("config/duban.yaml").path
}
