// The bytes that composing makes, as the first release made them: a message frozen before an
// upgrade and one composed after it are the same message.

import Civil
import DubanKernel
import Testing

@testable import DubanDelivery

@Suite struct FrozenBytesTests {
    @Test(arguments: [
        (
            Language.chinese, ChannelName.journal,
            "483c9adfda639cccb78994a4e5417b0993ee7a7d8920227f885238af8943d88a"
        ),
        (.chinese, .mail, "cea2ee9718cb3e2dd1587ed115cbe693156ed4ab86ee1bd4442777b62b034ef9"),
        (.chinese, .socket, "f9f57b9cf06289dd8999f68ea7dd63106b89bedd80bde9c5b1c5eba003060ad8"),
        (.english, .journal, "0c19724e20914c92b5f1208593df7cb54ce74a870550836e361082ca0279dd73"),
        (.english, .mail, "eebfac840f7ae42450756f1f952b8603033e293e5922c2dc29cc445cce3fd965"),
        (.english, .socket, "ec7ef17659de5129f6a4ead4d50b92bb7b554bdc2c921307c47805ce07790449"),
    ])
    func `messages are composed to the byte as ever`(
        language: Language, channel: ChannelName, hash: String
    ) {
        let office = SampleOffice(language: language)
        let notices = office.fullDigest + office.sevenRed
        let composer = office.composer(
            movedFrom: [notices[1].id: "\(SampleOffice.fourthOfDecember)"])
        let mail = MailChannel(courier: MailCourier(.socket(path: "/none")))
        let messages =
            switch channel {
            case .journal: JournalChannel().compose(notices, by: composer)
            case .mail: mail.compose(notices, by: composer)
            case .socket: notices.map(composer.event)
            }
        let texts = messages.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(SHA256.hexadecimal(texts.joined(separator: channel == .socket ? "\n" : "")) == hash)
    }

    @Test func `notices and claims have the names that they had`() {
        let notice = SampleOffice(language: .english).fullDigest[0]
        #expect(notice.id == "0a5703f02a8d260b0a2f8d3b8ddf3679")
        #expect(
            Message.claim(of: ["b", "a"], through: .mail) == "4ea76a7fad3eccfe1287a61038707b81")
    }
}
