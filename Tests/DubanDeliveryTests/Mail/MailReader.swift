// The mail programs whose opinion of a box counts.

import Foundation
import TestSupport
import Testing

/// A program that counts the messages of an mbox file.
enum MailReader: CaseIterable {
    case python
    case sNail
    case mailutils

    /// How many messages each program sees in a box.
    static func counts(_ box: [UInt8]) throws -> [Int] {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "box-\(UUID().uuidString)")
        try Data(box).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try allCases.map { try $0.count(inBoxAt: file.path) }
    }

    private func count(inBoxAt path: String) throws -> Int {
        switch self {
        case .python: return try ReadMail.all(inBoxAt: path).count
        case .sNail:
            // One line a message: the summary of headers.
            let answer = try Oracle.run("s-nail", ["-n", "-R", "-H", "-f", path])
            try #require(answer.status == 0, "\(answer.complaint)")
            return answer.output.split(separator: "\n").count
        case .mailutils:
            let answer = try Oracle.run("messages", ["-q", path])
            return try #require(
                Int(answer.output.trimmingCharacters(in: .whitespacesAndNewlines)), "\(answer)")
        }
    }
}
