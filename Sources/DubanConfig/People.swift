// Posts, the people who hold them, and whether their accounts exist on this machine: asked while
// compiling, so that a retired liaison is a warning at the right line.

import Civil
import DubanKernel

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
