// The names under which duban's entries are found in the journal: field names
// (systemd.journal-fields(7)) and the message ids of systemd/duban.catalog. Both are what
// administrators' filters are written against, and therefore fixed.

import DubanKernel

/// Names of journal fields of duban's own.
enum JournalFieldName {
    /// The notice's id; by it an entry is read back.
    static let notice = "DUBAN_NOTICE_ID"
    static let obligation = "DUBAN_OBLIGATION"
    static let unit = "DUBAN_UNIT"
    static let person = "DUBAN_PERSON"
    /// The account that receives for the person; left out when nobody does.
    static let user = "DUBAN_USER"
    /// `yellow` or `red`; left out when there is none.
    static let light = "DUBAN_LIGHT"
    static let kind = "DUBAN_KIND"
    /// The rung's identity, such as `+1wd`; left out for `exit` and `moved`.
    static let rung = "DUBAN_RUNG"
    /// 0 for the first telling, n for the nth repeat.
    static let occurrence = "DUBAN_OCCURRENCE"
    /// The due instant, in microseconds since the epoch.
    static let due = "DUBAN_DUE_USEC"
    /// The rung's instant as placed, likewise.
    static let scheduled = "DUBAN_SCHEDULED_USEC"
    /// The pass that decided, likewise.
    static let decided = "DUBAN_DECIDED_USEC"
    /// 1 when it is told later than it was scheduled, else 0.
    static let late = "DUBAN_LATE"
    /// The identifier of a marker behind a batch of notices.
    static let fence = "DUBAN_FENCE"
}

/// The identifier under which duban logs.
let journalIdentifier = "duban"

/// `MESSAGE_ID` of the markers that prove what is absent.
let fenceMessageID = "276b75774899417782ae02d488b98afc"

extension NoticeKind {
    /// `MESSAGE_ID` of entries that tell such a notice.
    var messageID: String {
        switch self {
        case .rung: "bb4b7d585774490d8836149b924d6967"
        case .exit: "d914f479c8204e5ab7d930a7c1edbe1d"
        case .moved: "eb98f48e6fd04e16a5401cd66f11a60b"
        }
    }
}

extension Notice {
    /// `PRIORITY` (syslog(3)): red 4 (warning), yellow 5 (notice), anything else 6 (informational).
    ///
    /// Errors (3 and worse) are left to faults of the service itself: a monitor that counts errors
    /// must not count what other people owe.
    var journalPriority: Int {
        switch (telling.kind, light) {
        case (.rung, .red): 4
        case (.rung, .yellow): 5
        case (.rung, nil), (.exit, _), (.moved, _): 6
        }
    }
}
