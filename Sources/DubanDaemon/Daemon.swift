// The daemon put together: which parts there are, in which order they start, and how they end. It
// alone knows the process, its signals and its supervisor.

import CSystemd
import Civil
import Dispatch
import DubanConfig
import DubanDelivery
import DubanKernel
import DubanLedger
import Glibc
import Systemd
import Varlink

/// Where everything is. Paths are absolute or relative to the working directory.
package struct Settings: Sendable {
    /// The main file of the configuration, or its directory.
    package var config: String
    package var state: String
    package var mailSpool: String
    /// The status socket, where none is passed.
    package var socket: String
    /// The program that writes mailboxes, to be run as a child; nil: it is asked over the socket
    /// beside the status socket.
    package var mailHelper: String?

    package init(
        config: String, state: String, mailSpool: String, socket: String, mailHelper: String?
    ) {
        self.config = config
        self.state = state
        self.mailSpool = mailSpool
        self.socket = socket
        self.mailHelper = mailHelper
    }
}

/// Why the daemon did not start.
package struct StartFailure: Error, Sendable {
    /// What is wrong and what to do.
    package let message: String
    /// The exit status: 78 (EX_CONFIG of sysexits.h) for a bad configuration, else 1.
    package let status: Int32

    init(_ message: String, status: Int32 = 1) {
        self.message = message
        self.status = status
    }
}

