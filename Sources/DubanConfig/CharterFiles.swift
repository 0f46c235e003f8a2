// Reads a configuration from disk: the main file, `conf.d/*.yaml` beside it, and the working-day
// files that it names. Everything is bounded, nothing waits (a pipe is no configuration), and what
// cannot be read is complained of together.

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

    /// Reads the configuration whose main file is `path`, or `duban.yaml` in the directory `path`:
    /// what could be read, and complaints of what could not be, or is not by its name.
    package static func load(
        path: String
    ) -> (source: CharterSource, diagnostics: [Diagnostic]) {
        var reading = Reading(path: path)
        reading.readRules()
        reading.readCalendars()
        let source = CharterSource(
            base: reading.base, rules: reading.rules, calendars: reading.calendars)
        return (source, reading.diagnostics)
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
            // Hidden ones are an editor's, while it has the file open.
            for name in try Directory.names(in: base + "conf.d") where !name.hasPrefix(".") {
                let path = "conf.d/\(name)"
                if name.hasSuffix(".yaml") { names.append(path) } else { warn(.notRead, path) }
            }
        } catch {
            if error.code != ENOENT { complain(.unreadable(error), "conf.d") }
        }
        rules = read(names)
        for file in rules.dropFirst() where file.bytes.allSatisfy({ $0 <= UInt8(ascii: " ") }) {
            warn(.emptyFile, file.name)
        }
    }

    mutating func readCalendars() {
        var names: Set<String> = []
        for pattern in CalendarPattern.all(in: rules) {
            do {
                let found = try Directory.names(in: base + (pattern.directory ?? "."))
                names.formUnion(found.map(pattern.path).filter(pattern.matches))
            } catch {
                // The compiler complains that nothing matches, at the pattern's place.
                if error.code != ENOENT { complain(.unreadable(error), pattern.directory ?? ".") }
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

    private mutating func complain(
        _ complaint: Complaint, _ name: String, _ severity: Diagnostic.Severity = .error
    ) {
        diagnostics.append(
            Diagnostic(severity: severity, complaint: complaint, file: base + name, place: nil))
    }

    private mutating func warn(_ complaint: Complaint, _ name: String) {
        complain(complaint, name, .warning)
    }
}

/// What the system said.
private struct SystemFault: Error, CustomStringConvertible {
    let code: Int32

    /// The system's own words.
    var description: String { String(cString: strerror(code)) }
}

private enum FileBytes {
    /// The content of a regular file of at most `most` bytes; a larger one is refused by its size
    /// alone.
    static func read(_ path: String, most: Int) throws(Complaint) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(SystemFault(code: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(SystemFault(code: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable("it is not a regular file")
        }
        guard status.st_size <= most else { throw .tooLarge(status.st_size, most) }
        var failure: Int32 = 0
        // One byte more than the file had, to notice that it is growing.
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { buffer, count in
            while count < buffer.count {
                let got = Glibc.read(descriptor, buffer.baseAddress! + count, buffer.count - count)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                count += got
            }
        }
        guard failure == 0 else { throw .unreadable(SystemFault(code: failure)) }
        guard bytes.count <= most else { throw .tooLarge(bytes.count, most) }
        return bytes
    }
}

private enum Directory {
    /// The names in a directory, sorted, without `.`, `..` and names of several lines, which no
    /// message could show.
    static func names(in path: String) throws(SystemFault) -> [String] {
        guard let stream = opendir(path) else { throw SystemFault(code: errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    String(cString: $0)
                }
            }
            let isShown = name != "." && name != ".." && !name.contains(where: \.isNewline)
            if isShown { names.append(name) }
        }
        return names.sorted()
    }
}
