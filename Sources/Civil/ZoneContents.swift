// What a TZif file (RFC 9636) says: the order of its blocks, and which of its two halves counts.

/// What a TZif file says.
struct ZoneContents {
    /// The seconds of the changes, in order.
    var changes: [Int64] = []
    /// What holds before the first change, and from each on.
    var offsets: [ZoneOffset]
    /// The footer's rule, when it says more than that the last offset stays.
    var rule: ZoneRule?

    init(initial: ZoneOffset) {
        offsets = [initial]
    }

    /// Reads `bytes`; `name` is for the error alone.
    init(tzif bytes: [UInt8], name: String) throws(ZoneError) {
        do {
            try self.init(reading: bytes)
        } catch {
            switch error {
            case .leapSeconds: throw .countsLeapSeconds(name)
            case .reason(let reason): throw .malformed(name, reason: reason)
            }
        }
    }

    private init(reading bytes: [UInt8]) throws(TZifFault) {
        var reader = TZifReader(bytes)
        let first = try reader.header()
        guard first.version >= 2 else {
            self = try reader.block(first, timeWidth: 4)
            return
        }
        // Version 1 data in front of version 2 data is for readers that know no better.
        try reader.skip(first.blockLength(timeWidth: 4))
        let second = try reader.header()
        guard second.version >= 2 else { throw .reason("the second header is of version 1") }
        self = try reader.block(second, timeWidth: 8)
        guard let footer = try reader.footer() else { return }
        guard let rule = ZoneRule(posix: footer) else {
            throw .reason("the footer is no TZ string")
        }
        if rule.daylight != nil || rule.standard != offsets.last { self.rule = rule }
    }
}
