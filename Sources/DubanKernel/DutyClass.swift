// The classes of recurring duties (常态化任务) as one table, which charter, verbs, lists and mails
// read: a new class is a case of `Obligation.Kind` and a row here.

package import Civil

/// A class of duties, each met by a number of submissions in its period.
package struct DutyClass: Sendable {
    /// What its obligations are; the wire's word, and the English one.
    package let kind: Obligation.Kind
    /// The section of the charter that defines them.
    package let section: String
    /// What the charter calls one of them.
    package let noun: Wording
    /// How lists call its obligations in Chinese.
    package let chinese: String
    /// Whether each submission is of something held on a day of the period.
    package let isHeld: Bool
    /// Whether `evidence` (佐证) says what each submission must name.
    package let hasEvidence: Bool

    package static let all = [
        DutyClass(
            kind: .quota, section: "quotas", noun: Wording("quota", "报送任务"), chinese: "报送",
            isHeld: false, hasEvidence: false),
        DutyClass(
            kind: .session, section: "sessions", noun: Wording("session", "会议任务"),
            chinese: "会议活动", isHeld: true, hasEvidence: true),
    ]

    static let held = Set(all.filter(\.isHeld).map(\.kind))
}
