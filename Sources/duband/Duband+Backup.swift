// The ledger taken away and put back, by hand or by a timer.

import ArgumentParser
import Civil
import DubanDaemon
import DubanLedger

extension Duband {
    static func backUp(_ state: String, to file: String) throws {
        let copy = try orFail { () throws(LedgerError) in try Ledger.backUp(state, to: file) }
        say("\(copy.path): \(copy.summary)")
    }

    /// Where the service as it is installed keeps its ledger and the witness of that.
    private static let installed = (state: "/var/lib/duban", cache: "/var/cache/duban")

    /// What somebody puts back on purpose is not missing anything: the witness of the ledger that
    /// was there must not hold it.
    static func restore(_ file: String, to state: String, cache: String?) throws {
        let copy = try orFail { () throws(LedgerError) in try Ledger.restore(file, to: state) }
        if let cache = cache ?? (state == installed.state ? installed.cache : nil),
            let error = Witness.forget(in: cache)
        {
            say(
                "\(cache): the witness of the ledger that was there cannot be removed (\(error)): "
                    + "say `dubanctl ledger accept --reason TEXT` after the start")
        }
        say("\(state): \(copy.summary)")
        if let replaced = copy.replaced { say("the ledger that was there is kept as \(replaced)") }
        say("what was told after that entry is not known here and is told again")
    }

    private static func orFail<Answer>(
        _ work: () throws(LedgerError) -> Answer
    ) throws -> Answer {
        do throws(LedgerError) { return try work() } catch {
            say("duband: \(error)")
            throw ExitCode(1)
        }
    }
}

extension LedgerCopy {
    /// What it holds, in UTC: no charter is read that would name a zone.
    fileprivate var summary: String {
        guard let lastEntry else { return "an empty ledger" }
        let last = CivilDateTime(seconds: lastEntry.secondsFloor)
        return "\(entries) entries, the last of \(last) UTC, head \(head)"
    }
}
