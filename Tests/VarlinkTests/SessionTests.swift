// The server's state machine: what it begins, answers and closes, without a socket or a clock.

import TestSupport
import Testing

@testable import Varlink

/// A session behind a reference: `#expect` takes no mutating call.
@dynamicMemberLookup private final class Machine {
    private var session: Session

    init(limits: Limits) { session = Session(limits: limits) }

    subscript<Value>(dynamicMember path: KeyPath<Session, Value>) -> Value {
        session[keyPath: path]
    }

    func received(_ bytes: ArraySlice<UInt8>, now: UInt64) { session.received(bytes, now: now) }
    func endInput() { session.endInput() }
    func resumeInput(now: UInt64) { session.resumeInput(now: now) }
    func nextCall() -> Session.NextCall { session.nextCall() }
    func answer(_ reply: ReplyMessage) { session.answer(reply) }
    func answerContinuing(_ parameters: JSONObject, room: Int) -> Bool {
        session.answerContinuing(parameters, room: room)
    }
    func wrote(_ count: Int) { session.wrote(count) }

    var output: String {
        guard session.pendingOutputBytes > 0 else { return "" }
        return session.withPendingOutput { String(decoding: $0, as: UTF8.self) }
    }
}

@Suite struct SessionTests {
    private static let second: UInt64 = 1_000_000_000

    private func session(_ change: (inout Limits) -> Void = { _ in }) -> Machine {
        var limits = Limits()
        change(&limits)
        return Machine(limits: limits)
    }

    private func message(_ name: String, _ mode: CallMessage.Mode = .single) -> [UInt8] {
        var bytes: [UInt8] = []
        CallMessage(method: "a.\(name)", mode: mode).write(into: &bytes)
        return bytes
    }

    private func call(_ name: String, _ mode: CallMessage.Mode = .single) -> Session.NextCall {
        .call(CallMessage(method: "a.\(name)", mode: mode))
    }

    private func reply(_ number: Int) -> ReplyMessage {
        ReplyMessage(parameters: ["n": JSON(number)])
    }

    @Test func `a call is answered`() {
        let session = session()
        #expect(session.nextCall() == .wait)
        session.received(message("One")[...], now: 0)
        #expect(session.nextCall() == call("One"))
        #expect(session.isAnswering)
        session.answer(reply(1))
        #expect(session.output == "{\"parameters\":{\"n\":1}}\0")
        session.wrote(session.pendingOutputBytes)
        #expect(session.isAtRest)
        #expect(session.bufferedBytes == 0)
    }

