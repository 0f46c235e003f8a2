// One file that holds a whole configuration: the daemon keeps the last accepted one in its state
// directory and runs it when the files in /etc have become unusable.
//
// The form: a first line `duban-charter 1`, a line `base PATH`, then for each file a line
// `rules|days|zone LENGTH NAME`, LENGTH bytes and a line break. Nothing follows the last file.

extension CharterSource {
    private static let firstLine = "duban-charter 1"

    /// An archive that is not one, or is cut short.
    package struct ArchiveDamage: Error, Hashable, CustomStringConvertible {
        /// What was expected and not found.
        package let description: String
    }

    package func archive() -> [UInt8] {
        // The base is for messages only, so a line break in it may go.
        let base = base.filter { !$0.isNewline }
        var bytes = Array("\(CharterSource.firstLine)\nbase \(base)\n".utf8)
        bytes.reserveCapacity(entries.reduce(bytes.count) { $0 + $1.file.bytes.count + 300 })
        for (kind, file) in entries + (zone.map { [(.zone, $0)] } ?? []) {
            bytes += "\(kind.rawValue) \(file.bytes.count) \(file.name)\n".utf8
            bytes += file.bytes
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Reads what `archive()` wrote. Any bytes are safe.
    package init(archive: [UInt8]) throws(ArchiveDamage) {
        var rest = archive[...]
        guard try CharterSource.line(&rest) == CharterSource.firstLine else {
            throw ArchiveDamage(description: "the first line is not “\(CharterSource.firstLine)”")
        }
        let baseLine = try CharterSource.line(&rest)
        guard baseLine.hasPrefix("base ") else {
            throw ArchiveDamage(description: "the second line does not begin with “base ”")
        }
        var (rules, calendars): ([File], [File]) = ([], [])
        var zone: File?
        while !rest.isEmpty {
            let header = try CharterSource.line(&rest)
            let words = header.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let kind = Kind(rawValue: String(words[0])),
                let length = Int(words[1]), length >= 0, length < rest.count,
                rest[rest.startIndex + length] == UInt8(ascii: "\n")
            else { throw ArchiveDamage(description: "“\(header)” is not followed by such a file") }
            let file = File(name: String(words[2]), bytes: Array(rest.prefix(length)))
            rest = rest.dropFirst(length + 1)
            switch kind {
            case .rules: rules.append(file)
            case .days: calendars.append(file)
            case .zone: zone = file
            }
        }
        self.init(base: String(baseLine.dropFirst(5)), rules: rules, calendars: calendars)
        self.zone = zone
    }

    private static func line(_ rest: inout ArraySlice<UInt8>) throws(ArchiveDamage) -> String {
        guard let end = rest.prefix(8192).firstIndex(of: UInt8(ascii: "\n")),
            let text = String(validating: rest[..<end], as: UTF8.self)
        else { throw ArchiveDamage(description: "a line ends too early") }
        rest = rest[(end + 1)...]
        return text
    }
}
