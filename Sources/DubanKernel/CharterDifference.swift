// What one charter's coming into force does, part by part, for everybody who is told of it: whoever
// asked, the journal, the status. Nothing vanishes without a word.

package import Civil

/// What came, went, moved and ended.
package struct CharterDifference: Hashable, Sendable {
    /// One sort of change; the wire's word is its name.
    package enum Part: String, Sendable, CaseIterable {
        case unitsCame, unitsWent, peopleCame, peopleWent, dutiesCame, dutiesWent
        case tasksCame, tasksAmended, tasksCancelled
        /// Declared until now, and no more: nothing ends by that.
        case tasksUndeclared
        /// Undeclared under one id and declared under another, with the same problem and lead.
        case tasksRenamed
        case duesMoved
        /// Open obligations of duties that nobody owes any more.
        case obligationsEnded

        package var wording: Wording {
            switch self {
            case .unitsCame: Wording("units that came", "新增单位")
            case .unitsWent: Wording("units that went", "减少单位")
            case .peopleCame: Wording("people who came", "新增人员")
            case .peopleWent: Wording("people who went", "减少人员")
            case .dutiesCame: Wording("duties that came", "新增常态化任务")
            case .dutiesWent: Wording("duties that went", "减少常态化任务")
            case .tasksCame: Wording("tasks that came", "新增督办事项")
            case .tasksAmended: Wording("tasks amended", "变更督办事项")
            case .tasksCancelled: Wording("tasks cancelled", "取消督办事项")
            case .tasksUndeclared:
                Wording("open tasks declared no more, which go on", "不再声明的在办事项（继续督办）")
            case .tasksRenamed:
                Wording("an id is for ever, these would be new tasks", "编号一经使用不可更改，下列将作为新事项")
            case .duesMoved: Wording("due dates moved", "期限变动")
            case .obligationsEnded:
                Wording("open obligations of duties that end", "终止的在办常态化任务")
            }
        }
    }

    /// Names by part, each in a fixed order; no part without names.
    package private(set) var names: [Part: [String]] = [:]
    /// How many open obligations of duties there were before.
    private let dutiesOpen: Int

    package init(dutiesOpen: Int = 0) { self.dutiesOpen = dutiesOpen }

    /// Sorted by `Part`.
    package var parts: [(part: Part, names: [String])] {
        Part.allCases.compactMap { part in names[part].map { (part, $0) } }
    }

    mutating func add(_ part: Part, _ new: [String]) {
        if !new.isEmpty { names[part, default: []] += new }
    }

    mutating func compare<Key: Hashable & CustomStringConvertible>(
        _ before: some Sequence<Key>, _ after: some Sequence<Key>, came: Part, went: Part
    ) {
        let (before, after) = (Set(before), Set(after))
        add(came, after.subtracting(before).map(\.description).sorted())
        add(went, before.subtracting(after).map(\.description).sorted())
    }

    /// Why nobody could have meant it without saying so (DESIGN §5): more than ten open
    /// obligations of duties, and more than a tenth of them, would end. Nil where they would not.
    package func loss(in language: Language) -> String? {
        let ended = names[.obligationsEnded] ?? []
        guard ended.count > Self.lossMax, ended.count * 10 > dutiesOpen else { return nil }
        let named = Self.list(ended, in: language)
        switch language {
        case .english:
            return "this would end \(ended.count) of \(dutiesOpen) open obligations of duties: "
                + "\(named); put back what is missing from the files, or reload with --yes"
        case .chinese:
            return "此次加载将终止 \(dutiesOpen) 项在办常态化任务中的 \(ended.count) 项：\(named)；"
                + "请补回配置中缺少的内容，确属有意的用 --yes 重新加载"
        }
    }

    /// Each part in a line: what, how many, which.
    package func lines(in language: Language) -> [String] {
        parts.map { Self.line($0, count: $1.count, $1, in: language) }
    }

    /// `names` may be the first of `count`.
    package static func line(
        _ part: Part, count: Int, _ names: [String], in language: Language
    ) -> String {
        let list = list(names, count: count, in: language)
        return language == .chinese
            ? "\(part.wording.chinese) \(count)：\(list)"
            : "\(part.wording.english): \(count) (\(list))"
    }

    private static func list(
        _ names: [String], count: Int? = nil, in language: Language
    ) -> String {
        let shown = names.prefix(namesMax)
        let rest = (count ?? names.count) - shown.count
        let isChinese = language == .chinese
        return shown.joined(separator: isChinese ? "、" : ", ")
            + (rest == 0 ? "" : isChinese ? " 等，另有 \(rest)" : " and \(rest) more")
    }

    private static let lossMax = 10
    /// Names that a line shows.
    package static let namesMax = 20
}
