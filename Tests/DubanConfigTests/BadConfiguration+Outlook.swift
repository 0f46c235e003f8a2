// Dates that are not official yet, and rungs that can never be told.

extension BadConfiguration {
    static let outlook = [
        BadConfiguration(
            "a year without working days",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2028-03-01, ladder: l }
            """,
            """
            bad.yaml:2:62: warning: no working days are listed for 2028: tasks due then are \
            provisional (1)
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2028-03-01, ladder: l }
                                                                           ^
            hint: add the year's file to “calendar: days:” when it is published
            """),
        BadConfiguration(
            "a duty in a year without working days",
            """
            office: o
            timezone: UTC
            calendar: { years: [2025] }
            units: { o: { name: 办 }, a: { name: 甲, parent: o, posts: { liaison: li } } }
            posts: { liaison: 联络员 }
            people: { li: { name: 李, account: li } }
            sets: { all: { below: o } }
            ladders: { l: [{ at: -1wd, tell: liaison }] }
            quotas:
              q: { for: all, each: month, due: last day, ladder: l }
            """,
            """
            bad.yaml:10:3: warning: no working days are listed for 2026: what is due then is \
            provisional, first q/a/2026-11
              q: { for: all, each: month, due: last day, ladder: l }
              ^
            hint: add the year's file to “calendar: days:” when it is published
            """,
            base: nil),
        BadConfiguration(
            "a rung behind the due instant, on an island that skipped a day",
            """
            office: o
            timezone: Pacific/Apia
            calendar: { years: [2011], workweek: mon..sun, hours: 00:00..24:00 }
            units: { o: { name: 办, posts: { liaison: li } } }
            posts: { liaison: 联络员 }
            people: { li: { name: 李, account: li } }
            ladders: { l: [{ at: -1d, time: 20:00, tell: liaison }] }
            tasks:
              t: { problem: 问, measure: 措, lead: o, owner: liaison, start: 2011-12-01, \
            due: 2011-12-31 00:30, ladder: l }
            """,
            """
            bad.yaml:7:12: warning: ladder “l” tells nobody before task:t is due: every rung \
            before it would come after it
            ladders: { l: [{ at: -1d, time: 20:00, tell: liaison }] }
                       ^
            hint: begin earlier, or name a ladder for short deadlines
            """,
            base: nil),
        BadConfiguration(
            "tasks that begin so late that no rung before the due instant is left",
            """
            office: o
            timezone: UTC
            calendar: { years: [2026] }
            units: { o: { name: 办, posts: { liaison: li } } }
            posts: { liaison: 联络员 }
            people: { li: { name: 李, account: li } }
            ladders: { l: [{ at: -1wd, tell: liaison }, { at: +1wd, tell: liaison }] }
            tasks:
              t: { problem: 问, measure: 措, lead: o, owner: liaison, start: 2026-12-10, \
            due: 2026-12-10 08:00, ladder: l }
              u: { problem: 问, measure: 措, lead: o, owner: liaison, start: 2026-12-11, \
            due: 2026-12-11 08:00, ladder: l }
            """,
            """
            bad.yaml:7:12: warning: ladder “l” tells nobody before task:t is due: every rung \
            before it would come after it
            ladders: { l: [{ at: -1wd, tell: liaison }, { at: +1wd, tell: liaison }] }
                       ^
            hint: begin earlier, or name a ladder for short deadlines
            """,
            base: nil),
        BadConfiguration(
            "no year with working days",
            """
            office: o
            timezone: UTC
            units: { o: { name: 办 } }
            """,
            """
            bad.yaml: warning: no working days are listed for any year: all due dates are \
            provisional
            hint: add “calendar: {days: calendars/cn-*.yaml}”
            """,
            base: nil),
    ]
}
