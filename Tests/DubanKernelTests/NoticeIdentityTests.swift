// Exact rule 9: a notice's id is a function of what it says, in this version as in every other.

import Civil
import DubanKernel
import TestSupport
import Testing

@Test func `every notice of the first house has its id in this one`() throws {
    let notices = try FirstHouse.told() + FirstHouse.outlook()
    for told in notices {
        let key = TellingKey(
            obligation: ObligationKey(told.obligation), episode: told.episode,
            due: try #require(CivilDate(told.due)),
            kind: try #require(NoticeKind(rawValue: told.kind)), rung: told.rung,
            occurrence: told.occurrence)
        #expect(key.notice(to: PersonID(told.person)) == told.id, "\(told)")
    }
    #expect(notices.count > 1000)
}
