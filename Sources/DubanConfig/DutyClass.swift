// The classes of recurring duties (常态化任务). A new one is a file beside `DutyClass+Quota` and a case
// of `Section`.

import Civil
import DubanKernel

/// A class of duties: its section, what its keys add to those of every duty, and how it is met.
struct DutyClass {
    /// The keys of every duty, and those of a class.
    static func keys(and own: String = "") -> Keys {
        Keys(
            "name for each start least target opens due off-day late-until ladder since until "
                + "office " + own, idle: "points", later: "restart")
    }

    static let all = [quota, session]

    let section: Section
    let noun: Wording
    let keys: Keys
    let form: @Sendable (Fields) -> DutyForm
}
