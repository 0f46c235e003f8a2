// Looking for messages that an earlier attempt may have written. A crash leaves the caller without
// an answer; the mailbox itself knows, as long as nobody has rewritten it.

import CSystemd
import Systemd

/// What a locked mailbox tells about requests that are to be written to it.
struct MailEvidence {
    /// The requests, by index, that stand in the box as a whole.
    private(set) var found: Set<Int> = []
    /// The requests, by index, that are not found and yet may have been there.
    private(set) var doubtful: Set<Int> = []
    /// Where the box ends but for a torn entry: a write cut off by the death of its writer.
    private(set) var intactLength: Int64
    /// Whether there is such an entry.
    var isTorn: Bool { intactLength < length }

    private let length: Int64

    /// How much of the end of a box is searched if the box has changed in other ways than by these
    /// requests.
    static let searchedBytesMax: Int64 = 16 << 20
    /// What looking at one box may cost, whatever its owner does to it meanwhile.
    private static let regionsMax = 4
    private static let searchMicrosecondsMax: Int64 = 2_000_000

    /// Looks at the box for every request that may have been written before.
    init(of requests: [MailRequest], in box: MailboxFile) throws(MailTrouble) {
        let now = MailAttempt(of: try box.status())
        length = now.length
        intactLength = length
        let sought = requests.indices.filter { index in
            let request = requests[index]
            return request.wasAttempted || request.attempt != nil ? request.attempt != now : false
        }
        if sought.isEmpty { return }
        let attempts = sought.map { requests[$0].attempt }
        let haveOnlyGrown = attempts.allSatisfy { $0?.isBefore(now) ?? false }
        let start = attempts.compactMap { $0?.length }.min()
        if haveOnlyGrown, let start, try explain(from: start, by: requests, in: box) { return }
        try search(for: sought, of: requests, in: box, now: now)
        doubtful = Set(sought.filter { requests[$0].wasAttempted }).subtracting(found)
    }

    /// Whether what the box has grown by since `start` is these requests and nothing else, one of
    /// them perhaps torn at the end. Then nobody but earlier attempts has written, and all is
    /// known.
    private mutating func explain(
        from start: Int64, by requests: [MailRequest], in box: MailboxFile
    ) throws(MailTrouble) -> Bool {
        let variants = requests.map { request in
            request.wasAttempted ? [request.entry, request.markedEntry] : [request.entry]
        }
        let longest = variants.reduce(2) { $0 + $1.map(\.bytes.count).max()! + 2 }
        var rest = try box.read(from: start, count: longest + 1)[...]
        guard start + Int64(rest.count) == length else { return false }
        var standing: Set<Int> = []
        while true {
            rest = rest.drop { $0 == lineFeed }
            let missing = requests.indices.filter { !standing.contains($0) }
            let whole = missing.lazy.compactMap { index in
                variants[index].first { rest.starts(with: $0.bytes) }.map { (index, $0) }
            }
            if rest.isEmpty {
                break
            } else if let (index, entry) = whole.first {
                standing.insert(index)
                rest = rest.dropFirst(entry.bytes.count)
            } else if missing.contains(where: { index in
                variants[index].contains { $0.bytes.starts(with: rest) }
            }) {
                intactLength -= Int64(rest.count)
                break
            } else {
                return false
            }
        }
        found = standing
        return true
    }

    /// Finds requests by their Message-IDs, wherever a mail program may have moved them in the end
    /// of the box.
    private mutating func search(
        for sought: [Int], of requests: [MailRequest], in box: MailboxFile, now: MailAttempt
    ) throws(MailTrouble) {
        let byLine = Dictionary(grouping: sought) { requests[$0].entry.messageIDLine }
        let starts = Set(sought.map { Self.searchStart(requests[$0], now: now) })
        // A mail program may have moved what was attempted before in front of where it stood.
        let wasAttempted = sought.contains { requests[$0].wasAttempted }
        let regions = Self.regions(from: starts, to: now.length, endsWhole: wasAttempted)
        let end = SystemClock.monotonicMicroseconds() + Self.searchMicrosecondsMax
        var isWhole = regions.count == 1 && regions[0].upperBound == now.length
        for region in regions {
            var offset = region.lowerBound
            while offset < region.upperBound {
                guard SystemClock.monotonicMicroseconds() < end else {
                    isWhole = false
                    break
                }
                try search(at: offset, for: byLine, of: requests, in: box)
                offset += Int64(Self.windowSize)
            }
        }
        // A first attempt waits until the box keeps still: nothing can have been written but by a
        // process that was asked before, and that is to be known.
        let isUnknown = sought.contains { index in
            !requests[index].wasAttempted && !found.contains(index)
                && requests[index].attempt?.isBefore(now) ?? false
        }
        guard isWhole || !isUnknown else {
            throw .retry("the mailbox grows too fast to be searched")
        }
    }