    @Test func `calls are begun one after the other`() {
        let session = session()
        session.received((message("One") + message("Two", .more) + message("Three"))[...], now: 0)
        #expect(session.nextCall() == call("One"))
        #expect(session.nextCall() == .wait)
        session.answer(reply(1))
        #expect(session.nextCall() == call("Two", .more))
        #expect(session.answerContinuing(["n": 2], room: 1000))
        #expect(session.nextCall() == .wait)
        session.answer(ReplyMessage(error: "a.E", parameters: [:]))
        #expect(session.nextCall() == call("Three"))
        session.answer(reply(3))
        #expect(
            session.output == """
                {"parameters":{"n":1}}\0{"parameters":{"n":2},"continues":true}\0{"error":"a.E"}\0\
                {"parameters":{"n":3}}\0
                """)
    }

    @Test func `a oneway call is answered by nothing, not even an error`() {
        let session = session()
        session.received(
            (message("One", .oneway) + message("Two", .oneway) + message("Three"))[...], now: 0)
        #expect(session.nextCall() == call("One", .oneway))
        #expect(!session.isAnswering)
        session.answer(reply(1))
        #expect(session.nextCall() == call("Two", .oneway))
        session.answer(ReplyMessage(error: "a.E", parameters: [:]))
        #expect(session.output == "")
        #expect(session.nextCall() == call("Three"))
    }

    @Test func `however the bytes are cut, the calls are the same`() {
        var generator = SeededGenerator.announced()
        let calls = (0..<40).map { "督办\($0)" + String(repeating: "x", count: $0 * $0) }
        let bytes = calls.flatMap { message($0) }
        for round in 0..<200 {
            let session = session()
            var begun: [String] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let size = round == 0 ? 1 : Int.random(in: 1...200, using: &generator)
                session.received(rest.prefix(size), now: 0)
                rest = rest.dropFirst(size)
                while case .call(let message) = session.nextCall() {
                    begun.append(String(message.method.dropFirst(2)))
                    session.answer(ReplyMessage(parameters: [:]))
                    session.wrote(Int.random(in: 0...session.pendingOutputBytes, using: &generator))
                }
            }
            #expect(begun == calls)
        }
    }

    @Test func `no bytes whatever trap`() {
        var generator = SeededGenerator.announced()
        let good =
            Array(#"{"method":"a.B","parameters":{"督":[1.5,"\u00e9"]},"more":true}"#.utf8) + [0]
        for _ in 0..<3000 {
            let session = session { $0.messageBytesMax = 200 }
            for _ in 0..<8 where session.takesInput {
                var bytes = good
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    let place = Int.random(in: 0..<bytes.count, using: &generator)
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
                session.received(bytes.prefix(Int.random(in: 1...100, using: &generator)), now: 0)
                while case .call(let message) = session.nextCall() {
                    if message.mode == .more { _ = session.answerContinuing(["n": 1], room: 100) }
                    session.answer(reply(1))
                    session.wrote(Int.random(in: 0...session.pendingOutputBytes, using: &generator))
                }
                #expect(session.bufferedBytes <= 200 + 100 + Limits().streamBytesMax)
            }
        }
    }

    @Test(arguments: [
        "{}", "[]", "", "x", "{\"method\":\"a.B\",\"x\":1}", "{\"method\":\"a.B\"", "\u{FEFF}{}",
    ])
    func `after a malformed message there is no other`(text: String) {
        let session = session()
        session.received((message("One") + Array((text + "\0").utf8) + message("Two"))[...], now: 0)
        #expect(session.nextCall() == call("One"))
        session.answer(reply(1))
        guard case .close = session.nextCall() else {
            Issue.record("still open")
            return
        }
        #expect(session.output == "{\"parameters\":{\"n\":1}}\0")
    }

    @Test func `after its end the input is answered to the last call`() {
        let session = session()
        session.received((message("One") + message("Two"))[...], now: 0)
        session.endInput()
        #expect(!session.takesInput)
        #expect(session.nextCall() == call("One"))
        session.answer(reply(1))
        #expect(session.nextCall() == call("Two"))
        #expect(session.nextCall() == .wait)
        session.answer(reply(2))
        #expect(session.nextCall() == .finish)
    }

    @Test func `half a message at the end of the input is no call`() {
        let session = session()
        session.received((message("One") + message("Two").dropLast())[...], now: 0)
        session.endInput()
        #expect(session.nextCall() == call("One"))
        session.answer(reply(1))
        #expect(session.nextCall() == .finish)
        #expect(session.deadline == nil)
    }

    @Test func `a message of the greatest length is taken, a longer one is not`() {
        let bytes = message("One")
        let length = bytes.count - 1
        for (limit, isTaken) in [(length, true), (length - 1, false)] {
            let session = session { $0.messageBytesMax = limit }
            session.received(bytes[...], now: 0)
            #expect(session.nextCall() == (isTaken ? call("One") : .close(.tooLong)))
            let unfinished = self.session { $0.messageBytesMax = limit }
            unfinished.received(bytes[..<length], now: 0)
            #expect(unfinished.nextCall() == (isTaken ? .wait : .close(.tooLong)))
        }
    }

    @Test func `the input is held back while calls queue up`() {
        let session = session { $0.messageBytesMax = 100 }
        session.received(message("One")[...], now: 0)
        #expect(session.nextCall() == call("One"))
        while session.takesInput { session.received(message("Two")[...], now: 0) }
        #expect(session.bufferedBytes <= 100 + message("Two").count)
        #expect(!session.isFlooded)
        session.answer(reply(1))
        #expect(session.nextCall() == call("Two"))
        #expect(session.takesInput)
    }

    @Test func `a stream's peer that queues up calls is a flood`() {
        let session = session { $0.messageBytesMax = 100 }
        session.received(message("One", .more)[...], now: 0)
        #expect(session.nextCall() == call("One", .more))
        while session.takesInput { session.received(message("Two")[...], now: 0) }
        #expect(session.isFlooded)
    }

    @Test func `no call is begun while the peer does not read`() {
        let session = session { $0.streamBytesMax = 50 }
        session.received((message("One") + message("Two"))[...], now: 0)
        #expect(session.nextCall() == call("One"))
        session.answer(ReplyMessage(parameters: ["x": .string(String(repeating: "x", count: 100))]))
        #expect(session.nextCall() == .blocked)
        session.wrote(session.pendingOutputBytes - 50)
        #expect(session.nextCall() == call("Two"))
    }

    @Test func `a stream is refused when its buffer is full`() {
        let session = session { $0.streamBytesMax = 100 }
        session.received(message("One", .more)[...], now: 0)
        #expect(session.nextCall() == call("One", .more))
        var accepted = 0
        while session.answerContinuing(["n": 1], room: 1000) { accepted += 1 }
        #expect(accepted == 2)
        #expect(session.pendingOutputBytes == 80)
        #expect(!session.hasRoom)
        session.wrote(40)
        #expect(session.hasRoom)
        #expect(session.answerContinuing(["n": 2], room: 1000))
        #expect(session.output.hasSuffix("{\"parameters\":{\"n\":2},\"continues\":true}\0"))
    }

    @Test func `a long reply is taken when nothing else is pending and the user has room`() {
        let session = session { $0.streamBytesMax = 100 }
        session.received(message("One", .more)[...], now: 0)
        _ = session.nextCall()
        let long: JSONObject = ["x": .string(String(repeating: "x", count: 500))]
        #expect(!session.answerContinuing(long, room: 500))
        #expect(session.pendingOutputBytes == 0)
        #expect(session.answerContinuing(long, room: 600))
        #expect(!session.answerContinuing(["n": 1], room: 600))
    }

    @Test func `half a message has ten seconds`() {
        let session = session()
        let bytes = message("One")
        #expect(session.deadline == nil)
        session.received(bytes[..<5], now: 3 * Self.second)
        #expect(session.deadline == 13 * Self.second)
        session.received(bytes[5..<6], now: 8 * Self.second)
        #expect(session.deadline == 13 * Self.second, "a byte now and then does not help")
        session.received(bytes[6...], now: 9 * Self.second)
        #expect(session.deadline == nil)
        session.received((bytes + bytes[..<3])[...], now: 20 * Self.second)
        #expect(session.deadline == 30 * Self.second)
        session.received((bytes[3...] + bytes[..<3])[...], now: 25 * Self.second)
        #expect(session.deadline == 35 * Self.second, "a new message has its own time")
    }

    @Test func `time in which we do not read does not count`() {
        let session = session { $0.messageBytesMax = 40 }
        session.received(message("One")[...], now: 0)
        #expect(session.nextCall() == call("One"))
        session.received(
            (message("Two") + message("Three") + message("Four").dropLast())[...], now: 0)
        #expect(!session.takesInput)
        #expect(session.deadline == nil)
        session.answer(reply(1))
        #expect(session.nextCall() == call("Two"))
        session.resumeInput(now: 50 * Self.second)
        #expect(session.takesInput)
        #expect(session.deadline == 60 * Self.second)
    }

    @Test func `a reply to a call that did not ask for many is a mistake`() async {
        await #expect(processExitsWith: .failure) {
            var session = Session(limits: Limits())
            session.received(Array("{\"method\":\"a.B\"}\0".utf8)[...], now: 0)
            _ = session.nextCall()
            _ = session.answerContinuing([:], room: 100)
        }
    }
}
