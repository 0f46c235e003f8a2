// The desk of the register in tests: one task that YAML has declared, and what happens to it.

import Civil

@testable import DubanKernel

/// A register with one task, `t`, that YAML has declared, and what happens to it.
struct Desk {
    var standing = Standing()
    var charter: Charter
    let now = at("2026-11-02 09:00")

    /// Fields beside the least that a task needs.
    init(_ fields: [String: String] = [:], measures: [String] = ["do it"]) {
        charter = Desk.charter(fields, measures: measures)
        standing.assume(standing.firstSights(of: charter, now: now), at: now)
    }

    static func charter(
        _ fields: [String: String]?, measures: [String] = ["do it"], numbers: [Int?] = []
    ) -> Charter {
        Office.charter { charter in
            charter.ladders = ["l": Office.ladder(rung("-5wd")), "m": Office.ladder(rung("due"))]
            charter.schemes = [
                "s": Scheme(classes: [
                    "immediate": TaskClass(due: .on(day("2026-12-10"), nil)),
                    "standing": TaskClass(due: .reviewed(.quarter)),
                ])
            ]
            guard let fields else { return }
            let least = ["problem": "p", "lead": "jiaoyu", "owner": "secretary", "ladder": "l"]
            let all = least.merging(fields) { _, given in given }.filter { $0.value != "" }
            charter.declarations["t"] = Declaration(
                id: "t", fields: Particulars(all),
                measures: measures.enumerated().map { index, what in
                    .init(number: index < numbers.count ? numbers[index] : nil, what: what)
                }, origin: Office.origin)
        }
    }

    var task: RegisteredAssignment? { standing.register["t"] }

    /// What an entry, a verb's, does.
    mutating func enter(_ event: Event) { standing.assume([event], at: now) }

    /// What a reload would do.
    func reconciled(
        _ charter: Charter, _ reading: Reconciliation.Reading = .files
    ) -> Reconciliation {
        standing.reconciled(with: charter, reading: reading, now: now)
    }

    /// A reload; its conflicts, nothing else happens where there are any.
    @discardableResult
    mutating func reload(
        _ charter: Charter, _ reading: Reconciliation.Reading = .files
    ) -> [RegisterConflict.Why] {
        let result = reconciled(charter, reading)
        if result.conflicts.isEmpty {
            standing.assume(result.events, at: now)
            self.charter = charter
        }
        return result.conflicts.map(\.why)
    }
}
