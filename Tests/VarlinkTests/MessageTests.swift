// The two messages, byte by byte (UAPI.20, "Wire Protocol").

import Testing

@testable import Varlink

@Suite struct MessageTests {
    private func call(_ text: String) throws(MalformedMessage) -> CallMessage {
        let bytes = Array(text.utf8)
        return try CallMessage(decoding: bytes, in: bytes.indices, limits: JSONLimits())
    }

    private func reply(_ text: String) throws(MalformedMessage) -> ReplyMessage {
        let bytes = Array(text.utf8)
        return try ReplyMessage(decoding: bytes, in: bytes.indices, limits: JSONLimits())
    }

    @Test(arguments: [
        (#"{"method":"a.B"}"#, CallMessage(method: "a.B")),
        (#"{"method":"a.B","parameters":{}}"#, CallMessage(method: "a.B")),
        (#"{"method":"a.B","parameters":null}"#, CallMessage(method: "a.B")),
        (
            #" { "parameters" : { "x" : 1 } , "method" : "a.B" } "#,
            CallMessage(method: "a.B", parameters: ["x": 1])
        ),
        (#"{"method":"a.B","more":false}"#, CallMessage(method: "a.B")),
        (
            #"{"method":"a.B","more":false,"oneway":false,"upgrade":false}"#,
            CallMessage(method: "a.B")
        ),
        (#"{"method":"a.B","more":true}"#, CallMessage(method: "a.B", mode: .more)),
        (
            #"{"method":"a.B","oneway":true,"more":false}"#,
            CallMessage(method: "a.B", mode: .oneway)
        ),
        (#"{"method":"a.B","upgrade":true}"#, CallMessage(method: "a.B", mode: .upgrade)),
        (#"{"method":"a.B","org.vendor":{"x":1},"io.systemd":null}"#, CallMessage(method: "a.B")),
        (#"{"method":""}"#, CallMessage(method: "")),
    ])
    func `a call is understood`(text: String, message: CallMessage) throws {
        #expect(try call(text) == message)
    }

    @Test(arguments: [
        ("{}", MalformedMessage.missingMethod), ("[]", .notAnObject), ("1", .notAnObject),
        ("null", .notAnObject),
        ("\"a.B\"", .notAnObject), (#"{"method":null}"#, .wrongType("method")),
        (#"{"method":1}"#, .wrongType("method")), (#"{"method":["a.B"]}"#, .wrongType("method")),
        (#"{"parameters":{}}"#, .missingMethod),
        (#"{"method":"a.B","parameters":[]}"#, .wrongType("parameters")),
        (#"{"method":"a.B","parameters":"x"}"#, .wrongType("parameters")),
        (#"{"method":"a.B","parameters":false}"#, .wrongType("parameters")),
        (#"{"method":"a.B","more":1}"#, .wrongType("more")),
        (#"{"method":"a.B","more":"true"}"#, .wrongType("more")),
        (#"{"method":"a.B","more":null}"#, .wrongType("more")),
        (#"{"method":"a.B","oneway":0}"#, .wrongType("oneway")),
        (#"{"method":"a.B","upgrade":{}}"#, .wrongType("upgrade")),
        (#"{"method":"a.B","more":true,"oneway":true}"#, .severalFlags),
        (#"{"method":"a.B","more":true,"upgrade":true}"#, .severalFlags),
        (#"{"method":"a.B","upgrade":true,"oneway":true}"#, .severalFlags),
        (#"{"method":"a.B","extra":1}"#, .unknownMember("extra")),
        (#"{"method":"a.B","X-extra":1}"#, .unknownMember("X-extra")),
        (#"{"method":"a.B","Method":"a.B"}"#, .unknownMember("Method")),
        (#"{"method":"a.B","continues":true}"#, .unknownMember("continues")),
        (#"{"method":"a.B","error":"a.E"}"#, .unknownMember("error")),
        (#"{"method":"a.B","":1}"#, .unknownMember("")),
        ("", .syntax(.init(reason: .unexpectedEnd, offset: 0))),
        (#"{"method":"a.B"}{"method":"a.B"}"#, .syntax(.init(reason: .trailingBytes, offset: 16))),
        (#"{"method":"a.B","method":"a.B"}"#, .syntax(.init(reason: .duplicateName, offset: 16))),
    ])
    func `a malformed call is none`(text: String, reason: MalformedMessage) {
        #expect(throws: reason) { try call(text) }
    }

    /// What FACTS §1.2 found varlinkctl to accept and refuse.
    @Test(arguments: [
        ("{}", ReplyMessage(parameters: [:])),
        (#"{"parameters":null}"#, ReplyMessage(parameters: [:])),
        (#"{"parameters":{"a":1}}"#, ReplyMessage(parameters: ["a": 1])),
        (#"{"continues":false}"#, ReplyMessage(parameters: [:])),
        (
            #"{"parameters":{"a":1},"continues":true}"#,
            ReplyMessage(parameters: ["a": 1], continues: true)
        ),
        (
            #"{"error":"io.x.Bad","parameters":{"id":"x"}}"#,
            ReplyMessage(error: "io.x.Bad", parameters: ["id": "x"])
        ),
        (#"{"org.duban":{}}"#, ReplyMessage(parameters: [:])),
    ])
    func `a reply is understood`(text: String, message: ReplyMessage) throws {
        #expect(try reply(text) == message)
    }

    @Test(arguments: [
        ("[]", MalformedMessage.notAnObject), (#"{"upgraded":true}"#, .unknownMember("upgraded")),
        (#"{"error":"a.E","continues":true}"#, .unexpectedContinues),
        (#"{"error":null}"#, .wrongType("error")),
        (#"{"continues":null}"#, .wrongType("continues")),
        (#"{"parameters":1}"#, .wrongType("parameters")),
        (#"{"parameters":{},"parameters":{}}"#, .syntax(.init(reason: .duplicateName, offset: 17))),
    ])
    func `a malformed reply is none`(text: String, reason: MalformedMessage) {
        #expect(throws: reason) { try reply(text) }
    }

    @Test(arguments: [
        (ReplyMessage(parameters: [:]), "{}\0"),
        (ReplyMessage(parameters: ["a": 1]), "{\"parameters\":{\"a\":1}}\0"),
        (
            ReplyMessage(parameters: ["a": 1], continues: true),
            "{\"parameters\":{\"a\":1},\"continues\":true}\0"
        ),
        (ReplyMessage(parameters: [:], continues: true), "{\"continues\":true}\0"),
        (ReplyMessage(error: "a.E", parameters: [:]), "{\"error\":\"a.E\"}\0"),
        (
            ReplyMessage(error: "a.E", parameters: ["a": "督"]),
            "{\"error\":\"a.E\",\"parameters\":{\"a\":\"督\"}}\0"
        ),
    ])
    func `a reply has no superfluous byte`(message: ReplyMessage, text: String) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        (CallMessage(method: "a.B"), "{\"method\":\"a.B\"}\0"),
        (
            CallMessage(method: "a.B", parameters: ["x": 1], mode: .more),
            "{\"method\":\"a.B\",\"parameters\":{\"x\":1},\"more\":true}\0"
        ),
        (CallMessage(method: "a.B", mode: .oneway), "{\"method\":\"a.B\",\"oneway\":true}\0"),
        (CallMessage(method: "a.B", mode: .upgrade), "{\"method\":\"a.B\",\"upgrade\":true}\0"),
    ])
    func `a call has no superfluous byte`(message: CallMessage, text: String) {
        var bytes: [UInt8] = []
        message.write(into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }
}
