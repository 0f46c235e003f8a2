// The texts in English.

import DubanKernel

extension Phrase {
    var english: String {
        switch self {
        case .open(let count): "\(count) due"
        case .lit(let count, let light): "\(count) \(light)"
        case .moved(let count): "\(count) moved"
        case .settled(let count): "\(count) settled"
        case .subject(let counts): "duban: " + counts.joined(separator: ", ")
        case .possiblyRepeated: "[possibly repeated]"
        case .greeting(let name): "For \(name):"
        case .asOf(let time, let counts): "As of \(time): \(counts.joined(separator: ", "))."
        case .section(let section): "== \(section.english) =="
        case .marked(let marks): marks.map { $0 + " " }.joined()
        case .light(let light): "[\(light)]"
        case .lightOut(let light): "[\(light.map { "\($0)" } ?? "light") out]"
        case .movedMark: "[moved]"
        case .late: "[late]"
        case .provisional: "[provisional]"
        case .passOn(let name): "[for \(name)]"
        case .titled(let title, let key): "\(title) (\(key))"
        case .statements(let statements): statements.joined(separator: ", ")
        case .due(let time): "due \(time)"
        case .daysLeft(let days, let working):
            "\(days.counting("day")) left (\(working.counting("working day")))"
        case .timeLeft(0, 0): "due today, less than a minute left"
        case .timeLeft(0, let minutes): "due today, \(minutes) min left"
        case .timeLeft(let hours, 0): "due today, \(hours) h left"
        case .timeLeft(let hours, let minutes): "due today, \(hours) h \(minutes) min left"
        case .overdueToday: "overdue since today"
        case .overdue(let days, let working):
            "overdue by \(days.counting("day")) (\(working.counting("working day")))"
        case .progress(let progress): "\(progress.done) of \(progress.least) done"
        case .dueMoved(let from?, let to): "due date moved from \(from) to \(to)"
        case .dueMoved(nil, let to): "due date moved to \(to)"
        case .settledNow: "settled"
        case .scheduled(let time): "scheduled for \(time)"
        case .settle(let command): "settle: \(command)"
        case .anyEvidence: "EVIDENCE"
        case .anyReason: "REASON"
        case .look(let command): "look: \(command)"
        case .notices(let ids): "notice: \(ids.joined(separator: " "))"
        case .rollUp(let title, let units, let all, let light?):
            "\(title): \(units) of \(all.counting("unit")) \(light)"
        case .rollUp(let title, let units, let all, nil):
            "\(title): \(units) of \(all.counting("unit")) not done"
        case .unit(let unit, let statements): "\(unit): \(statements.joined(separator: ", "))"
        case .provisionalNote:
            "[provisional]: the holidays of that year are not published yet; the date may move."
        case .footer: "Sent by duban. Everything: dubanctl list"
        case .line(let marks, let unit, let titled, let statements, let name):
            Phrase.marked(marks).english
                + "\(unit): \(titled), \(statements.joined(separator: ", ")), to \(name)"
        case .through(let name, let receiver): "\(name) (through \(receiver))"
        }
    }
}

extension Int {
    /// `1 day`, `2 days`.
    fileprivate func counting(_ noun: String) -> String {
        "\(self) \(noun)\(self == 1 ? "" : "s")"
    }
}

extension DigestSection {
    fileprivate var english: String {
        switch self {
        case .redOverdue: "Red, overdue"
        case .red: "Red"
        case .yellow: "Yellow"
        case .due: "Due"
        case .early: "Coming up"
        case .moved: "Moved"
        case .settled: "Settled"
        }
    }
}
