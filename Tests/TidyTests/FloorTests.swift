// The floors of the house: Package.swift says who may import whom, downwards only, and every import
// is held to it exactly.

import Foundation
import Testing

@Suite struct `The floors` {
    /// From the ground up; targets of one floor never import each other. A new target needs a place
    /// here.
    private static let floors: [[String]] = [
        ["CSystemd"],
        ["Civil", "Varlink", "Systemd"],
        ["DubanKernel"],
        ["DubanConfig", "DubanLedger", "DubanDelivery"],
        ["DubanDaemon"],
        ["duband", "duban-mail", "dubanctl"],
    ]

    /// What a target may import of the system's modules, which no manifest declares.
    private static let system: [String: Set<String>] = [
        "Civil": ["Glibc"],
        "Varlink": ["Dispatch", "Glibc"],
        "Systemd": ["Glibc", "Synchronization"],
        "DubanKernel": [],
        "DubanConfig": ["Glibc"],
        "DubanLedger": ["Glibc", "Synchronization", "FoundationEssentials"],
        "DubanDelivery": ["Dispatch", "Glibc", "Synchronization"],
        "DubanDaemon": ["Dispatch", "Glibc", "Synchronization"],
        "duband": ["Dispatch", "Glibc"],
        "duban-mail": ["Dispatch", "Glibc"],
        "dubanctl": ["Dispatch", "Glibc"],
    ]

    private static let modulesOfTests: Set<String> = [
        "Dispatch", "Foundation", "Glibc", "Synchronization", "Testing",
    ]

    @Test func `a dependency goes down, never up or sideways`() throws {
        let targets = try DeclaredTarget.all.get().values.filter { $0.folder.hasPrefix("Sources/") }
        let floorOf = Dictionary(
            uniqueKeysWithValues: Self.floors.enumerated().flatMap { floor, names in
                names.map { ($0, floor) }
            })
        #expect(
            Set(floorOf.keys) == Set(targets.map(\.name)), "every target of Sources has a floor")
        for target in targets {
            for name in target.declared {
                guard let own = floorOf[target.name], let other = floorOf[name] else { continue }
                #expect(
                    other < own,
                    "\(target.name) depends on \(name): move the code down, or pass a value")
            }
        }
    }

    @Test func `an import is declared, and what is declared is imported`() throws {
        let targets = try DeclaredTarget.all.get()
        let files = try SourceFile.everything.get()
        for target in targets.values {
            let programs = target.type == "test" ? Self.programs(among: targets) : []
            let allowed = target.declared.union(Self.system[target.name] ?? Self.modulesOfTests)
            var imported: Set<String> = []
            for file in files where file.path.hasPrefix(target.folder + "/") {
                for (number, code) in file.code.enumerated() {
                    guard let module = SourceFile.imported(by: code) else { continue }
                    imported.insert(module)
                    #expect(
                        allowed.contains(module),
                        """
                        \(file.path):\(number + 1) imports \(module), which Package.swift does not \
                        give to \(target.name): move the code, or pass a value
                        """)
                }
            }
            // A test may depend on a program only so that it is built.
            let idle = target.declared.subtracting(imported).subtracting(programs)
            #expect(
                idle.isEmpty || target.name == "CSystemd",
                "\(target.name) declares \(idle.sorted()) and imports none of it: delete it there")
        }
    }

    private static func programs(among targets: [String: DeclaredTarget]) -> Set<String> {
        Set(targets.values.filter { $0.type == "executable" }.map(\.name))
    }
}
