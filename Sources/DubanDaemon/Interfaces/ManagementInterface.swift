// The text of io.duban.Manager as `GetInterfaceDescription` serves it.

/// Varlink interface `io.duban.Manager`.
let managementInterfaceText = """
    # Changes the service itself: for root, the office and the daemon's own account.
    interface io.duban.Manager

    # Reads the configuration again. All or nothing: a bad one leaves the old one in force.
    method Reload(
      # Where a file and a verb have both changed a field of a task, the file's word holds
      yes: ?bool,
      # Cancels the open tasks that the files declare no more, with a reason
      cancelGone: ?bool,
      reason: ?string
    ) -> (
      charterHash: string,
      # False when the files say what is in force already
      changed: bool,
      warnings: []string,
      # Obligations whose due date moved
      duesMoved: int
    )

    # The configuration is refused; each diagnostic with its place.
    error BadCharter (diagnostics: []string)

    """
