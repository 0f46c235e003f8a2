// What a strict reader must refuse, generated in families as JSONTestSuite's are, and compared with
// Python's reader on mutations of good texts.

import Foundation
import TestSupport
import Testing

@testable import Varlink

/// Malformed texts by family.
enum MalformedJSON {
    static let all: [(family: String, bytes: [UInt8])] =
        truncated + structures + numbers + words + escapes + encodings + controls + deep

    private static func family(_ name: String, _ texts: [String]) -> [(String, [UInt8])] {
        texts.map { (name, Array($0.utf8)) }
    }

    /// Every beginning of a text that is complete only with its last byte.
    private static let truncated: [(String, [UInt8])] = {
        let whole = Array(
            #"{"a":[true,false,null,-1.5e+10,"\u00e9\uD83D\uDE00督"],"b":{"c":{}}}"#.utf8)
        return (0..<whole.count).map { ("truncated", Array(whole[..<$0])) }
    }()

    private static let structures = family(
        "structure",
        [
            "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1:2]", "[1}", "[}", "]", "}", ",", ":",
            "[[]", "[]]",
            "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,\"a\":1}", "{\"a\" 1}", "{\"a\",1}",
            "{\"a\"::1}", "{\"a\":1:2}", "{\"a\":1 \"b\":2}", "{\"a\":1;\"b\":2}", "{a:1}", "{1:1}",
            "{null:1}", "{[]:1}", "{'a':1}", "{\"a\":1]", "{\"a\":[}", "{}{}", "[][]", "1 2",
            "{} x",
            "null null", "\"a\" \"b\"", "[1]//", "[1]/**/", "/**/[1]", "# x\n1", "[1]#", "<a>",
            "(1)", "[(1)]",
            "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\":1,\"\":2}",
            "{\"x\":{\"a\":1,\"b\":2,\"a\":3}}", "[\"a\",\"b\"", "{\"a\":\"b\"", "\u{FEFF}{}",
            "{}\u{FEFF}",
            "\u{00A0}1", "1\u{3000}", "{\"a\":1}\u{000B}", "\u{000C}1", "\u{2028}1", "{“a”:1}",
            "｛｝", "［］",
        ]
            + (2...20).map { count in
                "{" + (0..<count).map { "\"n\($0)\":\($0)" }.joined(separator: ",") + ",\"n0\":0}"
            })

    private static let numbers = family(
        "number",
        [
            "-", "+1", "+", "--1", "-+1", "01", "-01", "00", "-00", "007", "1.", "-1.", ".1", "-.1",
            "1.e1", "1e",
            "1e+", "1e-", "1E", "1e1.5", "1e1e1", "1..2", "1.2.3", "0x1", "0b1", "0o7", "1_000",
            "1,000", "1 000",
            "NaN", "nan", "-NaN", "Infinity", "-Infinity", "inf", "-inf", "1e400", "-1e400",
            "1e99999", "1a", "1-",
            "1-2", "1+2", "１", "1e１", "٣", "½", "²", "1f", "1.0f", "1d", "1L", "1n", "$1", "1%",
            "∞", "0e", "0e+",
            "0.", "0.e1", "-0.", "-a", "- 1", "1 .5", "1. 5", "1e 5", "\"1", "1\"", "0.1.", "9.e+",
            "0E+", "-e1",
            String(repeating: "9", count: 1025), "0." + String(repeating: "0", count: 1030) + "1",
            "1e" + String(repeating: "0", count: 1030) + "1",
        ])

    private static let words = family(
        "word",
        [
            "True", "TRUE", "False", "Null", "NULL", "None", "nil", "undefined", "tru", "truee",
            "fals", "falsee",
            "nul", "nulll", "nan", "yes", "no", "on", "off", "t", "f", "n", "'a'", "`a`", "a",
            "true false", "nu ll",
            "tr\\u0075e", "@", "*", "&a", "!", "~", "\\", "/", "?", "=", "|", "^", "%", "-true",
            "督", "é", "😀",
        ])

    private static let escapes: [(String, [UInt8])] = {
        let letters = (0x20...0x7E).map { Character(Unicode.Scalar($0)) }
            .filter { !"\"\\/bfnrtu".contains($0) }.map { "\"\\\($0)\"" }
        let unicode = [
            "\"\\u\"", "\"\\u1\"", "\"\\u12\"", "\"\\u123\"", "\"\\u123g\"", "\"\\u 123\"",
            "\"\\u+123\"",
            "\"\\u-123\"", "\"\\U1234\"", "\"\\u{41}\"", "\"\\x41\"", "\"\\u0000\"",
            "\"a\\u0000b\"",
            "{\"\\u0000\":1}", "\"\\uD800\"", "\"\\uDBFF\"", "\"\\uDC00\"", "\"\\uDFFF\"",
            "\"\\uD800a\"",
            "\"\\uD800\\n\"", "\"\\uD800\\uD800\"", "\"\\uD800\\u0041\"", "\"\\uDC00\\uD800\"",
            "\"\\uD83D\\u\"",
            "\"\\uD83D\\uDE0\"", "\"\\uD83D \\uDE00\"", "\"\\uD83D\\\\uDE00\"", "{\"\\uD800\":1}",
            "\"\\", "\"\\\"",
            "\"\\u００４１\"",
        ]
        return family("escape", letters + unicode)
    }()

    /// Bytes that are not UTF-8, in a value and in a name.
    private static let encodings: [(String, [UInt8])] = {
        let broken: [[UInt8]] = [
            [0x80], [0xBF], [0xC0], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41],
            [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF], [0xE1, 0x80], [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF],
            [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xEF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF1, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
            [0xFF, 0xFE],
            [0xB6, 0xBD], [0xE7, 0x9D], [0xE9], [0x93, 0xE9],
        ]
        return broken.flatMap { bytes -> [(String, [UInt8])] in
            [
                ("encoding", [0x22] + bytes + [0x22]),
                ("encoding", Array("{\"a".utf8) + bytes + Array("\":1}".utf8)),
                ("encoding", Array("\"\\n".utf8) + bytes + [0x22]), ("encoding", bytes),
            ]
        }
            + [
                ("encoding", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]), ("encoding", [0, 0x5B, 0, 0x5D]),
                ("encoding", [0xFE, 0xFF, 0, 0x5B, 0, 0x5D]),
            ]
    }()

