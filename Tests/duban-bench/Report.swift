// The figures as a table and as JSON.

import Foundation

/// One figure and what it should be.
struct Measurement {
    enum Aim {
        case atMost(Double)
        case atLeast(Double)
        /// Only told, as a yardstick for others.
        case none
    }

    let name: String
    let value: Double
    let unit: String
    let aim: Aim

    init(_ name: String, _ value: Double, _ unit: String, _ aim: Aim = .none) {
        self.name = name
        self.value = value
        self.unit = unit
        self.aim = aim
    }

    /// Whether it is as it should be; a figure that could not be taken is not.
    var isMet: Bool {
        switch aim {
        case .atMost(let most): value <= most
        case .atLeast(let least): value >= least
        case .none: true
        }
    }

    fileprivate var aimText: String {
        switch aim {
        case .atMost(let most): "≤ \(Self.text(most))"
        case .atLeast(let least): "≥ \(Self.text(least))"
        case .none: ""
        }
    }

    fileprivate static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e9
            ? String(Int(value)) : String(format: value < 10 ? "%.3f" : "%.1f", value)
    }
}

struct Report {
    private let measurements: [Measurement]

    init(_ measurements: [Measurement]) {
        self.measurements = measurements
    }

    /// A line a figure, for people.
    var table: String {
        let width = measurements.map(\.name.count).max() ?? 0
        return measurements.map { measurement in
            let name = measurement.name.padding(toLength: width, withPad: " ", startingAt: 0)
            let value = Measurement.text(measurement.value)
            let room = String(repeating: " ", count: max(0, 10 - value.count))
            let verdict = measurement.isMet ? "" : "  MISSED"
            let unit = measurement.unit.padding(toLength: 4, withPad: " ", startingAt: 0)
            return "\(name) \(room)\(value) \(unit) \(measurement.aimText)\(verdict)"
        }.joined(separator: "\n")
    }

    /// An object a figure, for programs.
    var json: String {
        let objects = measurements.map { measurement -> String in
            let (most, least): (String, String) =
                switch measurement.aim {
                case .atMost(let most): ("\(most)", "null")
                case .atLeast(let least): ("null", "\(least)")
                case .none: ("null", "null")
                }
            let value = measurement.value.isFinite ? "\(measurement.value)" : "null"
            return """
                {"name":"\(measurement.name)","value":\(value),"unit":"\(measurement.unit)",\
                "most":\(most),"least":\(least),"met":\(measurement.isMet)}
                """
        }
        return "[\n" + objects.joined(separator: ",\n") + "\n]"
    }
}
