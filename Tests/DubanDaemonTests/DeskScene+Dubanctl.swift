// dubanctl as people type it, answered by a scene's desk.

import Glibc
import TestSupport
import Varlink

@testable import DubanDaemon

extension DeskScene {
    /// Runs dubanctl to its end: in English and on a machine that keeps UTC, unless `environment`
    /// says otherwise.
    nonisolated func ctl(
        _ arguments: String..., environment: [String: String] = [:]
    ) async throws -> Oracle.Answer {
        try await run(
            Oracle.product("dubanctl"), ["--socket", path] + arguments, environment)
    }

    /// What `--json` prints, one value a line.
    nonisolated func json(_ arguments: String...) async throws -> [JSON] {
        try await json(arguments)
    }

    nonisolated func json(_ arguments: [String]) async throws -> [JSON] {
        let answer = try await run(
            Oracle.product("dubanctl"), ["--socket", path] + arguments + ["--json"])
        return try answer.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    nonisolated func run(
        _ program: String, _ arguments: [String], _ environment: [String: String] = [:]
    ) async throws -> Oracle.Answer {
        let own = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        return try await offTheLoop {
            try Oracle.run(
                program, arguments, environment: own.merging(environment) { $1 }, alone: true)
        }
    }

    /// The first reply to a call that wants all there are.
    nonisolated func call(_ method: String, _ parameters: JSON) async throws -> JSON? {
        try await offTheLoop { [path] in
            var replies = try Client.patient(path).callMore(method, parameters)
            return try replies.next()
        }
    }

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
