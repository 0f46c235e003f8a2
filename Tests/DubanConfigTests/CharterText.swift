// A charter as text without the places it came from, so that two charters can be compared whole:
// everything that a field holds is in it, in one order.

import Civil
import DubanKernel

/// All fields of a value by reflection, sets and dictionaries sorted, `origin` and `hash` left out.
func plainText(of value: Any) -> String {
    if let text = value as? any CustomStringConvertible, isLeaf(value) { return text.description }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .collection:
        return "[" + mirror.children.map { plainText(of: $0.value) }.joined(separator: ",") + "]"
    case .set, .dictionary:
        return "{" + mirror.children.map { plainText(of: $0.value) }.sorted().joined(separator: ",")
            + "}"
    case .optional:
        return mirror.children.first.map { plainText(of: $0.value) } ?? "nil"
    default:
        guard !mirror.children.isEmpty else { return String(describing: value) }
        let fields = mirror.children.filter { $0.label != "origin" && $0.label != "hash" }
        let name = mirror.displayStyle == .enum ? "" : "\(mirror.subjectType)"
        return name + "("
            + fields.map { "\($0.label ?? ""):\(plainText(of: $0.value))" }.joined(separator: ",")
            + ")"
    }
}

private func isLeaf(_ value: Any) -> Bool {
    value is CivilDate || value is TimeOfDay || value is Zone || value is String || value is Int
        || value is Bool || value is UnitID || value is PersonID || value is PostID
        || value is DutyID || value is AssignmentID
}
