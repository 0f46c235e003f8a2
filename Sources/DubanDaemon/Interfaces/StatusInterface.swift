// The text of io.duban.Status as `GetInterfaceDescription` serves it. It is written for both
// systemd's and Python's parsers, which accept less than the specification does.

import DubanKernel

private let channels = ChannelName.allCases.map(\.rawValue)

/// Varlink interface `io.duban.Status`.
let statusInterfaceText = """
    # What is due, what was told, and how the service is. Times are microseconds since \
    1970-01-01T00:00:00Z.
    # Reading follows the charter's access: what a caller may not see whole appears in counts only.
    interface io.duban.Status

    # How many obligations of a kind are in a state, by light.
    type Count (
      # \(listed(Obligation.Kind.allCases.map(\.rawValue), "or"))
      kind: string,
      # open, partial, submitted, met, metLate, missed, cancelled, excused
      state: string,
      # yellow or red; null for none
      light: ?string,
      count: int
    )

    # Something that the register says of a task: a field by its name in the configuration, \
    measures as measure.1,
    # measure.2 and so on. What is a list has an element a line.
    type Particular (
      field: string,
      text: string
    )

    # One thing one bearer must meet by one due instant.
    type Obligation (
      # e.g. task:zg-001 or info/jiaoyu/2026-11
      key: string,
      kind: string,
      title: string,
      unit: string,
      unitName: string,
      # The holder who owes it, where a post bears the duty
      person: ?string,
      personName: ?string,
      office: string,
      officeName: string,
      period: ?string,
      opensUSec: int,
      dueUSec: int,
      dueDate: string,
      # The due date rests on working days that are not published yet
      provisional: bool,
      # The last instant at which a late one counts; null for no end
      lateUntilUSec: ?int,
      state: string,
      light: ?string,
      # As of when it counts as met, and when that was recorded
      metUSec: ?int,
      metRecordedUSec: ?int,
      # Of a session that was held in time and recorded after the due instant: when it was held
      heldInTime: ?string,
      # How many counted, are owed and are wished for; null where it is not a count
      done: ?int,
      least: ?int,
      target: ?int,
      # The evidence that a submission must name
      evidence: []string,
      # Whoever submitted it has closed it too
      onePerson: bool,
      # How often it was reopened
      episode: int,
      # When somebody is told next, if nothing is recorded
      nextTellingUSec: ?int,
      # file:line:column of the rule
      rule: string,
      # Of a task or its review, where it is asked for: everything that the register says
      particulars: ?[]Particular
    )

    # Something a unit handed in that counts or waits for more evidence.
    type Submission (
      # The number of its ledger entry
      entry: int,
      recordedUSec: int,
      effectiveUSec: int,
      evidence: []string,
      # The date on which a session was held
      held: ?string,
      title: ?string,
      # It has all the evidence that is asked for, with what was handed in for the same session
      complete: bool,
      # What that session still lacks
      missing: []string
    )

    # One time of telling that was decided.
    type Telling (
      # rung, exit or moved
      kind: string,
      rung: string,
      occurrence: int,
      episode: int,
      dueDate: string,
      atUSec: int,
      decidedUSec: int,
      # told, joined, superseded, dropped or unreachable
      outcome: string,
      light: ?string,
      # Who was told, by id and by name
      persons: []string,
      names: []string,
      # Those of them who have not got it: it was refused so far, or given up
      undelivered: ?[]string
    )

    # Deliveries of a channel in a state.
    type OutboxLine (
      # \(channels.dropLast().joined(separator: ", ")) or \(channels.last!)
      channel: string,
      # waiting, sending, retrying, refused, unproven, dropped or delivered
      state: string,
      count: int,
      # How long the oldest one has waited, as the instant it was decided; null where nothing waits
      oldestUSec: ?int
    )

    # A delivery that did not go through.
    type Trouble (
      channel: string,
      state: string,
      recipient: string,
      reason: string,
      attempts: int,
      nextUSec: ?int
    )

    # What came, went, moved or ended when the charter in force came.
    type Change (
      # \(listed(CharterDifference.Part.allCases.map(\.rawValue), "or"))
      what: string,
      count: int,
      # The first two hundred of them
      names: []string
    )

    # Why the service needs a person, for as long as it does. Warnings of the charter are no reason.
    type Attention (
      # \(listed(Attention.allCases.map(\.rawValue), "or"))
      what: string,
      # What is known of it; empty for who may not see all
      text: string
    )

    # Something that happened. Sequence numbers rise by one and survive restarts.
    type Event (
      sequence: int,
      atUSec: int,
      # notice, entry, charter
      kind: string,
      # The notice's id, for a notice
      notice: ?string,
      obligation: ?string,
      # The person told, or who recorded
      person: ?string,
      unit: ?string,
      light: ?string,
      # One line to read
      text: string
    )

    # The state of the whole service.
    method GetOverview() -> (
      version: string,
      startedUSec: int,
      nowUSec: int,
      # The charter in force
      charterHash: string,
      charterLoadedUSec: int,
      # What it changed when it came, since the daemon was started; empty for who may not see all
      lastChange: []Change,
      # The zone of all dates and times that people write and read, e.g. Asia/Shanghai
      zone: string,
      # live or hold
      delivery: string,
      # Why nothing is decided to be told until it is released: first-pass, clock or ledger; null \
    where nothing
      # is held
      held: ?string,
      # Why the files on disk are not in force; null when they are
      pendingChange: ?string,
      # What the status keeps showing until it is mended. This, the troubles and the reasons of \
    pendingChange
      # are for root, the office and the daemon's own account
      warnings: []string,
      # Empty when nothing needs a person
      attention: []Attention,
      # The number of the last event
      sequence: int,
      # The number and hash of the ledger's last entry
      entries: int,
      head: string,
      lastPassUSec: ?int,
      nextLookUSec: ?int,
      counts: []Count,
      outbox: []OutboxLine,
      troubles: []Trouble,
      # Messages that need a person: refused, or for less than a day not known to have arrived; for
      # root and the office
      undeliverable: ?int
    )

    # The obligations that are not over, and those met or missed in the last 40 days.
    # [Requires 'more' flag]
    method List(
      # Of this unit and all below it
      unit: ?string,
      kind: ?string,
      state: ?string,
      light: ?string,
      # Due before this instant
      dueBeforeUSec: ?int,
      # Neither met nor reported as done when it was due
      overdue: ?bool,
      # Whom it concerns: who owes it, its owner or leader; of a unit's duty all post holders there
      person: ?string,
      # Of tasks, by these fields
      category: ?string,
      source: ?string,
      class: ?string,
      # Only what is open or of the current period; of what is not open yet what is due by the end \
    of next month.
      # It says nothing where a state is asked for in which all is over
      current: ?bool,
      # With everything that the register says of tasks
      particulars: ?bool
    ) -> (
      # Null in the only reply where there is none
      obligation: ?Obligation
    )

    # One obligation with what was recorded about it and who was told. Its key, with names or \
    aliases in it, without
    # its period (the oldest open one, else the current one) or without the caller's own unit; or \
    the name of a task.
    method Get(key: string) -> (
      obligation: Obligation,
      submissions: []Submission,
      tellings: []Telling
    )

    # Names that begin so, for shells: at most 200. `what` is obligation, unit or person.
    method Complete(what: string, prefix: string) -> (names: []string)

    # The charter's zone and working days.
    method GetCalendar() -> (
      zone: string,
      # The days of the week that are worked where no list says otherwise; Monday is 1
      week: []int,
      # Dates that differ
      rest: []string,
      work: []string,
      # The years all of whose dates are listed; in others a result is provisional
      years: []int,
      # When the office opens and closes and when people are reminded, e.g. 08:30
      opens: string,
      closes: string,
      remindAt: string,
      # What a deadline by the beginning of ten days means: last-day or day-before
      tenDays: string
    )

    # First {ready, sequence}, then events; with `after`, those behind that number first. A \
    subscriber that does
    # not read misses events and is told which in `gapFrom` and `gapThrough`.
    # [Requires 'more' flag]
    method Subscribe(after: ?int) -> (
      ready: ?bool,
      sequence: ?int,
      event: ?Event,
      gapFrom: ?int,
      gapThrough: ?int
    )

    # Nothing of that name is known, or the caller may not see it.
    # What it may have been meant for.
    error NoSuchObligation (key: string, near: []string)

    # A name without its unit, or one that several bear: the keys of all that it may mean.
    error SeveralObligations (key: string, meant: []string)

    # The charter has no such unit, or the caller may not know of it; near names.
    error NoSuchUnit (unit: string, near: []string)

    # The charter has no such person, or several of that name.
    error NoSuchPerson (person: string)

    """
