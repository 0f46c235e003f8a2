// Posts, the people who hold them, and whether their accounts exist on this machine: asked while
// compiling, so that a retired liaison is a warning at the right line.

import Civil
import DubanKernel
import Glibc

struct People {
    static let keys = Keys("name account relay")
    /// Words that `tell` gives a meaning of their own.
    private static let reservedPosts = ["bearer", "owner", "up", "office"]

    /// The names of posts that readers see.
    private(set) var posts: [PostID: String] = [:]
    private(set) var byID: [PersonID: Person] = [:]

    init(_ symbols: Symbols, accounts: (String) -> AccountStatus) {
        readPosts(symbols)
        var relays: [(PersonID, SourceNode)] = []
        /// People whose account could not be read.
        var unknown: Set<PersonID> = []
        for definition in symbols.checked(.people) {
            let id = PersonID(definition.id)
            var person = Person(
                id: id, name: definition.id, account: nil, relay: nil,
                origin: symbols.findings.origin(definition.mark))
            if let fields = symbols.fields(of: definition, in: .people) {
                person.name = fields.requiredText("name") ?? person.name
                let account = fields.given("account") { node in
                    symbols.findings.account(node, of: fields.noun, accounts)
                }
                person.account = account.value
                if account.isUnknown { unknown.insert(id) }
                if let relay = fields["relay"] { relays.append((id, relay)) }
                fields.exclude("account", "relay")
                if !fields.mayHave("account"), !fields.mayHave("relay") {
                    symbols.findings.error(
                        .neitherKey(fields.noun, "account", "relay"), at: fields.mark)
                }
            } else {
                unknown.insert(id)
            }
            byID[id] = person
        }
        for (id, node) in relays {
            guard let name = symbols.reference(node, to: .people) else { continue }
            let relay = PersonID(name)
            if byID[relay]?.account != nil || unknown.contains(relay) {
                byID[id]?.relay = relay
            } else {
                symbols.findings.error(.relayWithoutAccount(name), at: node.mark)
            }
        }
    }

    private mutating func readPosts(_ symbols: Symbols) {
        for post in symbols.checked(.posts) {
            if People.reservedPosts.contains(post.id) {
                symbols.findings.error(.reservedName(.post, post.id), at: post.mark)
            }
            posts[PostID(post.id)] =
                symbols.findings.text(post.node, Wording.post.named(post.id)) ?? post.id
        }
    }
}

extension Findings {
    /// An account's name. Warns when this machine has no such account or when it is root's.
    fileprivate func account(
        _ node: SourceNode, of noun: Wording, _ accounts: (String) -> AccountStatus
    ) -> String? {
        guard let name = text(node, .key("account")) else { return nil }
        guard name.utf8.count <= 255, !name.hasPrefix("-"), !name.hasPrefix("."),
            !name.contains(where: { $0.isWhitespace || "/:@".contains($0) })
        else {
            error(.badAccount(name), at: node.mark)
            return nil
        }
        switch accounts(name) {
        case .missing: warning(.noAccount(noun, name), at: node.mark)
        case .present(uid: 0): warning(.rootAccount(noun, name), at: node.mark)
        case .present, .unknown: break
        }
        return name
    }
}

/// What is known about a local account.
package enum AccountStatus: Hashable, Sendable {
    /// It exists and has this number.
    case present(uid: UInt32)
    /// There is no such account.
    case missing
    /// It could not be asked (the name service failed), so nothing is said.
    case unknown

    /// Asks the system's account database (getpwnam_r(3)).
    package static func onThisMachine(_ name: String) -> AccountStatus {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        let code = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
        if found != nil { return .present(uid: entry.pw_uid) }
        // POSIX lets a missing account be reported by any of these.
        return [0, ENOENT, ESRCH, EBADF, EPERM].contains(code) ? .missing : .unknown
    }
}
