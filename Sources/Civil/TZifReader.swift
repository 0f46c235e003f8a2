// What a TZif file (RFC 9636 §3) says: the order of its blocks, which of its two halves counts, and
// a cursor that believes nothing the file says about itself before it has counted the bytes.

/// What a TZif file says.
struct ZoneContents: Sendable {
    /// The seconds of the changes, counted from 1970-01-01T00:00:00Z, in order.
    var changes: [Int64] = []
    /// What holds before the first change, and from each on.
    var offsets: [ZoneOffset]
    /// What holds after the last change: the footer's rule, when it says more than that the last
    /// offset stays.
    var rule: ZoneRule?
}

extension ZoneContents {
    /// Reads `bytes`; `name` is for the error alone.
    init(tzif bytes: [UInt8], name: String) throws(ZoneError) {
        var reader = TZifReader(bytes: bytes, name: name)
        let first = try reader.header()
        guard first.version >= 2 else {
            self = try reader.block(first, timeWidth: 4)
            return
        }
        // Version 1 data in front of version 2 data is for readers that know no better.
        try reader.skip(first.blockLength(timeWidth: 4))
        let second = try reader.header()
        guard second.version >= 2 else {
            throw reader.malformed("the second header is of version 1")
        }
        self = try reader.block(second, timeWidth: 8)
        guard let footer = try reader.footer() else { return }
        guard let rule = ZoneRule(posix: footer) else {
            throw reader.malformed("the footer is no TZ string")
        }
        if rule.daylight != nil || rule.standard != offsets.last { self.rule = rule }
    }
}

/// The six counts of a TZif header, in the order of the file, and its version.
private struct TZifHeader {
    let version: Int
    let isUT, isStandard, leap, time, type, character: Int

    /// The length of the block that follows the header; cannot overflow, as counts have 32 bits.
    func blockLength(timeWidth: Int) -> Int {
        time * timeWidth + time + type * 6 + character + leap * (timeWidth + 4) + isStandard + isUT
    }
}

/// A cursor over the bytes of a TZif file.
private struct TZifReader {
    let bytes: [UInt8]
    /// The zone's, for errors.
    let name: String
    var position = 0

    func malformed(_ reason: String) -> ZoneError { .malformed(name, reason: reason) }

    mutating func skip(_ count: Int) throws(ZoneError) {
        guard count <= bytes.count - position else { throw malformed("it ends early") }
        position += count
    }

    private mutating func take(_ count: Int) throws(ZoneError) -> ArraySlice<UInt8> {
        let start = position
        try skip(count)
        return bytes[start..<position]
    }

    private mutating func byte() throws(ZoneError) -> UInt8 { UInt8(bigEndian(try take(1))) }

    private mutating func count() throws(ZoneError) -> Int { Int(bigEndian(try take(4))) }

    mutating func header() throws(ZoneError) -> TZifHeader {
        guard try take(4).elementsEqual("TZif".utf8) else {
            throw malformed("it is not a TZif file")
        }
        let mark = try byte()
        guard mark == 0 || (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(mark) else {
            throw malformed("its version is unknown")
        }
        try skip(15)
        return TZifHeader(
            version: mark == 0 ? 1 : Int(mark - UInt8(ascii: "0")), isUT: try count(),
            isStandard: try count(), leap: try count(), time: try count(), type: try count(),
            character: try count())
    }

    /// Reads the data block after `header`; times have 4 or 8 bytes.
    mutating func block(
        _ header: TZifHeader, timeWidth: Int
    ) throws(ZoneError) -> ZoneContents {
        guard header.blockLength(timeWidth: timeWidth) <= bytes.count - position else {
            throw malformed("it is shorter than its header says")
        }
        guard header.leap == 0 else { throw .countsLeapSeconds(name) }
        guard (1...256).contains(header.type) else { throw malformed("it has no offset") }
        let times = try take(header.time * timeWidth)
        let indices = try take(header.time)
        let types = try take(header.type * 6)
        let names = try take(header.character)
        try skip(header.isStandard + header.isUT)

        var offsets: [ZoneOffset] = []
        for start in stride(from: types.startIndex, to: types.endIndex, by: 6) {
            offsets.append(try offset(types[start..<start + 6], names: names))
        }
        var contents = ZoneContents(offsets: [offsets[0]])
        contents.changes.reserveCapacity(header.time)
        contents.offsets.reserveCapacity(header.time + 1)
        for (number, index) in indices.enumerated() {
            let start = times.startIndex + number * timeWidth
            let raw = bigEndian(times[start..<start + timeWidth])
            let second =
                timeWidth == 8
                ? Int64(bitPattern: raw) : Int64(Int32(truncatingIfNeeded: raw))
            guard contents.changes.last.map({ $0 < second }) ?? true else {
                throw malformed("its times are not in order")
            }
            guard index < offsets.count else { throw malformed("a change leads to no offset") }
            contents.changes.append(second)
            contents.offsets.append(offsets[Int(index)])
        }
        return contents
    }

    private func offset(
        _ entry: ArraySlice<UInt8>, names: ArraySlice<UInt8>
    ) throws(ZoneError) -> ZoneOffset {
        let start = entry.startIndex
        let seconds = Int64(Int32(truncatingIfNeeded: bigEndian(entry[start..<start + 4])))
        guard (-ZoneOffset.westmostSeconds...ZoneOffset.eastmostSeconds).contains(seconds) else {
            throw malformed("an offset is more than a day")
        }
        guard entry[start + 4] <= 1 else { throw malformed("a daylight flag is neither 0 nor 1") }
        guard Int(entry[start + 5]) < names.count,
            case let rest = names[(names.startIndex + Int(entry[start + 5]))...],
            let end = rest.firstIndex(of: 0)
        else { throw malformed("an abbreviation has no end") }
        return ZoneOffset(
            seconds: Int(seconds), isDaylight: entry[start + 4] == 1,
            abbreviation: String(decoding: rest[..<end], as: UTF8.self))
    }

    /// The TZ string between the two newlines at the end; nil for an empty one.
    mutating func footer() throws(ZoneError) -> String? {
        let newline = UInt8(ascii: "\n")
        guard try byte() == newline, let end = bytes[position...].firstIndex(of: newline) else {
            throw malformed("it has no footer")
        }
        return end == position ? nil : String(decoding: bytes[position..<end], as: UTF8.self)
    }

    private func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
