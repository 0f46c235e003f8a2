// SHA-256 against coreutils' sha256sum, at every length around the block borders.

import Foundation
import TestSupport
import Testing

@testable import DubanKernel

@Suite struct `SHA-256` {
    @Test func `every length up to three blocks has the digest that sha256sum prints`() throws {
        let texts = (0...192).map {
            String(repeating: "督a", count: $0 / 4) + String(repeating: "x", count: $0 % 4)
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = texts.indices.map { folder.appending(path: "\($0)") }
        for (file, text) in zip(files, texts) { try Data(text.utf8).write(to: file) }
        let printed = try Oracle.run("sha256sum", files.map(\.path)).output
        let expected = printed.split(separator: "\n").map { String($0.prefix(64)) }
        #expect(texts.map { SHA256.hexadecimal($0) } == expected)
    }
}