    private static let controls: [(String, [UInt8])] = (0..<0x20).flatMap {
        byte -> [(String, [UInt8])] in
        let byte = UInt8(byte)
        let inText: (String, [UInt8]) = ("control", [0x22, 0x61, byte, 0x62, 0x22])
        let isSpace = [0x09, 0x0A, 0x0D].contains(byte)
        return isSpace
            ? [inText] : [inText, ("control", [0x5B, byte, 0x5D]), ("control", [0x31, byte])]
    }

    private static let deep: [(String, [UInt8])] = [65, 66, 1000, 100_000].flatMap { depth in
        [
            (
                "deep",
                Array(
                    (String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
                        .utf8)
            ),
            (
                "deep",
                Array(
                    (String(repeating: "{\"a\":", count: depth) + "1"
                        + String(repeating: "}", count: depth)).utf8)
            ), ("deep", Array(String(repeating: "[", count: depth).utf8)),
        ]
    }
}

@Suite struct JSONRefusalTests {
    @Test func `malformed texts are refused`() {
        #expect(MalformedJSON.all.count >= 300)
        for (family, bytes) in MalformedJSON.all {
            let text = String(decoding: bytes.prefix(80), as: UTF8.self)
            #expect(throws: JSONSyntaxError.self, "\(family): \(text)") { try JSON(parsing: bytes) }
        }
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":2}", JSONSyntaxError.Reason.duplicateName, 7),
        ("[1,\"a\\u0000\"]", .nullCharacter, 5),
        ("\"\\uD800\"", .loneSurrogate, 1), ("[1,]", .expectedValue, 3),
        ("{1:2}", .expectedName, 1),
        ("{\"a\" 1}", .expectedColon, 5), ("[1 2]", .expectedCommaOrEnd, 3),
        ("1 2", .trailingBytes, 2),
        ("01", .invalidNumber, 1), ("1e999", .numberTooLarge, 0), ("\"\\q\"", .invalidEscape, 1),
        ("\"a\tb\"", .controlCharacter, 2), ("", .unexpectedEnd, 0), ("[", .unexpectedEnd, 1),
    ])
    func `a refusal says what and where`(
        text: String, reason: JSONSyntaxError.Reason, offset: Int
    ) {
        #expect(throws: JSONSyntaxError(reason: reason, offset: offset)) { try JSON(parsing: text) }
    }

    @Test func `depth and number of values are limited`() throws {
        let limits = JSONLimits(depthMax: 2, valuesMax: 4)
        #expect(throws: Never.self) { try JSON(parsing: Array("[[1,2]]".utf8), limits: limits) }
        #expect(throws: JSONSyntaxError(reason: .tooDeep, offset: 2)) {
            try JSON(parsing: Array("[[[]]]".utf8), limits: limits)
        }
        #expect(throws: JSONSyntaxError(reason: .tooManyValues, offset: 7)) {
            try JSON(parsing: Array("[1,2,3,4]".utf8), limits: limits)
        }
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try JSON(parsing: deepest) }
    }

    @Test func `a large hostile object is read in linear time`() throws {
        var text = "{\"n0\":0"
        for number in 1..<60_000 { text += ",\"n\(number)\":\(number)" }
        #expect(try JSON(parsing: text + "}")["n59999"] == 59_999)
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text + ",\"n31\":1}") }
    }

    @Test func `Python agrees on mutations of good texts`() throws {
        var generator = SeededGenerator.announced()
        let seeds = [
            #"{"method":"io.x.Y","parameters":{"a":[1,2.5,-3e2],"b":null},"more":true}"#,
            #"{"督办":"\u7763\uD83D\uDE00é","x":[{"y":""},[],{}],"z":-0.5e-3}"#,
            #"[true,false,null,"\"\\\/\b\f\n\r\t",0,-0,1E+2,9223372036854775807]"#,
        ].map { Array($0.utf8) }
        let alphabet = Array("\"\\{}[]:,0123456789eE+-.truefalsn \n\u{1}é督".utf8)
        let texts = (0..<4000).map { number -> [UInt8] in
            var text = seeds[number % seeds.count]
            for _ in 0...Int.random(in: 0...2, using: &generator) {
                let place = Int.random(in: 0..<text.count, using: &generator)
                let byte = alphabet.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0...2, using: &generator) {
                case 0: text[place] = byte
                case 1: text.insert(byte, at: place)
                default: text.remove(at: place)
                }
            }
            return text
        }
        let verdicts = texts.map { text -> String in
            guard let value = try? JSON(parsing: text) else { return "-" }
            return Data(value.bytes).base64EncodedString()
        }
        let input = zip(texts, verdicts).map { "\(Data($0).base64EncodedString()) \($1)" }
        let answer = try Oracle.run(
            Oracle.python(), ["-c", Self.judge], input: input.joined(separator: "\n"))
        #expect(answer.status == 0, "\(answer.complaint)")
        #expect(answer.output == "", "Python judges otherwise")
    }

    /// Reads lines of two base64 words, a text and what we wrote after reading it (or `-`), and
    /// prints those where Python's strict reader decides or understands otherwise.
    private static let judge = """
        import base64, json, sys
        def members(pairs):
            if len(dict(pairs)) != len(pairs): raise ValueError("duplicate")
            return dict(pairs)
        def constant(name): raise ValueError(name)
        def whole(digits): return int(digits) if -2**63 <= int(digits) < 2**63 else float(digits)
        def read(data):
            text = data.decode("utf-8")
            value = json.loads(
                text, object_pairs_hook=members, parse_constant=constant, parse_int=whole)
            out = json.dumps(value, ensure_ascii=False, allow_nan=False)
            out.encode("utf-8")
            if "\\\\u0000" in out: raise ValueError("null")
            return value
        for line in sys.stdin.read().split("\\n"):
            text, ours = line.split(" ")
            text = base64.b64decode(text)
            try: theirs = read(text)
            except (ValueError, RecursionError): theirs = None; refused = True
            else: refused = False
            if refused != (ours == "-"): print(text, "refused" if refused else "accepted")
            elif not refused and read(base64.b64decode(ours)) != theirs: print(text, ours)
        """
}
