// Which charter is in force: read from the configuration, kept in the state directory, and run from
// there when the configuration has become unusable.

import DubanConfig
import DubanKernel
import Glibc

struct AcceptedCharter: Sendable {
    let charter: Charter
    /// The status keeps showing them.
    let warnings: [String]
    let source: CharterSource
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

    private var keptPath: String { stateDirectory + "/charter.last" }

    /// Reads and compiles the configuration as it is on disk now.
    func read() -> Result<AcceptedCharter, Rejection> {
        let loaded = CharterFiles.load(path: path)
        return compile(loaded.source, unread: loaded.diagnostics)
    }

    /// The last accepted configuration; a rejection when none was ever kept or it cannot be read.
    func readKept() -> Result<AcceptedCharter, Rejection> {
        do {
            let bytes = try contents(of: keptPath)
            return compile(try CharterSource(archive: bytes), unread: [])
        } catch {
            return .failure(Rejection(diagnostics: ["\(keptPath): \(error)"]))
        }
    }

    /// Keeps a configuration as the last accepted one: complete or not at all, whenever the power
    /// fails.
    func keep(_ source: CharterSource) throws(KeepingFailure) {
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
        _ source: CharterSource, unread: [Diagnostic]
    ) -> Result<AcceptedCharter, Rejection> {
        let compiled = compiler().compile(source, unread: unread)
        let shown = compiled.diagnostics.summed.map { $0.rendered(in: compiled.language) }
        guard let charter = compiled.charter else {
            return .failure(Rejection(diagnostics: shown))
        }
        return .success(AcceptedCharter(charter: charter, warnings: shown, source: source))
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
