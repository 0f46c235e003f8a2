// An office for the tests: one above, 23 bureaus below, a duty of each form and a task, in both
// languages; and notices about them.

import Civil

@testable import DubanDelivery
@testable import DubanKernel

/// The office, and its calendar of late 2026.
struct SampleOffice {
    let language: Language

    /// Names as one language gives them.
    private func named(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }

    /// The instant at which a clock in Shanghai shows that.
    static func instant(_ date: String, _ time: String) -> Instant {
        shanghai.instant(CivilDateTime(CivilDate(date)!, TimeOfDay(time)!))
    }

    /// Where the draft's due date was before it moved.
    static let fourthOfDecember = CivilDate("2026-12-04")!

    private static let shanghai: Zone = {
        do { return try Zone.load("Asia/Shanghai") } catch { preconditionFailure("\(error)") }
    }()

    func composer(
        at now: Instant = SampleOffice.instant("2026-11-26", "09:00"),
        movedFrom: [NoticeID: String] = [:],
        recordedLate: [ObligationKey: (held: CivilDate, recorded: Instant)] = [:],
        besides: [Obligation] = []
    ) -> Composer {
        Composer(
            charter: charter, host: "office.example",
            obligations: Dictionary(
                uniqueKeysWithValues: (obligations + besides).map { ($0.key, $0) }),
            now: now, movedFrom: movedFrom, recordedLate: recordedLate)
    }

    /// All that the samples tell of; only what is asked and of whom matters of it.
    private var obligations: [Obligation] {
        let due = Due(
            date: Self.fourthOfDecember, instant: Self.instant("2026-12-04", "17:30"),
            isProvisional: false)
        let schedule = Schedule(
            ladder: ladder, due: due, opens: due.instant, lateUntil: nil,
            placement: Placement(zone: Self.shanghai, days: days))
        let months = (1...12).map { "2026-\(padded($0, 2))" } + ["2027-01"]
        let periods = [
            months.compactMap { Period(label: $0, cadence: .month) },
            (1...4).compactMap { Period(label: "2026-Q\($0)", cadence: .quarter) },
        ]
        return zip(duties, periods).flatMap { duty, periods in
            periods.flatMap { period in
                Self.bureaus.map {
                    Obligation(duty, of: $0, owedBy: $0, nil, in: period, schedule: schedule)
                }
            }
        } + [
            Obligation(assignment, .task, schedule: schedule),
            Obligation(assignment, .milestone, step: "初稿", schedule: schedule),
        ]
    }

    /// The step by which the office verifies the task, handed over at an instant.
    func verifying(from instant: Instant) -> Obligation {
        let schedule = Schedule(
            ladder: ladder,
            due: Due(
                date: Self.fourthOfDecember, instant: Self.instant("2026-12-04", "17:30"),
                isProvisional: false),
            opens: instant, lateUntil: nil, placement: Placement(zone: Self.shanghai, days: days))
        let rung = Rung(
            at: Anchor(.start), time: nil, tell: [.bearer], light: nil, repetition: nil,
            hours: .office, origin: origin)
        return Obligation(
            verifying: Obligation(assignment, .task, schedule: schedule), of: assignment,
            by: "secretary", called: "verify",
            schedule: Schedule(
                handedOver: instant, telling: rung, placement: schedule.placement))
    }

    var charter: Charter {
        Charter(
            hash: "", office: "gongwei", zone: Self.shanghai, language: language, access: Access(),
            delivery: .live, days: days, unitDays: [:], posts: [:], people: people, units: units,
            duties: Dictionary(uniqueKeysWithValues: duties.map { ($0.id, $0) }),
            ladders: [:], schemes: [:], declarations: [:])
    }

    private let origin = Origin(file: "duban.yaml", line: 1, column: 1)

    private var days: DayRules {
        DayRules(
            calendar: WorkingCalendar(
                week: WorkingCalendar.mondayToFriday.week, rest: [CivilDate("2027-01-01")!],
                work: [], knownYears: [2026]),
            opens: TimeOfDay("08:30")!, closes: TimeOfDay("17:30")!, remindAt: TimeOfDay("09:00")!)
    }

