// What stands in the tables of the ledger, read back for the tests with SQL of their own.

import DubanKernel
import GRDB

@testable import DubanLedger

extension Ledger {
    private func rows<Value>(_ sql: String, _ read: (Row) throws -> Value) throws -> [Value] {
        try self.read { try Row.fetchAll($0, sql: sql).map(read) }
    }

    /// The entries behind the one numbered `sequence`, in order.
    func entries(after sequence: Int64 = 0) throws -> [Entry] {
        try rows("SELECT body, hash FROM entries WHERE sequence > \(sequence) ORDER BY sequence") {
            try Link.read(body: $0[0], hash: $0[1])
        }
    }

    /// Whether every entry follows from the one before, and its columns say what its text says.
    func isWhole() throws -> Bool {
        var last: (sequence: Int64, hash: String) = (0, "")
        return try rows(
            """
            SELECT sequence, body, hash, json_extract(body, '$.sequence') IS sequence
                AND json_type(body, '$.event.' || kind) IS 'object'
            FROM entries ORDER BY sequence
            """
        ) { row in
            defer { last = (row[0], row[2]) }
            return row[0] == last.sequence + 1 && row[2] == Link.hash(row[1], after: last.hash)
                && row[3]
        }.allSatisfy { $0 }
    }

    func noticeIDs() throws -> [NoticeID] { try rows("SELECT id FROM notices") { $0[0] } }

    func deliveries() throws -> [(channel: ChannelName, notice: NoticeID)] {
        try rows(
            """
            SELECT o.channel, n.id FROM outbox AS o JOIN notices AS n ON n.number = o.notice
            WHERE o.state = 'delivered'
            """
        ) { (channel: try word($0[0]), notice: $0[1]) }
    }

    /// The notices that events tell.
    func published() throws -> [NoticeID] {
        try rows("SELECT n.id FROM events AS e JOIN notices AS n ON n.number = e.notice") { $0[0] }
    }
}
