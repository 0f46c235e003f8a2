// `dubanctl check --against`: what the files would change if they were loaded, shown beforehand.

import Civil
import DubanConfig
import DubanKernel
import Glibc
import Varlink

/// The charter to compare with.
struct Comparison {
    let charter: Charter

    /// The one in force, asked of the daemon.
    init(askedOf socket: StatusSocket) throws(Failure) {
        var entries: [(kind: CharterSource.Kind, file: CharterSource.File)] = []
        try socket.stream("io.duban.Manager.GetCharter") { reply in
            let (name, bytes) = (reply.text("name"), Array((reply["text"]?.string ?? "").utf8))
            let kind = CharterSource.Kind(rawValue: reply.text("kind")) ?? .rules
            if let last = entries.last, last.kind == kind, last.file.name == name {
                entries.removeLast()
                entries.append((kind, .init(name: name, bytes: last.file.bytes + bytes)))
            } else {
                entries.append((kind, .init(name: name, bytes: bytes)))
            }
        }
        try self.init(CharterSource(entries: entries))
    }

    /// The one that was accepted last by the daemon with this state directory.
    init(keptIn directory: String) throws(Failure) {
        let path = directory + "/charter.last"
        guard let file = fopen(path, "re") else {
            throw .refused("\(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        let source: CharterSource
        do { source = try CharterSource(archive: bytes) } catch {
            throw .refused("\(path): \(error)")
        }
        try self.init(source)
    }

    private init(_ source: CharterSource) throws(Failure) {
        let compiled = CharterCompiler(accounts: { _ in .unknown }).compile(source)
        guard let charter = compiled.charter else {
            throw .refused(
                say(
                    "the charter in force cannot be read by this version of dubanctl:\n",
                    "此版本的 dubanctl 读不懂现行规则：\n") + compiled.diagnostics.rendered(in: .spoken))
        }
        self.charter = charter
    }

    /// Says what `next` would change; false where it would be refused.
    func show(_ next: Charter, isJSON: Bool) -> Bool {
        let change = charter.change(to: next, at: LocalTime.now)
        let refusals =
            change.register.conflicts.map { $0.text(in: .spoken) }
            + [change.difference.loss(in: .spoken)].compactMap(\.self)
        let parts = change.difference.parts
        guard !isJSON else {
            let rows = parts.map { part, names -> JSON in
                [
                    "what": .string(part.rawValue), "count": JSON(names.count),
                    "names": .array(names.map(JSON.string)),
                ]
            }
            let answer: JSON = [
                "against": .string(charter.hash), "changes": .array(rows),
                "refusals": .array(refusals.map(JSON.string)),
            ]
            Output.line(answer.description)
            return refusals.isEmpty
        }
        let hash = charter.hash.prefix(12)
        if parts.isEmpty, refusals.isEmpty {
            Output.line(
                say(
                    "against charter \(hash): nothing comes, goes or moves",
                    "与规则 \(hash) 相比：无增减，期限不变"))
        } else {
            Output.line(say("against charter \(hash):", "与规则 \(hash) 相比："))
        }
        for line in change.difference.lines(in: .spoken) { Output.line("  " + line.printable) }
        for refusal in refusals {
            Output.line(say("  would be refused: ", "  将被拒绝：") + refusal.printable)
        }
        return refusals.isEmpty
    }
}
