// The words of the wire as people read them.

import DubanKernel
import DubanLedger
import Testing

@testable import dubanctl

@Suite struct SpeechTests {
    @Test func `every word that the daemon can say is said in both languages`() {
        let words =
            Obligation.Kind.allCases.map(\.rawValue) + ObligationState.allCases.map(\.rawValue)
            + Light.allCases.map(\.rawValue) + NoticeKind.allCases.map(\.rawValue)
            + Telling.Outcome.allCases.map(\.rawValue) + ChannelName.allCases.map(\.rawValue)
            + DeliveryState.allCases.map(\.rawValue) + DeliveryMode.allCases.map(\.rawValue)
        #expect(words.count > 30)
        for word in words { #expect(vocabulary[word] != nil, "\(word)") }
    }

    @Test func `every field of the register has a name for people`() {
        let fields: [TaskField] = [
            .assist, .basis, .cancelled, .category, .cause, .changeBasis, .className, .due, .goal,
            .hard, .ladder, .lead, .leader, .links, .milestones, .displayName, .owner, .problem,
            .quantity, .scheme, .sources, .start, "measure",
        ]
        let known = Show.fields.map(\.field)
        for field in fields { #expect(known.contains(field.name), "\(field.name)") }
        #expect(Set(known).count == known.count)
    }
}
