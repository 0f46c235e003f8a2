// A request after the check of its bytes, on either side of the wire.

/// A request whose bytes are known to be one mbox entry.
struct Letter {
    /// The checked bytes.
    let entry: MailEntry
    /// The request they came with.
    let request: MailRequest

    /// The entry as it is written if it may be a repetition.
    var markedEntry: MailEntry { entry.markedPossiblyRepeated(request.repetitionMark) }

    /// An outcome for each request, in order: malformed ones are refused, what `deliver` answers
    /// for the others, also in order, is theirs.
    static func outcomes(
        of requests: [MailRequest], delivering deliver: ([Letter]) -> [MailOutcome]
    ) -> [MailOutcome] {
        var refusals: [Int: MailOutcome] = [:]
        var letters: [Letter] = []
        for (index, request) in requests.enumerated() {
            do {
                letters.append(
                    Letter(entry: try MailEntry(checking: request.entry), request: request))
            } catch {
                refusals[index] = .failure(.refused("the message \(error.reason)"))
            }
        }
        var outcomes = deliver(letters).makeIterator()
        return requests.indices.map { refusals[$0] ?? outcomes.next()! }
    }
}
