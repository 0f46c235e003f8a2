// A message on its way out of the house. What it says is frozen under a claim before it is sent, so
// that a retry sends the same bytes and a crash can tell what was on the way; only its stage moves
// on: Composed → Frozen → Addressed → Marked → Outcome.

/// The name of a claim: 32 lower-case hexadecimal digits, a function of its channel and notices. A
/// notice is claimed once a channel, so no two claims share one; the same work after a crash gets
/// the same name.
package typealias ClaimID = String

/// What one person is told through one channel at once, at a stage of its way.
package struct Message<Stage: Hashable & Sendable>: Hashable, Sendable {
    /// The name under which it is frozen; in mail the left side of the Message-ID.
    package let claim: ClaimID
    package let channel: ChannelName
    /// Who is told; by mail whoever holds the account.
    package let person: PersonID
    package let notices: [NoticeID]
    /// What the channel composed.
    package let bytes: [UInt8]
    package let stage: Stage

    package func with<Next>(_ stage: Next) -> Message<Next> {
        Message<Next>(
            claim: claim, channel: channel, person: person, notices: notices, bytes: bytes,
            stage: stage)
    }

    package init(
        claim: ClaimID, channel: ChannelName, person: PersonID, notices: [NoticeID],
        bytes: [UInt8], stage: Stage
    ) {
        self.claim = claim
        self.channel = channel
        self.person = person
        self.notices = notices
        self.bytes = bytes
        self.stage = stage
    }
}

extension Message<Composed> {
    /// A message of at least one notice, and exactly one unless the channel sends digests.
    package init(
        channel: ChannelName, person: PersonID, notices: [NoticeID], bytes: [UInt8]
    ) {
        precondition(notices.count == 1 || (channel.sendsDigests && !notices.isEmpty))
        self.init(
            claim: Self.claim(of: notices, through: channel), channel: channel, person: person,
            notices: notices, bytes: bytes, stage: Composed())
    }

    /// The name that a claim of these notices will have: a message may say it.
    package static func claim(of notices: [NoticeID], through channel: ChannelName) -> ClaimID {
        let parts = ["claim", channel.rawValue] + notices.sorted()
        return String(SHA256.hexadecimal(parts.joined(separator: "\n")).prefix(32))
    }
}

/// In its final form, and not claimed yet.
package struct Composed: Hashable, Sendable {}

/// Claimed: its notices wait no more, and it lives until it is settled.
package struct Frozen: Hashable, Sendable {
    package let retries: Int
    /// What the channel noted before its last attempt; nil before the first one.
    package let mark: [UInt8]?

    package init(retries: Int, mark: [UInt8]?) {
        self.retries = retries
        self.mark = mark
    }

    package func addressed(to recipient: String) -> Addressed {
        Addressed(recipient: recipient, retries: retries, mark: mark)
    }
}

/// About to be prepared by its channel.
package struct Addressed: Hashable, Sendable {
    /// The account of a mailbox, which may change from one attempt to the next; elsewhere the
    /// person.
    package let recipient: String
    package let retries: Int
    package let mark: [UInt8]?

    /// The mark becomes durable before anything is written.
    package func marked(_ mark: [UInt8]) -> Marked {
        Marked(recipient: recipient, retries: retries, mark: mark)
    }
}

/// About to be delivered.
package struct Marked: Hashable, Sendable {
    package let recipient: String
    package let retries: Int
    /// The channel's own affair: enough to tell afterwards whether the attempt went through, such
    /// as inode, length and modification of a mailbox, or the identifier of a fence.
    package let mark: [UInt8]
}
