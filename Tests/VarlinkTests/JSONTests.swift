// What the JSON type can hold, read and write.

import TestSupport
import Testing

@testable import Varlink

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.0",
        "3.141592653589793", "-0.5", "1e+300", "5e-324", "1.7976931348623157e+308", "\"\"",
        "\"督办\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\"", "\"😀\"", "[]", "[1,[2,[3]],null]",
        "{}", "{\"b\":1,\"a\":2}", "{\"\":{\"\":{}}}", "[{\"a\":[{\"b\":[]}]}]",
    ])
    func `compact text is written as it was read`(text: String) throws {
        #expect(try JSON(parsing: text).description == text)
    }

    @Test(arguments: [
        (" \t\r\n{ \"a\" : [ 1 , 2 ] } \n", "{\"a\":[1,2]}"), ("-0", "0"), ("1E2", "100.0"),
        ("\"\\u7763\\u529e\"", "\"督办\""), ("\"\\uD83D\\uDE00\"", "\"😀\""), ("\"\\/\"", "\"/\""),
        ("\"\\u00e9\"", "\"é\""), ("9223372036854775808", "9.223372036854776e+18"),
        ("18446744073709551615", "1.8446744073709552e+19"), ("1e-400", "0.0"),
        ("\"\u{7F}\"", "\"\u{7F}\""),
    ])
    func `other spellings mean the same`(text: String, compact: String) throws {
        #expect(try JSON(parsing: text).description == compact)
    }

    @Test func `an integer and a float stay apart`() throws {
        #expect(try JSON(parsing: "1") == .integer(1))
        #expect(try JSON(parsing: "1.0") == .double(1))
        #expect(JSON.integer(1) != JSON.double(1))
        #expect(JSON.double(1).integer == nil)
    }

    @Test func `what readers refuse is never written`() {
        #expect(JSON.double(.nan).description == "null")
        #expect(JSON.double(-.infinity).description == "null")
        #expect(JSON.string("a\0b").description == "\"a\u{FFFD}b\"")
    }

    @Test func `every double is read back as itself`() throws {
        var generator = SeededGenerator.announced()
        for _ in 0..<10_000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            #expect(try JSON(parsing: JSON.double(number).description) == .double(number))
        }
    }

    @Test func `members are found whatever their number`() {
        var object = JSONObject()
        for number in 0..<100 {
            let isNew = object.append("name\(number)", JSON(number))
            #expect(isNew)
        }
        let isNewAgain = object.append("name50", .null)
        #expect(!isNewAgain)
        #expect(object["name99"] == 99)
        object["name0"] = nil
        object["name99"] = "changed"
        object["name100"] = 100
        #expect(object["name0"] == nil)
        #expect(object["name98"] == 98)
        #expect(object["name99"] == "changed")
        #expect(object["name100"] == 100)
        #expect(object.count == 100)
        #expect(object.members.map(\.name) == (1...100).map { "name\($0)" })
    }

    @Test func `names are compared byte by byte`() throws {
        // U+F92C and U+90CE are canonically equivalent, as are the two spellings of é.
        let object = try JSON(
            parsing: "{\"\u{F92C}\":1,\"\u{90CE}\":2,\"e\u{301}\":3,\"\u{E9}\":4}")
        #expect(object["\u{90CE}"] == 2)
        #expect(object["\u{E9}"] == 4)
        #expect(JSON.string("e\u{301}") != JSON.string("\u{E9}"))
    }

    @Test func `the order of members does not count in a comparison`() {
        #expect(["a": 1, "b": [2]] as JSON == ["b": [2], "a": 1])
        #expect(["a": 1] as JSON != ["a": 1, "b": .null])
    }

    @Test func `absent members are left out`() {
        let none: String? = nil
        let object = JSON.present(["a": none.map(JSON.string), "b": 1])
        #expect(object.description == "{\"b\":1}")
    }

    @Test func `readers answer nil for another kind`() {
        let object: JSON = ["text": "a", "flag": true, "list": [1], "nothing": .null]
        #expect(object["text"]?.string == "a")
        #expect(object["text"]?.integer == nil)
        #expect(object["flag"]?.bool == true)
        #expect(object["list"]?.array == [1])
        #expect(object["nothing"]?.isNull == true)
        #expect(object["missing"] == nil)
        #expect(object.object?.count == 4)
        #expect(JSON.string("a")["text"] == nil)
    }

    @Test func `a name given twice in the program is a mistake`() async {
        await #expect(processExitsWith: .failure) { _ = ["a": 1, "a": 2] as JSON }
    }

    @Test func `what acts without being seen is written as an escape`() throws {
        let unseen = [
            "\u{9B}": "\\u009b", "\u{61C}": "\\u061c",
            "\u{200F}": "\\u200f", "\u{2028}": "\\u2028", "\u{202E}": "\\u202e",
            "\u{2069}": "\\u2069", "\u{E0041}": "\\udb40\\udc41",
        ]
        for (text, escaped) in unseen {
            let json = JSON.string("甲\(text)乙")
            #expect(json.description == "\"甲\(escaped)乙\"")
            #expect(try JSON(parsing: json.description) == json)
        }
        // Neighbours of theirs in code are seen, and so is what joins emoji.
        for text in ["\u{A0}", "\u{61B}", "\u{200D}", "\u{2027}", "“”…", "\u{206A}", "\u{F0041}"] {
            #expect(JSON.string(text).description == "\"\(text)\"")
        }
    }
}
