// "Did you mean": the nearest of the names that would have been right.

/// Names that a slip of the fingers away would have been right.
package enum EditDistance {
    /// The candidate that a slip of the fingers away from `name` would give, or nil: at most one
    /// edit for every three characters and never a rewriting of the whole. Ties go to the first in
    /// the order of scalars.
    package static func nearest(
        to name: String, among candidates: some Sequence<String>
    ) -> String? {
        let written = Array(name.unicodeScalars)
        guard (2...100).contains(written.count) else { return nil }
        var best: (distance: Int, name: String)?
        let most = max(1, written.count / 3)
        for candidate in candidates where candidate != name {
            let limit = best.map(\.distance) ?? most
            guard let distance = distance(written, Array(candidate.unicodeScalars), most: limit)
            else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); nil
    /// when more than `most` are needed. Case alone counts as no edit.
    private static func distance(
        _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], most: Int
    ) -> Int? {
        guard abs(left.count - right.count) <= most, !right.isEmpty else { return nil }
        let (left, right) = (left.map(folded), right.map(folded))
        var older: [Int] = []
        var old = Array(0...right.count)
        for i in 1...left.count {
            var new = [i]
            new.reserveCapacity(right.count + 1)
            for j in 1...right.count {
                let same = left[i - 1] == right[j - 1]
                var cost = min(old[j] + 1, new[j - 1] + 1, old[j - 1] + (same ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, older[j - 2] + 1)
                }
                new.append(cost)
            }
            guard new.contains(where: { $0 <= most }) else { return nil }
            (older, old) = (old, new)
        }
        return old[right.count] <= most ? old[right.count] : nil
    }

    private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(scalar.value + 32)! : scalar
    }
}
