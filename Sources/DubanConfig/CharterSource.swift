// The configuration as bytes in memory: what the compiler takes, so that no test and no restart on
// the last accepted charter needs the files themselves.

import DubanKernel

/// All files of one configuration.
package struct CharterSource: Hashable, Sendable {
    /// A file under the name by which diagnostics show it.
    package struct File: Hashable, Sendable {
        /// Relative to the directory of the main file, with `/` between its parts and without line
        /// breaks.
        package let name: String
        /// The content as it is on disk.
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }

        package init(name: String, text: String) {
            self.init(name: name, bytes: Array(text.utf8))
        }
    }

    /// What stands before each name in messages, such as `/etc/duban/`; may be empty.
    package let base: String
    /// The main file, then the parts beside it in the order of their names.
    package let rules: [File]
    /// The files of working days that the patterns of `calendar: days:` name, in the order of their
    /// names.
    package let calendars: [File]
    /// The data of the time zone, where they are kept beside the files: by its name, as TZif.
    package var zone: File?

    /// A set of files. Only messages depend on their order.
    package init(base: String = "", rules: [File], calendars: [File] = []) {
        self.base = base
        self.rules = rules
        self.calendars = calendars
    }

    /// The files of `entries`, in their order.
    package init(base: String = "", entries: [(kind: Kind, file: File)]) {
        self.init(
            base: base, rules: entries.filter { $0.kind == .rules }.map(\.file),
            calendars: entries.filter { $0.kind == .days }.map(\.file))
    }

    /// SHA-256 over the names and contents of all files, but not over `base`: which configuration
    /// this is.
    package var hash: String {
        SHA256.hexadecimal(
            entries.flatMap { kind, file in
                Array("\(kind.rawValue) \(file.bytes.count) \(file.name)\n".utf8) + file.bytes
            })
    }

    /// What a file is read as.
    package enum Kind: String, Sendable {
        case rules
        case days
        case zone
    }

    /// All files with what they are read as.
    package var entries: [(kind: Kind, file: File)] {
        rules.map { (.rules, $0) } + calendars.map { (.days, $0) }
    }
}
