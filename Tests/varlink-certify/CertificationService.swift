// The server's side of the certification: answers the script's calls in their order, and complains
// of any call that is not the next one or not exactly as the script has it.

import Varlink

@MainActor final class CertificationService: VarlinkService {
    let interface: InterfaceDescription
    /// The position of the step that each client has to call next.
    private var progress: [String: Int] = [:]
    private var clientsSoFar = 0

    init() throws(InterfaceSyntaxError) {
        interface = try InterfaceDescription(parsing: Certification.text, isPortable: false)
    }

    func call(_ call: Call) {
        if call.method == "Start" { return start(call) }
        guard let client = call.parameters["client_id"]?.string, let position = progress[client]
        else { return call.fail(VarlinkError("\(Certification.name).ClientIdError")) }
        let step = Certification.steps[position]
        let wanted = Self.message(of: step, client: client)
        let got = Self.message(of: call)
        guard Self.withoutNulls(got) == Self.withoutNulls(wanted) else {
            progress[client] = nil
            return call.fail(
                VarlinkError(
                    "\(Certification.name).CertificationError", ["wants": wanted, "got": got]))
        }
        progress[client] = position + 1 < Certification.steps.count ? position + 1 : nil
        for reply in step.replies.dropLast() { _ = call.replyContinues(reply) }
        call.reply(step.replies.last ?? [:])
    }

    private func start(_ call: Call) {
        clientsSoFar += 1
        let client = "client-\(clientsSoFar)"
        progress[client] = 1
        call.reply(["client_id": .string(client)])
    }

    private static func message(of step: Certification.Step, client: String) -> JSON {
        var parameters = step.input.object ?? JSONObject()
        parameters["client_id"] = .string(client)
        return message(
            "\(Certification.name).\(step.method)", parameters, more: step.mode == .more,
            oneway: step.mode == .oneway)
    }

    private static func message(of call: Call) -> JSON {
        message(call.fullMethod, call.parameters, more: call.wantsMore, oneway: call.isOneway)
    }

    private static func message(
        _ method: String, _ parameters: JSONObject, more: Bool, oneway: Bool
    ) -> JSON {
        .present([
            "method": .string(method), "parameters": .object(parameters), "more": more ? true : nil,
            "oneway": oneway ? true : nil,
        ])
    }

    /// A field that is null and one that is absent are the same.
    private static func withoutNulls(_ value: JSON) -> JSON {
        switch value {
        case .object(let object):
            var kept = JSONObject()
            for (name, value) in object.members where !value.isNull {
                kept[name] = withoutNulls(value)
            }
            return .object(kept)
        case .array(let elements): return .array(elements.map(withoutNulls))
        default: return value
        }
    }
}
