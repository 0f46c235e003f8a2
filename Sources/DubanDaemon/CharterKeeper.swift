// Which charter is in force: read from the configuration, kept in the state directory, and run from
// there when the configuration has become unusable.

import Civil
import DubanConfig
import DubanKernel
import Glibc

struct AcceptedCharter: Sendable {
    let charter: Charter
    /// The status keeps showing them.
    let warnings: [String]
    let source: CharterSource
    /// What it was made of; nil where that was not the disk.
    var stamp: CharterStamp?
}

/// All that a compilation depends on: where none of it has changed, nothing comes of another one.
struct CharterStamp: Hashable, Sendable {
    fileprivate let hash: String
    fileprivate let unread: [Diagnostic]
    fileprivate let today: CivilDate?
    fileprivate let accounts: [Int64]
}

/// The files as they are on disk.
struct CharterReading: Sendable {
    let source: CharterSource
    fileprivate let unread: [Diagnostic]
    fileprivate let compiler: CharterCompiler
    let stamp: CharterStamp
}

/// Why there is no charter.
struct Rejection: Error {
    /// Each as it is shown: with place, line and caret.
    let diagnostics: [String]
}

/// Reads configurations, and keeps the last accepted one.
struct CharterKeeper: Sendable {
    let path: String
    /// Where accepted ones are kept.
    let stateDirectory: String
    /// Asked for at each reading: its day must be that of the reading.
    let compiler: @Sendable () -> CharterCompiler

    /// Whether the machine has time zones: without any, waiting mends more than anybody.
    var hasZones: Bool { compiler().hasZones }

    private var keptPath: String { stateDirectory + "/charter.last" }

    /// Reads the configuration as it is on disk now.
    func read() -> CharterReading {
        let (loaded, compiler) = (CharterFiles.load(path: path), compiler())
        return CharterReading(
            source: loaded.source, unread: loaded.diagnostics, compiler: compiler,
            stamp: CharterStamp(
                hash: loaded.source.hash, unread: loaded.diagnostics, today: compiler.today,
                accounts: Self.accountsStamp()))
    }

    func compile(_ reading: CharterReading) -> Result<AcceptedCharter, Rejection> {
        compile(reading.source, unread: reading.unread, by: reading.compiler, reading.stamp)
    }

    /// Reads and compiles the configuration; nil where it would come to what `known` came to.
    func read(unless known: CharterStamp?) -> Result<AcceptedCharter?, Rejection> {
        let reading = read()
        if reading.stamp == known { return .success(nil) }
        return compile(reading).map { $0 }
    }

    /// The last accepted configuration; a rejection when none was ever kept or it cannot be read.
    func kept() -> Result<CharterSource, Rejection> {
        do {
            return .success(try CharterSource(archive: try contents(of: keptPath)))
        } catch {
            return .failure(Rejection(diagnostics: ["\(keptPath): \(error)"]))
        }
    }

    func compile(kept source: CharterSource) -> Result<AcceptedCharter, Rejection> {
        compile(source, unread: [], by: compiler(), nil)
    }

    /// Keeps a configuration as the last accepted one: complete or not at all, whenever the power
    /// fails; with its zone's data, so that it runs where they are missing.
    func keep(_ accepted: AcceptedCharter) throws(KeepingFailure) {
        let source = compiler().withZone(accepted.charter.zone.name, in: accepted.source)
        let temporary = keptPath + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KeepingFailure(temporary) }
        defer { close(descriptor) }
        var bytes = source.archive()[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw KeepingFailure(temporary) }
            bytes = bytes.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw KeepingFailure(temporary) }
        guard rename(temporary, keptPath) == 0 else { throw KeepingFailure(keptPath) }
    }

    /// The state directory cannot be read or written.
    struct KeepingFailure: Error, CustomStringConvertible {
        let description: String

        fileprivate init(_ path: String) {
            description = "\(path): \(String(cString: strerror(errno)))"
        }
    }

    private func compile(
        _ source: CharterSource, unread: [Diagnostic], by compiler: CharterCompiler,
        _ stamp: CharterStamp?
    ) -> Result<AcceptedCharter, Rejection> {
        let compiled = compiler.compile(source, unread: unread)
        let shown = compiled.diagnostics.summed.map { $0.rendered(in: compiled.language) }
        guard let charter = compiled.charter else {
            return .failure(Rejection(diagnostics: shown))
        }
        return .success(
            AcceptedCharter(charter: charter, warnings: shown, source: source, stamp: stamp))
    }

    /// Changes whenever an account comes or goes: a warning of one that is missing is then old.
    private static func accountsStamp() -> [Int64] {
        var status = stat()
        guard stat("/etc/passwd", &status) == 0 else { return [] }
        return [
            Int64(status.st_ino), Int64(status.st_size), Int64(status.st_mtim.tv_sec),
            Int64(status.st_mtim.tv_nsec),
        ]
    }

    private func contents(of path: String) throws(KeepingFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw KeepingFailure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            guard count >= 0 else { throw KeepingFailure(path) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}
