// What can be wrong with the files themselves: encodings, sizes, permissions, kinds of file.

import Civil
import DubanConfig
import DubanKernel
import Foundation
import Testing

@Suite struct CharterFilesTests {
    /// The good base as a main file in a directory of its own, and what is said of it with another
    /// part.
    private func complaints(
        about part: some Sequence<UInt8>, named name: String = "conf.d/part.yaml"
    ) throws -> String {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        try directory.write(name, part)
        return said(of: directory)
    }

    private func said(of directory: TemporaryDirectory) -> String {
        CharterCompiler.forTests.compile(path: directory.path).diagnostics.rendered()
            .replacing(directory.path + "/", with: "")
    }

    @Test func `a directory stands for its main file and the parts beside it`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        try directory.write("conf.d/b.yaml", "units: { b: { name: 乙, parent: o } }".utf8)
        try directory.write("conf.d/.c.yaml.swp", "nothing that is read".utf8)
        for path in [directory.path, directory.path + "/", directory.path + "/duban.yaml"] {
            let result = CharterCompiler.forTests.compile(path: path)
            #expect(result.diagnostics.rendered() == "")
            #expect(result.charter?.units.count == 3)
        }
    }

    @Test func `a file beside the parts that is not read is a warning`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        for name in ["a.yml", "b.yaml~", "c.yaml.bak", ".d.yaml.swp"] {
            try directory.write("conf.d/\(name)", "units: { b: { name: 乙, parent: o } }".utf8)
        }
        let result = CharterCompiler.forTests.compile(path: directory.path)
        #expect(result.charter?.units.count == 2)
        let advice = "hint: let it end in .yaml, or move it out of conf.d"
        #expect(
            said(of: directory)
                == ["a.yml", "b.yaml~", "c.yaml.bak"].map {
                    "conf.d/\($0): warning: is not read: its name does not end in .yaml\n\(advice)"
                }.joined(separator: "\n"))
    }

    @Test func `a part that was cut to nothing is a warning`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        try directory.write("conf.d/a.yaml", "\n".utf8)
        try directory.write("conf.d/b.yaml", "# nothing here yet\n".utf8)
        #expect(CharterCompiler.forTests.compile(path: directory.path).charter != nil)
        #expect(
            said(of: directory) == """
                conf.d/a.yaml: warning: is empty: it may have been cut short
                hint: restore or remove it
                """)
    }

    @Test func `GB18030 is named with the conversion`() throws {
        // units: { b: { name: 教育局 } }
        let bytes =
            Array("units: { b: { name: ".utf8) + [0xBD, 0xCC, 0xD3, 0xFD, 0xBE, 0xD6] + " } }".utf8
        #expect(
            try complaints(about: bytes) == """
                conf.d/part.yaml: error: is not UTF-8 but looks like GB18030
                hint: convert it: iconv -f GB18030 -t UTF-8 FILE > NEW
                """)
    }

    @Test func `UTF-16 is named with the conversion`() throws {
        #expect(
            try complaints(about: [0xFF, 0xFE] + Array("u\0n\0".utf8)) == """
                conf.d/part.yaml: error: is not UTF-8 but looks like UTF-16
                hint: convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW
                """)
    }

    @Test func `a byte that is no UTF-8 is shown in its line`() throws {
        let bytes = Array("units:\n  b: { name: 乙 }\n  c: { name: 丙".utf8) + [0xFF] + " }".utf8
        #expect(
            try complaints(about: bytes) == """
                conf.d/part.yaml:3:15: error: byte 0xFF is not UTF-8 text
                  c: { name: 丙\u{FFFD} }
                               ^
                hint: save the file as UTF-8
                """)
    }

    @Test func `a byte order mark is accepted`() throws {
        #expect(
            try complaints(about: [0xEF, 0xBB, 0xBF] + Array("sets: { s: { below: o } }".utf8))
                == "")
        #expect(
            try complaints(about: [0xEF, 0xBB, 0xBF] + Array("set: {}".utf8)) == """
                conf.d/part.yaml:1:1: error: the charter has no key “set”
                set: {}
                ^
                hint: did you mean “sets”?
                """)
    }

    @Test func `line breaks of Windows and of old Macs are accepted`() throws {
        for lineBreak in ["\r\n", "\r", "\n"] {
            let text = ["units:", "  b:", "    name: 乙", "    parnt: o"].joined(
                separator: lineBreak)
            #expect(
                try complaints(about: text.utf8) == """
                    conf.d/part.yaml:4:5: error: unit “b” has no key “parnt”
                        parnt: o
                        ^
                    hint: did you mean “parent”?
                    """)
        }
    }

    @Test func `a file of 100 MB is refused by its size`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        let path = try directory.write("conf.d/part.yaml", [])
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: 104_857_600)
        try handle.close()
        #expect(
            said(of: directory) == """
                conf.d/part.yaml: error: has 104857600 bytes; at most 8388608 are read
                hint: split it into several files in conf.d
                """)
    }

    @Test func `a file that cannot be read is named with the reason`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        // A symbolic link to itself cannot be read by root either.
        try FileManager.default.createDirectory(
            atPath: directory.path + "/conf.d", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: directory.path + "/conf.d/part.yaml", withDestinationPath: "part.yaml")
        #expect(
            said(of: directory) == """
                conf.d/part.yaml: error: cannot be read: Too many levels of symbolic links
                """)
    }

    @Test(.enabled(if: getuid() != 0, "root reads everything"))
    func `a file without permission is named with the reason`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        let path = try directory.write("conf.d/part.yaml", "sets: {}".utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(
            said(of: directory) == "conf.d/part.yaml: error: cannot be read: Permission denied")
    }

    @Test func `a pipe is no configuration and nobody waits for it`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        try directory.write("conf.d/other.yaml", "sets: {}".utf8)
        #expect(mkfifo(directory.path + "/conf.d/part.yaml", 0o600) == 0)
        #expect(
            said(of: directory)
                == "conf.d/part.yaml: error: cannot be read: it is not a regular file")
    }

    @Test func `a main file that is missing is the only complaint`() throws {
        let directory = try TemporaryDirectory()
        #expect(
            said(of: directory) == "duban.yaml: error: cannot be read: No such file or directory")
    }

    @Test func `what an unreadable file may define is not complained of`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("duban.yaml", BadConfiguration.goodBase.utf8)
        try directory.write("conf.d/a.yaml", "units: [{ b: { name: 乙, parent: o".utf8)
        try directory.write("conf.d/b.yaml", "sets: { s: { below: b }, t: { below: c } }".utf8)
        #expect(
            said(of: directory) == """
                conf.d/a.yaml:1:14: error: a “,” or “}” is missing after this “{”
                units: [{ b: { name: 乙, parent: o
                             ^
                hint: close the bracket, and separate what it holds by “, ”
                conf.d/b.yaml:1:38: error: there is no unit “c”
                sets: { s: { below: b }, t: { below: c } }
                                                     ^
                """)
    }

    @Test func `working days come from the files that the pattern names`() throws {
        let directory = try TemporaryDirectory()
        try directory.write(
            "duban.yaml",
            BadConfiguration.goodBase.replacing(
                "{ years: [2026, 2027] }", with: "{ days: days/cn-*.yaml }"
            ).utf8)
        try directory.write("days/cn-2026.yaml", "rest: [2026-10-01]\nwork: [2026-10-10]".utf8)
        try directory.write("days/us-2025.yaml", "rest: [2025-07-04]\nwork: []".utf8)
        let charter = try #require(
            CharterCompiler.forTests.compile(path: directory.path).charter)
        #expect(charter.days.calendar.knownYears == [2026])
        #expect(charter.days.calendar.rest == [try #require(CivilDate("2026-10-01"))])
        #expect(charter.days.calendar.work == [try #require(CivilDate("2026-10-10"))])
    }
}
