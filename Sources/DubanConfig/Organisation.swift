// The stage of those who owe, tell and are told: days, posts, people, units, sets, the office.

import Civil
import DubanKernel

struct Organisation {
    let symbols: Symbols
    let days: WorkingDays
    let people: People
    let tree: UnitTree
    let sets: Sets
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
    }
}
