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
        #expect(
            interface.members.keys.sorted()
                == ["Bad", "Colour", "Make", "Nothing", "Refused", "Thing"])
        #expect(interface.members["Colour"] == .type(.enumeration(["red", "green_2", "blue"])))
        #expect(interface.members["Refused"] == .error([]))
        #expect(interface.method("Nothing")?.input == [])
        #expect(
            interface.method("Make")?.output
                == [.init(name: "made", type: .array(.named("Thing")))])
        #expect(interface.method("make") == nil)
    }

    @Test(arguments: [true, false])
    func `printing and reading again changes nothing`(isPortable: Bool) throws {
        let read = try InterfaceDescription(parsing: Self.portable, isPortable: isPortable)
        let again = try InterfaceDescription(parsing: printed(read), isPortable: isPortable)
        #expect(again.members == read.members)
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
        #expect(throws: Never.self) { try InterfaceDescription(parsing: text, isPortable: false) }
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
        for isPortable in [true, false] {
            let error = #expect(throws: InterfaceSyntaxError.self) {
                try InterfaceDescription(parsing: text, isPortable: isPortable)
            }
            #expect(error?.description == complaint)
        }
    }

    @MainActor @Test func `Python's reader accepts what is portable`() throws {
        let texts = [Self.portable, TestService.text, ServiceDirectory.text]
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
        #expect(interface.problem(in: parameters, fields: method.input) == problem)
    }

    @Test func `any is any value but null`() throws {
        let interface = try InterfaceDescription(
            parsing: "interface org.x\nmethod A(a: any, b: ?any) -> ()\n", isPortable: false)
        let fields = try #require(interface.method("A")).input
        for value in [1, "a", [1], ["x": .null], true, 1.5] as [JSON] {
            #expect(interface.problem(in: ["a": value], fields: fields) == nil)
        }
        #expect(interface.problem(in: ["a": .null], fields: fields) == "a")
        #expect(interface.problem(in: ["a": 1, "b": .null], fields: fields) == nil)
    }
}

// MARK: - Printing

/// The description of a parsed interface, without comments.
private func printed(_ interface: InterfaceDescription) -> String {
    let members = interface.members.map { name, member in
        switch member {
        case .type(let type): "type \(name) \(printed(type))"
        case .method(let method):
            "method \(name)\(printed(.structure(method.input))) -> "
                + printed(.structure(method.output))
        case .error(let fields): "error \(name) \(printed(.structure(fields)))"
        }
    }
    return (["interface \(interface.name)"] + members).joined(separator: "\n")
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
