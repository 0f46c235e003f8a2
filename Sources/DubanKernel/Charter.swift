// The charter (督办规则): the checked, typed form of all configuration files. It is a value: the daemon
// swaps one for another, and everything that evaluates takes one as an argument.

package import Civil

/// Everything the administrator has decided. `DubanConfig` makes it from YAML and guarantees that
/// every name used in it is defined in it and that the tree of units has no cycle.
package struct Charter: Sendable {
    /// SHA-256 of the files' names and bytes, in lower-case hexadecimal: which charter this is.
    package var hash: String
    /// The office (督办部门) where a duty or task names none.
    package var office: UnitID
    /// The zone of all civil dates and hours.
    package var zone: Zone
    package var language: Language
    package var access: Access
    /// Whether notices are delivered or only recorded.
    package var delivery: DeliveryMode
    package var secondPerson: SecondPerson
    package var firstPass = FirstPass.hold
    /// Working days and hours where a unit has none of its own.
    package var days: DayRules
    /// Working days and hours of the units that have an overlay.
    package var unitDays: [UnitID: DayRules]
    /// Post names for readers; the key is what `tell` names.
    package var posts: [PostID: String]
    package var roles = Roles()
    package var people: [PersonID: Person]
    package var units: [UnitID: Unit]
    package var duties: [DutyID: Duty]
    package var ladders: [String: Ladder]
    package var schemes: [String: Scheme]
    /// Tasks as YAML declares them, those for a set already spread over its units.
    package var declarations: [AssignmentID: Declaration]

    /// A charter of these parts; the caller has checked them against one another.
    package init(
        hash: String, office: UnitID, zone: Zone, language: Language, access: Access,
        delivery: DeliveryMode, days: DayRules, unitDays: [UnitID: DayRules],
        posts: [PostID: String], people: [PersonID: Person], units: [UnitID: Unit],
        duties: [DutyID: Duty], ladders: [String: Ladder], schemes: [String: Scheme],
        declarations: [AssignmentID: Declaration], secondPerson: SecondPerson = .required
    ) {
        self.hash = hash
        self.office = office
        self.zone = zone
        self.language = language
        self.access = access
        self.delivery = delivery
        self.secondPerson = secondPerson
        self.days = days
        self.unitDays = unitDays
        self.posts = posts
        self.people = people
        self.units = units
        self.duties = duties
        self.ladders = ladders
        self.schemes = schemes
        self.declarations = declarations
    }
}

/// Which posts are meant where a rule names what somebody is and not a post.
package struct Roles: Hashable, Sendable {
    /// 分管领导 of a unit, where a task names none.
    package var leader: PostID = "leader"

    package init() {}
}

/// The language of texts that people read.
package enum Language: String, Sendable, CaseIterable {
    case chinese = "zh-Hans"
    case english = "en"
}

/// What a reader may see over the socket. Root and the office see everything.
package struct Access: Hashable, Sendable {
    /// How much of a part of the organisation is shown.
    package enum Extent: String, Sendable, CaseIterable { case all, counts, none }
    /// Of one's own unit and everything below it.
    package var ownSubtree: Extent
    package var others: Extent

    package init(ownSubtree: Extent = .all, others: Extent = .counts) {
        self.ownSubtree = ownSubtree
        self.others = others
    }
}

/// Whether notices leave the house.
package enum DeliveryMode: String, Sendable, CaseIterable {
    case live
    /// Notices are recorded and wait until the mode is `live`.
    case hold
}

/// What becomes of a first pass that would send a great many notices at once.
package enum FirstPass: String, Sendable, CaseIterable {
    /// It waits until somebody has released it.
    case hold
    case send
}

/// Working days and office hours.
package struct DayRules: Hashable, Sendable {
    package var calendar: WorkingCalendar
    /// When the office opens; a duty opens then.
    package var opens: TimeOfDay
    /// When the office closes; a due date without a time ends here. Later than `opens`.
    package var closes: TimeOfDay
    /// When rungs that stand on a date are told.
    package var remindAt: TimeOfDay
    /// What 中旬前 means in a written deadline.
    package var tenDays: TenDaysRule
    /// When the office hears a second time a day of what it has to do; nil: an hour before closing.
    package var secondPageAt: TimeOfDay?

    package var alsoAt: TimeOfDay {
        secondPageAt ?? max(opens, TimeOfDay(seconds: closes.seconds - 3600) ?? opens)
    }

    /// All rules; `opens` < `closes`.
    package init(
        calendar: WorkingCalendar, opens: TimeOfDay, closes: TimeOfDay, remindAt: TimeOfDay,
        tenDays: TenDaysRule = .lastDay, secondPageAt: TimeOfDay? = nil
    ) {
        self.calendar = calendar
        self.opens = opens
        self.closes = closes
        self.remindAt = remindAt
        self.tenDays = tenDays
        self.secondPageAt = secondPageAt
    }
}

/// A person, known only as a holder of posts who receives notices and records events.
package struct Person: Hashable, Sendable {
    package var id: PersonID
    package var name: String
    /// The local account that receives mail and records; nil when somebody else receives for the
    /// person.
    package var account: String?
    /// Who receives for a person without an account.
    package var relay: PersonID?
    package var origin: Origin

    package init(id: PersonID, name: String, account: String?, relay: PersonID?, origin: Origin) {
        self.id = id
        self.name = name
        self.account = account
        self.relay = relay
        self.origin = origin
    }
}

/// An organisation with duties.
package struct Unit: Sendable {
    package var id: UnitID
    package var name: String
    package var aliases: [String]
    /// The unit above; nil for a root.
    package var parent: UnitID?
    /// What sort of unit, for sets, as the charter names it.
    package var kind: String?
    package var posts: [PostID: [Holding]]
    /// Its last day and the unit that answers for it from then on; nil for no end.
    package var end: (last: CivilDate, successor: UnitID)?
    package var origin: Origin

    package init(
        id: UnitID, name: String, aliases: [String] = [], parent: UnitID? = nil,
        kind: String? = nil, posts: [PostID: [Holding]] = [:], origin: Origin
    ) {
        self.id = id
        self.name = name
        self.aliases = aliases
        self.parent = parent
        self.kind = kind
        self.posts = posts
        self.origin = origin
    }
}

/// A person in a post, from a date to a date, both included.
package struct Holding: Hashable, Sendable {
    package var person: PersonID
    /// The first day; nil for always.
    package var since: CivilDate?
    /// The last day; nil for no end.
    package var until: CivilDate?

    package init(person: PersonID, since: CivilDate? = nil, until: CivilDate? = nil) {
        self.person = person
        self.since = since
        self.until = until
    }

    /// Whether the person holds the post on `date`.
    package func covers(_ date: CivilDate) -> Bool {
        (since.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
    }
}
