// Words of the wire as options take them: as the wire has them, or as Chinese tables show them.

import ArgumentParser
import DubanKernel

/// A kind or a light on the command line: `red`, `红` or `红灯`.
struct Word<Value: RawRepresentable & CaseIterable>: ExpressibleByArgument
where Value.RawValue == String {
    let value: Value

    init?(argument: String) {
        guard let value = Value(argument: argument) else { return nil }
        self.value = value
    }

    static var allValueStrings: [String] { Value.allCases.map { spoken($0.rawValue) } }
}

extension RawRepresentable where Self: CaseIterable, RawValue == String {
    /// By its own word, or the Chinese one with or without 灯 behind it.
    fileprivate init?(argument: String) {
        let short = argument.hasSuffix("灯") ? String(argument.dropLast()) : argument
        let found = Self.allCases.first {
            $0.rawValue == argument || vocabulary[$0.rawValue]?.1 == short
        }
        guard let found else { return nil }
        self = found
    }
}

/// What `--state` takes: a state, or that the due instant has passed.
enum WantedState: ExpressibleByArgument {
    case state(ObligationState)
    case overdue

    init?(argument: String) {
        if ["overdue", "逾期"].contains(argument) {
            self = .overdue
        } else if let state = Word<ObligationState>(argument: argument) {
            self = .state(state.value)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] {
        Word<ObligationState>.allValueStrings + [say("overdue", "逾期")]
    }
}
