// A small office for stories: a district office, one bureau below it with a branch of its own, and
// one duty or task that the story is about.

import Civil

@testable import DubanKernel

enum Office {
    /// Asia/Shanghai from the system's zone files.
    static let zone = load("Asia/Shanghai")

    static func load(_ name: String) -> Zone {
        do { return try Zone.load(name) } catch { preconditionFailure("\(name): \(error)") }
    }

    /// Monday to Friday, with the National Day week of 2026 and its make-up days.
    static let calendar = WorkingCalendar(
        week: [.monday, .tuesday, .wednesday, .thursday, .friday],
        rest: Set((1...7).compactMap { CivilDate(year: 2026, month: 10, day: $0) }),
        work: [day("2026-09-20"), day("2026-10-10")])

    static func time(_ text: String) -> TimeOfDay {
        guard let time = TimeOfDay(text) else { preconditionFailure("\(text) is no time") }
        return time
    }

    static let days = DayRules(
        calendar: calendar, opens: time("08:30"), closes: time("17:30"), remindAt: time("09:00"))

    static let origin = Origin(file: "office.yaml", line: 1, column: 1)

    /// The office `gongwei` (zhao, wang), the bureau `jiaoyu` (liu, chen) and its branch `zhibu`
    /// without a liaison.
    static func charter(
        duties: [Duty] = [], tasks: [Assignment] = [], zone: Zone = zone,
        change: (inout Charter) -> Void = { _ in }
    ) -> Charter {
        let people = ["zhao", "wang", "liu", "chen", "sun"].map { name in
            Person(id: PersonID(name), name: name, account: name, relay: nil, origin: origin)
        }
        let units = [
            unit(
                "gongwei", posts: ["liaison": ["zhao"], "secretary": ["wang"], "leader": ["wang"]]),
            unit("jiaoyu", in: "gongwei", posts: ["liaison": ["liu"], "secretary": ["chen"]]),
            unit("zhibu", in: "jiaoyu", posts: ["secretary": ["sun"]]),
        ]
        var charter = Charter(
            hash: "0", office: "gongwei", zone: zone, language: .english, access: Access(),
            delivery: .live, days: days, unitDays: [:],
            posts: ["liaison": "liaison", "secretary": "secretary", "leader": "leader"],
            people: Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0) }),
            units: Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0) }),
            duties: Dictionary(uniqueKeysWithValues: duties.map { ($0.id, $0) }),
            ladders: [:], schemes: [:], declarations: [:])
        for task in tasks { charter.declare(task) }
        change(&charter)
        return charter
    }

    static func unit(
        _ id: UnitID, in parent: UnitID? = nil, posts: [PostID: [PersonID]]
    ) -> Unit {
        Unit(
            id: id, name: id.text, parent: parent,
            posts: posts.mapValues { $0.map { Holding(person: $0) } }, origin: origin)
    }

    /// `jiaoyu` is merged into a new bureau `wenjiao` (sun, wang) at the end of a day.
    static func merged(on last: String) -> (inout Charter) -> Void {
        { charter in
            charter.units["wenjiao"] = unit(
                "wenjiao", in: "gongwei", posts: ["liaison": ["sun"], "secretary": ["wang"]])
            charter.units["jiaoyu"]?.end = (day(last), "wenjiao")
        }
    }

    static func ladder(_ rungs: Rung...) -> Ladder {
        Ladder(name: "story", rungs: rungs, origin: origin)
    }

    /// One item of information a month from `jiaoyu`, due on the 25th at 17:00.
    static func quota(
        _ rungs: Rung..., due: String = "day 25 17:00", offDay: OffDay = .previous,
        opens: String? = nil, lateUntil: String? = "next day 10", least: Int = 1,
        bearers: [Bearer] = [.unit("jiaoyu")], since: String? = nil
    ) -> Duty {
        Duty(
            id: "info", name: "information", kind: .quota, bearers: bearers, cadence: .month,
            least: least, target: least, opens: opens.map(rule), due: rule(due), offDay: offDay,
            lateUntil: lateUntil.map(rule), ladder: ladder(rungs), since: since.map(day),
            until: nil, office: "gongwei", origin: origin)
    }

    static func ladder(_ rungs: [Rung]) -> Ladder {
        Ladder(name: "story", rungs: rungs, origin: origin)
    }

    /// A task of `jiaoyu` due on a date.
    static func task(
        _ rungs: Rung..., due: AssignmentDue, start: String? = nil,
        milestones: [(String, String)] = []
    ) -> Assignment {
        Assignment(
            id: "zg-001", problem: "problem", lead: "jiaoyu", owner: "secretary", leader: nil,
            due: due, start: start.map(day),
            milestones: milestones.map { Milestone(id: $0, at: anchor($1)) },
            ladder: ladder(rungs), office: "gongwei", origin: origin)
    }

    static func rule(_ text: String) -> DueRule {
        do { return try DueRule.parse(text) } catch { preconditionFailure("\(text): \(error)") }
    }

    static func anchor(_ text: String) -> Anchor {
        do { return try Anchor.parse(text) } catch { preconditionFailure("\(text): \(error)") }
    }

    static func span(_ text: String) -> Span {
        do { return try Span.parse(text) } catch { preconditionFailure("\(text): \(error)") }
    }
}

extension Charter {
    /// Declares a task as YAML would, with a ladder of its own, and a class of its own where it is
    /// reviewed.
    mutating func declare(_ task: Assignment) {
        var fields = Particulars(["problem": task.problem, "lead": task.lead.text])
        fields[.owner] = task.owner.text
        fields[.leader] = task.leader?.text
        fields[.start] = task.start?.description
        fields[.due] = task.due.text
        fields[.ladder] = task.id.text
        fields.set(.milestones, to: task.milestones.map(\.text))
        ladders[task.id.text] = task.ladder
        if case .reviewed = task.due {
            (fields[.scheme], fields[.className]) = (task.id.text, "standing")
            schemes[task.id.text] = Scheme(classes: ["standing": TaskClass(due: task.due)])
        }
        declarations[task.id] = Declaration(
            id: task.id, fields: fields, measures: [.init(what: "measure")], origin: task.origin)
    }
}

/// A rung that tells the liaison unless it says otherwise.
func rung(
    _ at: String, tell: [Recipient] = [.post("liaison", up: 0)], light: Light? = nil,
    time: String? = nil, every: [String] = [], times: Int? = nil, hours: Rung.Hours = .office
) -> Rung {
    Rung(
        at: Office.anchor(at), time: time.map(Office.time), tell: tell, light: light,
        repetition: every.isEmpty ? nil : Repetition(every: every.map(Office.span), times: times),
        hours: hours, origin: Office.origin)
}
