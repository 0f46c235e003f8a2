// Why a charter cannot come into force though its files are well formed: what the register holds is
// against it.

import Civil

/// One reason, about one task.
package struct RegisterConflict: Hashable, Sendable {
    /// What the register holds against it.
    package enum Why: Hashable, Sendable {
        /// YAML and a verb (in that entry) have both changed a field since YAML said `was`.
        case changedTwice(
            TaskField, was: String?, holds: String?, wanted: String?, entry: Int64)
        case cancelled
        /// A verb or a sheet has registered a task of this name.
        case takenByVerb
        /// It is open and names what the charter has no more.
        case wouldLose([MissingReference])
    }

    package let task: AssignmentID
    package let why: Why
    /// The place in the files; nil where no file names the task.
    package let place: Origin?

    /// What is wrong and what to do, with the place.
    package func text(in language: Language) -> String {
        let what = language == .chinese ? chinese : english
        return place.map { "\($0): \(what)" } ?? what
    }

    private var english: String {
        switch why {
        case .changedTwice(let field, let was, let holds, let wanted, let entry):
            "task \(task): “\(field.name)” is changed here from “\(was ?? "–")” to "
                + "“\(wanted ?? "–")”, "
                + "and entry \(entry) has made it “\(holds ?? "–")”; write “\(holds ?? "–")” "
                + "here, or "
                + "reload with --yes to take this file's word"
        case .cancelled:
            "task \(task) was cancelled; the office may resume it, or use another id"
        case .takenByVerb:
            "task \(task) was registered by hand, so it cannot be declared here; use another id"
        case .wouldLose(let missing):
            "task \(task) is open and names what is no longer here: "
                + missing.map { "\($0.kind.rawValue) \($0.name)" }.joined(separator: ", ")
                + "; keep it until the task is closed, or change the task first"
        }
    }

    private var chinese: String {
        switch why {
        case .changedTwice(let field, let was, let holds, let wanted, let entry):
            "事项 \(task)：此处将“\(field.name)”由“\(was ?? "–")”改为“\(wanted ?? "–")”，"
                + "而台账第 \(entry) 条已改为“\(holds ?? "–")”；请在此处写“\(holds ?? "–")”，"
                + "或以 --yes 重新加载，以本文件为准"
        case .cancelled: "事项 \(task) 已取消；督办部门可恢复（resume），或另用编号"
        case .takenByVerb: "事项 \(task) 已由人工登记，不能在此声明；请另用编号"
        case .wouldLose(let missing):
            "事项 \(task) 尚未销号，而其所用内容已不在配置中："
                + missing.map { "\($0.kind.chinese)\($0.name)" }.joined(separator: "、")
                + "；请保留至销号，或先修改该事项"
        }
    }
}

extension MissingReference.Kind {
    fileprivate var chinese: String {
        switch self {
        case .unit: "单位"
        case .post: "岗位"
        case .person: "人员"
        case .scheme: "方案"
        case .taskClass: "类别"
        case .ladder: "催办梯度"
        case .milestone: "节点"
        }
    }
}
