// What does not work at present. A trouble lasts until work of the same kind succeeds: what can
// still be read must not hide that nothing can be written.

import DubanKernel
import DubanLedger

/// A kind of work that is in trouble by itself, or sleeps until its own time.
enum Undertaking: Hashable {
    case deciding, recording, reading, events, dailyLook
    case delivery(ChannelName)
}

/// What fails, said once when it begins and once when it is over.
@MainActor final class Troubles {
    private let log: Log
    private var held: [(of: Undertaking, error: LedgerError)] = []

    init(log: Log) { self.log = log }

    /// One line for each thing that is wrong, in the order in which they began.
    var texts: [String] {
        var texts: [String] = []
        for trouble in held where !texts.contains(trouble.error.description) {
            texts.append(trouble.error.description)
        }
        return texts
    }

    /// Work of this kind fails.
    func begin(_ undertaking: Undertaking, _ error: LedgerError) {
        let isKnown = held.contains { $0.error == error }
        if let index = held.firstIndex(where: { $0.of == undertaking }) {
            held[index].error = error
        } else {
            held.append((undertaking, error))
        }
        if !isKnown { log.write(.error, error.description) }
    }

    /// Work of this kind succeeds again, or there is none left to do.
    func end(_ undertaking: Undertaking) {
        guard let index = held.firstIndex(where: { $0.of == undertaking }) else { return }
        held.remove(at: index)
        if held.isEmpty { log.write(.notice, "the ledger works again") }
    }
}
