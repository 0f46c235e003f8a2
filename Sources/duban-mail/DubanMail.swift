// duban-mail: the only program of duban that may hold a capability (CAP_SETUID). It is small, reads
// no configuration, and does one thing: put a finished message into one mailbox.

import Dispatch
import DubanDelivery
import DubanKernel
import Glibc
import Systemd
import Varlink

/// The program from its arguments to its end.
@main
@MainActor
final class DubanMail {
    private let options: Options
    private let listener: Listener
    private let service: MailService
    /// A source that nobody holds never fires.
    private var sources: [any DispatchSourceProtocol] = []

    /// How long the program stays without a connection or a call.
    private static let idleSecondsMax = 60

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.contains("--help") { return print(Options.help, terminator: "") }
        if arguments.contains("--version") { return print(Release.version) }
        do {
            try DubanMail(try Options(arguments)).run()
        } catch let mistake as Options.Mistake {
            fail(mistake.message, status: 2)
        } catch {
            fail("\(error)", status: 1)
        }
        dispatchMain()
    }

    private init(_ options: Options) throws {
        self.options = options
        let client = try options.client ?? Self.uidOfDuban()
        let spool = try MailSpool(directory: options.spool, servesRoot: options.servesRoot)
        service = MailService(spool: spool, client: client)
        listener = Listener(
            socket: try Self.socket(options),
            identity: ServiceIdentity(
                vendor: "duban", product: "duban-mail", version: Release.version,
                url: "man:duban-mail(8)"),
            services: [service])
    }

    private static func socket(_ options: Options) throws -> ListeningSocket {
        if let path = options.socket { return try ListeningSocket(path: path) }
        guard let passed = try PassedSockets.takeListener(named: "varlink") else {
            throw Options.Mistake(
                message: "no socket named varlink was passed, and no --socket given")
        }
        return try ListeningSocket(passed: passed)
    }

    private static func uidOfDuban() throws -> uid_t {
        guard let account = getpwnam("duban") else {
            throw Options.Mistake(message: "there is no account duban, and no --allow-uid given")
        }
        return account.pointee.pw_uid
    }

    private func run() {
        signal(SIGPIPE, SIG_IGN)
        listener.onTrouble = { Self.log($1) }
        listener.onStopped = { exit(0) }
        listener.start()
        stop(on: SIGTERM)
        stop(on: SIGINT)
        if options.endsWithInput { stopWithInput() } else { stopWhenIdle() }
        do {
            try ServiceNotifier().ready(status: "Delivers to \(options.spool)")
        } catch {
            Self.log("\(error)")
        }
        if options.socket != nil { Self.write("listening\n", to: STDOUT_FILENO) }
    }

    /// A message that is being written is finished first: everything is on the main queue.
    private func stop(on signal: Int32) {
        let source = DispatchSource.makeSignalSource(signal: signal, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated { self.listener.stop() } }
        source.activate()
        sources.append(source)
    }

    private func stopWithInput() {
        let source = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: .main)
        source.setEventHandler {
            MainActor.assumeIsolated {
                var bytes: [UInt8] = [0]
                if read(STDIN_FILENO, &bytes, bytes.count) <= 0 { self.listener.stop() }
            }
        }
        source.activate()
        sources.append(source)
    }

    private func stopWhenIdle() {
        let timer = DispatchSource.makeTimerSource(queue: .main)
        let rest = DispatchTimeInterval.seconds(Self.idleSecondsMax)
        timer.setEventHandler {
            MainActor.assumeIsolated {
                if self.listener.connectionCount == 0 { return self.listener.stop() }
                timer.schedule(deadline: .now() + rest)
            }
        }
        service.onCall = { timer.schedule(deadline: .now() + rest) }
        timer.schedule(deadline: .now() + rest)
        timer.activate()
        sources.append(timer)
    }

    private static func fail(_ message: String, status: Int32) -> Never {
        log(message)
        exit(status)
    }

    private static func log(_ message: String) {
        write("duban-mail: \(message)\n", to: STDERR_FILENO)
    }

    /// Writes what can be written: there is nobody to tell that the log or the parent is gone.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = Glibc.write(descriptor, bytes, bytes.count)
    }
}
