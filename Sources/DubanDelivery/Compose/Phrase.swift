// Every text that a notice is told with, as one table a language: Phrase+Chinese.swift and
// Phrase+English.swift. Composing decides which phrase is said; only the tables know how.

import DubanKernel

/// Something a message says, with what it is said of.
enum Phrase {
    // Counts, in subjects and opening lines.
    case open(Int)
    case lit(Int, Light)
    case moved(Int)
    /// So many that need no more doing.
    case settled(Int)
    case subject([String])
    /// Before the subject of a mail that may have been delivered already.
    case possiblyRepeated
    case greeting(name: String)
    /// A mail's opening: counts as of a date and time.
    case asOf(String, [String])

    // The lines about one obligation.
    case section(DigestSection)
    /// Marks before a title, in one string that ends where the title begins.
    case marked([String])
    case light(Light)
    /// The mark of a light that went out; nil for one that is not known.
    case lightOut(Light?)
    /// The mark of a moved due date.
    case movedMark
    /// The mark of something told late.
    case late
    /// The mark of a due date that may still move.
    case provisional
    /// The mark of a line for somebody else.
    case passOn(name: String)
    case titled(String, key: String)
    case statements([String])
    case due(String)
    /// Due on a later day: civil days and working days from today.
    case daysLeft(Int, working: Int)
    /// Due later today: whole hours and minutes.
    case timeLeft(hours: Int, minutes: Int)
    /// The due instant passed earlier today.
    case overdueToday
    /// The due instant passed on an earlier day.
    case overdue(Int, working: Int)
    case progress(Notice.Progress)
    /// The due date moved; nil when it is not known from when.
    case dueMoved(from: String?, to: String)
    case settledNow
    /// When it was to be told.
    case scheduled(String)
    case settle(command: String)
    /// In a command, where a piece of evidence is to be named.
    case anyEvidence
    /// In a command, where a reason is to be given.
    case anyReason
    case look(command: String)
    /// The ids of the notices told by a line.
    case notices([String])

    // Several units at once.
    /// So many of all units are under a light, or without one still owe it.
    case rollUp(title: String, units: Int, of: Int, Light?)
    /// One unit in a roll-up and its statements.
    case unit(String, [String])

    // What stands below.
    /// What the mark of a provisional date means.
    case provisionalNote
    /// Where more is to be found.
    case footer

    // The journal and the socket.
    /// One line: marks, unit, title with key, statements, and to whom.
    case line(marks: [String], unit: String, titled: String, [String], to: String)
    /// A person, and who receives for the person.
    case through(name: String, receiver: String)

    func text(_ language: Language) -> String {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }
}

/// The parts of a digest, the worst first.
enum DigestSection: Int, Comparable, CaseIterable {
    case redOverdue, red, yellow, due, early, moved, settled

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
