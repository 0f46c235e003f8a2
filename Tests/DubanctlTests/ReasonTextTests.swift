// Why a delivery failed, in Chinese.

import DubanKernel
import Testing

@testable import dubanctl

@Suite struct ReasonTextTests {
    @Test(arguments: [
        ("there is no account zhu", "本机无账号 zhu"),
        ("the mailbox of 陈 belongs to uid 1001", "陈 的信箱属于 uid 1001"),
        ("the mailbox of chen has 2 hard links", "chen 的信箱有 2 个硬链接"),
        ("chen.lock is held by another program", "chen.lock 被其他程序占用"),
        ("journald takes no entry: Connection refused", "系统日志不可用：Connection refused"),
        (Reason.noAccount("王五").text, "规则中未给 王五 写明账号"),
        // What the system says, and what is nearly a reason, stays.
        ("cannot open the mailbox of chen: Input/output error", nil),
        ("there is no accountant", nil), ("the mailbox of chen has 2 hard links!", nil), ("", nil),
    ])
    func `a reason is said in Chinese, or as it is`(text: String, chinese: String?) {
        #expect(chineseReason(text) == chinese ?? text)
    }

    @Test(arguments: [
        Reason.journalAbsent, .journalSilent, .journalShortened, .journalUnreadable,
        .journalDropped, .damaged,
    ])
    func `every reason of the journal has its words`(reason: Reason) {
        #expect(chineseReason(reason.text) != reason.text)
    }
}
