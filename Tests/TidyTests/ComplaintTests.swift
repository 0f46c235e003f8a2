// A complaint's gaps and what fills them meet only when somebody makes that very mistake, so they
// are counted here.

import Testing

@Suite struct `Complaints` {
    private func texts() throws -> [String] {
        try SourceFile.sources.get().filter { $0.target == "DubanConfig" }.map {
            $0.lines.joined(separator: "\n")
        }
    }

    /// How many gaps each form has, by its name.
    private func gaps() throws -> [Substring: Int] {
        let form = /static let (\w+) = Form\((.*?)\)\n/.dotMatchesNewlines()
        let pairs = try texts().flatMap { text in
            text.matches(of: form).map { match in
                (match.1, match.2.matches(of: /%(\d)/).compactMap { Int($0.1) }.max() ?? 0)
            }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func `every complaint is given as much as it has gaps for`() throws {
        let gaps = try gaps()
        #expect(gaps.count > 100)
        var calls = 0
        for text in try texts() {
            for match in text.matches(of: /\.(\w+)\(/) {
                guard let count = gaps[match.1] else { continue }
                let values = arguments(text[match.range.upperBound...]).filter {
                    !$0.contains("near:")
                }
                if values.first?.hasPrefix("let ") == true { continue }
                calls += 1
                #expect(values.count == count, ".\(match.1)(\(values.joined(separator: ",")))")
            }
        }
        #expect(calls > 100)
    }

    /// What stands between commas up to the parenthesis that closes.
    private func arguments(_ text: Substring) -> [String] {
        var (all, depth, isInText) = ([""], 1, false)
        for character in text {
            switch character {
            case "\"": isInText.toggle()
            case "(", "[", "{": depth += isInText ? 0 : 1
            case ")", "]", "}": depth -= isInText ? 0 : 1
            case "," where depth == 1 && !isInText:
                all.append("")
                continue
            default: break
            }
            if depth == 0 { break }
            all[all.count - 1].append(character)
        }
        return all.filter { $0.contains { !$0.isWhitespace } }
    }
}
