// What belongs to the service as a whole: since when it runs, on which charter, and what must be
// mended.

import Civil
import DubanConfig
import DubanKernel
package import DubanLedger
package import Varlink

/// The one charter keeper's findings and the service's own facts.
@MainActor package final class House {
    /// The release.
    package nonisolated static let version = "0.1.0"

    /// Told when a reload begins and ends; the second value is what to show.
    package var onReload: (@MainActor (_ isOver: Bool, _ status: String) -> Void)?

    private let supervisor: Supervisor
    private let keeper: CharterKeeper
    private let startedAt: Instant
    private var loadedAt: Instant
    private var warnings: [String]
    private var pendingChange: String?
    private var waiting: [@MainActor (Result<Reloaded, ReloadFault>) -> Void] = []
    private var isReloading = false

    /// A service that has just started. `pendingChange`: why the configuration on disk is not in
    /// force.
    package init(
        supervisor: Supervisor, keeper: CharterKeeper, warnings: [String], pendingChange: String?
    ) {
        self.supervisor = supervisor
        self.keeper = keeper
        self.warnings = warnings
        self.pendingChange = pendingChange
        startedAt = supervisor.clock.now
        loadedAt = startedAt
    }

    /// What a reload did.
    package struct Reloaded: Sendable {
        /// The files say something else than what was in force.
        package let isChanged: Bool
        /// What the status keeps showing.
        package let warnings: [String]
        /// Due dates that moved.
        package let duesMoved: Int
    }

    /// Why the old charter stays in force.
    package enum ReloadFault: Error, Sendable {
        /// The configuration is bad.
        case rejected([String])
        /// The acceptance could not be recorded.
        case ledger(LedgerError)
    }

    // MARK: Reload

    /// Reads the configuration again, off the loop. Who asks while one is being read gets the
    /// answer of the next.
    package func reload(then finish: @escaping @MainActor (Result<Reloaded, ReloadFault>) -> Void) {
        waiting.append(finish)
        guard !isReloading else { return }
        beginReload()
    }

    private func beginReload() {
        isReloading = true
        let served = waiting
        waiting = []
        onReload?(false, "Reading the configuration")
        let keeper = keeper
        supervisor.workplace.run(.charter, { keeper.read() }) { [self] result in
            switch result {
            case .failure(let rejection):
                refuse(.rejected(rejection.diagnostics))
                endReload(served, .failure(.rejected(rejection.diagnostics)))
            case .success(let accepted):
                take(accepted, for: served)
            }
        }
    }

    /// The charter of before stays in force; says so until another one comes.
    func refuse(_ fault: ReloadFault) {
        switch fault {
        case .ledger(let error): pendingChange = error.description
        case .rejected(let diagnostics):
            let why = diagnostics.joined(separator: "\n")
            pendingChange = why
            supervisor.log.write(
                .error,
                "the configuration is refused, the charter of before stays in force:\n" + why)
        }
    }

    private func take(
        _ accepted: AcceptedCharter,
        for served: [@MainActor (Result<Reloaded, ReloadFault>) -> Void]
    ) {
        let isChanged = accepted.charter.hash != supervisor.charter.hash
        logWarnings(of: accepted)
        supervisor.take(accepted, kept: keeper) { [self] result in
            switch result {
            case .failure(let fault):
                refuse(fault)
                endReload(served, .failure(fault))
            case .success(let change):
                pendingChange = nil
                warnings = accepted.warnings
                loadedAt = supervisor.clock.now
                endReload(
                    served,
                    .success(
                        Reloaded(
                            isChanged: isChanged, warnings: warnings, duesMoved: change.moves.count)
                    ))
            }
        }
    }

    private func endReload(
        _ served: [@MainActor (Result<Reloaded, ReloadFault>) -> Void],
        _ result: Result<Reloaded, ReloadFault>
    ) {
        isReloading = false
        onReload?(true, statusLine)
        for finish in served { finish(result) }
        if !waiting.isEmpty { beginReload() }
    }

    private func logWarnings(of accepted: AcceptedCharter) {
        for warning in accepted.warnings where !warnings.contains(warning) {
            supervisor.log.write(.warning, warning)
        }
    }

    // MARK: Showing

    /// One line for `systemctl status`.
    package var statusLine: String {
        let charter = supervisor.charter
        let head = "Charter \(charter.hash.prefix(12)), \(charter.units.count) units"
        let hold = charter.delivery == .hold ? ", deliveries on hold" : ""
        return head + hold + (pendingChange == nil ? "" : ", configuration on disk refused")
    }

    /// Writes down a refusal.
    package func refused(_ call: Call) {
        supervisor.log.write(
            .warning,
            "\(call.fullMethod) refused to uid \(call.peer.uid), process \(call.peer.pid)")
    }

    /// The answer of GetOverview.
    func overview(
        counts: [JSON], outbox: [JSON], troubles: [JSON], sequence: Int64, now: Instant
    ) -> JSON {
        let charter = supervisor.charter
        return JSON.present([
            "version": .string(House.version),
            "startedUSec": JSON(startedAt.microseconds),
            "nowUSec": JSON(now.microseconds),
            "charterHash": .string(charter.hash),
            "charterLoadedUSec": JSON(loadedAt.microseconds),
            "delivery": .string(charter.delivery.rawValue),
            "pendingChange": pendingChange.map { .string($0) },
            "warnings": .array((warnings + passingWarnings).map { .string($0) }),
            "sequence": JSON(sequence),
            "entries": JSON(supervisor.standing.head.sequence),
            "head": .string(supervisor.standing.head.hash),
            "lastPassUSec": supervisor.lastPass.map { JSON($0.microseconds) },
            "nextLookUSec": supervisor.nextLook.map { JSON($0.microseconds) },
            "counts": .array(counts),
            "outbox": .array(outbox),
            "troubles": .array(troubles),
        ])
    }

    private var passingWarnings: [String] {
        var texts: [String] = []
        if let trouble = supervisor.ledgerTrouble { texts.append(trouble.description) }
        if supervisor.sendingWaitsUntil != nil {
            texts.append(
                "the wall clock jumped by more than a day; nothing is sent for ten minutes: "
                    + "check it"
            )
        }
        return texts
    }
}
