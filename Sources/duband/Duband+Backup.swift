// The ledger taken away and put back, by hand or by a timer.

import ArgumentParser
import Civil
import DubanLedger

extension Duband {
    static func backUp(_ state: String, to file: String) throws {
        let copy = try orFail { () throws(LedgerError) in try Ledger.backUp(state, to: file) }
        say("\(copy.path): \(copy.summary)")
    }

    static func restore(_ file: String, to state: String) throws {
        let copy = try orFail { () throws(LedgerError) in try Ledger.restore(file, to: state) }
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
