// Appending to a locked mailbox: all or nothing, and on the disk before anybody is told.

import Glibc

extension MailboxFile {
    /// Puts the requests that are not in the box yet behind its end. The box is locked.
    func deliver(_ requests: [MailRequest]) throws(MailTrouble) -> [MailOutcome] {
        let evidence = try MailEvidence(of: requests, in: self)
        var deliveries: [MailDelivery] = []
        var entries: [MailEntry] = []
        for (index, request) in requests.enumerated() {
            if evidence.found.contains(index) {
                deliveries.append(.found)
            } else if evidence.doubtful.contains(index) {
                deliveries.append(.repeated)
                entries.append(request.markedEntry)
            } else {
                deliveries.append(.written)
                entries.append(request.entry)
            }
        }
        let failure = append(entries, given: evidence)
        return deliveries.map { delivery in
            // What was found may have reached the page cache only, before its writer was killed:
            // the same fsync covers it, so without that it is no more delivered than the others.
            failure.map {
                .failure(.retry($0.why, untouched: $0.untouched && delivery != .found))
            } ?? .success(delivery)
        }
    }

    /// Why an append failed, and whether the box is certainly as it was before.
    private typealias Failure = (why: String, untouched: Bool)

    /// Puts the entries behind the end of the box, from which a torn entry is cut off, by one write
    /// and one fsync.
    private func append(_ entries: [MailEntry], given evidence: MailEvidence) -> Failure? {
        let length = evidence.intactLength
        if evidence.isTorn, ftruncate(descriptor, off_t(length)) < 0 {
            return (describe("remove a torn message"), false)
        }
        var bytes: [UInt8] = []
        if !entries.isEmpty {
            do {
                bytes = try separator(at: length)
            } catch {
                return (describe("read the mailbox"), true)
            }
            for entry in entries { bytes += entry.bytes + [lineFeed] }
        }
        var written = 0
        repeat {
            written = write(descriptor, bytes, bytes.count)
        } while written < 0 && errno == EINTR
        var why: String?
        if written < 0 {
            why = describe("write to the mailbox")
        } else if written < bytes.count {
            why = "cannot write to the mailbox: only \(written) of \(bytes.count) bytes fitted"
        } else if fsync(descriptor) < 0 {
            why = describe("bring the mailbox to the disk")
        }
        guard let why else { return nil }
        return (why, takeBack(to: length, written: Int64(max(0, written))))
    }

    /// Cuts the box back to its length before a write; true if it certainly has that again. If
    /// somebody who heeds no lock has appended meanwhile, the box is left alone.
    private func takeBack(to start: Int64, written: Int64) -> Bool {
        if written == 0 { return true }
        var box = stat()
        guard fstat(descriptor, &box) == 0, Int64(box.st_size) == start + written else {
            return false
        }
        return ftruncate(descriptor, off_t(start)) == 0
    }

    /// The line ends that are missing between what the box ends with and a new postmark: some mail
    /// programs take a postmark for one only behind an empty line.
    private func separator(at length: Int64) throws(MailTrouble) -> [UInt8] {
        let tail = try read(from: max(0, length - 2), count: 2)
        if tail.isEmpty || tail == [lineFeed, lineFeed] { return [] }
        return tail.last == lineFeed ? [lineFeed] : [lineFeed, lineFeed]
    }

    /// Up to `count` bytes from `offset` on; fewer only at the end of the file.
    func read(from offset: Int64, count: Int) throws(MailTrouble) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress! + filled, count - filled,
                    off_t(offset) + off_t(filled))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .retry(describe("read the mailbox")) }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }
}
