// The patterns of `calendar: days:`, such as `calendars/cn-*.yaml`: which files hold working days.

import Glibc

/// A file name pattern below the main file's directory (glob(7), wildcards in the last part only).
struct CalendarPattern {
    /// The directory, without wildcards; nil for the main file's own.
    let directory: String?
    private let text: String

    /// A usable pattern, or nil: an absolute one, one with `..`, or a wildcard in a directory.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let directories = parts.dropLast()
        guard let last = parts.last, !last.isEmpty, last != "..",
            directories.allSatisfy({ part in
                !part.isEmpty && part != ".." && !part.contains(where: "*?[\\".contains)
            })
        else { return nil }
        self.text = text
        directory = directories.isEmpty ? nil : directories.joined(separator: "/")
    }

    /// A name in the pattern's directory, seen from the main file's.
    func path(_ name: String) -> String { directory.map { "\($0)/\(name)" } ?? name }

    /// Whether a path fits. Hidden files do not.
    func matches(_ path: String) -> Bool {
        fnmatch(text, path, FNM_PATHNAME | FNM_PERIOD) == 0
    }

    /// Every usable pattern that the rules name. What is wrong with the files is left to the
    /// compiler.
    static func all(in rules: [CharterSource.File]) -> [CalendarPattern] {
        let (source, findings) = (
            CharterSource(rules: rules.filter { mentionsCalendar($0.bytes) }), Findings()
        )
        let symbols = Symbols(Nodes(source, findings), findings)
        return (symbols.settings["calendar.days"]?.value.oneOrMany ?? []).compactMap { node in
            if case .scalar(let text, _) = node.content { CalendarPattern(text) } else { nil }
        }
    }

    /// Spares the reading of large files of tasks.
    private static func mentionsCalendar(_ bytes: [UInt8]) -> Bool {
        let word = Array("calendar".utf8)
        var rest = bytes[...]
        while let start = rest.firstIndex(of: word[0]) {
            if rest[start...].starts(with: word) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }
}