    private static let windowSize = 1 << 20
    private static let lineLengthMax = 1000

    /// Finds requests whose Message-IDs begin in one window.
    private mutating func search(
        at offset: Int64, for byLine: [[UInt8]: [Int]], of requests: [MailRequest],
        in box: MailboxFile
    ) throws(MailTrouble) {
        let window = try box.read(from: offset, count: Self.windowSize + Self.lineLengthMax)
        for position in positions(of: "\nMessage-ID: ", in: window, before: Self.windowSize) {
            let line = window[(position + 1)...].prefix(Self.lineLengthMax)
            guard let end = line.firstIndex(of: lineFeed) else { continue }
            for index in byLine[Array(line[...end])] ?? []
            where try stands(
                requests[index].entry, messageIDAt: offset + Int64(position) + 1, in: box)
            {
                found.insert(index)
            }
        }
    }

    /// Where a request may stand: behind what stood there before its first attempt, where the box
    /// has only grown since; else in the end.
    private static func searchStart(_ request: MailRequest, now: MailAttempt) -> Int64 {
        let grown = request.attempt.flatMap { $0.isBefore(now) ? $0.length : nil }
        return grown ?? max(0, now.length - searchedBytesMax)
    }

    /// The regions that are searched: 16 MiB behind each start, as far as they are not too many,
    /// and the last 16 MiB; unless `endsWhole` those only from the first start on.
    private static func regions(
        from starts: Set<Int64>, to end: Int64, endsWhole: Bool
    ) -> [Range<Int64>] {
        let tail = max(0, end - searchedBytesMax)
        var regions: [Range<Int64>] = []
        let last = endsWhole ? tail : max(tail, starts.min() ?? tail)
        for start in (starts.sorted().prefix(regionsMax) + [last]).sorted() {
            let region = start..<max(start, min(end, start + searchedBytesMax))
            if let last = regions.last, region.lowerBound <= last.upperBound {
                regions[regions.count - 1] =
                    last.lowerBound..<max(last.upperBound, region.upperBound)
            } else {
                regions.append(region)
            }
        }
        return regions
    }

    /// Whether the entry to which a Message-ID at that offset belongs is there to its end. Mail
    /// programs add header fields to what they keep, but leave the body alone.
    private func stands(
        _ entry: MailEntry, messageIDAt offset: Int64, in box: MailboxFile
    ) throws(MailTrouble) -> Bool {
        let header = try box.read(from: offset, count: 64 << 10)
        guard let headerEnd = positions(of: "\n\n", in: header, before: header.count).first else {
            return false
        }
        let body = try box.read(
            from: offset + Int64(headerEnd) + 2, count: entry.body.count + 1)
        return body.starts(with: entry.body)
            && (body.last == lineFeed || body.count == entry.body.count)
    }
}

extension MailAttempt {
    /// Whether a box in this state may have come to `later` by appending alone.
    fileprivate func isBefore(_ later: MailAttempt) -> Bool {
        inode == later.inode && length < later.length
    }
}

/// The indices before `end` at which `text` begins in `bytes`.
private func positions(of text: String, in bytes: [UInt8], before end: Int) -> [Int] {
    let needle = Array(text.utf8)
    return bytes.withUnsafeBytes { buffer in
        var positions: [Int] = []
        var from = 0
        while from < end {
            let hit = duban_find(
                buffer.baseAddress! + from, buffer.count - from, needle, needle.count)
            guard hit >= 0, from + hit < end else { break }
            positions.append(from + hit)
            from += hit + 1
        }
        return positions
    }
}
