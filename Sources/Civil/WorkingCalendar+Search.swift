// Steps and counts over working days. Inside the listed years it walks words of 64 days, outside it
// computes: no search is longer than the list, and none is endless.

extension WorkingCalendar {
    /// The date itself if it is a working day, else the first one after it; the date itself when
    /// there is none (an empty week).
    package func next(onOrAfter date: CivilDate) -> CivilDate {
        isWorking(date) ? date : step(date, by: 1)
    }

    /// The date itself if it is a working day, else the last one before it; the date itself when
    /// there is none (an empty week).
    package func previous(onOrBefore date: CivilDate) -> CivilDate {
        isWorking(date) ? date : step(date, by: -1)
    }

    /// The date `n` working days after `date`, or before it for a negative `n`; `date` itself is
    /// not counted, be it a working day or not. 0 gives the date, and so does a calendar that has
    /// not so many working days (an empty week). Beyond ±2^31 days from 1970 the result saturates.
    package func step(_ date: CivilDate, by n: Int) -> CivilDate {
        guard n != 0 else { return date }
        // No result is further away than Int32, so a larger count can only saturate.
        let count = min(n.magnitude, 1 << 33)
        let day =
            n > 0
            ? workingDay(Int(count), atOrAfter: Int(date.dayNumber) + 1)
            : workingDay(Int(count), before: Int(date.dayNumber))
        return day.map { CivilDate(dayNumber: Int32(clamping: $0)) } ?? date
    }

    /// The number of working days after `from` up to and including `through`. When `through` lies
    /// before `from` the days from `through` up to and not including `from` are counted,
    /// negatively: for a working day `d`, `step(from, by: count(from: from, through: d)) == d`.
    package func count(from: CivilDate, through: CivilDate) -> Int {
        let (start, end) = (Int(from.dayNumber), Int(through.dayNumber))
        return start <= end ? count(in: start + 1..<end + 1) : -count(in: end..<start)
    }

    /// The `n`th working day of the dates `from` to `through`, both included; counted from the end
    /// for a negative `n`. Nil for 0 and when there are fewer.
    package func nth(_ n: Int, from: CivilDate, through: CivilDate) -> CivilDate? {
        guard n != 0, n.magnitude <= Span.daysMax, from <= through else { return nil }
        let day =
            n > 0
            ? workingDay(n, atOrAfter: Int(from.dayNumber))
            : workingDay(-n, before: Int(through.dayNumber) + 1)
        guard let day, (Int(from.dayNumber)...Int(through.dayNumber)).contains(day) else {
            return nil
        }
        return CivilDate(dayNumber: Int32(day))
    }

    private var base: WeekRule { WeekRule(bits: weekBits) }
    /// The day after the last bit.
    private var endDay: Int { firstDay + bits.count * 64 }

    /// The `n`th (from 1) working day at or after `day`.
    private func workingDay(_ n: Int, atOrAfter day: Int) -> Int? {
        var (remaining, day) = (n, day)
        if day < firstDay, !bits.isEmpty {
            let before = base.count(in: day..<firstDay)
            if remaining <= before { return base.day(ofRank: base.rank(day) + remaining - 1) }
            remaining -= before
            day = firstDay
        }
        while day < endDay, day >= firstDay {
            let (word, bit) = (day - firstDay).quotientAndRemainder(dividingBy: 64)
            let ahead = bits[word] & (.max << UInt64(bit))
            let count = ahead.nonzeroBitCount
            if remaining <= count {
                return firstDay + word * 64 + ahead.placeOfBit(remaining)
            }
            remaining -= count
            day = firstDay + (word + 1) * 64
        }
        return base.day(ofRank: base.rank(day) + remaining - 1)
    }

    /// The `n`th (from 1) working day before `day`, counted towards the past.
    private func workingDay(_ n: Int, before day: Int) -> Int? {
        var (remaining, day) = (n, day)
        if day > endDay, !bits.isEmpty {
            let after = base.count(in: endDay..<day)
            if remaining <= after { return base.day(ofRank: base.rank(day) - remaining) }
            remaining -= after
            day = endDay
        }
        while day > firstDay, day <= endDay {
            let (word, bit) = (day - firstDay - 1).quotientAndRemainder(dividingBy: 64)
            let behind = bits[word] & (.max >> UInt64(63 - bit))
            let count = behind.nonzeroBitCount
            if remaining <= count {
                return firstDay + word * 64 + behind.placeOfBit(fromTop: remaining)
            }
            remaining -= count
            day = firstDay + word * 64
        }
        return base.day(ofRank: base.rank(day) - remaining)
    }

    private func count(in days: Range<Int>) -> Int {
        guard !bits.isEmpty else { return base.count(in: days) }
        let inside = days.clamped(to: firstDay..<endDay)
        guard !inside.isEmpty else { return base.count(in: days) }
        var count =
            base.count(in: days.lowerBound..<inside.lowerBound)
            + base.count(in: inside.upperBound..<days.upperBound)
        var offset = inside.lowerBound - firstDay
        let end = inside.upperBound - firstDay
        while offset < end {
            let (word, bit) = offset.quotientAndRemainder(dividingBy: 64)
            let taken = min(64 - bit, end - offset)
            let mask = (UInt64.max >> UInt64(64 - taken)) << UInt64(bit)
            count += (bits[word] & mask).nonzeroBitCount
            offset += taken
        }
        return count
    }
}

extension UInt64 {
    /// The place of the `n`th set bit, counted from 1 at the lowest; there must be so many.
    fileprivate func placeOfBit(_ n: Int) -> Int {
        var remaining = self
        for _ in 1..<n { remaining &= remaining - 1 }
        return remaining.trailingZeroBitCount
    }

    /// The place of the `n`th set bit, counted from 1 at the highest; there must be so many.
    fileprivate func placeOfBit(fromTop n: Int) -> Int {
        var remaining = self
        for _ in 1..<n { remaining &= ~(1 << UInt64(63 - remaining.leadingZeroBitCount)) }
        return 63 - remaining.leadingZeroBitCount
    }
}
