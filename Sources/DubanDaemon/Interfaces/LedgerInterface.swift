// The text of io.duban.Ledger as `GetInterfaceDescription` serves it: what can be recorded is in
// the table of verbs.

import DubanKernel

/// Varlink interface `io.duban.Ledger`.
let ledgerInterfaceText = """
    # Records facts. The answer is sent when the entry is on disk.
    interface io.duban.Ledger

    # Something that was recorded about an obligation.
    type Deed (
      entry: int,
      atUSec: int,
      # The verb, or amend, grant or transfer for what the charter or the end of a unit did
      verb: string,
      # Who recorded it; null for the daemon itself
      uid: ?int,
      person: ?string,
      personName: ?string,
      # For whom, by which paper and whose signature
      onBehalfOf: ?string,
      onBehalfOfName: ?string,
      paper: ?string,
      signedBy: ?string,
      reason: ?string,
      evidence: ?[]string,
      held: ?string,
      title: ?string,
      # Since when a submission counts, where the office backdated it
      effectiveUSec: ?int,
      # The entry of the submission that was withdrawn
      withdraws: ?int,
      because: ?string,
      # The open milestones that a task was closed over
      over: ?[]string,
      # Fields, or units, from what to what, and the paper it rests on
      changes: ?[]string,
      basis: ?string
    )

    # What was recorded about an obligation, in order: the last 500 entries before the entry \
    `before`, else the
    # last ones of all. What was withdrawn stays in it.
    method History(obligation: string, before: ?int) -> (
      deeds: []Deed,
      # There are earlier ones
      earlier: bool
    )

    # Records one event. The office's people record everything, a post's holder for its own unit.
    # Nobody closes what they or their unit submitted; who writes down another's paper or signature
    # is its scribe.
    method Record(
      # \(listed(Verb.allCases.map(\.rawValue), "or"))
      verb: string,
      # A whole key (task:zg-001, info/jiaoyu/2026-11), or one without its period (info/jiaoyu): \
    then the
      # oldest open and unmet period is meant, else the current one. Names and aliases stand for \
    ids; without
      # a unit the caller's own one is meant
      obligation: string,
    \(Particular.allCases.map(\.member).joined(separator: "\n"))
      # The unit that owes it, where the office records it for that unit
      onBehalfOf: ?string,
      # The paper of that unit that is written down
      paper: ?string,
      # The post whose holder has signed what is written down
      signedBy: ?string,
      # In which a refusal is worded: zh-Hans or en; else the charter's
      language: ?string
    ) -> (
      # The number and hash of the entry
      entry: int,
      hash: string,
      # Which obligation it counted for
      obligation: string,
      # Its state now
      state: string,
      done: ?int,
      least: ?int,
      # The evidence that the session still lacks for which this was recorded
      missing: []string
    )

    # Nothing of that name is known, or the caller may not see it.
    error NoSuchObligation (key: string)

    # It makes no sense, or is not this caller's to record: why, and the verbs that are possible \
    now.
    # What the caller may not see is said to be unknown.
    error Refused (reason: string, allowed: []string)

    """

extension Particular {
    /// Its line among Record's parameters, below what it is.
    fileprivate var member: String {
        let verbs = VerbTable.verbs(taking: self).map(\.rawValue)
        let words =
            self == .reason
            ? "Needed by \(listed(VerbTable.uses(requiring: self), "and"))"
            : "\(listed(verbs, "or")): \(meaning)"
        return "  # \(words)\n  \(rawValue): \(wireType),"
    }
}

/// `a, b and c`.
func listed(_ words: [String], _ conjunction: String) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}
