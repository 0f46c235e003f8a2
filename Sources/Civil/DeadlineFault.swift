// Where and why a written deadline is not read, with a form of the kind that was probably meant.

/// The refusal of a text, at the place to which it could be read.
package struct DeadlineFault: Error, Hashable, Sendable {
    package let reason: DeadlineRefusal
    /// The place in Unicode scalars, from 1; 1 where the whole text is at fault.
    package let column: Int
    /// What could not be read, its typography folded away.
    package let unread: String

    init(_ reason: DeadlineRefusal, unread: (column: Int, text: String) = (1, "")) {
        self.reason = reason
        guard reason == .unreadable else {
            (column, self.unread) = (1, "")
            return
        }
        (column, self.unread) = unread
    }

    /// What is wrong, where, and what to write instead: one sentence without its full stop.
    package var wording: Wording {
        guard reason == .unreadable, !unread.isEmpty else { return reason.wording }
        if column == 1 {
            let whole = reason.wording
            return Wording(
                "\(whole.english): write \(near), say", "\(whole.chinese)，请写“\(near)”之类")
        }
        return Wording(
            "“\(unread)” cannot be read in a deadline: write \(near), say",
            "期限中的“\(unread)”无法识别，请写“\(near)”之类")
    }

    /// A form that is read, of the kind that the unread words seem to be.
    private var near: String {
        DeadlineFault.forms.first { unread.contains($0.key) }?.value ?? "12月31日前"
    }

    private static let forms: KeyValuePairs = [
        "每": "每季度至少1次", "次": "每季度至少1次", "工作日": "3个工作日内", "小时": "24小时内", "旬": "12月中旬前",
        "季": "四季度末", "周": "本周五前", "星期": "本周五前", "左右": "12月底前", "后": "3个工作日内", "天": "10日内",
        "个月": "两个月内", "月": "12月底前", "年": "年底前",
    ]
}
