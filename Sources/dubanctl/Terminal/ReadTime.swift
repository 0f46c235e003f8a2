// Dates and times of the command line.

import ArgumentParser
import Civil

@Sendable func readDate(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
        throw ValidationError(
            say("“\(text)” is no date such as 2026-11-20", "“\(text)”不是形如 2026-11-20 的日期"))
    }
    return date
}

@Sendable func readTime(_ text: String) throws -> Instant {
    try readTime(text, on: .current)
}

func readTime(_ text: String, on clock: LocalTime) throws -> Instant {
    guard let instant = clock.instant(text) else {
        throw ValidationError(
            say(
                "“\(text)” is no time such as “2026-11-20 17:00” or @1795166400",
                "“\(text)”不是形如“2026-11-20 17:00”或 @1795166400 的时刻"))
    }
    return instant
}
