// Claims: a message frozen before it is sent, so that a retry sends the same bytes and a crash can
// tell what was on the way.

package import Civil
package import DubanKernel

/// The name of a claim: 32 lower-case hexadecimal digits, a function of its channel and notices. A
/// notice is claimed once a channel, so no two claims share one; the same work after a crash gets
/// the same name.
package typealias ClaimID = String

/// Notices that go out in one message.
package struct Group: Hashable, Sendable {
    /// Who is told.
    package let person: PersonID
    /// What, in the order of deciding; one, unless the channel sends digests.
    package let notices: [Notice]
}

/// A message about to be frozen.
package struct NewClaim: Hashable, Sendable {
    /// Which claim; follows from the rest.
    package let id: ClaimID
    /// Through which channel.
    package let channel: ChannelName
    /// Who is told.
    package let person: PersonID
    /// What is told.
    package let notices: [NoticeID]
    /// What is sent; for the socket the UTF-8 of a JSON text.
    package let message: [UInt8]

    /// A message and the notices it carries: at least one, and exactly one unless the channel sends
    /// digests.
    package init(
        channel: ChannelName, person: PersonID, notices: [NoticeID], message: [UInt8]
    ) {
        precondition(notices.count == 1 || (channel.sendsDigests && !notices.isEmpty))
        id = NewClaim.id(of: notices, through: channel)
        self.channel = channel
        self.person = person
        self.notices = notices
        self.message = message
    }

    /// The name that a claim of these notices will have: a message may say it.
    package static func id(of notices: [NoticeID], through channel: ChannelName) -> ClaimID {
        let parts = ["claim", channel.rawValue] + notices.sorted()
        return String(SHA256.hexadecimal(parts.joined(separator: "\n")).prefix(32))
    }
}

/// A frozen message that is not settled.
package struct Claim: Hashable, Sendable {
    /// Which claim.
    package let id: ClaimID
    /// Through which channel.
    package let channel: ChannelName
    /// Who is told.
    package let person: PersonID
    /// What is told.
    package let notices: [NoticeID]
    /// What is sent.
    package let message: [UInt8]
    /// How often the channel has answered `retry`.
    package let retries: Int
    /// What the channel noted before its last attempt; nil when it never tried.
    package let mark: [UInt8]?
}

extension Claim {
    /// A claim just made.
    init(_ new: NewClaim) {
        self.init(
            id: new.id, channel: new.channel, person: new.person, notices: new.notices,
            message: new.message, retries: 0, mark: nil)
    }
}

/// What a channel notes before it tries: enough to tell afterwards whether the attempt went
/// through.
package struct Attempt: Hashable, Sendable {
    /// Of which claim.
    package let claim: ClaimID
    /// The channel's own affair: inode, length and offset of a mailbox, or the id of a fence.
    package let mark: [UInt8]

    /// A note about a claim.
    package init(claim: ClaimID, mark: [UInt8]) {
        self.claim = claim
        self.mark = mark
    }
}

/// What became of a claim.
package struct Settlement: Hashable, Sendable {
    /// A channel's answer.
    package enum Outcome: Hashable, Sendable {
        /// It is where it belongs, proven.
        case delivered
        /// It was sent and cannot be read back; it is not sent again.
        case unproven
        /// Try again at an instant; the claim lives on.
        case retry(why: String, at: Instant)
        /// It can never be delivered.
        case refused(why: String)
        /// It was no longer true.
        case dropped(why: String)
    }

    /// Which claim.
    package let claim: ClaimID
    /// The answer.
    package let outcome: Outcome

    /// An answer to a claim.
    package init(claim: ClaimID, outcome: Outcome) {
        self.claim = claim
        self.outcome = outcome
    }
}

extension ChannelName {
    /// One message a person and pass, instead of one a notice.
    var sendsDigests: Bool { self == .mail }
}
