// 研讨/会议: a duty met by a number of sessions in the period, each with all its evidence (佐证).

import Civil
import DubanKernel

extension DutyClass {
    static let session = DutyClass(
        section: .sessions, noun: Wording("session", "会议任务"), keys: keys(and: "evidence")
    ) { fields in
        var seen: Set<String> = []
        let names = (fields["evidence"]?.oneOrMany ?? []).compactMap { node -> String? in
            guard let name = fields.findings.text(node, .key("evidence")) else { return nil }
            if seen.insert(name).inserted { return name }
            fields.findings.error(.twiceInList(name, .key("evidence")), at: node.mark)
            return nil
        }
        if let node = fields["evidence"], node.oneOrMany.isEmpty {
            fields.findings.error(.noValue("evidence"), at: node.mark)
        }
        return .session(evidence: names)
    }
}
