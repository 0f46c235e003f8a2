// The options of a verb's command: what its rows in the table name, and nothing else.

import ArgumentParser
import Civil
import DubanKernel
import Varlink

/// ArgumentParser learns by reflection which options a type has: these are shown to it as the table
/// has them, and read by the same names.
struct VerbOptions<Place: VerbPlace>: ParsableArguments, CustomReflectable {
    /// Nothing of what was not given.
    private(set) var given: [Particular: GivenValue] = [:]

    init() {}

    init(from decoder: any Decoder) throws {
        let options = try decoder.container(keyedBy: OptionName.self)
        for particular in Self.particulars { given[particular] = try particular.read(options) }
    }

    var customMirror: Mirror {
        Mirror(
            self,
            children: Self.particulars.map {
                (label: "_" + OptionName($0).stringValue, value: $0.definition)
            })
    }

    private static var particulars: [Particular] {
        Particular.allCases.filter {
            $0 != .reason && VerbTable.verbs(taking: $0).contains(Place.verb)
        }
    }
}

/// How ArgumentParser calls an option in a type: without the two dashes.
private struct OptionName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ particular: Particular) { stringValue = String(particular.option.dropFirst(2)) }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Particular {
    /// The option as a property's wrapper would define it.
    fileprivate var definition: Any {
        switch self {
        case .evidence:
            Option<[String]>(
                wrappedValue: [], parsing: .upToNextOption, help: .of(self, valueName: "name"))
        case .over:
            Option<[String]>(
                wrappedValue: [], parsing: .upToNextOption, help: .of(self, valueName: "key"))
        case .held:
            Option<CivilDate?>(help: .of(self, valueName: "date"), transform: readDate)
        case .title: Option<String?>(help: .of(self))
        case .again: Flag<Bool>(wrappedValue: false, help: .of(self))
        case .effective:
            Option<WrittenTime?>(help: .of(self, valueName: "time"), transform: readTime)
        case .entry: Option<Int64?>(help: .of(self))
        case .because: Option<Reopening>(help: .of(self))
        case .reason: preconditionFailure("every verb has a reason: it is a common option")
        }
    }

    /// What the option was given.
    fileprivate func read(_ options: KeyedDecodingContainer<OptionName>) throws -> GivenValue? {
        func value<Value>() throws -> Value {
            try options.decode(Option<Value>.self, forKey: OptionName(self)).wrappedValue
        }
        switch self {
        case .evidence, .over:
            let names: [String] = try value()
            return names.isEmpty ? nil : .said(.array(names.map(JSON.string)))
        case .held: return (try value() as CivilDate?).map { .said(.string($0.description)) }
        case .title: return (try value() as String?).map { .said(.string($0)) }
        case .again:
            let flag = try options.decode(Flag<Bool>.self, forKey: OptionName(self))
            return flag.wrappedValue ? .said(.bool(true)) : nil
        case .effective: return (try value() as WrittenTime?).map(GivenValue.time)
        case .entry: return (try value() as Int64?).map { .said(.integer($0)) }
        case .because: return .said(.string((try value() as Reopening).rawValue))
        case .reason: return nil
        }
    }
}

/// What an option was given: the wire has it as it stands, but a time only on a clock.
enum GivenValue {
    case said(JSON)
    case time(WrittenTime)

    func wire(_ read: (WrittenTime) throws -> JSON) rethrows -> JSON {
        switch self {
        case .said(let json): json
        case .time(let time): try read(time)
        }
    }
}

extension Reopening: ExpressibleByArgument {}
