// Bad configurations: keys and values of the wrong shape, and names that cannot be.

extension BadConfiguration {
    static let shape = [
        BadConfiguration(
            "an unknown key of the charter",
            """
            unit:
              b: { name: 乙 }
            """,
            """
            bad.yaml:1:1: error: the charter has no key “unit”
            unit:
            ^
            hint: did you mean “units”?
            """),
        BadConfiguration(
            "an unknown key without a near one",
            """
            units:
              b: { name: 乙, colour: red }
            """,
            """
            bad.yaml:2:17: error: unit “b” has no key “colour”
              b: { name: 乙, colour: red }
                             ^
            hint: its keys are: accept, aliases, calendar, into, kind, name, parent, posts, since, \
            until
            """),
        BadConfiguration(
            "an unknown key of a unit",
            """
            units:
              b: { name: 乙, parnet: o }
            """,
            """
            bad.yaml:2:17: error: unit “b” has no key “parnet”
              b: { name: 乙, parnet: o }
                             ^
            hint: did you mean “parent”?
            """),
        BadConfiguration(
            "a unit that is no mapping",
            """
            units:
              b: 乙单位
            """,
            """
            bad.yaml:2:6: error: unit “b” consists of “key: value” pairs
              b: 乙单位
                 ^
            """),
        BadConfiguration(
            "a section that is a list",
            """
            units: [b]
            """,
            """
            bad.yaml:1:8: error: “units” consists of “key: value” pairs
            units: [b]
                   ^
            """),
        BadConfiguration(
            "a name that is a list",
            """
            units:
              b: { name: [乙] }
            """,
            """
            bad.yaml:2:14: error: “name” is one value
              b: { name: [乙] }
                         ^
            """),
        BadConfiguration(
            "a missing name",
            """
            units:
              b: { parent: o }
            """,
            """
            bad.yaml:2:3: error: unit “b” needs “name”
              b: { parent: o }
              ^
            hint: add “name: …”
            """),
        BadConfiguration(
            "a key without a value",
            """
            units:
              b:
                name:
                parent: o
            """,
            """
            bad.yaml:3:5: error: “name” has no value
                name:
                ^
            hint: give it one or remove it
            """),
        BadConfiguration(
            "a key given twice in one file",
            """
            units:
              b: { name: 乙 }
              c: { name: 丙 }
              b: { name: 乙二, parent: x }
            """,
            """
            bad.yaml:4:3: error: the key “b” is given twice, first at bad.yaml:2:3
              b: { name: 乙二, parent: x }
              ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a key given three times",
            """
            units:
              b:
                name: 乙
                parent: o
                name: 丙
                name: 丁
            """,
            """
            bad.yaml:5:5: error: the key “name” is given twice, first at bad.yaml:3:5
                name: 丙
                ^
            hint: remove one of the two
            bad.yaml:6:5: error: the key “name” is given twice, first at bad.yaml:3:5
                name: 丁
                ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a unit defined in two files",
            """
            units:
              c: { name: 丙 }
              a: { name: 甲 }
            """,
            """
            bad.yaml:3:3: error: the key “a” is given twice, first at base.yaml:8:3
              a: { name: 甲 }
              ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a setting in two files",
            """
            timezone: Asia/Shanghai
            """,
            """
            bad.yaml:1:1: error: the key “timezone” is given twice, first at base.yaml:2:1
            timezone: Asia/Shanghai
            ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a session with the name of a quota",
            """
            quotas:
              q: { for: all, each: month, due: day 1, ladder: l }
            sessions:
              q: { for: all, each: month, due: day 1, ladder: l }
            """,
            """
            bad.yaml:4:3: error: the key “q” is given twice, first at bad.yaml:2:3
              q: { for: all, each: month, due: day 1, ladder: l }
              ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a section that comes later",
            """
            campaigns:
              x: { name: 专项 }
            """,
            """
            bad.yaml:1:1: error: “campaigns” is not supported yet by this version
            campaigns:
            ^
            hint: remove it
            """),
        BadConfiguration(
            "a key that comes later",
            """
            sessions:
              s: { for: all, each: 5 years, start: 2022-03-18, restart: when-met, due: last \
            workday, ladder: l }
            """,
            """
            bad.yaml:2:52: error: “restart” is not supported yet by this version
              s: { for: all, each: 5 years, start: 2022-03-18, restart: when-met, due: last \
            workday, ladder: l }
                                                               ^
            hint: remove it
            """),
        BadConfiguration(
            "a number that is none",
            """
            quotas:
              q: { for: all, each: month, least: 一, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:38: error: “least” is a whole number, not “一”
              q: { for: all, each: month, least: 一, due: day 1, ladder: l }
                                                 ^
            hint: write a number from 1 to 10000
            """),
        BadConfiguration(
            "a number out of range",
            """
            quotas:
              q: { for: all, each: month, least: 0, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:38: error: “least” is a whole number, not “0”
              q: { for: all, each: month, least: 0, due: day 1, ladder: l }
                                                 ^
            hint: write a number from 1 to 10000
            """),
        BadConfiguration(
            "a word that is not offered",
            """
            delivery: of
            access: { others: count }
            """,
            """
            bad.yaml:1:11: error: “delivery” cannot be “of”
            delivery: of
                      ^
            hint: write one of: hold, live
            bad.yaml:2:19: error: “others” cannot be “count”
            access: { others: count }
                              ^
            hint: did you mean “counts”?
            """),
        BadConfiguration(
            "no office and no zone",
            """
            sets: {}
            """,
            """
            bad.yaml: error: the charter needs “office”
            hint: add “office: …”
            bad.yaml: error: the charter needs “timezone”
            hint: add “timezone: …”
            bad.yaml: warning: no working days are listed for any year: all due dates are \
            provisional
            hint: add “calendar: {days: calendars/cn-*.yaml}”
            """,
            base: nil),
        BadConfiguration(
            "a name with a slash",
            """
            units:
              甲/乙: { name: 乙 }
            """,
            """
            bad.yaml:2:4: error: the name of a unit cannot contain “/”
              甲/乙: { name: 乙 }
                ^
            hint: use letters, digits and “-”
            """),
        BadConfiguration(
            "a name with a dot",
            """
            units:
              a.b: { name: 乙 }
            quotas:
              q.1: { for: a, each: month, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:4: error: the name of a unit cannot contain “.”
              a.b: { name: 乙 }
               ^
            hint: use letters, digits and “-”
            """),
    ]
}
