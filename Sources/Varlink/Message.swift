// The two kinds of message (UAPI.20, "Wire Protocol"), strictly decoded and compactly encoded; each
// ends with one NUL byte on the wire.

/// Why a message is none: whoever sent it gets no answer, the connection is closed.
package enum MalformedMessage: Error, Equatable, Sendable, CustomStringConvertible {
    case syntax(JSONSyntaxError)
    case notAnObject
    case unknownMember(String)
    case wrongType(String)
    case missingMethod
    case severalFlags
    case tooLong
    case tooManyCalls
    case unexpectedContinues

    package var description: String {
        switch self {
        case .syntax(let error): error.description
        case .notAnObject: "a message must be an object"
        case .unknownMember(let name): "a message has no member '\(name)'"
        case .wrongType(let name): "the member '\(name)' has the wrong type"
        case .missingMethod: "a call must name its method"
        case .severalFlags: "a call has at most one of 'oneway', 'more' and 'upgrade'"
        case .tooLong: "the message is too long"
        case .tooManyCalls: "too many calls wait behind a stream"
        case .unexpectedContinues: "a reply continues that must not"
        }
    }
}

/// A method call.
struct CallMessage: Equatable, Sendable {
    /// How many replies the caller takes.
    enum Mode: Equatable, Sendable {
        case single, more, oneway, upgrade
    }

    var method: String
    var parameters: JSONObject
    var mode: Mode

    init(method: String, parameters: JSONObject = JSONObject(), mode: Mode = .single) {
        self.method = method
        self.parameters = parameters
        self.mode = mode
    }

    /// Decodes the message in `range` (without its NUL). A flag is a Boolean or absent; `null` is
    /// an error here, as it is to systemd.
    init(
        decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(MalformedMessage) {
        var method: String?
        var parameters = JSONObject()
        var mode = Mode.single
        for (name, value) in try Envelope.members(decoding: bytes, in: range, limits: limits) {
            switch name {
            case "method":
                guard let text = value.string else { throw .wrongType(name) }
                method = text
            case "parameters": parameters = try Envelope.parameters(value)
            case "oneway": try Self.raise(.oneway, in: &mode, by: value, name)
            case "more": try Self.raise(.more, in: &mode, by: value, name)
            case "upgrade": try Self.raise(.upgrade, in: &mode, by: value, name)
            default: try Envelope.ignoreVendorMember(name)
            }
        }
        guard let method else { throw .missingMethod }
        self.init(method: method, parameters: parameters, mode: mode)
    }

    private static func raise(
        _ flag: Mode, in mode: inout Mode, by value: JSON, _ name: String
    ) throws(MalformedMessage) {
        guard let isSet = value.bool else { throw .wrongType(name) }
        guard isSet else { return }
        guard mode == .single else { throw .severalFlags }
        mode = flag
    }

    /// Appends the message and its NUL.
    func write(into output: inout [UInt8]) {
        output.append(literal: "{\"method\":")
        output.append(quoted: method)
        if !parameters.isEmpty {
            output.append(literal: ",\"parameters\":")
            parameters.write(into: &output)
        }
        switch mode {
        case .single: break
        case .more: output.append(literal: ",\"more\":true")
        case .oneway: output.append(literal: ",\"oneway\":true")
        case .upgrade: output.append(literal: ",\"upgrade\":true")
        }
        output.append(literal: "}\0")
    }
}

/// A reply, or the error in its place.
struct ReplyMessage: Equatable, Sendable {
    /// The full name of an error, nil for success.
    var error: String?
    var parameters: JSONObject
    /// True when more replies to the same call follow.
    var continues: Bool

    init(error: String? = nil, parameters: JSONObject, continues: Bool = false) {
        self.error = error
        self.parameters = parameters
        self.continues = continues
    }

    /// Decodes the message in `range` (without its NUL).
    init(
        decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(MalformedMessage) {
        parameters = JSONObject()
        continues = false
        for (name, value) in try Envelope.members(decoding: bytes, in: range, limits: limits) {
            switch name {
            case "parameters": parameters = try Envelope.parameters(value)
            case "continues":
                guard let isSet = value.bool else { throw .wrongType(name) }
                continues = isSet
            case "error":
                guard let text = value.string else { throw .wrongType(name) }
                error = text
            default: try Envelope.ignoreVendorMember(name)
            }
        }
        if error != nil, continues { throw .unexpectedContinues }
    }

    /// Appends the message and its NUL. No parameters: no member; never a vendor's member.
    func write(into output: inout [UInt8]) {
        output.append(UInt8(ascii: "{"))
        if let error {
            output.append(literal: "\"error\":")
            output.append(quoted: error)
        }
        if !parameters.isEmpty {
            if error != nil { output.append(UInt8(ascii: ",")) }
            output.append(literal: "\"parameters\":")
            parameters.write(into: &output)
        }
        if continues {
            if !parameters.isEmpty { output.append(UInt8(ascii: ",")) }
            output.append(literal: "\"continues\":true")
        }
        output.append(literal: "}\0")
    }
}

/// What both kinds of message share.
private enum Envelope {
    static func members(
        decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(MalformedMessage) -> JSONObject {
        let value: JSON
        do throws(JSONSyntaxError) {
            value = try JSON(parsing: bytes, in: range, limits: limits)
        } catch {
            throw .syntax(error)
        }
        guard case .object(let members) = value else { throw .notAnObject }
        return members
    }

    /// Absent, null and `{}` mean the same.
    static func parameters(_ value: JSON) throws(MalformedMessage) -> JSONObject {
        switch value {
        case .object(let object): object
        case .null: JSONObject()
        default: throw .wrongType("parameters")
        }
    }

    /// Names with a dot belong to vendors and are ignored; any other is an error.
    static func ignoreVendorMember(_ name: String) throws(MalformedMessage) {
        guard name.utf8.contains(UInt8(ascii: ".")) else { throw .unknownMember(name) }
    }
}
