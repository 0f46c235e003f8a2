// What the service says of itself: since when it runs, on which charter, and what must be mended.

import Civil
import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    /// One line for `systemctl status`.
    var line: String {
        let head = "Charter \(charter.hash.prefix(12)), \(charter.units.count) units"
        let hold = charter.delivery == .hold ? ", deliveries on hold" : ""
        return head + hold + (reload.pendingChange == nil ? "" : ", configuration on disk refused")
    }

    /// The answer of GetOverview.
    func overview(
        counts: [JSON], outbox: [JSON], troubles: [JSON], now: Instant
    ) -> JSON {
        JSON.present([
            "version": .string(Daemon.version),
            "startedUSec": JSON(startedAt.microseconds),
            "nowUSec": JSON(now.microseconds),
            "charterHash": .string(charter.hash),
            "charterLoadedUSec": JSON(reload.loadedAt.microseconds),
            "delivery": .string(charter.delivery.rawValue),
            "pendingChange": reload.pendingChange.map { .string($0) },
            "warnings": .array((reload.warnings + passingWarnings).map { .string($0) }),
            "sequence": JSON(hub.sequence),
            "entries": JSON(docket.standing.head.sequence),
            "head": .string(docket.standing.head.hash),
            "lastPassUSec": docket.lastPass.map { JSON($0.microseconds) },
            "nextLookUSec": supervisor.pass.nextLook.map { JSON($0.microseconds) },
            "counts": .array(counts),
            "outbox": .array(outbox),
            "troubles": .array(troubles),
        ])
    }

    private static let namesMax = 20

    private var passingWarnings: [String] {
        var texts = floor.troubles.texts
        if docket.quarantineEnd(after: now) != nil {
            texts.append(
                "the wall clock jumped by more than a day; nothing is sent for ten minutes: "
                    + "check it")
        }
        let undeclared = docket.standing.undeclared
        if !undeclared.isEmpty {
            texts.append(
                "open tasks whose declaration is gone: "
                    + listed(undeclared.map(\.text), most: Self.namesMax)
                    + "; put them back, or `dubanctl reload --cancel-gone --reason TEXT`")
        }
        return texts + [supervisor.dailyLook.warning].compactMap(\.self)
    }
}

/// `a, b and 3 more`.
func listed(_ names: [String], most: Int) -> String {
    let rest = names.count - most
    return names.prefix(most).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
}
