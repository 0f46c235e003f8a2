// dubanctl as people type it, and the daemon's own desk that answers it on a socket: nothing is
// made but the clock, which stands still.

import Civil
import Dispatch
import DubanConfig
import DubanKernel
import DubanLedger
import Foundation
import Glibc
import TestSupport
import Testing
import Varlink

@testable import DubanDaemon

@MainActor final class FrontDesk {
    let clock: SimulatedClock
    let socket = "/tmp/duban-desk-\(UUID().uuidString.prefix(8))"
    private let supervisor: Supervisor
    private let desk: Desk
    private var listener: Listener?

    /// Everything of the charter is seen and told at `now`, `2026-11-20 16:00` on its clock.
    init(_ yaml: String, now: String) async throws {
        let compiled = CharterCompiler(accounts: { _ in .present(uid: 1000) }).compile(
            CharterSource(rules: [CharterSource.File(name: "duban.yaml", text: yaml)]))
        let charter = try #require(
            compiled.charter, "\(compiled.diagnostics.map { $0.rendered(in: .english) })")
        let parts = now.split(separator: " ")
        let (date, time) = try (#require(CivilDate(parts[0])), #require(TimeOfDay(parts[1])))
        clock = SimulatedClock(now: charter.zone.instant(CivilDateTime(date, time)))
        let ledger = try Ledger.inMemory()
        let log = Log { _, _ in }
        let floor = Floor(
            docket: Docket(charter: charter, standing: try ledger.standing()), ledger: ledger,
            lanes: DispatchLanes(), clock: clock, alarms: Alarms(clock: clock),
            troubles: Troubles(log: log), log: log)
        supervisor = Supervisor(
            floor: floor, keeper: .simulated(in: "/nowhere"), channels: [], host: "desk")
        desk = Desk(
            supervisor: supervisor, hub: EventHub(floor: floor, last: 0),
            reload: Reload(supervisor: supervisor))
        try open()
        await withCheckedContinuation { ended in
            supervisor.onPass = { [supervisor] in
                supervisor.onPass = nil
                ended.resume()
            }
            supervisor.lookAtEverything()
        }
    }

    /// Begins to listen, as a daemon does that has just started.
    func open() throws {
        let listener = Listener(
            socket: try ListeningSocket(path: socket),
            identity: ServiceIdentity(vendor: "duban", product: "desk", version: "0", url: ""),
            services: try desk.services())
        listener.start()
        self.listener = listener
    }

    /// Closes the socket and all connections.
    func close() async {
        await withCheckedContinuation { stopped in
            listener?.onStopped = { stopped.resume() }
            listener?.stop()
        }
        listener = nil
    }

    /// Runs dubanctl to its end: in English and on a machine that keeps UTC, unless `environment`
    /// says otherwise.
    nonisolated func ctl(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> Oracle.Answer {
        try await run(
            Oracle.product("dubanctl"), ["--socket", socket] + arguments, environment)
    }

    /// What `--json` prints, one value a line.
    nonisolated func json(_ arguments: String...) async throws -> [JSON] {
        try await json(arguments)
    }

    nonisolated func json(_ arguments: [String]) async throws -> [JSON] {
        let answer = try await run(
            Oracle.product("dubanctl"), ["--socket", socket] + arguments + ["--json"])
        return try answer.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    nonisolated func run(
        _ program: String, _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> Oracle.Answer {
        let own = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        return try await aside {
            Result {
                try Oracle.run(
                    program, arguments, environment: own.merging(environment) { $1 }, alone: true)
            }
        }.get()
    }

    /// The first reply to a call that wants all there are.
    nonisolated func call(_ method: String, _ parameters: JSON) async -> Result<JSON?, ClientError>
    {
        await aside { [socket] in
            Result { () throws(ClientError) in
                var replies = try Client.patient(socket).callMore(method, parameters)
                return try replies.next()
            }
        }
    }

    /// Whoever waits for the desk must not hold its loop.
    private nonisolated func aside<Product: Sendable>(
        _ work: @escaping @Sendable () -> Product
    ) async -> Product {
        await withCheckedContinuation { answered in
            DispatchQueue(label: "visitor").async { answered.resume(returning: work()) }
        }
    }
}

extension FrontDesk {
    /// The account of this test holds a post in the office; a bureau and a school below it.
    static var yaml: String {
        let account = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
        return """
            office: office
            timezone: Asia/Shanghai
            language: en
            calendar: { workweek: mon..fri, hours: 08:30..17:30, remind-at: 09:00,
              rest: [2026-11-19], years: [2026, 2027] }
            posts: { liaison: liaison, secretary: secretary }
            people:
              clerk: { name: 赵干事, account: \(account) }
              liu: { name: 刘教育, account: liu }
              sun: { name: 孙学校, account: sun }
            units:
              office: { name: 机关工委, posts: { liaison: clerk } }
              jiaoyu: { name: 区教育局, aliases: [教育局], parent: office, posts: { liaison: liu } }
              xuexiao: { name: 区实验学校, parent: office, posts: { liaison: sun } }
            sets: { all: { children-of: office } }
            ladders:
              plain:
                - { at: -5wd, tell: liaison }
                - { at: -1wd, tell: liaison, light: yellow }
                - { at: +1wd, tell: liaison, light: red }
            quotas:
              info: { name: 信息报送, for: all, each: month, least: 1, due: day 25 17:00,
                ladder: plain }
            sessions:
              study: { name: 专题研讨, for: all, each: quarter, least: 1, due: last day, ladder: plain,
                evidence: [plan] }
            schemes:
              plan:
                categories: { discipline: [meetings] }
                ladder: plain
                classes: { quick: { due: start+20wd } }
            tasks:
              整改-1: { problem: 会议记录不全, measure: m, lead: jiaoyu, owner: liaison, start: 2026-09-01,
                due: 2026-09-30, ladder: plain, milestones: [{ id: 初稿, at: -5wd }] }
              整改-2: { problem: 学习不及时, measure: m, lead: xuexiao, owner: liaison, scheme: plan,
                class: quick, category: meetings, source: [巡察], start: 2026-11-02 }
            """
    }
}
