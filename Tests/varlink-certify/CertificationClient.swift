// The client's side of the certification: calls the script's steps with what the server answered
// before.

import Varlink

/// Runs the script against the service at a socket.
struct CertificationClient {
    /// Why the server is not certified.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let client: Client

    func run() throws {
        var last = JSONObject()
        var id: JSON?
        for step in Certification.steps {
            last["client_id"] = id
            let replies = try call(step, JSON.object(last))
            print("\(step.method): \(replies.map(\.description).joined(separator: " "))")
            if step.mode == .more {
                last = ["last_more_replies": .array(replies.compactMap { $0["string"] })]
            } else {
                last = replies.first?.object ?? JSONObject()
            }
            id = id ?? last["client_id"]
            guard replies.count == step.replies.count else {
                throw Failure(description: "\(step.method): \(replies.count) replies")
            }
        }
        guard last["all_ok"] == true else { throw Failure(description: "End: not all is well") }
    }

    private func call(
        _ step: Certification.Step, _ parameters: JSON
    ) throws(ClientError) -> [JSON] {
        let method = "\(Certification.name).\(step.method)"
        switch step.mode {
        case .single: return [try client.call(method, parameters)]
        case .oneway:
            try client.callOneway(method, parameters)
            return []
        case .more:
            var replies = try client.callMore(method, parameters)
            var received: [JSON] = []
            while let reply = try replies.next() { received.append(reply) }
            return received
        }
    }
}
