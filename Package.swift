// swift-tools-version: 6.2
// The house of duban: floors and who may import whom. The floors are checked by TidyTests.

import PackageDescription

/// One list of settings for every Swift target.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),  // SE-0335
    .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
    .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
    .treatAllWarnings(as: .error),  // SE-0480
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

func house(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude,
        swiftSettings: settings)
}

let package = Package(
    name: "duban",
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        // Floor 0: know nothing of duban.
        .target(name: "CSystemd", linkerSettings: [.linkedLibrary("systemd")]),
        house("Civil", []),
        house("Varlink", ["CSystemd"]),
        house("Systemd", ["CSystemd"]),
        // Floor 1a.
        house("DubanKernel", ["Civil"]),
        // Floor 1b.
        house("DubanConfig", ["DubanKernel", "Civil", yams]),
        house("DubanLedger", ["DubanKernel", "Civil", grdb]),
        house("DubanDelivery", ["DubanKernel", "Civil", "Varlink", "Systemd", "CSystemd"]),
        // Floor 2.
        house(
            "DubanDaemon",
            [
                "CSystemd", "DubanConfig", "DubanLedger", "DubanDelivery", "DubanKernel", "Civil",
                "Varlink",
                "Systemd",
            ]),
        // Floor 3.
        program(
            "duband",
            ["DubanDaemon", "DubanConfig", "DubanLedger", "DubanKernel", "Civil", arguments]),
        program("duban-mail", ["DubanDelivery", "DubanKernel", "Varlink", "Systemd"]),
        program("dubanctl", ["DubanConfig", "DubanKernel", "Varlink", "Civil", arguments]),
        // Tests mirror targets.
        .target(
            name: "TestSupport", dependencies: ["CSystemd", "Systemd"], path: "Tests/TestSupport",
            swiftSettings: settings),
        tests("CivilTests", ["Civil"]),
        tests("VarlinkTests", ["Varlink"]),
        tests("SystemdTests", ["Systemd"]),
        tests("DubanKernelTests", ["DubanKernel", "Civil"]),
        tests("DubanConfigTests", ["DubanConfig", "DubanKernel", "Civil"]),
        tests(
            "DubanLedgerTests", ["DubanLedger", "DubanKernel", "Civil", grdb], exclude: ["Fixtures"]
        ),
        tests(
            "DubanDeliveryTests",
            [
                "DubanDelivery", "DubanKernel", "Civil", "Varlink", "Systemd", "CSystemd",
                "duban-mail",
            ]),
        tests(
            "DubanDaemonTests",
            [
                "DubanDaemon", "DubanConfig", "DubanLedger", "DubanDelivery", "DubanKernel",
                "Civil", "Varlink", grdb,
            ]),
        tests(
            "DubanctlTests",
            ["dubanctl", "DubanConfig", "DubanLedger", "DubanKernel", "Civil"]),
        tests("AcceptanceTests", ["Varlink"]),
        tests("TidyTests", []),
        // Implements org.varlink.certification, which must never be on a real service.
        program("varlink-certify", ["Varlink"], path: "Tests/varlink-certify"),
        // Measures what the README quotes.
        program(
            "duban-bench", ["TestSupport", "DubanConfig", "DubanKernel", "Varlink", "Civil"],
            path: "Tests/duban-bench"),
    ],
    swiftLanguageModes: [.v6]
)
