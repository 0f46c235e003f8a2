// Every kind in every phase, every verb, everybody: what is advised is what is accepted, and both
// are what the table says.

import Civil
import Testing

@testable import DubanKernel

@Suite struct `The table of verbs` {
    private static let task = Office.task(
        due: .on(day("2026-11-27"), nil), start: "2026-11-04", milestones: [("draft", "-5d")])

    private static let duties: [Duty] = {
        var session = Office.quota(bearers: [.unit("jiaoyu")])
        session.id = "study"
        (session.kind, session.evidence) = (.session, ["plan"])
        return [Office.quota(least: 2), session]
    }()

    private static func scene(_ kind: Obligation.Kind, _ key: String) -> VerbScene {
        let tasks =
            kind == .review ? Office.task(due: .reviewed(.quarter), start: "2026-10-08") : task
        return VerbScene(Office.charter(duties: duties, tasks: [tasks]), key)
    }

    private static func submitted(
        _ key: String, _ evidence: String = "plan", times: Int = 1
    ) -> [Event] {
        (0..<times).map { _ in
            .submitted(
                obligation: ObligationKey(key), evidence: [evidence], held: nil, effective: nil,
                note: "")
        }
    }

    private static func closed(_ key: String, over: [ObligationKey]? = nil) -> Event {
        .closed(
            obligation: ObligationKey(key), met: at("2026-11-05 10:00"), reason: "seen",
            over: over)
    }

    private static func cancelled(_ key: String) -> Event {
        .cancelled(obligations: [ObligationKey(key)], reason: "in vain")
    }

    /// All the ways in which a kind comes into a phase.
    private static func scenes(_ kind: Obligation.Kind) -> [VerbScene] {
        let whole = "task:zg-001"
        switch kind {
        case .task, .milestone:
            let key = kind == .task ? whole : whole + "/draft"
            let scene = scene(kind, key)
            var scenes = [
                scene, scene.on("2026-11-05"), scene.on("2026-11-05", submitted(key)),
                scene.on("2026-11-05", submitted(key) + [closed(key)]),
                scene.on("2026-11-05", [closed(key)]),
                scene.on("2026-11-05", submitted(key) + [cancelled(key)]),
            ]
            if kind == .milestone {
                scenes += [
                    scene.on("2026-11-05", submitted(whole)),
                    scene.on("2026-11-05", [closed(whole)]),
                    scene.on("2026-11-05", submitted(key) + [closed(whole)]),
                    scene.on("2026-11-05", [closed(key), closed(whole)]),
                    scene.on("2026-11-05", [cancelled(whole)]),
                    scene.on("2026-11-05", [closed(whole, over: [])]),
                ]
            }
            return scenes
        case .review:
            let key = whole + "/2026-Q4"
            let scene = scene(kind, key)
            return [
                Self.scene(kind, whole + "/2027-Q1"), scene.on("2026-11-05"),
                scene.on("2026-11-05", submitted(key)), scene.on("2027-07-08"),
                scene.on("2026-11-05", submitted(key)).on("2027-07-08"),
                scene.on("2026-11-05", [cancelled(key)]),
            ]
        case .step:
            return [
                scene(kind, whole + "/verify").on("2026-11-05", submitted(whole)),
                scene(kind, whole + "/verify").on("2026-11-05", submitted(whole + "/draft")),
            ]
        case .quota, .session:
            let duty = kind == .quota ? "info" : "study"
            let key = "\(duty)/jiaoyu/2026-11"
            let scene = scene(kind, key)
            let some = kind == .quota ? submitted(key) : submitted(key, "photo")
            let all = kind == .quota ? submitted(key, times: 2) : submitted(key)
            return [
                Self.scene(kind, "\(duty)/jiaoyu/2026-12"), scene.on("2026-11-05"),
                scene.on("2026-11-05", some), scene.on("2026-11-05", all),
                scene.on("2026-12-11"), scene.on("2026-11-05", some).on("2026-12-11"),
                scene.on("2026-11-05", all).on("2026-12-11"),
                scene.on("2026-11-05", some + [cancelled(key)]),
            ]
        }
    }

