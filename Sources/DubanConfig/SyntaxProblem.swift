// What libyaml's messages mean to somebody who writes a charter. The messages are those of libyaml
// 0.2.5 (scanner.c, parser.c), which Yams carries.

import Civil

enum SyntaxProblem {
    /// The complaint for a message, and whether its place is where the construct began.
    static func complaint(of problem: String) -> (Complaint, isAboutContext: Bool) {
        switch problem {
        case "mapping values are not allowed in this context":
            (
                Complaint(
                    "a “:” is not expected here", "此处不应有“:”",
                    advice: Wording(
                        "check the indentation, or quote a text that contains “: ”",
                        "请检查缩进；文字中含有“: ”时请加引号")), false
            )
        case "did not find expected key", "did not find expected '-' indicator",
            "block sequence entries are not allowed in this context",
            "did not find expected <document start>":
            (.misindented, false)
        case "could not find expected ':'":
            (
                Complaint(
                    "this is a key without a “:”", "键后面缺少“:”",
                    advice: Wording("write “key: value”", "请写成“键: 值”")), true
            )
        case "did not find expected ',' or '}'":
            unclosed("{", "}")
        case "did not find expected ',' or ']'":
            unclosed("[", "]")
        case "found unexpected end of stream":
            (
                Complaint(
                    "this quotation mark is never closed", "引号没有闭合",
                    advice: Wording("close it", "请补上另一个引号")), true
            )
        case "found unknown escape character":
            (
                Complaint(
                    "an unknown “\\” sequence in double quotes", "双引号中有无法识别的“\\”转义",
                    advice: Wording("use single quotes", "请改用单引号")), false
            )
        case "found a tab character where an indentation space is expected",
            "found a tab character that violates indentation":
            (.tab, false)
        case "did not find expected node content":
            (Complaint("a value is expected here", "此处应有一个值"), false)
        default:
            (Complaint("not YAML: \(problem)", "不是合法的 YAML：\(problem)"), false)
        }
    }

    private static func unclosed(_ open: String, _ close: String) -> (Complaint, Bool) {
        (
            Complaint(
                "a “,” or “\(close)” is missing after this “\(open)”",
                "此“\(open)”之后缺少“,”或“\(close)”",
                advice: Wording(
                    "close the bracket, and separate what it holds by “, ”",
                    "请闭合括号，各项之间用“, ”分隔")), true
        )
    }
}
