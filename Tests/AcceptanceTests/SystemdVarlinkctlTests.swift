// systemd's own Varlink client (varlinkctl 257, from Debian 13) against the running daemon.

import Foundation
import TestSupport
import Testing

@Suite(.serialized, .waits) struct `varlinkctl of systemd 257` {
    private let daemon: LiveDaemon
    private static let program = Oracle.repository.appending(path: "Tests/Container/varlinkctl")
        .path

    init() throws {
        daemon = try LiveDaemon(`The status socket of the real daemon`.yaml(["a", "b", "c"]))
        try daemon.start()
    }

    /// Runs varlinkctl; `SOCKET` in the arguments is the daemon's.
    private func varlinkctl(
        _ arguments: String...
    ) throws -> Oracle.Answer {
        let run = URL(filePath: daemon.socket).deletingLastPathComponent().path
        return try Oracle.run(
            Self.program,
            [run] + arguments.map { $0.replacing("SOCKET", with: "/mnt/status.sock") })
    }

    @Test func `info and list-methods name every interface`() throws {
        let info = try varlinkctl("info", "SOCKET")
        #expect(info.status == 0, "\(info.complaint)")
        #expect(info.output.contains("Product: duband"))
        for interface in ["io.duban.Status", "io.duban.Ledger", "io.duban.Manager"] {
            #expect(info.output.contains(interface))
        }
        let methods = try varlinkctl("list-methods", "SOCKET")
        for method in ["Status.GetOverview", "Status.Subscribe", "Ledger.Record", "Manager.Reload"]
        {
            #expect(methods.output.contains("io.duban.\(method)"), "\(methods)")
        }
    }

    @Test(arguments: ["io.duban.Status", "io.duban.Ledger", "io.duban.Manager"])
    func `introspect shows an interface that validate-idl accepts`(interface: String) throws {
        let shown = try varlinkctl("introspect", "SOCKET", interface)
        #expect(shown.status == 0, "\(shown.complaint)")
        #expect(shown.output.contains("interface \(interface)"))
        let file = URL(filePath: daemon.socket).deletingLastPathComponent()
            .appending(path: interface)
        try shown.output.write(to: file, atomically: true, encoding: .utf8)
        let validated = try varlinkctl("validate-idl", "/mnt/\(interface)")
        #expect(validated.status == 0, "\(validated.complaint)")
    }

    @Test func `call answers once, and with --more as often as there is something to say`() throws {
        let overview = try varlinkctl(
            "--json=short", "call", "SOCKET", "io.duban.Status.GetOverview", "{}")
        #expect(overview.status == 0, "\(overview.complaint)")
        #expect(overview.output.contains(#""delivery":"live""#))
        let list = try varlinkctl(
            "--json=short", "--more", "call", "SOCKET", "io.duban.Status.List", "{}")
        #expect(list.status == 0, "\(list.complaint)")
        #expect(list.output.contains("task:t1"))
        #expect(list.output.filter { $0 == "\u{1E}" }.count > 1)
        let first = try varlinkctl("call", "SOCKET", "io.duban.Status.List", "{}")
        #expect(first.status != 0)
        #expect(first.complaint.contains("org.varlink.service.ExpectedMore"))
        let missing = try varlinkctl(
            "call", "SOCKET", "io.duban.Status.Get", #"{"key": "task:nothing"}"#)
        #expect(missing.status != 0)
        #expect(missing.complaint.contains("io.duban.Status.NoSuchObligation"))
    }
}
