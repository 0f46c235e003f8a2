// Bad configurations: names that cannot be, and keys that were meant otherwise.

extension BadConfiguration {
    static let names = [
        BadConfiguration(
            "a name with a blank",
            """
            sets:
              the bureaus: { below: o }
            """,
            """
            bad.yaml:2:6: error: the name of a set cannot contain a blank
              the bureaus: { below: o }
                 ^
            hint: use letters, digits and “-”
            """),
        BadConfiguration(
            "a name that is too long",
            """
            sets:
              长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长\
            长长长长长长长长长长长长长长长长长长长: { below: o }
            """,
            """
            bad.yaml:2:3: error: the name of a set has more than 100 characters
              长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…
              ^
            """),
        BadConfiguration(
            "a misspelt key that is needed",
            """
            tasks:
              t: { problm: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026-12-01 }
            """,
            """
            bad.yaml:2:8: error: task “t” has no key “problm”
              t: { problm: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026-12-01 }
                   ^
            hint: did you mean “problem”?
            """),
    ]
}