    private var people: [PersonID: Person] {
        let all = [
            Person(
                id: "wang", name: named("王书记", "Wang"), account: "wang", relay: nil,
                origin: origin),
            Person(
                id: "liu", name: named("刘联络员", "Liu"), account: "liu", relay: nil, origin: origin),
            Person(
                id: "chen", name: named("陈书记", "Chen"), account: nil, relay: "liu",
                origin: origin),
            Person(
                id: "gone", name: named("退休者", "Gone"), account: nil, relay: nil, origin: origin),
        ]
        return Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    /// `jiaoyu`, `b02` … `b23`.
    static let bureaus = ["jiaoyu"] + (2...23).map { UnitID("b\(padded($0, 2))") }

    private var units: [UnitID: Unit] {
        let office = Unit(
            id: "gongwei", name: named("区直机关工委", "Committee"),
            posts: ["secretary": [Holding(person: "wang")]], origin: origin)
        let education = Unit(
            id: "jiaoyu", name: named("区教育局", "Education"), parent: "gongwei",
            posts: ["liaison": [Holding(person: "liu")], "secretary": [Holding(person: "chen")]],
            origin: origin)
        let others = Self.bureaus.dropFirst().map { id in
            let number = id.text.dropFirst()
            return Unit(
                id: id, name: named("第\(number)局", "Bureau \(number)"), parent: "gongwei",
                origin: origin)
        }
        return Dictionary(
            uniqueKeysWithValues: ([office, education] + others).map { ($0.id, $0) })
    }

    private var ladder: Ladder {
        Ladder(
            name: "monthly",
            rungs: [
                Rung(
                    at: Anchor(.due), time: nil, tell: [.bearer], light: nil, repetition: nil,
                    hours: .office, origin: origin)
            ], origin: origin)
    }

    private var duties: [Duty] {
        let evidence = [named("研讨计划", "plan"), named("研讨记录", "minutes of it")]
        let classes: [(DutyID, String, Obligation.Kind, [String])] = [
            ("info", named("信息报送", "Information"), .quota, []),
            ("study", named("专题研讨", "Seminar"), .session, evidence),
        ]
        return classes.map { id, name, kind, evidence in
            Duty(
                id: id, name: name, kind: kind, evidence: evidence,
                bearers: Self.bureaus.map { .unit($0) }, cadence: .month, least: 1, target: 2,
                opens: nil, due: .init(.day(-1)), offDay: .stay, lateUntil: nil,
                ladder: ladder, since: nil, until: nil, office: "gongwei", origin: origin)
        }
    }

    private var assignment: Assignment {
        Assignment(
            id: "zg-001", problem: named("重视不够", "Little attention"), lead: "jiaoyu",
            owner: "liaison", leader: nil, due: .on(CivilDate("2026-11-27")!, nil), start: nil,
            milestones: [], ladder: ladder, office: "gongwei", origin: origin)
    }

    /// What is told in the samples: titles in the office's language.
    enum Matter {
        case info, study, task, draft
    }

    /// A notice to `person` about a matter of `unit`.
    func notice(
        _ matter: Matter, of unit: UnitID = "jiaoyu", to person: PersonID = "liu",
        kind: NoticeKind = .rung, rung: String = "+1wd", occurrence: Int = 0,
        due: (String, String), at: (String, String) = ("2026-11-26", "09:00"),
        light: Light? = nil, isLate: Bool = false, isProvisional: Bool = false,
        asPost: Capacity = .post("liaison", up: 0), done: Int? = nil
    ) -> Notice {
        let dueDate = CivilDate(due.0)!
        let (key, title) =
            switch matter {
            case .info: ("info/\(unit)/\(due.0.prefix(7))", named("信息报送", "Information"))
            case .study: ("study/\(unit)/2026-Q4", named("专题研讨", "Seminar"))
            case .task: ("task:zg-001", named("重视不够", "Little attention"))
            case .draft: ("task:zg-001/初稿", named("重视不够：初稿", "Little attention: 初稿"))
            }
        return Notice(
            telling: TellingKey(
                obligation: ObligationKey(key), episode: 0, due: dueDate, kind: kind,
                rung: kind == .rung ? rung : "", occurrence: occurrence),
            person: person, unit: unit, title: title, at: Self.instant(at.0, at.1),
            decidedAt: Self.instant("2026-11-26", "09:00"), due: Self.instant(due.0, due.1),
            light: light, isLate: isLate, isProvisional: isProvisional, asPost: asPost,
            progress: done.map { Notice.Progress(done: $0, least: 1) }, supersedes: [],
            rule: "duban.yaml:1:1")
    }

    /// What one liaison may be told in one pass: every section of a digest, every mark.
    var fullDigest: [Notice] {
        [
            notice(
                .info, kind: .exit, due: ("2026-10-25", "17:00"), light: .yellow, done: 1),
            notice(
                .draft, kind: .moved, due: ("2026-12-07", "17:30"), isProvisional: true),
            notice(
                .study, rung: "-25wd", due: ("2026-12-31", "17:30"), at: ("2026-11-25", "09:00"),
                isLate: true, done: 0),
            notice(.task, rung: "-1wd", due: ("2026-11-27", "17:30"), light: .yellow),
            notice(.draft, rung: "0d", due: ("2026-11-26", "17:30")),
            notice(.info, due: ("2026-11-25", "17:00"), light: .red, done: 0),
            notice(
                .info, to: "chen", due: ("2026-11-25", "17:00"), light: .red,
                asPost: .post("secretary", up: 0),
                done: 0),
        ]
    }

    /// Seven bureaus red at once, as their superior hears of it.
    var sevenRed: [Notice] {
        Self.bureaus.prefix(7).map { unit in
            notice(
                .info, of: unit, to: "wang", due: ("2026-11-25", "17:00"), light: .red,
                asPost: .post("secretary", up: 1), done: 0)
        }
    }
}
