// Bad configurations: dates, hours, calendars and periods.

extension BadConfiguration {
    static let time = [
        BadConfiguration(
            "an impossible date",
            """
            quotas:
              q: { for: all, each: month, due: day 1, ladder: l, since: 2026-02-30 }
            """,
            """
            bad.yaml:2:61: error: there is no date 2026-02-30
              q: { for: all, each: month, due: day 1, ladder: l, since: 2026-02-30 }
                                                                        ^
            """),
        BadConfiguration(
            "a date in another form",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-12-01, ladder: l, \
            start: 2026/9/30 }
            """,
            """
            bad.yaml:2:92: error: “2026/9/30” is not a date
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-12-01, ladder: l, \
            start: 2026/9/30 }
                                                                                                \
                     ^
            hint: write it as 2026-09-30
            """),
        BadConfiguration(
            "a due date that does not exist",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-11-31, ladder: l }
            """,
            """
            bad.yaml:2:62: error: there is no date 2026-11-31
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-11-31, ladder: l }
                                                                           ^
            """),
        BadConfiguration(
            "a due date with a bad time",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-11-30 25:00, \
            ladder: l }
            """,
            """
            bad.yaml:2:73: error: “due” is a time of day, not “25:00”
              t: { problem: 问, measure: 措, lead: a, owner: liaison, due: 2026-11-30 25:00, \
            ladder: l }
                                                                                      ^
            hint: write it as 17:00
            """),
        BadConfiguration(
            "an unknown zone",
            """
            office: o
            timezone: Asia/Bejing
            units: { o: { name: 办 } }
            """,
            """
            bad.yaml:2:11: error: there is no time zone 'Asia/Bejing'
            timezone: Asia/Bejing
                      ^
            hint: write a name such as Asia/Shanghai
            """,
            base: "calendar: { years: [2026] }\n"),
        BadConfiguration(
            "hours that are reversed",
            """
            calendar: { hours: 17:30..08:30 }
            """,
            """
            bad.yaml:1:20: error: the office closes at 08:30, not after it opens at 17:30
            calendar: { hours: 17:30..08:30 }
                               ^
            hint: write the opening first
            """),
        BadConfiguration(
            "hours that are none",
            """
            calendar: { hours: 8-17 }
            """,
            """
            bad.yaml:1:20: error: “8-17” are not office hours
            calendar: { hours: 8-17 }
                               ^
            hint: write them as 08:30..17:30
            """),
        BadConfiguration(
            "reminders outside hours",
            """
            calendar: { hours: 09:30..17:30 }
            """,
            """
            bad.yaml:1:20: warning: “remind-at” 09:00 is outside the hours 09:30..17:30: \
            reminders will move
            calendar: { hours: 09:30..17:30 }
                               ^
            hint: choose a time within the hours
            """),
        BadConfiguration(
            "a day of the week that is none",
            """
            calendar: { workweek: "mon..thu,sun..mon" }
            """,
            """
            bad.yaml:1:33: error: “sun..mon” is not a day of the week
            calendar: { workweek: "mon..thu,sun..mon" }
                                            ^
            hint: write mon..fri or mon,tue,sat
            """),
        BadConfiguration(
            "a day that is both off and worked",
            """
            calendar:
              rest: [2026-10-01..2026-10-03]
              work: [2026-10-02]
            """,
            """
            bad.yaml:3:10: error: 2026-10-02 is listed both as a day off and as a working day, \
            see bad.yaml:2:10
              work: [2026-10-02]
                     ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a reversed range of days",
            """
            calendar: { rest: [2026-10-03..2026-10-01] }
            """,
            """
            bad.yaml:1:20: error: “2026-10-03..2026-10-01” is not a range of at most a year
            calendar: { rest: [2026-10-03..2026-10-01] }
                               ^
            hint: write the earlier date first
            """),
        BadConfiguration(
            "a list of days that is none",
            """
            calendar: { rest: 2026-10-01 }
            """,
            """
            bad.yaml:1:19: error: a list of days is a list
            calendar: { rest: 2026-10-01 }
                              ^
            hint: write [A, B] or lines that begin with “- ”
            """),
        BadConfiguration(
            "a pattern that nothing matches",
            """
            calendar: { days: calendars/cn-*.yml }
            """,
            """
            bad.yaml:1:19: error: no file matches “calendars/cn-*.yml”
            calendar: { days: calendars/cn-*.yml }
                              ^
            hint: put the files below the main file's directory
            """),
        BadConfiguration(
            "a pattern that leaves the directory",
            """
            calendar: { days: ../cn.yaml }
            """,
            """
            bad.yaml:1:19: error: “../cn.yaml” is not a pattern below the main file's directory
            calendar: { days: ../cn.yaml }
                              ^
            hint: write one such as calendars/cn-*.yaml
            """),
        BadConfiguration(
            "a bad length of period",
            """
            quotas:
              q: { for: all, each: fortnight, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:24: error: “each”: "fortnight" is not a length of period
              q: { for: all, each: fortnight, due: day 1, ladder: l }
                                   ^
            hint: expected week, ten-days, month, quarter, half-year, year or N years
            """),
        BadConfiguration(
            "a term without a start",
            """
            quotas:
              q: { for: all, each: 5 years, due: last workday, ladder: l }
            """,
            """
            bad.yaml:2:24: error: “each”: a term of years needs the date of a first day
              q: { for: all, each: 5 years, due: last workday, ladder: l }
                                   ^
            hint: expected a start
            """),
        BadConfiguration(
            "a due rule that names no day",
            """
            quotas:
              q: { for: all, each: month, due: last wednesday, ladder: l }
            """,
            """
            bad.yaml:2:41: error: “due”: "wednesday" is not a day of a period
              q: { for: all, each: month, due: last wednesday, ladder: l }
                                                    ^
            hint: expected day or workday
            """),
        BadConfiguration(
            "a duty that opens after it is due",
            """
            quotas:
              q: { for: all, each: month, opens: day 20, due: day 10, ladder: l }
            """,
            """
            bad.yaml:2:38: error: it opens after it is due: in 2026-01 on 2026-01-20, due \
            2026-01-10
              q: { for: all, each: month, opens: day 20, due: day 10, ladder: l }
                                                 ^
            hint: make “opens” earlier
            """),
        BadConfiguration(
            "a lateness that ends before it begins",
            """
            quotas:
              q: { for: all, each: month, due: day 20, late-until: day 10, ladder: l }
            """,
            """
            bad.yaml:2:56: error: “late-until” is before the due date: in 2026-01 on \
            2026-01-10, due 2026-01-20
              q: { for: all, each: month, due: day 20, late-until: day 10, ladder: l }
                                                                   ^
            hint: write “next …” for the following period
            """),
    ]
}
