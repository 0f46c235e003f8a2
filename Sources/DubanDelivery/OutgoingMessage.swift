// What composing makes and the ledger freezes: the bytes, and which notices they tell.

package import DubanKernel

/// A message in its final form. A retry sends these bytes and no others.
package struct OutgoingMessage: Sendable, Hashable {
    /// The id of the claim under which the ledger freezes it; in mail the left side of the
    /// Message-ID.
    package let claim: String
    /// How it leaves the house.
    package let channel: ChannelName
    /// The account of the mailbox; elsewhere the person whom the notice tells.
    package let recipient: String
    /// The notices that it tells, each once.
    package let notices: [NoticeID]
    /// Mail: an mbox entry around an RFC 5322 message. Journal: `JournalRecord`. Socket: JSON text.
    package let bytes: [UInt8]

    /// A message of these parts.
    package init(
        claim: String, channel: ChannelName, recipient: String, notices: [NoticeID],
        bytes: [UInt8]
    ) {
        self.claim = claim
        self.channel = channel
        self.recipient = recipient
        self.notices = notices
        self.bytes = bytes
    }
}
