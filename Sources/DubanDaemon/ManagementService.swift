// io.duban.Manager: changes the service itself.

import Civil
import DubanConfig
import DubanKernel
import DubanLedger
import Varlink

extension Desk {
    func reload(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        let wish: Reconciliation.Wish
        do throws(VarlinkError) { wish = try Self.wish(call.parameters, by: caller) } catch {
            return call.fail(error)
        }
        reload.ask(wish) { [self] result in
            switch result {
            case .success(let reloaded):
                call.reply([
                    "charterHash": .string(charter.hash),
                    "changed": .bool(reloaded.isChanged),
                    "warnings": .array(reload.warnings.map { .string($0) }),
                    "duesMoved": JSON(reloaded.difference.names[.duesMoved]?.count ?? 0),
                    "changes": reloaded.difference.rows,
                ])
            case .failure(.refused(let rejection)):
                call.fail(
                    VarlinkError(
                        "io.duban.Manager.BadCharter",
                        ["diagnostics": .array(rejection.diagnostics.map { .string($0) })]))
            case .failure(.ledger(let error)): unavailable(call, error)
            }
        }
    }

    /// Whether the caller may change the service; it is told if not.
    func mayManage(_ call: Call, _ caller: Caller) -> Bool {
        if caller.mayManage { return true }
        refused(call)
        call.fail(.permissionDenied)
        return false
    }

    /// The files of the charter in force, as they are kept for a start on bad ones.
    func getCharter(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        guard call.wantsMore else { return call.fail(.expectedMore) }
        let (keeper, hash) = (supervisor.recorder.keeper, charter.hash)
        floor.lanes.run(.charter, { keeper.kept() }) { result in
            guard case .success(let source) = result, source.hash == hash else {
                return call.fail(VarlinkError("io.duban.Manager.NoCharter"))
            }
            var entries = source.entries[...]
            var waiting: ArraySlice<JSON> = []
            call.replyEach {
                if waiting.isEmpty, let next = entries.popFirst() {
                    waiting = pieces(next.kind, next.file)[...]
                }
                return waiting.popFirst().map { .item($0) } ?? .end
            }
        }
    }

    func release(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        let text = call.parameters["toldUntil"]?.string
        let date = text.flatMap { CivilDate($0) }
        let today = charter.zone.civil(now).date
        guard text == nil || date.map({ $0 <= today }) ?? false else {
            return call.fail(.invalidParameter("toldUntil"))
        }
        release(call, caller, date, reason: nil)
    }

    func acceptLedger(_ call: Call, _ caller: Caller) {
        guard mayManage(call, caller) else { return }
        let reason = call.parameters["reason"]?.string ?? ""
        guard !reason.isEmpty, Command.isText(reason) else {
            return call.fail(.invalidParameter("reason"))
        }
        release(call, caller, nil, reason: reason)
    }

    private func release(
        _ call: Call, _ caller: Caller, _ toldUntil: CivilDate?, reason: String?
    ) {
        let actor = Actor(uid: caller.uid, person: caller.persons.min())
        supervisor.recorder.release(toldUntil, reason: reason, by: actor) { [self] result in
            switch result {
            case .success(let entry): call.reply(["entry": JSON(entry.sequence)])
            case .failure(.refused): call.fail(VarlinkError("io.duban.Manager.NothingHeld"))
            case .failure(.ledger(let error)): unavailable(call, error)
            }
        }
    }

    private static func wish(
        _ parameters: JSONObject, by caller: Caller
    ) throws(VarlinkError) -> Reconciliation.Wish {
        let reason = parameters["reason"]?.string ?? ""
        let cancelsGone = parameters["cancelGone"]?.bool ?? false
        guard !cancelsGone || !reason.isEmpty, Command.isText(reason) else {
            throw .invalidParameter("reason")
        }
        return Reconciliation.Wish(
            by: Actor(uid: caller.uid, person: caller.persons.min()),
            overVerbs: parameters["yes"]?.bool ?? false, cancelGone: cancelsGone ? reason : nil)
    }
}

/// A file in replies of at most a message each.
private func pieces(_ kind: CharterSource.Kind, _ file: CharterSource.File) -> [JSON] {
    var (rest, texts) = (
        Substring(String(decoding: file.bytes, as: UTF8.self)).unicodeScalars, [String]()
    )
    repeat {
        let piece = rest.prefix(pieceScalarsMax)
        texts.append(String(piece))
        rest = rest.dropFirst(pieceScalarsMax)
    } while !rest.isEmpty
    return texts.map {
        ["kind": .string(kind.rawValue), "name": .string(file.name), "text": .string($0)]
    }
}

/// Six bytes each at most stay below a message's limit.
private let pieceScalarsMax = 100_000

extension CharterDifference {
    /// `Change` of io.duban.Manager and io.duban.Status for every part; a message has its limit.
    var rows: JSON {
        .array(
            parts.map { part, names in
                [
                    "what": .string(part.rawValue), "count": JSON(names.count),
                    "names": .array(names.prefix(200).map { .string($0) }),
                ]
            })
    }
}

/// The text of io.duban.Manager as `GetInterfaceDescription` serves it.
let managementInterfaceText = """
    # Changes the service itself: for root, the office and the daemon's own account.
    interface io.duban.Manager

    # What came, went, moved or ended.
    type Change (
      # \(listed(CharterDifference.Part.allCases.map(\.rawValue), "or"))
      what: string,
      count: int,
      # The first two hundred of them
      names: []string
    )

    # Reads the configuration again. All or nothing: a bad one leaves the old one in force, and so
    # does one that the ledger cannot record.
    method Reload(
      # Where a file and a verb have both changed a field of a task, the file's word holds; and more
      # than a tenth of the open obligations of duties may end
      yes: ?bool,
      # Cancels the open tasks that the files declare no more, with a reason
      cancelGone: ?bool,
      reason: ?string
    ) -> (
      charterHash: string,
      # False when the files say what is in force already
      changed: bool,
      warnings: []string,
      # Obligations whose due date moved
      duesMoved: int,
      changes: []Change
    )

    # The files of the charter in force, in pieces: replies with one name are one file.
    # [Requires 'more' flag]
    method GetCharter() -> (
      # rules, or days for a file of working days
      kind: string,
      name: string,
      text: string
    )

    # The files of the charter in force were not kept.
    error NoCharter ()

    # Lets what was held be told.
    method Release(
      # Through the end of this date (2026-11-20) people were told by other means; nothing of it \
    is told again
      toldUntil: ?string
    ) -> (
      # The number of the entry
      entry: int
    )

    # Accepts a ledger that lacks an entry that it had: what is left of it is the truth from now on.
    method AcceptLedger(reason: string) -> (
      # The number of the entry
      entry: int
    )

    # Nothing of that is held.
    error NothingHeld ()

    \(outboxInterfaceText)

    # The configuration is refused; each diagnostic with its place.
    error BadCharter (diagnostics: []string)

    """
