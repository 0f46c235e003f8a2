// What the service says of itself: since when it runs, on which charter, and what must be mended.

import Civil
import DubanKernel
import DubanLedger
import Varlink

/// The service's own facts.
@MainActor final class ServiceStatus {
    private(set) var warnings: [String]
    /// Why the configuration on disk is not in force.
    private(set) var pendingChange: String?

    private let supervisor: Supervisor
    private let startedAt: Instant
    private var loadedAt: Instant

    init(supervisor: Supervisor, warnings: [String], pendingChange: String?) {
        self.supervisor = supervisor
        self.warnings = warnings
        self.pendingChange = pendingChange
        startedAt = supervisor.floor.clock.now
        loadedAt = startedAt
    }

    private var docket: Docket { supervisor.floor.docket }

    /// A charter read from disk is in force.
    func took(_ accepted: AcceptedCharter, at now: Instant) {
        pendingChange = nil
        warnings = accepted.warnings
        loadedAt = now
    }

    /// The charter of before stays in force; says so until another one comes.
    func refuse(_ fault: Fault<Rejection>) {
        let why = fault.diagnostics.joined(separator: "\n")
        pendingChange = why
        guard case .refused = fault else { return }
        supervisor.floor.log.write(
            .error, "the configuration is refused, the charter of before stays in force:\n\(why)")
    }

    /// One line for `systemctl status`.
    var line: String {
        let charter = docket.charter
        let head = "Charter \(charter.hash.prefix(12)), \(charter.units.count) units"
        let hold = charter.delivery == .hold ? ", deliveries on hold" : ""
        return head + hold + (pendingChange == nil ? "" : ", configuration on disk refused")
    }

    /// The answer of GetOverview.
    func overview(
        counts: [JSON], outbox: [JSON], troubles: [JSON], sequence: Int64, now: Instant
    ) -> JSON {
        let charter = docket.charter
        return JSON.present([
            "version": .string(Daemon.version),
            "startedUSec": JSON(startedAt.microseconds),
            "nowUSec": JSON(now.microseconds),
            "charterHash": .string(charter.hash),
            "charterLoadedUSec": JSON(loadedAt.microseconds),
            "delivery": .string(charter.delivery.rawValue),
            "pendingChange": pendingChange.map { .string($0) },
            "warnings": .array((warnings + passingWarnings).map { .string($0) }),
            "sequence": JSON(sequence),
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
        var texts = supervisor.floor.troubles.texts
        if docket.sendingWaitsUntil != nil {
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
