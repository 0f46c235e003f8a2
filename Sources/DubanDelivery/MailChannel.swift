// Digests into mailboxes: the mail courier's two steps as a channel.

package import DubanKernel

/// Mailboxes as a channel. A message's bytes are an mbox entry; its mark is the state of the
/// mailbox before the first attempt.
package final class MailChannel: Channel {
    package let name = ChannelName.mail
    package let batchMax = 1000

    private let courier: MailCourier

    /// Mail by way of `courier`.
    package init(courier: MailCourier) { self.courier = courier }

    /// One message a reader, or a few where one would be too long.
    package func compose(_ notices: [Notice], by composer: Composer) -> [Message<Composed>] {
        composer.digests(of: notices).flatMap { composer.mails(to: $0.reader, $0.notices) }
    }

    /// Takes the state of the boxes that get a first attempt; what was attempted before keeps the
    /// state taken then.
    package func prepare(_ batch: [Message<Addressed>]) -> [Preparation] {
        let first = batch.map(\.stage).filter { $0.mark == nil }
        let accounts = Set(first.map(\.recipient)).sorted()
        let boxes = Dictionary(uniqueKeysWithValues: zip(accounts, courier.prepare(accounts)))
        return batch.map { message in
            if let stored = message.stage.mark {
                let mark = MailMark(attempt: MailMark(stored)?.attempt, wasAttempted: true)
                return .ready(mark: mark.bytes)
            }
            return switch boxes[message.stage.recipient] {
            case .success(let attempt):
                .ready(mark: MailMark(attempt: attempt, wasAttempted: false).bytes)
            // The first step writes nothing, whatever becomes of it.
            case .failure(.retry(let why, _)): .settled(.retry(.said(why), untouched: true))
            case .failure(.refused(let why)): .settled(.refused(.said(why)))
            case nil: preconditionFailure("the courier answers for every account")
            }
        }
    }

    /// Delivers what waits for each account together, in the order of the batch. Boxes in which an
    /// earlier attempt is to be looked for come last: what their owners have made of them delays
    /// nobody else's mail.
    package func deliver(_ batch: [Message<Marked>]) -> [Outcome] {
        var outcomes: [Int: Outcome] = [:]
        for (account, indices) in Self.boxes(of: batch) {
            var requests: [(index: Int, request: MailRequest)] = []
            for index in indices {
                do throws(MailEntry.Malformed) {
                    requests.append((index, try request(batch[index])))
                } catch {
                    outcomes[index] = .refused(.said("the message \(error.reason)"))
                }
            }
            let answers = courier.deliver(requests.map(\.request), to: account)
            for ((index, request), answer) in zip(requests, answers) {
                outcomes[index] = outcome(answer, of: request)
            }
        }
        return batch.indices.map { outcomes[$0]! }
    }

    /// The boxes in the order in which they are served, with the indices of their messages.
    static func boxes(
        of batch: [Message<Marked>]
    ) -> [(account: String, indices: [Int])] {
        let boxes = Dictionary(grouping: batch.indices) { batch[$0].stage.recipient }
            .map { account, indices in
                let isSearched = indices.contains {
                    MailMark(batch[$0].stage.mark)?.wasAttempted ?? true
                }
                return (account: account, indices: indices, isSearched: isSearched)
            }
        let sorted = boxes.sorted {
            $0.isSearched == $1.isSearched ? $0.account < $1.account : $1.isSearched
        }
        return sorted.map { ($0.account, $0.indices) }
    }

    package func rest() { courier.disconnect() }

    private func request(
        _ message: Message<Marked>
    ) throws(MailEntry.Malformed) -> MailRequest {
        let mark = MailMark(message.stage.mark)
        let entry = try MailEntry(checking: message.bytes)
        // A mail that may be in the box already says so in its own language.
        let words = Phrasebook(language: entry.language ?? .chinese)
        // A mark that cannot be read says that there was an attempt, and nothing about the box.
        return MailRequest(
            entry: entry, attempt: mark?.attempt, wasAttempted: mark?.wasAttempted ?? true,
            repetitionMark: words.possiblyRepeated)
    }

    private func outcome(_ answer: MailOutcome, of request: MailRequest) -> Outcome {
        switch answer {
        case .success: .delivered
        // This attempt wrote nothing, but an earlier one may have.
        case .failure(.retry(let why, let untouched)):
            .retry(.said(why), untouched: untouched && !request.wasAttempted)
        case .failure(.refused(let why)):
            .refused(.said(why), untouched: !request.wasAttempted)
        }
    }
}

/// The mark of a mail: `first INODE LENGTH MODIFIED`, `again INODE LENGTH MODIFIED`, or `again`
/// where the state of the box is not known any more.
struct MailMark: Hashable {
    /// The state of the box before the first attempt.
    let attempt: MailAttempt?
    /// Whether an attempt before the present one may have written the mail.
    let wasAttempted: Bool
}

extension MailMark {
    var bytes: [UInt8] {
        let state = attempt.map { " \($0.inode) \($0.length) \($0.modified)" } ?? ""
        return Array(((wasAttempted ? "again" : "first") + state).utf8)
    }

    /// Reads the stored form; nil for anything else.
    init?(_ bytes: [UInt8]) {
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        guard let first = words.first, first == "first" || first == "again" else { return nil }
        wasAttempted = first == "again"
        if words.count == 1, wasAttempted {
            attempt = nil
            return
        }
        guard words.count == 4, let inode = Int64(words[1]), let length = Int64(words[2]),
            let modified = Int64(words[3])
        else { return nil }
        attempt = MailAttempt(inode: inode, length: length, modified: modified)
    }
}
