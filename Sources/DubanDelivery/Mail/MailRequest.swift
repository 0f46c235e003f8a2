// What is asked of the program that writes mailboxes, and what it answers. A claim's mail is
// delivered in two steps, so that a crash at any point is repaired without doubling: first the
// state of the box is taken and stored by the caller, then the mail is written; whoever tries again
// passes that state along.

/// What a mailbox looked like before a message was first written to it.
struct MailAttempt: Sendable, Hashable {
    /// The file's inode number, as its 64 bits.
    let inode: Int64
    /// The file's length in bytes. If the message was written, it stands from there on.
    let length: Int64
    /// The file's modification time in nanoseconds since the epoch.
    let modified: Int64
}

/// One message to be put into a mailbox.
struct MailRequest: Sendable {
    /// The frozen bytes, checked. The same at every attempt.
    let entry: MailEntry
    /// The state of the box that `prepare` answered before the first attempt. With it, the message
    /// is looked for behind that length before it is written, even at the first attempt: another
    /// process that was asked before may have come first.
    let attempt: MailAttempt?
    /// Whether an earlier attempt may have written the message. If so, it is looked for in the
    /// whole end of the box, and written marked unless the box proves that it was not there.
    let wasAttempted: Bool
    /// What is put before the subject of a message that may be a repetition.
    let repetitionMark: String

    /// The entry as it is written if it may be a repetition.
    var markedEntry: MailEntry { entry.markedPossiblyRepeated(repetitionMark) }
}

/// What became of a message: how it came to be in the mailbox, and on the disk, or why it is not.
typealias MailOutcome = Result<MailDelivery, MailTrouble>

/// What a mailbox answers to the first step: the state to store before the second one.
typealias MailReadiness = Result<MailAttempt, MailTrouble>

/// How a message came to be in a mailbox.
enum MailDelivery: String, Sendable, Hashable, CaseIterable {
    /// Written now.
    case written
    /// Found there: an earlier attempt had written it.
    case found
    /// Written now with the mark, because an earlier attempt may have written it.
    case repeated
}

/// Why a mailbox was not written to.
enum MailTrouble: Error, Sendable, Hashable {
    /// A later attempt may succeed. If `untouched`, this attempt certainly wrote nothing: if it was
    /// the first one, the next is a first one again, with a new `prepare`. If not, the next attempt
    /// passes the same `MailAttempt` and `wasAttempted`.
    case retry(String, untouched: Bool = true)
    /// Never to be delivered to this account as things stand.
    case refused(String)
}
