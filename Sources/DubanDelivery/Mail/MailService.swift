// The side of the program that writes mailboxes: it answers io.duban.Mail.

package import Varlink

/// Writes mailboxes on behalf of one user's processes. Calls are done one after another on the main
/// queue; nothing else happens in that program.
@MainActor package final class MailService: VarlinkService {
    package let interface = MailInterface.description
    package var onCall: (@MainActor () -> Void)?

    private let spool: MailSpool
    private let client: UInt32

    /// Serves the mailboxes of `spool` to processes of the user `client`, and to nobody else.
    package init(spool: MailSpool, client: UInt32) {
        self.spool = spool
        self.client = client
    }

    package func call(_ call: Call) {
        defer { onCall?() }
        guard call.peer.uid == client else { return call.fail(.permissionDenied) }
        switch call.method {
        case "Prepare": prepare(call)
        case "Deliver": deliver(call)
        default: call.fail(.methodNotImplemented(call.fullMethod))
        }
    }

    private func prepare(_ call: Call) {
        let accounts = call.parameters["accounts"]?.array?.compactMap(\.string) ?? []
        call.reply(["boxes": .array(accounts.map { spool.prepare($0).json })])
    }

    private func deliver(_ call: Call) {
        let messages = call.parameters["messages"]?.array ?? []
        let requests = messages.compactMap { MailRequest($0) }
        guard requests.count == messages.count else {
            return call.fail(.invalidParameter("messages"))
        }
        let outcomes = spool.deliver(requests, to: call.parameters["account"]?.string ?? "")
        call.reply(["outcomes": .array(outcomes.map(\.json))])
    }
}
