// What the argument parser says, in the language spoken and within the terminal's width. It speaks
// English only, takes a Chinese character for one column, and would break examples in two.

import DubanConfig
import DubanKernel
import Glibc

/// A text of the parser, made for `columns`.
struct HelpText {
    let columns: Int
    let language: Language

    /// For this terminal; as wide as COLUMNS says, or 80, where there is none.
    static var ofTerminal: HelpText {
        let wished = getenv("COLUMNS").flatMap { Int(String(cString: $0)) }
        return HelpText(
            columns: max(40, wished ?? Screen.size?.columns ?? 80), language: .spoken)
    }

    /// Where the explanation of an option begins.
    private static let explanationColumn = 26

    func shown(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { laid(translated(String($0))) }.joined(separator: "\n")
    }

    // MARK: Layout

    /// A line of the parser, which was asked not to wrap any, wrapped. Examples stay whole.
    private func laid(_ line: String) -> String {
        let indent = line.prefix { $0 == " " }.count
        let text = String(line.dropFirst(indent))
        if indent == Self.explanationColumn { return wrapped(text, "", at: indent) }
        if indent > 2 || indent == 2 && text.hasPrefix("dubanctl ") { return line }
        guard indent == 2, let gap = text.firstRange(of: "  ") else {
            let first = text.split(separator: " ").first.map(String.init) ?? ""
            let isUsage = first.hasSuffix(":") || first.hasPrefix("用法：")
            return wrapped(
                text, String(repeating: " ", count: indent), at: indent + (isUsage ? 7 : 0))
        }
        let label = "  " + text[..<gap.lowerBound]
        let explanation = String(text[gap.lowerBound...].drop { $0 == " " })
        let room = Self.explanationColumn - label.displayWidth
        let head =
            room > 0
            ? label + String(repeating: " ", count: room)
            : label + "\n" + String(repeating: " ", count: Self.explanationColumn)
        return wrapped(explanation, head, at: Self.explanationColumn)
    }

    /// `text` behind `head`, further lines indented by `indent`.
    private func wrapped(_ text: String, _ head: String, at indent: Int) -> String {
        var result = head
        var used = head.split(separator: "\n").last.map { String($0).displayWidth } ?? 0
        var isFirst = true
        for piece in text.pieces {
            let width = piece.text.displayWidth
            let gap = piece.followsBlank && !isFirst ? 1 : 0
            if !isFirst, used + gap + width > columns {
                result += "\n" + String(repeating: " ", count: indent)
                used = indent
            } else if gap == 1 {
                result += " "
                used += 1
            }
            result += piece.text
            used += width
            isFirst = false
        }
        return result
    }

    // MARK: Language

    private func translated(_ line: String) -> String {
        guard language == .chinese else { return line }
        let indent = line.prefix { $0 == " " }
        var text = String(line.dropFirst(indent.count))
        for (pattern, chinese) in Self.sentences {
            guard let parts = text.parts(of: pattern) else { continue }
            // What stands inside may be a sentence of the parser too.
            text = parts.map(translated).filled(into: chinese)
            break
        }
        for (english, chinese) in Self.phrases { text = text.replacing(english, with: chinese) }
        return indent + text
    }

