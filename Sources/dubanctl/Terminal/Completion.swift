// What the shell offers for an unfinished word: asked of the daemon, and nothing where none answers
// at once.

import ArgumentParser
import Varlink

extension CompletionKind {
    static var obligations: CompletionKind { asked("obligation") }
    static var units: CompletionKind { asked("unit") }
    static var people: CompletionKind { asked("person") }

    /// A daemon answers within a few milliseconds; whoever has pressed a key does not wait for one
    /// that hangs.
    private static let patienceMilliseconds: Int32 = 250

    private static func asked(_ what: String) -> CompletionKind {
        .custom { words, _, prefix in
            let named = words.firstIndex(of: "--socket").map { words.index(after: $0) }
            let path =
                named.flatMap { words.indices.contains($0) ? words[$0] : nil } ?? CommonOptions.path
            do throws(ClientError) {
                return try Client(path: path, timeoutMilliseconds: patienceMilliseconds)
                    .call(
                        "io.duban.Status.Complete",
                        ["what": .string(what), "prefix": .string(prefix)]
                    )
                    .texts("names")
            } catch {
                return []
            }
        }
    }
}
