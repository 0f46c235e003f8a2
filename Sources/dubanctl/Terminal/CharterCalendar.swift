// The charter's zone and working days as the daemon says them.

import Civil
import DubanKernel
import Varlink

extension StatusSocket {
    func calendar() throws(Failure) -> (zone: Zone, days: DayRules) {
        let reply = try call("io.duban.Status.GetCalendar")
        do throws(ZoneError) {
            return (try Zone.load(reply.text("zone")), DayRules(reply))
        } catch {
            throw .refused(
                say(
                    "the charter's zone cannot be read: \(error); name another one with --zone",
                    "规则所定时区无法读取：\(error)；请用 --zone 另指时区"))
        }
    }
}

extension DayRules {
    /// What a newer daemon says in other words is as if it had said nothing.
    fileprivate init(_ reply: JSON) {
        let years = reply.items("years").compactMap(\.integer)
        self.init(
            calendar: WorkingCalendar(
                week: Set(
                    reply.items("week").compactMap { Weekday(rawValue: Int($0.integer ?? 0)) }),
                rest: Set(reply.texts("rest").compactMap { CivilDate($0) }),
                work: Set(reply.texts("work").compactMap { CivilDate($0) }),
                knownYears: Set(years.map { Int($0) })),
            opens: TimeOfDay(reply.text("opens")) ?? .midnight,
            closes: TimeOfDay(reply.text("closes")) ?? .endOfDay,
            remindAt: TimeOfDay(reply.text("remindAt")) ?? .midnight,
            tenDays: TenDaysRule(rawValue: reply.text("tenDays")) ?? .lastDay)
    }
}
