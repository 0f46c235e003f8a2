// The texts that fuzzing found interesting, asked again at every test run.

import Foundation
import TestSupport
import Testing

struct FuzzCorpusTests {
    @Test func `the corpus of notations holds`() throws {
        try replay("span", Examination.notations)
    }

    @Test func `the corpus of written deadlines holds`() throws {
        try replay("deadline", Examination.deadline)
    }

    private func replay(_ name: String, _ examine: (String) throws -> Void) throws {
        let folder = Oracle.repository.appendingPathComponent("Tests/Fuzz/corpus/\(name)")
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        #expect(files.count >= 100)
        for file in files {
            try examine(String(decoding: try Data(contentsOf: file), as: UTF8.self))
        }
    }
}
