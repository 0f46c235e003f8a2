// What was recorded about one obligation, read back from the chain.

package import DubanKernel
import GRDB

extension Ledger {
    /// The last `limit` entries about an obligation before the one numbered `end`, in order: every
    /// deed of a person about it, and what changed the task that it is.
    package func history(
        of key: ObligationKey, before end: Int64, limit: Int
    ) throws(LedgerError) -> [Entry] {
        var task: String?
        if case .task(let id, nil) = key.name { task = id.text }
        let arguments: StatementArguments = [key.text, task, end, limit]
        return try read { db in
            try db.all(
                """
                SELECT body, hash FROM entries WHERE sequence IN (
                    SELECT sequence FROM entries
                    WHERE kind IN
                        ('submitted', 'withdrawn', 'closed', 'reopened', 'resumed', 'extended')
                        AND json_extract(body, '$.event.' || kind || '.obligation') = ?1
                    UNION ALL
                    SELECT e.sequence FROM entries AS e, json_tree(e.body, '$.event') AS t
                    WHERE e.kind IN ('cancelled', 'transferred', 'amended')
                        AND (t.value = ?1 AND t.key NOT IN ('reason', 'basis')
                            OR t.value = ?2 AND t.key = 'task')
                ) AND sequence < ?3 ORDER BY sequence DESC LIMIT ?4
                """, arguments
            ) { try Link.read(body: $0[0], hash: $0[1]) }.reversed()
        }
    }
}