    private static let callers: [(Set<PersonID>, Set<Role>)] = [
        (["zhao"], [.office, .verifier]), (["liu"], [.unit]),
        (["wang", "chen"], [.office, .unit]),
        (["sun"], []), ([], []),
    ]

    @Test(arguments: Obligation.Kind.allCases)
    func `what is advised, what is accepted and what the table says are one`(
        kind: Obligation.Kind
    ) throws {
        for scene in Self.scenes(kind) {
            let before = try #require(scene.situation, "\(scene.key)")
            #expect(before.obligation.kind == kind)
            let phase = before.phase(at: scene.now)
            for (persons, roles) in Self.callers {
                var accepted: Set<Verb> = []
                var advice: [[Verb]] = [before.verbs(as: roles, at: scene.now)]
                for row in VerbTable.rows {
                    let isInTable =
                        row.kinds.contains(kind) && row.phases.contains(phase)
                        && !roles.isDisjoint(with: row.roles)
                        && !(row.needsSubmission && before.record.submissions.isEmpty)
                    var scene = scene
                    let command = scene.command(row, by: persons)
                    do throws(Denial) {
                        let allowed = try scene.evaluator.judge(
                            command, standing: scene.standing, now: scene.now)
                        accepted.insert(row.verb)
                        #expect(isInTable, "\(row.use) of \(kind) \(phase) as \(roles)")
                        scene.record(allowed.entries[0].event)
                        #expect(
                            scene.situation?.record != before.record,
                            "\(row.use) of \(kind) \(phase) changes nothing")
                    } catch {
                        #expect(!isInTable, "\(row.use) of \(kind) \(phase) as \(roles): \(error)")
                        advice.append(error.possible)
                    }
                }
                #expect(advice.allSatisfy { $0 == Verb.allCases.filter(accepted.contains) })
            }
        }
    }

    private static let closing = [
        "unopened: close cancel | ", "open: submit close cancel | submit",
        "submitted: submit withdraw close cancel | submit withdraw", "closed: reopen | ",
        "closed: reopen | ", "cancelled: resume | ",
    ]

    private static let counted = [
        "unopened:  | ", "open: submit | submit", "partial: submit withdraw | submit withdraw",
        "met: submit withdraw | submit withdraw", "ended: submit | ",
        "ended: submit withdraw | withdraw", "ended: submit withdraw | withdraw",
        "cancelled:  | ",
    ]

    /// Which phases a kind comes into, and what is possible there for the office and for the unit.
    @Test(arguments: [
        (Obligation.Kind.task, closing),
        (
            .milestone,
            closing + [
                "submitted: submit close cancel | submit", "closedWithTask:  | ",
                "closedWithTask:  | ", "closedWithTask:  | ", "cancelledWithTask:  | ",
                "closedWithTask:  | ",
            ]
        ),
        (
            .review,
            [
                "unopened:  | ", "open: submit | submit",
                "met: submit withdraw | submit withdraw", "ended: submit | ",
                "ended: submit withdraw | withdraw", "cancelled:  | ",
            ]
        ),
        (.quota, counted), (.session, counted), (.step, ["open:  | ", "open:  | "]),
    ])
    func `each phase has its verbs`(kind: Obligation.Kind, lines: [String]) throws {
        let found = try Self.scenes(kind).map { scene in
            let situation = try #require(scene.situation)
            let verbs = [[Role.office, .verifier], [.unit]].map { roles in
                situation.verbs(as: roles, at: scene.now).map(\.rawValue).joined(separator: " ")
            }
            return "\(situation.phase(at: scene.now)): \(verbs.joined(separator: " | "))"
        }
        #expect(found == lines)
    }

    @Test func `what settles a matter is possible while it is open`() throws {
        // The step that verifies is settled by closing what was submitted.
        for kind in Obligation.Kind.allCases where kind != .step {
            let scene = try #require(
                Self.scenes(kind).first { $0.situation?.phase(at: $0.now) == .open })
            for roles in [Set([Role.office, .verifier]), [.unit], [.office, .verifier, .unit]] {
                guard let row = VerbTable.settling(kind, as: roles) else {
                    #expect(!roles.contains(.unit) && (kind == .quota || kind == .session))
                    continue
                }
                #expect(scene.situation?.refusal(of: row, as: roles, at: scene.now) == nil)
            }
        }
    }

    @Test func `a milestone of a closed task says which task is closed`() {
        for verb in [Command.submit(evidence: ["plan"]), .close, .reopen(because: .error)] {
            var scene = Self.scene(.milestone, "task:zg-001/draft")
                .on("2026-11-05", [Self.closed("task:zg-001", over: ["task:zg-001/draft"])])
            let command = verb.about(scene.key.text, by: ["zhao"], reason: "why")
            #expect(throws: Denial(.closed("task:zg-001"), unit: "jiaoyu")) {
                try scene.evaluator.judge(command, standing: scene.standing, now: scene.now)
            }
        }
    }

    @Test func `what is excused takes nothing any more`() throws {
        let duty = Office.quota(bearers: [.holders("jiaoyu", "liaison")])
        let charter = Office.charter(duties: [duty], change: Office.merged(on: "2026-11-24"))
        let key: ObligationKey = "info/jiaoyu.liu/2026-11"
        var scene = VerbScene(charter, key.text).on("2026-11-25")
        #expect(scene.situation?.phase(at: scene.now) == .excused)
        for row in VerbTable.rows {
            let command = scene.command(
                row, by: [row.roles.contains(.unit) ? "liu" : "zhao"]
            ).with(for: row.roles.contains(.unit) ? nil : "jiaoyu")
            let denial = #expect(throws: Denial.self) {
                try scene.evaluator.judge(command, standing: scene.standing, now: scene.now)
            }
            #expect(denial?.possible == [])
            #expect(
                denial?.refusal == (row.kinds.contains(.quota) ? .excused(key) : .notClosable(key)))
        }
    }

    @Test func `a request that lacks something is told what`() {
        let lacking: [(Obligation.Kind, String, Command, String, Refusal)] = [
            (
                .task, "task:zg-001", .submit(), "",
                .missing(.evidence, of: "task:zg-001", by: .submit)
            ),
            (.task, "task:zg-001", .close, "", .missing(.reason, of: "task:zg-001", by: .close)),
            (.quota, "info/jiaoyu/2026-11", .close, "x", .notClosable("info/jiaoyu/2026-11")),
            (.quota, "info/jiaoyu/2026-10", .submit(), "", .unknown("info/jiaoyu/2026-10")),
            (
                .session, "study/jiaoyu", .submit(), "",
                .missing(.held, of: "study/jiaoyu/2026-11", by: .submit)
            ),
            (
                .session, "study/jiaoyu", .submit(held: day("2026-11-06")), "",
                .heldOutside(
                    day("2026-11-06"), first: day("2026-11-01"), today: day("2026-11-05"))
            ),
            (
                .quota, "info/jiaoyu", .submit(effective: at("2026-11-04 10:00")), "",
                .missing(.reason, of: "info/jiaoyu/2026-11", by: .submit)
            ),
            (.quota, "info/jiaoyu", .submit(effective: at("2026-11-06 10:00")), "x", .badInstant),
            (.quota, "info/jiaoyu", .submit(), "\u{7}", .badText("reason")),
        ]
        for (kind, key, act, reason, refusal) in lacking {
            var scene = Self.scene(kind, key).on("2026-11-05")
            let command = act.about(key, by: ["zhao"], reason: reason)
            let denial = #expect(throws: Denial.self) {
                try scene.evaluator.judge(command, standing: scene.standing, now: scene.now)
            }
            #expect(denial?.refusal == refusal)
        }
    }
}
