// The stage of those who owe, tell and are told: days, posts, people, units, sets, the office.

import Civil
import DubanKernel

struct Organisation {
    let symbols: Symbols
    let days: WorkingDays
    let people: People
    let tree: UnitTree
    let sets: Sets
    let roles: Roles
    /// The office where nothing else is named.
    let office: UnitID?
    /// Whether all posts, people and units could be read, so that a vacant post is news.
    let isWhole: Bool

    var findings: Findings { symbols.findings }

    init(_ symbols: Symbols, _ nodes: Nodes, accounts: (String) -> AccountStatus) {
        self.symbols = symbols
        days = WorkingDays(symbols, nodes)
        let errors = symbols.findings.errorCount
        people = People(symbols, accounts: accounts)
        let tree = UnitTree(symbols, days)
        self.tree = tree
        isWhole = symbols.findings.errorCount == errors && !symbols.findings.hidesSomething
        office = symbols.required("office").flatMap { tree.unit($0, .key("office")) }
        sets = Sets(symbols, tree, isTreeWhole: isWhole)
        roles = Roles(symbols)
    }
}

extension Roles {
    /// Roles that no rule of this version names.
    private static let later = ["first-responsible", "own-verifier", "verifier"]

    init(_ symbols: Symbols) {
        self.init()
        symbols.checkKeys(of: "roles", known: ["leader"], later: Roles.later)
        leader =
            symbols.setting("roles.leader").flatMap {
                symbols.reference($0.value, to: .posts).map { PostID($0) }
            } ?? leader
    }
}
