// Why a time zone cannot be had. Names come from charters and files from the system, so both may be
// wrong.

/// A zone that cannot be loaded; every case says which zone is meant.
package enum ZoneError: Error, Hashable, Sendable {
    /// The name could not be a path below the zone directory: empty, absolute, with an empty part,
    /// or with anything but ASCII letters, digits, `-`, `_`, `+` and `/` (so `..` cannot occur).
    case badName(String)
    /// There is no such regular file.
    case unknown(String)
    /// The file exists, but the system refuses to read it; `code` is the `errno`.
    case unreadable(String, code: Int32)
    /// The file is not a TZif file that RFC 9636 allows; `reason` says what is wrong with it.
    case malformed(String, reason: String)
    /// The file counts leap seconds (`right/…`), which `Instant` does not.
    case countsLeapSeconds(String)
}

extension ZoneError: CustomStringConvertible {
    /// One line, without a final stop.
    package var description: String { wording.english }

    /// The same in both languages; what is wrong inside of a file, in English.
    package var wording: Wording {
        switch self {
        case .badName(let name):
            Wording("'\(name)' cannot be the name of a time zone", "“\(name)”不能作时区名")
        case .unknown(let name):
            Wording("there is no time zone '\(name)'", "没有时区“\(name)”")
        case .unreadable(let name, let code):
            Wording(
                "time zone '\(name)' cannot be read (errno \(code))",
                "时区“\(name)”无法读取（errno \(code)）")
        case .malformed(let name, let reason):
            Wording("time zone '\(name)' is damaged: \(reason)", "时区“\(name)”已损坏：\(reason)")
        case .countsLeapSeconds(let name):
            Wording("time zone '\(name)' counts leap seconds", "时区“\(name)”计闰秒")
        }
    }
}
