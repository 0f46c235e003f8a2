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
}
