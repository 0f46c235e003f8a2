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
    enum Mode: String {
        case single, more, oneway, upgrade
    }

    var method: String
    var parameters = JSONObject()
    var mode = Mode.single

    /// Appends the message and its NUL.
    func write(into output: inout [UInt8]) {
        output.append(literal: "{\"method\":")
        output.append(quoted: method)
        if !parameters.isEmpty {
            output.append(literal: ",\"parameters\":")
            parameters.write(into: &output)
        }
        if mode != .single { output.append(contentsOf: ",\"\(mode.rawValue)\":true".utf8) }
        output.append(literal: "}\0")
    }
}

extension CallMessage {
    /// Decodes the message in `range` (without its NUL). A flag is a Boolean or absent; `null` is
    /// an error here, as it is to systemd.
    init(
        decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(MalformedMessage) {
        var method: String?
        var parameters = JSONObject()
        var mode = Mode.single
        for (name, value) in try members(decoding: bytes, in: range, limits: limits) {
            switch name {
            case "method": method = try checked(value.string, name)
            case "parameters": parameters = try checked(value.parameters, name)
            case "oneway", "more", "upgrade":
                guard try checked(value.bool, name) else { continue }
                guard mode == .single else { throw .severalFlags }
                mode = Mode(rawValue: name) ?? .single
            default: try ignoreVendorMember(name)
            }
        }
        guard let method else { throw .missingMethod }
        self.init(method: method, parameters: parameters, mode: mode)
    }
}

/// A reply, or the error in its place.
struct ReplyMessage: Equatable, Sendable {
    /// The full name of an error, nil for success.
    var error: String?
    var parameters = JSONObject()
    /// True when more replies to the same call follow.
    var continues = false

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

extension ReplyMessage {
    /// Decodes the message in `range` (without its NUL).
    init(
        decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
    ) throws(MalformedMessage) {
        self.init()
        for (name, value) in try members(decoding: bytes, in: range, limits: limits) {
            switch name {
            case "parameters": parameters = try checked(value.parameters, name)
            case "continues": continues = try checked(value.bool, name)
            case "error": error = try checked(value.string, name)
            default: try ignoreVendorMember(name)
            }
        }
        if error != nil, continues { throw .unexpectedContinues }
    }
}

// MARK: - What both kinds of message share

extension JSONObject {
    /// What a program passes as parameters: always an object.
    init(parameters: JSON) {
        guard case .object(let members) = parameters else {
            preconditionFailure("parameters are an object")
        }
        self = members
    }
}

extension JSON {
    /// Absent, null and `{}` mean the same.
    fileprivate var parameters: JSONObject? { isNull ? JSONObject() : object }
}

private func members(
    decoding bytes: [UInt8], in range: Range<Int>, limits: JSONLimits
) throws(MalformedMessage) -> [JSONObject.Member] {
    let value: JSON
    do throws(JSONSyntaxError) {
        value = try JSON(parsing: bytes, in: range, limits: limits)
    } catch {
        throw .syntax(error)
    }
    guard let object = value.object else { throw .notAnObject }
    return object.members
}

private func checked<Value>(_ value: Value?, _ name: String) throws(MalformedMessage) -> Value {
    guard let value else { throw .wrongType(name) }
    return value
}

/// Names with a dot belong to vendors and are ignored; any other is an error.
private func ignoreVendorMember(_ name: String) throws(MalformedMessage) {
    guard name.utf8.contains(UInt8(ascii: ".")) else { throw .unknownMember(name) }
}
