// duband: flags and run. Everything else is DubanDaemon.

import ArgumentParser
import Dispatch
import DubanConfig
import DubanDaemon
import DubanKernel
import Glibc

@main
struct Duband: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duband",
        abstract: "Supervises deadlines, quotas and sessions, and tells the people responsible.",
        discussion: """
            Runs in the foreground. SIGHUP reads the configuration again, SIGTERM ends the service.
            Exit status: 0 ended in order, 1 it could not start, 2 usage, 78 bad configuration.
            """,
        version: Daemon.version)

    @Option(help: "The configuration: duban.yaml, or the directory that holds it.")
    var config = "/etc/duban/duban.yaml"

    @Option(help: "The state directory.")
    var state = "/var/lib/duban"

    @Option(help: "The directory of mailboxes.")
    var mailSpool = "/var/mail"

    @Option(help: "The status socket, unless systemd passes one.")
    var socket = "/run/duban/status.sock"

    @Option(
        help: "The directory of the ledger's witness; else $CACHE_DIRECTORY, else none is kept.")
    var cache: String?

    @Option(help: "Run this duban-mail as a child instead of asking mail.sock beside the socket.")
    var mailHelper: String?

    @Option(help: "How much is logged; with DEBUG_INVOCATION=1 in the environment everything.")
    var logLevel: Severity?

    @Flag(help: "Validate the configuration and exit.")
    var check = false

    @Option(help: "Write the ledger into this new file and exit; the daemon may be running.")
    var backup: String?

    @Option(help: "Put a backed-up ledger into the state directory and exit; stop duban first.")
    var restore: String?

    /// Usage is status 2, as for dubanctl; ArgumentParser's own is sysexits.h's.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            let message = fullMessage(for: error)
            let code = exitCode(for: error)
            if code == .success {
                print(message)
            } else if !message.isEmpty {
                say(message)
            }
            Glibc.exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }

    func run() throws {
        if check { return try checkConfiguration() }
        if let backup { return try Self.backUp(state, to: backup) }
        if let restore { return try Self.restore(restore, to: state, cache: cacheDirectory) }
        MainActor.assumeIsolated {
            do throws(StartFailure) {
                let daemon = try Daemon(
                    config: config, state: state, mailSpool: mailSpool, socket: socket,
                    cache: cacheDirectory, mailHelper: mailHelper, logLevel: severity)
                withExtendedLifetime(daemon) { dispatchMain() }
            } catch {
                Self.say(error.message)
                Glibc.exit(error.status)
            }
        }
    }

    private var cacheDirectory: String? {
        cache ?? getenv("CACHE_DIRECTORY").map { String(cString: $0) }
    }

    private var severity: Severity {
        let invocation = getenv("DEBUG_INVOCATION").map { String(cString: $0) }
        return Severity.wanted(logLevel, debugInvocation: invocation)
    }

    private func checkConfiguration() throws {
        let compiled = CharterCompiler.ofToday().compile(path: config)
        for diagnostic in compiled.diagnostics.summed {
            Self.say(diagnostic.rendered(in: compiled.language))
        }
        guard compiled.charter != nil else { throw ExitCode(78) }
        let isChinese = compiled.language == .chinese
        Self.say(config + (isChinese ? "：配置可用" : ": the configuration is good"))
    }

    static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}

extension Severity: ExpressibleByArgument {
    package init?(argument: String) {
        guard let severity = Severity.allCases.first(where: { "\($0)" == argument }) else {
            return nil
        }
        self = severity
    }

    package static var allValueStrings: [String] { allCases.map { "\($0)" } }
}