/// The whole service.
@MainActor package final class Daemon {
    package nonisolated static let version = "0.1.0"

    private let log = Log.standardError
    private let notifier = ServiceNotifier()
    private let clock = DispatchClock()
    private let supervisor: Supervisor
    private let hub: EventHub
    private let status: ServiceStatus
    private let reload: Reload
    private let listener: Listener
    /// A source that nobody holds never fires.
    private var sources: [any DispatchSourceProtocol] = []
    private var clockWatch: ClockWatch?

    /// Opens everything and prepares to serve; nothing is sent before `start`.
    ///
    /// - Throws: `StartFailure` with what the administrator can do.
    package init(_ settings: Settings) throws(StartFailure) {
        signal(SIGPIPE, SIG_IGN)
        // Whoever started this process may have left it with SIGTERM blocked.
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        let now = clock.now
        let keeper = CharterKeeper(
            path: settings.config, stateDirectory: settings.state,
            compiler: CharterCompiler.ofToday)
        let opening = try Opening(settings: settings, keeper: keeper, log: log, now: now)
        let floor = Floor(
            charter: opening.before, standing: opening.standing, ledger: opening.ledger,
            clock: clock, lanes: DispatchLanes(), log: log)
        let supervisor = Supervisor(
            floor: floor, keeper: keeper, channels: Daemon.channels(settings, opening),
            host: Daemon.hostName())
        let hub = EventHub(floor: floor, last: opening.lastEvent)
        let status = ServiceStatus(
            supervisor: supervisor, warnings: opening.accepted.warnings,
            pendingChange: opening.pendingChange)
        let reload = Reload(supervisor: supervisor, keeper: keeper, status: status)
        let callers = Callers()
        do {
            listener = Listener(
                socket: try Daemon.socket(settings),
                identity: ServiceIdentity(
                    vendor: "duban", product: "duband", version: Daemon.version,
                    url: "file:///usr/share/doc/duban/README.md"),
                services: [
                    try StatusService(
                        supervisor: supervisor, hub: hub, status: status, callers: callers),
                    try LedgerService(
                        supervisor: supervisor, hub: hub, status: status, callers: callers),
                    try ManagementService(
                        supervisor: supervisor, status: status, reload: reload,
                        callers: callers),
                ])
        } catch {
            throw StartFailure("\(error)")
        }
        self.supervisor = supervisor
        self.hub = hub
        self.status = status
        self.reload = reload
        for delivery in supervisor.deliveries where delivery.name == .socket {
            delivery.onSettled = { [hub] in hub.advance() }
        }
        begin(with: opening)
    }

    /// Brings the charter into force, then serves. Requires that the main queue runs.
    private func begin(with opening: Opening) {
        for warning in opening.accepted.warnings { log.write(.warning, warning) }
        listener.onTrouble = { [log] in log.write(.warning, "\($0)") }
        listener.onStopped = { _exit(0) }
        reload.onReload = { [weak self] isOver, status in self?.showReload(isOver, status) }
        watchSignals()
        watchClock()
        feedWatchdog()
        supervisor.onPass = { [weak self] in self?.serve() }
        guard opening.isChanged else { return supervisor.start() }
        supervisor.recorder.take(opening.accepted) { [self] result in
            switch result {
            case .success: break
            case .failure(.ledger(let error)):
                log.write(.error, "the charter's acceptance cannot be recorded: \(error)")
                _exit(1)
            case .failure(.rejected(let why)):
                status.refuse(.rejected(why))
                guard opening.hasBefore else { _exit(78) }
                supervisor.start()
            }
        }
    }

    /// The first pass is over: everything that can be asked for has been seen.
    private func serve() {
        supervisor.onPass = nil
        listener.start()
        hub.advance()
        notify { try notifier.ready(status: status.line) }
        log.write(.notice, "ready: \(status.line)")
    }

    // MARK: The supervisor of the process

    private func showReload(_ isOver: Bool, _ status: String) {
        notify {
            isOver ? try notifier.ready(status: status) : try notifier.reloading(status: status)
        }
    }

    private func notify(_ send: () throws -> Bool) {
        do {
            _ = try send()
        } catch {
            log.write(.warning, "\(error)")
        }
    }

    private func feedWatchdog() {
        do {
            guard let limit = try Watchdog.limitMicroseconds() else { return }
            let interval = DispatchTimeInterval.microseconds(Int(limit / 3))
            let timer = DispatchSource.makeTimerSource(queue: .main)
            timer.schedule(deadline: .now() + interval, repeating: interval)
            timer.setEventHandler { [weak self] in
                MainActor.assumeIsolated {
                    guard let self else { return }
                    self.notify { try self.notifier.watchdog() }
                }
            }
            keep(timer)
        } catch {
            log.write(.warning, "the watchdog cannot be fed: \(error)")
        }
    }

    private func watchSignals() {
        on(SIGHUP) { [weak self] in self?.reload.ask { _ in } }
        on(SIGTERM) { [weak self] in self?.stop() }
        on(SIGINT) { [weak self] in self?.stop() }
    }

    private func on(_ number: Int32, _ react: @escaping @MainActor () -> Void) {
        let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
        source.setEventHandler { MainActor.assumeIsolated(react) }
        keep(source)
    }

    /// What is on its way is found by the next life; a hung journal must not hold this one.
    private func stop() {
        notify { try notifier.stopping(status: "Stopping") }
        log.write(.notice, "stopping")
        listener.stop()
    }

    private func watchClock() {
        do {
            let watch = try ClockWatch { [weak self] jump in self?.clockJumped(jump) }
            clockWatch = watch
            keep(watch.source)
        } catch {
            log.write(.warning, "jumps of the wall clock will not be noticed: \(error)")
        }
    }

    private func clockJumped(_ jump: ClockJump) {
        log.write(.notice, "the wall clock was set: \(jump.microseconds / 1_000_000) s")
        supervisor.clockChanged(
            sendNothingUntil: jump.isUnbelievable
                ? clock.now.adding(seconds: ClockJump.quarantineSeconds) : nil)
    }

    private func keep(_ source: any DispatchSourceProtocol) {
        source.activate()
        sources.append(source)
    }

    // MARK: Parts

    private static func channels(_ settings: Settings, _ opening: Opening) -> [any Channel] {
        let slash = settings.socket.lastIndex(of: "/")
        let directory = slash.map { String(settings.socket[...$0]) } ?? ""
        let mailSocket = directory + "mail.sock"
        let route =
            settings.mailHelper.map {
                MailCourier.Route.child(
                    program: $0, spool: settings.mailSpool, socket: mailSocket,
                    servesRoot: getuid() == 0)
            } ?? .socket(path: mailSocket)
        let composer = Composer(charter: opening.accepted.charter, host: hostName())
        return [
            JournalChannel(),
            MailChannel(
                courier: MailCourier(route), repetitionMark: composer.repetitionMark),
            EventChannel(ledger: opening.ledger),
        ]
    }

    private static func socket(_ settings: Settings) throws -> ListeningSocket {
        if let passed = try PassedSockets.take().listener(named: "varlink") {
            return try ListeningSocket(passed: passed)
        }
        return try ListeningSocket(path: settings.socket)
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
