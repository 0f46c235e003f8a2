// Package.swift as SwiftPM itself reads it: which targets there are, where, and what each may
// import.

import Foundation
import TestSupport

/// A target as the manifest declares it.
struct DeclaredTarget: Decodable {
    let name: String
    /// `regular`, `executable` or `test`.
    let type: String
    private let path: String?
    private let dependencies: [Dependency]

    /// Its folder, relative to the repository.
    var folder: String { path ?? (type == "test" ? "Tests/" : "Sources/") + name }
    /// The names of the targets and products that it depends on.
    var declared: Set<String> { Set(dependencies.map(\.name)) }

    static let all = Result {
        // A scratch directory of its own: the build's is locked while its tests run.
        let answer = try Oracle.run(
            "swift",
            [
                "package", "--package-path", repository.path, "--scratch-path",
                FileManager.default.temporaryDirectory.appending(path: "duban-tidy").path,
                "dump-package",
            ])
        guard answer.status == 0 else { throw Oracle.Failure(description: answer.complaint) }
        let package = try JSONDecoder().decode(Package.self, from: Data(answer.output.utf8))
        return Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
    }

    private struct Package: Decodable {
        let targets: [DeclaredTarget]
    }

    /// `{"byName": ["Civil", null]}`, `{"product": ["GRDB", "GRDB.swift", null, null]}`.
    private struct Dependency: Decodable {
        let name: String

        init(from decoder: any Decoder) throws {
            let kinds = try decoder.singleValueContainer().decode([String: [Part]].self)
            guard kinds.count == 1, case .name(let name)? = kinds.values.first?.first else {
                throw DecodingError.dataCorrupted(
                    .init(codingPath: decoder.codingPath, debugDescription: "one kind, one name"))
            }
            self.name = name
        }
    }

    /// Behind the name stand conditions, of which nobody here makes use.
    private enum Part: Decodable {
        case name(String)
        case condition

        init(from decoder: any Decoder) throws {
            let name = try? decoder.singleValueContainer().decode(String.self)
            self = name.map(Part.name) ?? .condition
        }
    }
}
