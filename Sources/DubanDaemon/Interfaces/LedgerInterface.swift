// The text of io.duban.Ledger as `GetInterfaceDescription` serves it.

/// Varlink interface `io.duban.Ledger`.
package let ledgerInterfaceText = """
    # Records facts. The answer is sent when the entry is on disk.
    interface io.duban.Ledger

    # Records one event. The office's people record everything, a post's holder for its own unit.
    method Record(
      # submit, withdraw, close or reopen
      verb: string,
      # A whole key (task:zg-001, info/jiaoyu/2026-11), or one without its period (info/jiaoyu): then the
      # oldest open and unmet period is meant, else the current one
      obligation: string,
      # submit: the evidence that comes with it, by name
      evidence: ?[]string,
      # submit: the date on which a session was held, 2026-11-20
      held: ?string,
      # withdraw: the entry that recorded the submission; null for the latest one
      entry: ?int,
      # reopen: relapse, false or error
      because: ?string,
      # Needed by withdraw, reopen and backdating
      reason: ?string,
      # The office backdates a submission to this instant, with a reason
      effectiveUSec: ?int,
      # The unit for which a clerk records it
      onBehalfOf: ?string
    ) -> (
      # The number and hash of the entry
      entry: int,
      hash: string,
      # Which obligation it counted for
      obligation: string,
      # Its state now
      state: string,
      done: ?int,
      least: ?int
    )

    # It makes no sense: why, and the verbs that are possible now.
    error Refused (reason: string, allowed: []string)

    """
