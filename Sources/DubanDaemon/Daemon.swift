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

/// Why the daemon did not start.
package struct StartFailure: Error, Sendable {
    /// What is wrong and what to do.
    package let message: String
    /// The exit status: 78 (EX_CONFIG of sysexits.h) for a bad configuration, else 1.
    package var status: Int32 = 1
}

/// The whole service.
@MainActor package final class Daemon {
    package nonisolated static let version = Release.version

    private let log: Log
    private let notifier = ServiceNotifier()
    private let clock = DispatchClock()
    private let supervisor: Supervisor
    private let desk: Desk
    private let listener: Listener
    private let mailboxes: MailboxWatch
    /// A source that nobody holds never fires.
    private var sources: [any DispatchSourceProtocol] = []
    private var phase = Phase.opening

    /// What `systemctl status` shows; nil while the configuration is read.
    private var shownLine: String? = ""

    private enum Phase { case opening, serving }

    /// Opens everything and prepares to serve; nothing is sent before the main queue runs. Paths
    /// are absolute or relative to the working directory.
    ///
    /// - Parameters:
    ///   - config: the main file of the configuration, or its directory.
    ///   - socket: the status socket, where none is passed.
    ///   - cache: the directory of the ledger's witness; nil: none is kept.
    ///   - mailHelper: the program that writes mailboxes, to be run as a child; nil: it is asked
    ///     over the socket beside the status socket.
    /// - Throws: `StartFailure` with what the administrator can do.
    package init(
        config: String, state: String, mailSpool: String, socket: String, cache: String?,
        mailHelper: String?, logLevel: Severity
    ) throws(StartFailure) {
        log = Log.standardError(logLevel)
        signal(SIGPIPE, SIG_IGN)
        // Whoever started this process may have left it with SIGTERM blocked.
        var none = sigset_t()
        sigemptyset(&none)
        sigprocmask(SIG_SETMASK, &none, nil)
        let keeper = CharterKeeper(
            path: config, stateDirectory: state, compiler: CharterCompiler.ofToday)
        let opening = try Opening(state: state, keeper: keeper, log: log, now: clock.now)
        let floor = Floor(
            docket: Docket(charter: opening.before, standing: opening.standing),
            ledger: opening.ledger, lanes: DispatchLanes(), clock: clock,
            alarms: Alarms(clock: clock), troubles: Troubles(log: log), log: log)
        mailboxes = MailboxWatch(spool: mailSpool, log: log)
        let courier = Daemon.courier(socket: socket, spool: mailSpool, helper: mailHelper)
        supervisor = Supervisor(
            floor: floor, keeper: keeper,
            channels: [
                JournalChannel(), MailChannel(courier: courier),
                EventChannel(ledger: opening.ledger),
            ],
            host: Daemon.hostName(), cache: cache)
        desk = Desk(
            supervisor: supervisor, hub: EventHub(floor: floor, last: opening.lastEvent),
            reload: Reload(
                supervisor: supervisor, warnings: opening.accepted.warnings,
                pending: opening.pending, stamp: opening.accepted.stamp))
        do {
            listener = Listener(
                socket: try Daemon.socket(socket),
                identity: ServiceIdentity(
                    vendor: "duban", product: "duband", version: Daemon.version,
                    url: "file:///usr/share/doc/duban/README.md"),
                services: try desk.services(), limits: Limits(descriptors: Daemon.descriptors()))
        } catch {
            throw StartFailure(message: "\(error)")
        }
        do throws(LedgerError) {
            try supervisor.started()
        } catch {
            throw StartFailure(message: error.description)
        }
        begin(with: opening)
    }

    /// Brings the charter into force, then serves. Requires that the main queue runs.
    private func begin(with opening: Opening) {
        log.warn(of: opening.accepted.warnings)
        listener.onTrouble = { [log, desk] uid, text in
            if let uid { desk.refusals.say(text, of: uid) } else { log.write(.warning, text) }
        }
        listener.isKnown = { [desk] uid, answer in desk.isKnown(uid, then: answer) }
        listener.onStopped = { [weak self] in self?.end() }
        desk.reload.onReload = { [weak self] isOver in self?.showReload(isOver) }
        for delivery in supervisor.deliveries {
            delivery.onRest = { [weak self] in self?.refreshLine() }
        }
        supervisor.floor.troubles.onChange = { [weak self] in self?.showLine() }
        watchMailboxes()
        watchSignals()
        watchClock()
        feedWatchdog()
        supervisor.onPass = { [weak self] in self?.passed() }
        guard opening.past != .same else { return supervisor.lookAtEverything() }
        supervisor.recorder.take(opening.accepted) { [self] result in
            switch result {
            case .success(let change): desk.reload.came(opening.accepted, change.difference)
            case .failure(.ledger(let error)):
                log.write(.error, "the charter's acceptance cannot be recorded: \(error)")
                _exit(1)
            case .failure(let refused):
                desk.reload.refused(refused)
                guard opening.past == .other else { _exit(78) }
                supervisor.lookAtEverything()
            }
        }
    }

    /// Once the first pass is over everything that can be asked for has been seen.
    private func passed() {
        guard phase == .opening else { return showLine() }
        phase = .serving
        listener.start()
        desk.hub.advance()
        showLine()
        log.write(.notice, "ready: \(desk.line)")
    }

    // MARK: The supervisor of the process

    private func refreshLine() {
        desk.refreshLine { [weak self] in self?.showLine() }
    }

    /// Says what `systemctl status` shows, where it has changed; at first, and behind a reload,
    /// that the service is ready.
    private func showLine() {
        guard phase == .serving, let shownLine else { return }
        let line = desk.line
        guard line != shownLine else { return }
        self.shownLine = line
        notify { try notifier.ready(status: line) }
    }

    private func showReload(_ isOver: Bool) {
        shownLine = isOver ? "" : nil
        guard !isOver else { return showLine() }
        notify { try notifier.reloading(status: "Reading the configuration") }
    }

    private func notify(_ send: () throws -> Void) {
        do {
            try send()
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
        for number in [SIGHUP, SIGTERM, SIGINT] {
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { [weak self] in
                MainActor.assumeIsolated {
                    guard let self else { return }
                    number == SIGHUP ? self.desk.reload.ask { _ in } : self.stop()
                }
            }
            keep(source)
        }
    }

    /// What is on its way is found by the next life; a hung journal must not hold this one.
    private func stop() {
        notify { try notifier.stopping(status: "Stopping") }
        log.write(.notice, "stopping")
        listener.stop()
    }

    /// Leaves the ledger as one file, with nothing beside it that a copy could miss.
    private func end() {
        let ledger = supervisor.floor.ledger
        supervisor.floor.lanes.run(.ledger) {
            Result { () throws(LedgerError) in try ledger.close() }
        } then: { [log] result in
            if case .failure(let error) = result { log.write(.warning, "\(error)") }
            _exit(0)
        }
    }

    private func watchClock() {
        do {
            try clock.watchJumps { [log, supervisor] microseconds in
                log.write(.notice, "the wall clock was set: \(microseconds / 1_000_000) s")
                supervisor.clockJumped(microseconds: microseconds)
            }
        } catch {
            log.write(.warning, "jumps of the wall clock will not be noticed: \(error)")
        }
    }

    private func watchMailboxes() {
        mailboxes.onChange = { [supervisor] in supervisor.mailboxesChanged(of: $0) }
        for delivery in supervisor.deliveries where delivery.name == .mail {
            delivery.onRefused = { [mailboxes, supervisor] persons in
                let charter = supervisor.floor.docket.charter
                mailboxes.wait(
                    for: Set(persons.compactMap { charter.receiver(of: $0)?.account }))
            }
        }
    }

    private func keep(_ source: any DispatchSourceProtocol) {
        source.activate()
        sources.append(source)
    }

    private static func courier(socket: String, spool: String, helper: String?) -> MailCourier {
        let directory = socket.lastIndex(of: "/").map { socket[...$0] } ?? ""
        let mailSocket = String(directory) + "mail.sock"
        guard let helper else { return MailCourier(.socket(path: mailSocket)) }
        return MailCourier(
            .child(
                program: helper, spool: spool, socket: mailSocket, servesRoot: getuid() == 0))
    }

    private static func socket(_ path: String) throws -> ListeningSocket {
        if let passed = try PassedSockets.takeListener(named: "varlink") {
            return try ListeningSocket(passed: passed)
        }
        return try ListeningSocket(path: path)
    }

    /// How many files this process may open.
    private static func descriptors() -> Int {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int(clamping: limit.rlim_cur)
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
