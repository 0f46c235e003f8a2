// The measures of a task (整改措施): a text, or several with numbers that are given once and for ever.

import Civil
import DubanKernel

enum Measures {
    /// What stands beside a measure comes with its life of its own.
    private static let keys = Keys("no what", idle: "horizon kind due owner")
    private static let numberMax = 10_000

    /// `measure:` or `measures:`, which a task must have; nil when they cannot be read.
    static func read(_ fields: Fields) -> [Declaration.Measure]? {
        fields.exclude("measure", "measures")
        guard let node = fields["measure"] ?? fields["measures"] else {
            if !fields.mayHave("measure"), !fields.mayHave("measures") {
                fields.findings.error(.missing(fields.noun, "measure"), at: fields.mark)
            }
            return nil
        }
        let nodes = node.oneOrMany
        if nodes.isEmpty { fields.findings.error(.noValue(.key("measure")), at: node.mark) }
        var numbers: Set<Int> = []
        return nodes.compactMap { node in
            guard let measure = measure(node, fields.findings) else { return nil }
            if let number = measure.number, !numbers.insert(number).inserted {
                fields.findings.error(.twiceInList(.key("measures"), number), at: node.mark)
            }
            return measure
        }
    }

    private static func measure(
        _ node: SourceNode, _ findings: Findings
    ) -> Declaration.Measure? {
        guard case .mapping = node.content else {
            return findings.text(node, .key("measure")).map { Declaration.Measure(what: $0) }
        }
        let noun = Wording("a measure", "整改措施")
        guard let fields = Fields(node, noun, keys, findings) else { return nil }
        let number = fields.integer("no", in: 1...numberMax)
        return fields.requiredText("what").map { Declaration.Measure(number: number, what: $0) }
    }
}
