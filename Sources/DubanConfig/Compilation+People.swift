// Posts and the people who hold them.

import Civil
import DubanKernel

extension Compilation {
    /// Words that `tell` gives a meaning of their own.
    static let reservedPosts = ["bearer", "owner", "up", "office"]

    /// The names of posts.
    func readPosts() {
        for post in sections["posts"] ?? [] {
            checkName(post.id, .post, also: ".:", at: post.mark)
            if Compilation.reservedPosts.contains(post.id) {
                findings.error(.reservedName(post.id, .post), at: post.mark)
            }
            posts[PostID(post.id)] = text(post.node, Wording.post.named(post.id)) ?? post.id
        }
    }

    /// Everyone who holds a post. Relays are looked up when all are read.
    func readPeople() {
        var relays: [(PersonID, SourceNode)] = []
        for definition in sections["people"] ?? [] {
            let id = PersonID(definition.id)
            let noun = Wording.person.named(definition.id)
            checkName(definition.id, .person, also: ".", at: definition.mark)
            var person = Person(
                id: id, name: definition.id, account: nil, relay: nil,
                origin: findings.origin(definition.mark))
            if let fields = fields(
                definition.node, noun, keys: ["name", "account", "relay"], at: definition.mark)
            {
                person.name =
                    required("name", in: fields).flatMap { text($0, .key("name")) } ?? person.name
                person.account = fields["account"].flatMap { account($0, of: noun) }
                if let relay = fields["relay"] { relays.append((id, relay)) }
                switch (fields.has("account"), fields.has("relay")) {
                case (true, true):
                    findings.error(.bothKeys("account", "relay", noun), at: fields.mark)
                case (false, false):
                    findings.error(.neitherKey("account", "relay", noun), at: fields.mark)
                default: break
                }
            }
            people[id] = person
        }
        for (id, node) in relays {
            guard let name = reference(node, .person, to: "people") else { continue }
            if people[PersonID(name)]?.account == nil {
                findings.error(.relayWithoutAccount(name), at: node.mark)
            } else {
                people[id]?.relay = PersonID(name)
            }
        }
    }

    /// An account's name. Warns when this machine has no such account or when it is root's.
    private func account(_ node: SourceNode, of noun: Wording) -> String? {
        guard let name = text(node, .key("account")) else { return nil }
        guard name.utf8.count <= 255, !name.hasPrefix("-"), !name.hasPrefix("."),
            !name.contains(where: { $0.isWhitespace || "/:@".contains($0) })
        else {
            findings.error(.badAccount(name), at: node.mark)
            return nil
        }
        switch environment.accounts(name) {
        case .missing: findings.warning(.noAccount(name, noun), at: node.mark)
        case .present(uid: 0): findings.warning(.rootAccount(name, noun), at: node.mark)
        case .present, .unknown: break
        }
        return name
    }
}
