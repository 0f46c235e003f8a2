// The outbox by io.duban.Manager: what did not get through, and the office's word on it.

import Civil
import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    private nonisolated static let messagesMax = 1000

    func listOutbox(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        floor.ask(.reading, orElse: { self.unavailable(call, $0) }) { ledger throws(LedgerError) in
            try ledger.troubles(limit: Self.messagesMax)
        } then: { messages in
            call.reply(["messages": .array(messages.map(\.message))])
        }
    }

    func retry(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        do throws(VarlinkError) {
            let (selection, channel) = try self.selection(call.parameters)
            supervisor.retry(selection, on: channel, orElse: { self.unavailable(call, $0) }) {
                call.reply(["messages": JSON($0)])
            }
        } catch {
            call.fail(error)
        }
    }

    func drop(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        let reason = call.parameters["reason"]?.string ?? ""
        guard !reason.isEmpty, Command.isText(reason) else {
            return call.fail(.invalidParameter("reason"))
        }
        do throws(VarlinkError) {
            let (selection, channel) = try self.selection(call.parameters)
            // Everything at once is nobody's wish.
            guard selection != .all else { throw .invalidParameter("id") }
            let (actor, now) = (Actor(uid: caller.uid, person: caller.persons.min()), now)
            floor.ask(.recording, orElse: { self.unavailable(call, $0) }) {
                ledger throws(LedgerError) in
                try ledger.giveUp(
                    selection, on: channel, why: Reason(reason), by: actor, now: now)
            } then: { [docket] entries in
                docket.apply(entries)
                call.reply([
                    "notices": JSON(entries.reduce(0) { $0 + $1.deliveries.count }),
                    "entry": entries.last.map { JSON($0.sequence) } ?? .null,
                ])
            }
        } catch {
            call.fail(error)
        }
    }

    /// Whose messages are meant: a person's by id or name, one by its name or the beginning of it,
    /// or all.
    private func selection(
        _ parameters: JSONObject
    ) throws(VarlinkError) -> (OutboxSelection, ChannelName?) {
        var channel: ChannelName?
        if let word = parameters["channel"]?.string {
            channel = ChannelName(rawValue: word)
            if channel == nil { throw .invalidParameter("channel") }
        }
        if let name = parameters["person"]?.string {
            let persons = charter.people.values.filter { $0.id.text == name || $0.name == name }
            return (.persons(persons.isEmpty ? [PersonID(name)] : persons.map(\.id)), channel)
        }
        guard let id = parameters["id"]?.string else { return (.all, channel) }
        guard id.utf8.count >= 6 else { throw .invalidParameter("id") }
        return (.claim(id), channel)
    }

    func unavailable(_ call: Call, _ error: LedgerError) {
        call.fail(
            VarlinkError("io.duban.Manager.Unavailable", ["reason": .string(error.description)]))
    }
}

extension Entry {
    fileprivate var deliveries: [Delivered] {
        if case .told(let deliveries) = event { deliveries } else { [] }
    }
}

extension Trouble {
    /// `Undelivered` of io.duban.Manager.
    fileprivate var message: JSON {
        JSON.present([
            "id": .string(claim), "channel": .string(channel.rawValue),
            "state": .string(state.rawValue), "person": .string(person.text),
            "notices": JSON(notices), "sinceUSec": JSON(since.microseconds),
            "attempts": JSON(retries), "nextUSec": retryAt.map { JSON($0.microseconds) },
            "reason": .string(why.text),
        ])
    }
}

/// What of io.duban.Manager concerns the outbox.
let outboxInterfaceText = """
    # A message that did not get through, or of which it is not known.
    type Undelivered (
      id: string,
      channel: string,
      # retrying, refused or unproven
      state: string,
      person: string,
      # How many notices it tells
      notices: int,
      # When the oldest of them was queued
      sinceUSec: int,
      attempts: int,
      # When it is tried again; null while it is being tried, and for what was settled long ago
      nextUSec: ?int,
      reason: string
    )

    # What did not get through: at most 1000 messages, refused ones first.
    method ListOutbox() -> (messages: []Undelivered)

    # Tries messages again now: of a person (id or name), one by at least six digits of its id, of a
    # channel; without any, all.
    method Retry(person: ?string, id: ?string, channel: ?string) -> (messages: int)

    # Gives messages up, with a reason; person or id is needed. The chain says who did it.
    method Drop(person: ?string, id: ?string, channel: ?string, reason: string) -> (
      # How many notices are given up
      notices: int,
      entry: ?int
    )

    # The ledger cannot be read or written; nothing was changed.
    error Unavailable (reason: string)

    """
