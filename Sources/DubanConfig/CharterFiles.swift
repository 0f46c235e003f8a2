// Reads a configuration from disk: the main file, `conf.d/*.yaml` beside it, and the working-day
// files that it names. Everything is bounded, and what cannot be read is complained of together.

import DubanKernel
import Glibc

/// The configuration files below one directory.
package enum CharterFiles {
    /// The largest file that is read.
    package static let fileBytesMax = 8_388_608
    /// The most bytes that are read of all files together.
    package static let totalBytesMax = 134_217_728
    /// The most files that are read.
    package static let filesMax = 1000
    /// The main file where `path` is a directory.
    package static let mainName = "duban.yaml"

    /// What could be read, and complaints about what could not.
    package struct Loaded: Sendable {
        /// The files that could be read.
        package let source: CharterSource
        /// Each names a file that is missing here; then no charter can come of it.
        package let diagnostics: [Diagnostic]
    }

    /// Reads the configuration whose main file is `path`, or `duban.yaml` in the directory `path`.
    package static func load(path: String) -> Loaded {
        var reading = Reading(path: path)
        reading.readRules()
        reading.readCalendars()
        return Loaded(
            source: CharterSource(
                base: reading.base, rules: reading.rules, calendars: reading.calendars),
            diagnostics: reading.diagnostics)
    }
}

/// One reading of the disk.
private struct Reading {
    let base: String
    private let main: String
    private(set) var rules: [CharterSource.File] = []
    private(set) var calendars: [CharterSource.File] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var totalBytes = 0

    init(path: String) {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            base = path.hasSuffix("/") ? path : path + "/"
            main = CharterFiles.mainName
        } else {
            let slash = path.lastIndex(of: "/")
            base = slash.map { String(path[...$0]) } ?? ""
            main = slash.map { String(path[path.index(after: $0)...]) } ?? path
        }
    }

    mutating func readRules() {
        var names = [main]
        do {
            names += try Directory.names(in: base + "conf.d").filter {
                $0.hasSuffix(".yaml") && !$0.hasPrefix(".")
            }.map { "conf.d/\($0)" }
        } catch {
            if error.code != ENOENT { complain(.unreadable(error), "conf.d") }
        }
        rules = read(names)
    }

    mutating func readCalendars() {
        var names: Set<String> = []
        for pattern in CalendarPattern.all(in: rules) {
            guard let pattern = CalendarPattern(pattern) else { continue }
            do {
                let found = try Directory.names(in: base + (pattern.directory ?? "."))
                names.formUnion(found.map(pattern.path).filter(pattern.matches))
            } catch {
                // The compiler complains that nothing matches, at the pattern's place.
                if error.code == ENOENT { continue }
                complain(.unreadable(error), pattern.directory ?? ".")
            }
        }
        calendars = read(names.subtracting(rules.map(\.name)).sorted())
    }

    private mutating func read(_ names: [String]) -> [CharterSource.File] {
        if names.count > CharterFiles.filesMax {
            complain(.tooManyFiles(CharterFiles.filesMax), "conf.d")
        }
        return names.prefix(CharterFiles.filesMax).compactMap { name -> CharterSource.File? in
            do throws(Complaint) {
                let bytes = try FileBytes.read(base + name, most: CharterFiles.fileBytesMax)
                totalBytes += bytes.count
                guard totalBytes <= CharterFiles.totalBytesMax else {
                    throw .tooMuchInAll(CharterFiles.totalBytesMax)
                }
                return CharterSource.File(name: name, bytes: bytes)
            } catch {
                complain(error, name)
                return nil
            }
        }
    }

    private mutating func complain(_ complaint: Complaint, _ name: String) {
        diagnostics.append(
            Diagnostic(severity: .error, complaint: complaint, file: base + name, place: nil))
    }
}
