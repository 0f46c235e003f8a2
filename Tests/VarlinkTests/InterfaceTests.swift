// Interface descriptions: which are read, what calls they allow.

import TestSupport
import Testing

@testable import Varlink

@Suite struct InterfaceTests {
    /// Everything that the portable dialect can say.
    static let portable = """
        # An example. 例子
        interface org.example.things

        # An enumeration.
        type Colour (red, green_2, blue)

        type Thing (
          # Its name.
          name: string, # trailing
          colour: ?Colour,
          sizes: []int,
          weights: ?[](unit: string, value: float),
          labels: [string]string,
          parts: ?[]Thing,
          raw: object,
          state: (open, closed),
          inner: (deep: (flag: bool))
        )

        method Nothing() -> ()
        method Make(thing: Thing, count: ?int) -> (made: []Thing)
        error Refused ()
        error Bad (reason: string, thing: ?Thing)

        """

    @Test func `a description is read whole`() throws {
        let interface = try InterfaceDescription(parsing: Self.portable)
        #expect(interface.name == "org.example.things")
        #expect(interface.text == Self.portable)
        #expect(interface.types.map(\.name) == ["Colour", "Thing"])
        #expect(interface.methods.map(\.name) == ["Nothing", "Make"])
        #expect(interface.errors.map(\.name) == ["Refused", "Bad"])
        #expect(interface.types[0].type == .enumeration(["red", "green_2", "blue"]))
        #expect(interface.method("Nothing")?.input == [])
        #expect(
            interface.method("Make")?.output
                == [.init(name: "made", type: .array(.named("Thing")))])
        #expect(interface.method("make") == nil)
    }

    @Test(arguments: [InterfaceDescription.Dialect.portable, .full])
    func `printing and reading again changes nothing`(
        dialect: InterfaceDescription.Dialect
    ) throws {
        let read = try InterfaceDescription(parsing: Self.portable, dialect: dialect)
        let again = try InterfaceDescription(parsing: printed(read), dialect: dialect)
        #expect(again.types == read.types)
        #expect(again.methods == read.methods)
        #expect(again.errors == read.errors)
    }

    /// Descriptions of which systemd 257 or Python's reader refuses each: the portable dialect
    /// does, too.
    static let unportable: [(String, String)] = [
        ("type T (a: [][]int)", "'[]' of a container"),
        ("type T (a: []?int)", "'[]' of a container"),
        ("type T (a: ?[]?int)", "'[]' of a container"),
        ("type T (a: [string][]int)", "'[string]' of a container"),
        ("type T (a: [string]())", "'()' is no portable type"),
        ("type T (a: ())", "'()' is no portable type"),
        ("type T ()", "at least one field"), ("type T (a: any)", "'any' is not portable"),
        ("type T (a: int)\r", "carriage return"),
    ]

    @Test(arguments: unportable)
    func `what one of the other readers refuses is not portable`(
        member: String, complaint: String
    ) throws {
        let text = "interface org.example.x\n\(member)\n"
        #expect(throws: Never.self) { try InterfaceDescription(parsing: text, dialect: .full) }
        let error = #expect(throws: InterfaceSyntaxError.self) {
            try InterfaceDescription(parsing: text)
        }
        #expect(error?.message.contains(complaint) == true, "\(error?.description ?? "")")
    }

    @Test(arguments: [
        ("", "1:1: the description must begin with 'interface'"),
        ("interface org.example.x\n", "2:1: the interface has no members"),
        (
            "interface example\nmethod A() -> ()\n",
            "1:11: an interface name like org.example.name was expected"
        ),
        (
            "interface org..x\nmethod A() -> ()\n",
            "1:11: an interface name like org.example.name was expected"
        ),
        (
            "interface org.-x\nmethod A() -> ()\n",
            "1:11: an interface name like org.example.name was expected"
        ),
        (
            "interface 1.x\nmethod A() -> ()\n",
            "1:11: an interface name like org.example.name was expected"
        ),
        ("interfaceorg.x\nmethod A() -> ()\n", "1:10: a space was expected"),
        (
            "interface org.x method A() -> ()\n",
            "1:17: a line break was expected after the interface's name"
        ),
        (
            "interface org.x\nmethod A() -> () method B() -> ()\n",
            "2:18: a line break was expected after 'A'"
        ),
        (
            "interface org.x\nmethod a() -> ()\n",
            "2:8: a name that begins with a capital was expected"
        ),
        ("interface org.x\nmethod A_B() -> ()\n", "2:9: '(' was expected"),
        ("interface org.x\nmethod A() ()\n", "2:12: '->' was expected"),
        ("interface org.x\nmethod A()\n", "3:1: '->' was expected"),
        ("interface org.x\nmethod A(a, b) -> ()\n", "2:9: parameters need types"),
        ("interface org.x\nmethod A(a: int, b) -> ()\n", "2:19: ':' was expected"),
        ("interface org.x\ntype E (a, b: int)\n", "2:14: an enumeration's word has no type"),
        ("interface org.x\ntype T (a: int,)\n", "2:16: a field name was expected"),
        ("interface org.x\ntype E (a,)\n", "2:11: a field name was expected"),
        ("interface org.x\ntype T (a: int b: int)\n", "2:16: ',' or ')' was expected"),
        ("interface org.x\ntype T (a: int\n", "3:1: ',' or ')' was expected"),
        ("interface org.x\ntype T (a__b: int)\n", "2:9: a field name was expected"),
        ("interface org.x\ntype T (_a: int)\n", "2:9: a field name was expected"),
        ("interface org.x\ntype T (a_: int)\n", "2:9: a field name was expected"),
        ("interface org.x\ntype T (1a: int)\n", "2:9: a field name was expected"),
        ("interface org.x\ntype T (名: int)\n", "2:9: a field name was expected"),
        ("interface org.x\ntype T (a: int, a: int)\n", "2:17: 'a' is declared twice"),
        ("interface org.x\ntype E (a, a)\n", "2:12: 'a' is declared twice"),
        ("interface org.x\ntype T (a: int)\nerror T ()\n", "3:1: 'T' is declared twice"),
        ("interface org.x\ntype T (a: U)\n", "2:12: there is no type 'U'"),
        ("interface org.x\ntype T (a: integer)\n", "2:12: a type was expected"),
        ("interface org.x\ntype T (a: ??int)\n", "2:12: '??' is no type"),
        ("interface org.x\ntype T (a: )\n", "2:12: a type was expected"),
        ("interface org.x\ntype T int\n", "2:8: '(' was expected"),
        ("interface org.x\nerror E\n", "3:1: '(' was expected"),
        ("interface org.x\nstruct T (a: int)\n", "2:1: 'method', 'type' or 'error' was expected"),
        ("interface org.x\n# 督办\nmethod A() -> (\n  # 督\n  a: x\n)\n", "5:6: a type was expected"),
    ])
    func `a refusal says where and why`(text: String, complaint: String) {
        for dialect in [InterfaceDescription.Dialect.portable, .full] {
            let error = #expect(throws: InterfaceSyntaxError.self) {
                try InterfaceDescription(parsing: text, dialect: dialect)
            }
            #expect(error?.description == complaint)
        }
    }

    @MainActor @Test func `Python's reader accepts what is portable`() throws {
        let texts = [Self.portable, TestService.text, Introspection.text]
        for text in texts {
            let script =
                "import sys, varlink; print(varlink.scanner.Interface(sys.stdin.read()).name)"
            let answer = try Oracle.run(
                Oracle.python(), ["-c", script], input: text)
            #expect(answer.status == 0, "\(answer.complaint)")
            #expect(try answer.output == InterfaceDescription(parsing: text).name + "\n")
        }
    }

    private static let thing = """
        {"name":"a","sizes":[],"labels":{},"raw":{},"state":"open","inner":{"deep":{"flag":true}}
        """

    @Test(arguments: [
        ("{\"thing\":\(thing)}}", nil), ("{\"thing\":\(thing)},\"count\":1}", nil),
        ("{\"thing\":\(thing)},\"count\":null}", nil), ("{}", "thing"),
        ("{\"thing\":null}", "thing"),
        ("{\"count\":1}", "thing"), ("{\"thing\":\(thing)},\"count\":1.0}", "count"),
        ("{\"thing\":\(thing)},\"count\":\"1\"}", "count"),
        ("{\"thing\":\(thing)},\"count\":true}", "count"),
        ("{\"thing\":\(thing)},\"count\":18446744073709551616}", "count"),
        ("{\"thing\":\(thing)},\"Count\":1}", "Count"),
        ("{\"thing\":\(thing)},\"more\":null}", "more"),
        ("{\"thing\":[]}", "thing"), ("{\"thing\":{\"name\":1}}", "thing.name"),
        ("{\"thing\":\(thing),\"colour\":\"red\"}}", nil),
        ("{\"thing\":\(thing),\"colour\":null}}", nil),
        ("{\"thing\":\(thing),\"colour\":\"pink\"}}", "thing.colour"),
        ("{\"thing\":\(thing),\"colour\":1}}", "thing.colour"),
        ("{\"thing\":\(thing),\"weights\":[{\"unit\":\"g\",\"value\":1}]}}", nil),
        (
            "{\"thing\":\(thing),\"weights\":[{\"unit\":\"g\",\"value\":1.5},{\"unit\":\"g\"}]}}",
            "thing.weights[1].value"
        ),
        ("{\"thing\":\(thing),\"weights\":{}}}", "thing.weights"),
        ("{\"thing\":\(thing),\"parts\":[\(thing)}]}}", nil),
        ("{\"thing\":\(thing),\"parts\":[\(thing)},{}]}}", "thing.parts[1].name"),
        ("{\"thing\":\(thing),\"parts\":[null]}}", "thing.parts[0]"),
        ("{\"thing\":\(thing),\"extra\":1}}", "thing.extra"),
        ("{\"thing\":{\"name\":\"a\",\"sizes\":[1,\"2\"]}}", "thing.sizes[1]"),
        (
            "{\"thing\":{\"name\":\"a\",\"sizes\":[],\"labels\":{\"x\":\"y\",\"z\":1}}}",
            "thing.labels.z"
        ),
    ])
    func `parameters are checked against their declaration`(
        text: String, problem: String?
    ) throws {
        let interface = try InterfaceDescription(parsing: Self.portable)
        let method = try #require(interface.method("Make"))
        let parameters = try #require(JSON(parsing: text).object)
        #expect(interface.problem(inCall: parameters, of: method) == problem)
    }

    @Test func `any is any value but null`() throws {
        let interface = try InterfaceDescription(
            parsing: "interface org.x\nmethod A(a: any, b: ?any) -> ()\n", dialect: .full)
        let method = try #require(interface.method("A"))
        for value in [1, "a", [1], ["x": .null], true, 1.5] as [JSON] {
            #expect(interface.problem(inCall: ["a": value], of: method) == nil)
        }
        #expect(interface.problem(inCall: ["a": .null], of: method) == "a")
        #expect(interface.problem(inCall: ["a": 1, "b": .null], of: method) == nil)
    }

    @Test func `a reply can be checked, too`() throws {
        let interface = try InterfaceDescription(parsing: Self.portable)
        let method = try #require(interface.method("Make"))
        #expect(interface.problem(inReply: ["made": []], of: method) == nil)
        #expect(interface.problem(inReply: [:], of: method) == "made")
    }
}

// MARK: - Printing

/// The description of a parsed interface, without comments.
private func printed(_ interface: InterfaceDescription) -> String {
    let types = interface.types.map { "type \($0.name) \(printed($0.type))" }
    let methods = interface.methods.map {
        "method \($0.name)\(printed(.structure($0.input))) -> \(printed(.structure($0.output)))"
    }
    let errors = interface.errors.map { "error \($0.name) \(printed(.structure($0.fields)))" }
    return (["interface \(interface.name)"] + types + methods + errors).joined(separator: "\n")
}

private func printed(_ type: FieldType) -> String {
    switch type {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .object: "object"
    case .any: "any"
    case .named(let name): name
    case .enumeration(let words): "(\(words.joined(separator: ", ")))"
    case .structure(let fields):
        "(\(fields.map { "\($0.name): \(printed($0.type))" }.joined(separator: ", ")))"
    case .array(let element): "[]\(printed(element))"
    case .map(let element): "[string]\(printed(element))"
    case .nullable(let inner): "?\(printed(inner))"
    }
}