    /// Whole lines; `%` is any text.
    private static let sentences: [(String, String)] = [
        ("Error: %", "用法有误：%"), ("OVERVIEW: %", "%"), ("USAGE: %", "用法：%"),
        ("Usage: %", "用法：%"), ("Help:  %", "说明：%"), ("ARGUMENTS:", "参数："),
        ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："),
        ("See '%' for more information.", "详见“%”。"), ("See '%' for detailed help.", "详见“%”。"),
        ("Unknown option '%'. Did you mean '%'?", "没有选项“%”；是否指“%”？"),
        ("Unknown option '%'", "没有选项“%”"), ("Missing value for '%'", "“%”缺少取值"),
        ("Missing expected argument '%'", "缺少参数“%”"), ("Missing one of: '%'", "须写其一：“%”"),
        ("Missing required subcommand.", "缺少子命令"), ("Unexpected argument '%'", "多余的参数“%”"),
        ("% unexpected arguments: '%'", "多余的参数 % 个：“%”"),
        ("The value '%' is invalid for '%'. Please provide one of %.", "“%”不能用于“%”；可用：%"),
        (
            "The value '%' is invalid for '%'. Please provide one of the following:",
            "“%”不能用于“%”；可用："
        ),
        ("The value '%' is invalid for '%': %", "“%”不能用于“%”：%"),
        ("The value '%' is invalid for '%'", "“%”不能用于“%”"),
        ("The option '%' does not take any value, but '%' was specified.", "选项“%”不带取值，却写了“%”"),
    ]

    /// What stands in the middle of lines, and the names of values.
    private static let phrases: [(String, String)] =
        [
            ("Show help information.", "显示帮助。"), ("Show the version.", "显示版本。"),
            ("Show subcommand help information.", "显示子命令的帮助。"),
            ("(default: ", "（默认："), ("(values: ", "（取值："), ("; default: ", "；默认："),
            ("' or '", "'、'"), ("' and '", "'、'"), ("[<options>]", "[<选项>]"),
        ]
        + [
            ("subcommand", "子命令"), ("subcommands", "子命令"), ("path", "路径"), ("socket", "路径"),
            ("date", "日期"), ("from", "日期"), ("to", "日期"), ("held", "日期"), ("time", "时刻"),
            ("zone", "时区"), ("unit", "单位"), ("key", "事项"), ("kind", "类别"), ("state", "状态"),
            ("light", "预警"), ("person", "人员"), ("category", "问题分类"), ("class", "整改类别"),
            ("source", "来源"), ("reason", "理由"), ("entry", "台账号"), ("because", "原因"),
            ("name", "名称"), ("expression", "写法"), ("iterations", "次数"), ("after", "序号"),
            ("file", "文件"), ("config", "路径"),
        ].map { ("<\($0.0)>", "<\($0.1)>") }
}

extension String {
    /// What `%` stands for where the whole text is as the pattern says; nil where it is not.
    fileprivate func parts(of pattern: String) -> [String]? {
        let fixed = pattern.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
        guard hasPrefix(fixed[0]), fixed.count > 1 || self == pattern else { return nil }
        var rest = dropFirst(fixed[0].count)
        var parts: [String] = []
        for (index, text) in fixed.enumerated().dropFirst() {
            if index == fixed.count - 1 {
                guard rest.hasSuffix(text) else { return nil }
                parts.append(String(rest.dropLast(text.count)))
            } else {
                guard let range = rest.firstRange(of: text) else { return nil }
                parts.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return parts
    }

    /// What must stay together when lines are broken: words, and Chinese characters with the
    /// punctuation behind them.
    fileprivate var pieces: [(text: String, followsBlank: Bool)] {
        var pieces: [(text: String, followsBlank: Bool)] = []
        var isOpen = false
        var followsBlank = false
        for character in self {
            if character == " " {
                (isOpen, followsBlank) = (false, true)
                continue
            }
            let isWide = String(character).displayWidth > 1
            let clings = "，。；：、！？）》”".contains(character)
            if let last = pieces.indices.last, !followsBlank, clings || isOpen && !isWide {
                pieces[last].text.append(character)
            } else {
                pieces.append((String(character), followsBlank))
            }
            isOpen = !isWide || "（《“".contains(character)
            followsBlank = false
        }
        return pieces
    }
}

extension [String] {
    fileprivate func filled(into pattern: String) -> String {
        let fixed = pattern.split(separator: "%", omittingEmptySubsequences: false).map(String.init)
        return zip(fixed, self + [""]).map { $0 + $1 }.joined()
    }
}
