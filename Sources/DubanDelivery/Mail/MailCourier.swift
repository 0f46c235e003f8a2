// The daemon's side of mail: takes messages to the program that writes mailboxes, and brings back
// what became of them. Whatever happens to that program, the answer is an outcome.

import Glibc
import Synchronization
import Systemd
import Varlink

/// The way to the program that writes mailboxes. Calls block; they belong on the mail channel's own
/// queue.
package final class MailCourier: Sendable {
    /// Where the program is.
    package enum Route: Sendable, Hashable {
        /// The service manager listens on this socket, and starts the program when it is asked.
        case socket(path: String)
        /// It is run as a child, with its path, the spool directory and a path for its socket.
        /// `servesRoot` as in `MailSpool`.
        case child(program: String, spool: String, socket: String, servesRoot: Bool)
    }

    private let link: Mutex<MailLink>

    /// A courier by that route, that gives an answer up after `timeoutSeconds`: a disk may hang.
    package init(_ route: Route, timeoutSeconds: Int = 60) {
        link = Mutex(MailLink(route: route, timeoutSeconds: timeoutSeconds))
    }

    deinit {
        disconnect()
    }

    /// Lets the program go; the next call takes it up again. To be called whenever there is nothing
    /// to deliver for the time being, and at the end.
    func disconnect() {
        link.withLock { $0.close(violently: false) }
    }

    /// The first step: creates the accounts' boxes where needed, and answers the state of each, in
    /// order.
    ///
    /// To be stored with the claims before `deliver` is called for them. Repeating it harms
    /// nothing.
    func prepare(_ accounts: [String]) -> [MailReadiness] {
        stride(from: 0, to: accounts.count, by: Self.accountsPerCallMax).flatMap { start in
            let batch = accounts[start...].prefix(Self.accountsPerCallMax)
            let names = JSON.array(batch.map { .string($0) })
            return call("Prepare", ["accounts": names], answers: "boxes", batch.count) {
                MailReadiness($0)
            }
        }
    }

    /// The second step: puts messages into one account's box, in order, and answers the outcome of
    /// each.
    ///
    /// All that waits for one account belongs into one call, oldest first: it costs one fsync, and
    /// a box tells best whether messages were written before if it is asked about them together.
    func deliver(_ requests: [MailRequest], to account: String) -> [MailOutcome] {
        var outcomes: [MailOutcome] = []
        while outcomes.count < requests.count {
            let batch = Self.firstBatch(of: requests[outcomes.count...])
            let messages = JSON.array(batch.map(\.json))
            outcomes += call(
                "Deliver", ["account": .string(account), "messages": messages],
                answers: "outcomes", batch.count
            ) { MailOutcome($0) }
        }
        return outcomes
    }

    /// The answers of a call, or its trouble for each.
    private func call<Answer: Sendable>(
        _ method: String, _ parameters: JSON, answers name: String, _ count: Int,
        _ decode: @Sendable (JSON) -> Result<Answer, MailTrouble>?
    ) -> [Result<Answer, MailTrouble>] {
        do throws(MailTrouble) {
            return try link.withLock { link throws(MailTrouble) in
                try link.call(method, parameters, answers: name, count, decode)
            }
        } catch {
            return Array(repeating: .failure(error), count: count)
        }
    }

    /// As many requests, but at least one, as a call can carry: the service takes 1 MiB.
    private static func firstBatch(
        of requests: ArraySlice<MailRequest>
    ) -> ArraySlice<MailRequest> {
        var bytes = 0
        let fitting = requests.prefix { request in
            bytes += request.wireBytes
            return bytes <= callBytesMax
        }
        return requests.prefix(max(1, fitting.count))
    }

    private static let callBytesMax = 1_000_000
    private static let accountsPerCallMax = 200
}

/// The connection, and the child that serves it where there is one.
private struct MailLink: ~Copyable {
    let route: MailCourier.Route
    let timeoutSeconds: Int
    var client: Client?
    var child: MailChild?

    /// Calls a method and decodes the list of `count` answers that its reply holds under `name`.
    mutating func call<Answer>(
        _ method: String, _ parameters: JSON, answers name: String, _ count: Int,
        _ decode: (JSON) -> Answer?
    ) throws(MailTrouble) -> [Answer] {
        let client = try connect()
        do throws(ClientError) {
            let reply = try client.call("\(MailInterface.name).\(method)", parameters)
            let answers = (reply[name]?.array ?? []).compactMap(decode)
            if answers.count == count { return answers }
        } catch {
            close(violently: error == .timedOut)
            throw MailTrouble(error)
        }
        throw .retry("duban-mail: its answer makes no sense", untouched: false)
    }

    private mutating func connect() throws(MailTrouble) -> Client {
        if let client { return client }
        let path: String
        switch route {
        case .socket(let socket): path = socket
        case .child(let program, let spool, let socket, let servesRoot):
            path = socket
            let options = ["--spool", spool, "--socket", socket, "--allow-uid", "\(geteuid())"]
            do throws(SystemError) {
                child = try MailChild(
                    program,
                    arguments: options + ["--until-eof"] + (servesRoot ? ["--serve-root"] : []))
            } catch {
                throw .retry(error.description)
            }
        }
        do throws(ClientError) {
            let connected = try Client(path: path, timeoutSeconds: timeoutSeconds)
            client = connected
            return connected
        } catch {
            close(violently: true)
            throw MailTrouble(error)
        }
    }

    /// Gives the connection up, and the child with it.
    mutating func close(violently: Bool) {
        client = nil
        child?.end(violently: violently)
        child = nil
    }
}

extension MailTrouble {
    /// A call that has no answer may have had its effect.
    fileprivate init(_ error: ClientError) {
        let untouched =
            switch error {
            case .unreachable, .refused: true
            case .timedOut, .disconnected, .malformed: false
            }
        self = .retry("duban-mail: \(error)", untouched: untouched)
    }
}
