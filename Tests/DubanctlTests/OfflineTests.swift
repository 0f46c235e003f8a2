// What dubanctl does without a daemon: check and preview.

import Foundation
import Testing

@Suite("without a daemon")
struct OfflineTests {
    @Test func `the sample is fine`() throws {
        let run = try Program(["check", Program.sample])
        #expect(run.status == 0)
        #expect(run.lines.last?.contains("duban.yaml: fine: units ") == true)
        #expect(
            run.lines.dropLast().last?.hasSuffix(": no-account, provisional-days, vacant-post")
                == true)
    }

    @Test func `a bad configuration is 78, and every complaint is an object`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "check-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("duban.yaml")
        try Data("office: nobody\nfrobnicate: 1\n".utf8).write(to: file)
        let text = try Program(["check", file.path])
        #expect(text.status == 78)
        #expect(text.output.contains("\(file.path):2:1: error: "))
        #expect(text.lines.last?.contains("refused: errors ") == true)
        let json = try Program(["check", "--json", file.path])
        #expect(json.status == 78)
        let complaints = try json.lines.map(object)
        #expect(
            complaints.contains { $0["line"] as? Int == 2 && $0["severity"] as? String == "error" })
        let preview = try Program(
            ["preview", "--config", file.path, "--from", "2026-11-01", "--to", "2026-11-01"])
        #expect(preview.status == 78)
        #expect(preview.complaint.contains("error: "))
    }

    @Test func `a preview tells when, whom, of what and why`() throws {
        let arguments = [
            "preview", "--config", Program.sample, "--from", "2026-11-01", "--to", "2026-11-30",
        ]
        let notices = try Program(arguments + ["--json"]).lines.map(object)
        #expect(notices.count > 50)
        for notice in notices {
            for member in ["atUSec", "decidedUSec", "occurrence", "dueUSec"] {
                #expect(notice[member] is Int)
            }
            for member in ["obligation", "rung", "person", "kind", "notice", "rule"] {
                #expect(notice[member] is String)
            }
            #expect(notice["supersedes"] is [String])
            #expect(
                notice["light"] is NSNull || ["yellow", "red"].contains(notice["light"] as? String))
        }
        let ids = notices.compactMap { $0["notice"] as? String }
        #expect(Set(ids).count == ids.count)
        let told = notices.compactMap { $0["decidedUSec"] as? Int }
        #expect(told == told.sorted())
        #expect(told.allSatisfy { (1_793_462_400_000_000..<1_796_054_400_000_000).contains($0) })
        let table = try Program(arguments)
        #expect(table.lines.count == notices.count + 1)
    }

    private func object(_ line: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
}
