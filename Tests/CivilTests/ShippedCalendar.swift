// The calendars that ship in config/calendars, read without the charter's compiler: two keys, one
// date a line.

import Civil
import Foundation
import TestSupport
import Testing

enum ShippedCalendar {
    static let china: WorkingCalendar = {
        do {
            return try read(years: 2018...2026)
        } catch {
            preconditionFailure("config/calendars: \(error)")
        }
    }()

    /// The files of `years` as one calendar.
    static func read(years: ClosedRange<Int>) throws -> WorkingCalendar {
        var days: [String: Set<CivilDate>] = ["rest": [], "work": []]
        for year in years {
            let file = Oracle.repository.appendingPathComponent("config/calendars/cn-\(year).yaml")
            var key = ""
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                if let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") {
                    key = String(line[..<colon])
                } else if line.hasPrefix("  - ") {
                    let date = try #require(CivilDate(line.dropFirst(4)), "\(file): \(line)")
                    guard date.year == year, days[key]?.insert(date).inserted == true else {
                        throw Oracle.Failure(description: "\(file.path): \(line)")
                    }
                }
            }
        }
        return WorkingCalendar(
            week: [.monday, .tuesday, .wednesday, .thursday, .friday],
            rest: days["rest"] ?? [], work: days["work"] ?? [])
    }
}
