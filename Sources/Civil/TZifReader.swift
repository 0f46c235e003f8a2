// The blocks of a TZif file (RFC 9636 §3): a cursor that believes nothing the file says about
// itself before it has counted the bytes.

/// What can be wrong with a TZif file.
enum TZifFault: Error {
    case reason(String)
    case leapSeconds
}

/// The six counts of a TZif header, in the order of the file, and its version.
struct TZifHeader {
    let version: Int
    let isUT, isStandard, leap, time, type, character: Int

    /// The length of the block that follows the header; cannot overflow, as counts have 32 bits.
    func blockLength(timeWidth: Int) -> Int {
        time * timeWidth + time + type * 6 + character + leap * (timeWidth + 4) + isStandard + isUT
    }
}

/// A cursor over the bytes of a TZif file.
struct TZifReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func skip(_ count: Int) throws(TZifFault) {
        guard count <= bytes.count - position else { throw .reason("it ends early") }
        position += count
    }

    private mutating func take(_ count: Int) throws(TZifFault) -> ArraySlice<UInt8> {
        let start = position
        try skip(count)
        return bytes[start..<position]
    }

    mutating func header() throws(TZifFault) -> TZifHeader {
        guard try take(4).elementsEqual("TZif".utf8) else { throw .reason("it is not a TZif file") }
        let mark = try take(1).first
        let version: Int
        switch mark {
        case 0: version = 1
        case UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"): version = Int(mark! - 0x30)
        default: throw .reason("its version is unknown")
        }
        try skip(15)
        var counts: [Int] = []
        for _ in 0..<6 { counts.append(Int(bigEndian(try take(4)))) }
        return TZifHeader(
            version: version, isUT: counts[0], isStandard: counts[1], leap: counts[2],
            time: counts[3], type: counts[4], character: counts[5])
    }

    /// Reads the data block after `header`; times have 4 or 8 bytes.
    mutating func block(
        _ header: TZifHeader, timeWidth: Int
    ) throws(TZifFault) -> ZoneContents {
        guard header.blockLength(timeWidth: timeWidth) <= bytes.count - position else {
            throw .reason("it is shorter than its header says")
        }
        guard header.leap == 0 else { throw .leapSeconds }
        guard (1...256).contains(header.type) else { throw .reason("it has no offset") }
        let times = try take(header.time * timeWidth)
        let indices = try take(header.time)
        let types = try take(header.type * 6)
        let names = try take(header.character)
        try skip(header.isStandard + header.isUT)

        var offsets: [ZoneOffset] = []
        for start in stride(from: types.startIndex, to: types.endIndex, by: 6) {
            offsets.append(try offset(types[start..<start + 6], names: names))
        }
        var contents = ZoneContents(initial: offsets[0])
        contents.changes.reserveCapacity(header.time)
        contents.offsets.reserveCapacity(header.time + 1)
        for (number, index) in indices.enumerated() {
            let start = times.startIndex + number * timeWidth
            let raw = bigEndian(times[start..<start + timeWidth])
            let second =
                timeWidth == 8
                ? Int64(bitPattern: raw) : Int64(Int32(truncatingIfNeeded: raw))
            guard contents.changes.last.map({ $0 < second }) ?? true else {
                throw .reason("its times are not in order")
            }
            guard index < offsets.count else { throw .reason("a change leads to no offset") }
            contents.changes.append(second)
            contents.offsets.append(offsets[Int(index)])
        }
        return contents
    }

    private func offset(
        _ entry: ArraySlice<UInt8>, names: ArraySlice<UInt8>
    ) throws(TZifFault) -> ZoneOffset {
        let start = entry.startIndex
        let seconds = Int64(Int32(truncatingIfNeeded: bigEndian(entry[start..<start + 4])))
        guard (-ZoneOffset.westmostSeconds...ZoneOffset.eastmostSeconds).contains(seconds) else {
            throw .reason("an offset is more than a day")
        }
        guard entry[start + 4] <= 1 else { throw .reason("a daylight flag is neither 0 nor 1") }
        guard Int(entry[start + 5]) < names.count,
            case let rest = names[(names.startIndex + Int(entry[start + 5]))...],
            let end = rest.firstIndex(of: 0)
        else { throw .reason("an abbreviation has no end") }
        return ZoneOffset(
            seconds: Int(seconds), isDaylight: entry[start + 4] == 1,
            abbreviation: String(decoding: rest[..<end], as: UTF8.self))
    }

    /// The TZ string between the two newlines at the end; nil for an empty one.
    mutating func footer() throws(TZifFault) -> ArraySlice<UInt8>? {
        guard try take(1).first == UInt8(ascii: "\n"),
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n"))
        else { throw .reason("it has no footer") }
        let text = bytes[position..<end]
        return text.isEmpty ? nil : text
    }

    private func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        for byte in bytes { value = value << 8 | UInt64(byte) }
        return value
    }
}
