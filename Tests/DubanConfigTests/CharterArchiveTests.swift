// The last accepted charter survives as one file: what went in comes out, and damage is noticed.

import DubanConfig
import DubanKernel
import Testing

@Suite struct CharterArchiveTests {
    private let source = CharterSource(
        base: "/etc/duban/",
        rules: [
            .init(name: "duban.yaml", text: BadConfiguration.goodBase),
            .init(name: "conf.d/中文 name.yaml", text: "sets: {}\n"),
            .init(name: "conf.d/empty.yaml", text: ""),
        ],
        calendars: [.init(name: "calendars/cn-2026.yaml", bytes: [0, 10, 13, 255])])

    @Test func `an archive gives back every name and byte`() throws {
        #expect(try CharterSource(archive: source.archive()) == source)
    }

    @Test func `the hash is of names and bytes, not of the directory`() throws {
        let moved = CharterSource(
            base: "/tmp/", rules: source.rules, calendars: source.calendars)
        #expect(moved.hash == source.hash)
        let renamed = CharterSource(
            rules: source.rules.dropLast() + [.init(name: "conf.d/leer.yaml", text: "")],
            calendars: source.calendars)
        #expect(renamed.hash != source.hash)
        #expect(source.hash.count == 64)
    }

    @Test func `a charter compiles from its archive as from its files`() throws {
        let source = CharterSource(base: "x/", rules: Array(source.rules.prefix(2)))
        let again = try CharterSource(archive: source.archive())
        let charter = try #require(CharterCompiler.forTests.compile(again).charter)
        #expect(charter.hash == source.hash)
        #expect(charter.units["a"]?.origin.description == "x/duban.yaml:8:3")
    }

    @Test func `an archive that is cut short anywhere is refused or smaller`() {
        let archive = source.archive()
        for length in archive.indices {
            do {
                let cut = try CharterSource(archive: Array(archive.prefix(length)))
                #expect(cut.rules.count + cut.calendars.count < 4)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test(arguments: [
        "", "duban-charter 2\n", "duban-charter 1\nrules 1 a\nx\n",
        "duban-charter 1\nbase \nrules 9 a\nx\n", "duban-charter 1\nbase \nrules -1 a\nx\n",
        "duban-charter 1\nbase \nrules 99999999999999999999 a\nx\n",
        "duban-charter 1\nbase \nother 1 a\nx\n", "duban-charter 1\nbase \nrules 1\nx\n",
    ])
    func `what is no archive is refused`(text: String) {
        #expect(throws: CharterSource.ArchiveDamage.self) {
            try CharterSource(archive: Array(text.utf8))
        }
    }
}
