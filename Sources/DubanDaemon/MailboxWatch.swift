// What may end a refusal: the account file or somebody's mailbox has changed. It is watched only
// while something is refused, since others change their mailboxes all day.

import Dispatch
import Systemd

/// Tells whose mailbox may be another one now.
@MainActor final class MailboxWatch {
    /// Told the accounts that are waited for and may be served now.
    var onChange: (@MainActor (Set<String>) -> Void)?

    private let spool: String
    private let log: Log
    private var accounts: Set<String> = []
    private var source: (any DispatchSourceRead)?

    private static let accountFile = "/etc/passwd"

    init(spool: String, log: Log) {
        self.spool = spool
        self.log = log
    }

    /// Watches for these accounts instead of those before; none: watches no more.
    func wait(for accounts: Set<String>) {
        self.accounts = accounts
        guard !accounts.isEmpty else {
            source?.cancel()
            source = nil
            return
        }
        guard source == nil else { return }
        do throws(SystemError) {
            let changes = try DirectoryChanges(in: ["/etc", spool])
            let source = DispatchSource.makeReadSource(
                fileDescriptor: changes.descriptor, queue: .main)
            source.setCancelHandler { changes.close() }
            source.setEventHandler { [weak self] in
                MainActor.assumeIsolated { self?.changed(changes.drain()) }
            }
            source.activate()
            self.source = source
        } catch {
            log.write(.warning, "changed mailboxes will be noticed within the hour only: \(error)")
        }
    }

    private func changed(_ paths: Set<String>?) {
        let hit =
            paths.map { paths in
                paths.contains(Self.accountFile)
                    ? accounts : accounts.filter { paths.contains("\(spool)/\($0)") }
            } ?? accounts
        if !hit.isEmpty { onChange?(hit) }
    }
}
