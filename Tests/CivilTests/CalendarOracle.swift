// systemd-analyze as the judge of calendar expressions: many expressions in one process, answers as
// numbers.

import Civil
import Foundation
import TestSupport

/// What systemd says about an expression.
enum CalendarVerdict: Equatable {
    case refused
    /// It is one, but systemd's search for an elapse gave up: nothing to compare.
    case lost
    /// Its normal form and its elapses, in whole seconds since the epoch.
    case read(normalized: String, elapses: [Int64])
}

/// One question: expressions, all seen from one instant under one system zone.
struct CalendarQuestion {
    var expressions: [String]
    /// The zone that systemd takes for the system's own.
    var systemZone: String
    /// Seconds since the epoch.
    var base: Int64
    var iterations = 10

    /// systemd's verdicts, one for each expression.
    func ask() throws -> [CalendarVerdict] {
        let answer = try Oracle.run(
            "systemd-analyze",
            ["calendar", "--iterations=\(iterations)", "--base-time=@\(base)", "--"] + expressions,
            environment: [
                "TZ": systemZone, "LC_ALL": "C.UTF-8", "COLUMNS": "1000", "SYSTEMD_COLORS": "0",
                "SYSTEMD_LOG_TARGET": "console",
            ])
        var blocks = answer.output.components(separatedBy: "\n\n")
            .filter { $0.contains("Normalized form:") }[...]
        var complaints = answer.complaint.split(separator: "\n").filter {
            $0.hasPrefix("Failed to")
        }[...]
        let verdicts = try expressions.map { expression -> CalendarVerdict in
            if let complaint = complaints.first, complaint.contains("'\(expression)'") {
                complaints.removeFirst()
                return complaint.contains("next elapse") ? .lost : .refused
            }
            guard let block = blocks.popFirst() else {
                throw Oracle.Failure(
                    description:
                        "systemd-analyze says nothing of '\(expression)': \(answer.complaint)")
            }
            return try CalendarQuestion.verdict(block, isUTC: systemZone == "UTC")
        }
        guard blocks.isEmpty, complaints.isEmpty else {
            throw Oracle.Failure(
                description: "systemd-analyze says more than it was asked: \(answer.complaint)")
        }
        return verdicts
    }

    /// Reads the lines about one expression. Under another zone than UTC every elapse has a second
    /// line, and only that one counts.
    private static func verdict(_ block: String, isUTC: Bool) throws -> CalendarVerdict {
        var normalized = ""
        var elapses: [Int64] = []
        for line in block.split(separator: "\n") {
            guard let colon = line.range(of: ": ") else { continue }
            let key = line[..<colon.lowerBound].drop { $0 == " " }
            let value = line[colon.upperBound...]
            switch key {
            case "Normalized form": normalized = String(value)
            case "(in UTC)": elapses.append(try second(value))
            case _ where isUTC && value != "never":
                let isElapse = key == "Next elapse" || key.hasPrefix("Iter")
                if isElapse { elapses.append(try second(value)) }
            default: break
            }
        }
        return .read(normalized: normalized, elapses: elapses)
    }

    private static func second(_ text: Substring) throws -> Int64 {
        let words = text.split(separator: " ")
        guard words.count == 4, words[3] == "UTC", let date = CivilDate(words[1]),
            let time = TimeOfDay(words[2])
        else { throw Oracle.Failure(description: "systemd-analyze wrote '\(text)'") }
        return CivilDateTime(date, time).seconds
    }
}
