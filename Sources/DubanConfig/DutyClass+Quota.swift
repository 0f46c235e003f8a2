// 报送任务: a duty met by a number of submissions in the period.

import Civil
import DubanKernel

extension DutyClass {
    static let quota = DutyClass(
        section: .quotas, noun: Wording("quota", "报送任务"), keys: keys()
    ) { _ in .quota }
}
