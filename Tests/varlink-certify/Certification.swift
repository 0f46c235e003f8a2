// The interface org.varlink.certification (https://varlink.org, MIT/Apache-2.0) and its one script,
// which the client and the server of this program both follow. It is for tests only: systemd cannot
// read it, and no product offers it.

import Varlink

/// The certification's interface and steps.
enum Certification {
    enum Mode {
        case single, more, oneway
    }

    struct Step {
        let method: String
        let mode: Mode
        /// What the server wants besides `client_id`.
        let input: JSON
        let replies: [JSON]

        init(_ method: String, _ mode: Mode = .single, input: JSON = [:], replies: [JSON]) {
            self.method = method
            self.mode = mode
            self.input = input
            self.replies = replies
        }
    }

    static let name = "org.varlink.certification"

    private static let scalars: JSON = [
        "bool": false, "int": 2, "float": 3.141592653589793, "string": "a lot of string",
    ]

    private static let set: JSON = ["one": [:], "two": [:], "three": [:]]

    private static let myType: JSON = [
        "object": [
            "method": "org.varlink.certification.Test09",
            "parameters": ["map": ["foo": "Foo", "bar": "Bar"]],
        ],
        "enum": "two",
        "struct": ["first": 1, "second": "2"],
        "array": ["one", "two", "three"],
        "dictionary": ["foo": "Foo", "bar": "Bar"],
        "stringset": set,
        "nullable": .null,
        "nullable_array_struct": .null,
        "interface": [
            "foo": [
                .null, ["foo": "foo", "bar": "bar"], .null, ["one": "foo", "two": "bar"],
            ],
            "anon": ["foo": true, "bar": false],
        ],
    ]

    private static let lines = (1...10).map { JSON.string("Reply number \($0)") }

    /// The calls in their order. The input of each is what the one before answered.
    static let steps = [
        Step("Start", replies: [[:]]),
        Step("Test01", replies: [["bool": true]]),
        Step("Test02", input: ["bool": true], replies: [["int": 1]]),
        Step("Test03", input: ["int": 1], replies: [["float": 1.0]]),
        Step("Test04", input: ["float": 1.0], replies: [["string": "ping"]]),
        Step("Test05", input: ["string": "ping"], replies: [scalars]),
        Step("Test06", input: scalars, replies: [["struct": scalars]]),
        Step(
            "Test07", input: ["struct": scalars], replies: [["map": ["foo": "Foo", "bar": "Bar"]]]),
        Step("Test08", input: ["map": ["foo": "Foo", "bar": "Bar"]], replies: [["set": set]]),
        Step("Test09", input: ["set": set], replies: [["mytype": myType]]),
        Step("Test10", .more, input: ["mytype": myType], replies: lines.map { ["string": $0] }),
        Step("Test11", .oneway, input: ["last_more_replies": .array(lines)], replies: []),
        Step("End", replies: [["all_ok": true]]),
    ]

    static let text = """
        # A script of calls to test Varlink implementations against: the input of each call is what
        # the one before it answered.
        interface org.varlink.certification

        type Interface (
          foo: ?[]?[string](foo, bar, baz),
          anon: (foo: bool, bar: bool)
        )

        type MyType (
          object: object,
          enum: (one, two, three),
          struct: (first: int, second: string),
          array: []string,
          dictionary: [string]string,
          stringset: [string](),
          nullable: ?string,
          nullable_array_struct: ?[](first: int, second: string),
          interface: Interface
        )

        method Start() -> (client_id: string)

        method Test01(client_id: string) -> (bool: bool)

        method Test02(client_id: string, bool: bool) -> (int: int)

        method Test03(client_id: string, int: int) -> (float: float)

        method Test04(client_id: string, float: float) -> (string: string)

        method Test05(client_id: string, string: string) -> (
          bool: bool,
          int: int,
          float: float,
          string: string
        )

        method Test06(
          client_id: string,
          bool: bool,
          int: int,
          float: float,
          string: string
        ) -> (
          struct: (bool: bool, int: int, float: float, string: string)
        )

        method Test07(
          client_id: string,
          struct: (bool: bool, int: int, float: float, string: string)
        ) -> (map: [string]string)

        method Test08(client_id: string, map: [string]string) -> (set: [string]())

        method Test09(client_id: string, set: [string]()) -> (mytype: MyType)

        # [Requires 'more' flag]
        method Test10(client_id: string, mytype: MyType) -> (string: string)

        # To be called with 'oneway'.
        method Test11(client_id: string, last_more_replies: []string) -> ()

        method End(client_id: string) -> (all_ok: bool)

        error ClientIdError ()

        error CertificationError (wants: object, got: object)

        """
}
