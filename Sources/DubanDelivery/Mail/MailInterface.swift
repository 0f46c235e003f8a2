// The private wire between the daemon and the program that writes mailboxes: the interface's
// description, and the requests and answers as JSON.

import Varlink

/// The Varlink interface `io.duban.Mail`.
enum MailInterface {
    static let name = "io.duban.Mail"

    static let description: InterfaceDescription = {
        do {
            return try InterfaceDescription(parsing: text)
        } catch {
            preconditionFailure("\(name): \(error)")
        }
    }()

    private static let text = """
        # Puts finished messages into mailboxes of this machine. Private to the daemon of duban: any
        # other user's calls are answered with org.varlink.service.PermissionDenied.
        interface io.duban.Mail

        # What a mailbox looked like before a message was first written to it.
        type Attempt (
          # The file's inode number.
          inode: int,
          # The file's length in bytes.
          length: int,
          # The file's modification time in nanoseconds since the epoch.
          modified: int
        )

        # One message.
        type Message (
          # The message as an entry of an mbox file: postmark, header, empty line and body, all
          # of it printable ASCII.
          entry: string,
          # The answer to Prepare before the first attempt.
          attempt: ?Attempt,
          # Whether an earlier attempt may have written the message.
          wasAttempted: bool,
          # What is put before the subject if the message may be a repetition.
          repetitionMark: string
        )

        # Whether something was done, may succeed later, or never will.
        type State (done, retry, refused)

        # How a message came to be in the mailbox: written now, found there, or written now and
        # marked as possibly a repetition.
        type Delivery (written, found, repeated)

        # What became of a message.
        type Outcome (
          state: State,
          # If done.
          delivery: ?Delivery,
          # If not done.
          why: ?string,
          # If it may succeed later: whether this call certainly wrote nothing.
          untouched: ?bool
        )

        # Whether a mailbox can be written to.
        type Readiness (
          state: State,
          # If done.
          attempt: ?Attempt,
          # If not done.
          why: ?string
        )

        # Creates the mailboxes that do not exist yet and answers the state of each, in order.
        method Prepare(accounts: []string) -> (boxes: []Readiness)

        # Puts messages into the mailbox of one account, by one write, and brings them to the disk.
        # Answers an outcome for each, in order.
        method Deliver(account: string, messages: []Message) -> (outcomes: []Outcome)

        """
}

extension MailAttempt {
    var json: JSON {
        ["inode": .integer(inode), "length": .integer(length), "modified": .integer(modified)]
    }

    init?(_ json: JSON) {
        guard let inode = json["inode"]?.integer, let length = json["length"]?.integer,
            let modified = json["modified"]?.integer
        else { return nil }
        self.init(inode: inode, length: length, modified: modified)
    }
}

extension MailRequest {
    var json: JSON {
        .present([
            "entry": .string(String(decoding: entry.bytes, as: UTF8.self)),
            "attempt": attempt?.json,
            "wasAttempted": .bool(wasAttempted), "repetitionMark": .string(repetitionMark),
        ])
    }

    /// Nil also where the entry is none: who asks has checked it, so that is a mistake.
    init?(_ json: JSON) {
        guard let text = json["entry"]?.string,
            let entry = try? MailEntry(checking: Array(text.utf8)),
            let wasAttempted = json["wasAttempted"]?.bool,
            let repetitionMark = json["repetitionMark"]?.string
        else { return nil }
        self.init(
            entry: entry, attempt: json["attempt"].flatMap { MailAttempt($0) },
            wasAttempted: wasAttempted, repetitionMark: repetitionMark)
    }

    /// How many bytes `json` takes on the wire, at most.
    var wireBytes: Int {
        entry.bytes.reduce(512 + 6 * repetitionMark.utf8.count) { sum, byte in
            switch byte {
            case lineFeed, UInt8(ascii: "\t"), UInt8(ascii: "\""), UInt8(ascii: "\\"): sum + 2
            default: sum + 1
            }
        }
    }
}

extension MailOutcome {
    var json: JSON {
        json(saysUntouched: true) { ["state": "done", "delivery": .string($0.rawValue)] }
    }

    init?(_ json: JSON) {
        self.init(json, untouched: json["untouched"]?.bool) {
            json["delivery"]?.string.flatMap { MailDelivery(rawValue: $0) }
        }
    }
}

extension MailReadiness {
    var json: JSON { json(saysUntouched: false) { ["state": "done", "attempt": $0.json] } }

    init?(_ json: JSON) {
        self.init(json, untouched: true) { json["attempt"].flatMap { MailAttempt($0) } }
    }
}

extension Result where Failure == MailTrouble {
    /// Only an outcome says `untouched`: a first step never writes.
    fileprivate func json(saysUntouched: Bool, done: (Success) -> JSON) -> JSON {
        switch self {
        case .success(let success): done(success)
        case .failure(.retry(let why, let untouched)):
            .present([
                "state": "retry", "why": .string(why),
                "untouched": saysUntouched ? .bool(untouched) : nil,
            ])
        case .failure(.refused(let why)): ["state": "refused", "why": .string(why)]
        }
    }

    fileprivate init?(_ json: JSON, untouched: Bool?, done: () -> Success?) {
        switch (json["state"]?.string, json["why"]?.string, untouched) {
        case ("done", _, _):
            guard let success = done() else { return nil }
            self = .success(success)
        case ("retry", let why?, let untouched?): self = .failure(.retry(why, untouched: untouched))
        case ("refused", let why?, _): self = .failure(.refused(why))
        default: return nil
        }
    }
}
