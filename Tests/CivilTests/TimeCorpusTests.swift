// What fuzzing calendar expressions and zone files found interesting, asked again at every test
// run.

import Civil
import Foundation
import TestSupport
import Testing

struct TimeCorpusTests {
    @Test func `the corpus of calendar expressions holds`() throws {
        let zones = try ["Europe/Paris", "Pacific/Apia", "Asia/Shanghai"].map { try Zone.load($0) }
        for input in try corpus("expression") {
            try Examination.expression(String(decoding: input, as: UTF8.self), zones: zones)
        }
    }

    @Test func `the corpus of zone files holds`() throws {
        for input in try corpus("zonefile") { try Examination.zoneFile(Array(input)) }
    }

    private func corpus(_ name: String) throws -> [Data] {
        let folder = Oracle.repository.appendingPathComponent("Tests/Fuzz/corpus/\(name)")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        #expect(files.count >= 100)
        return try files.map { try Data(contentsOf: $0) }
    }
}
