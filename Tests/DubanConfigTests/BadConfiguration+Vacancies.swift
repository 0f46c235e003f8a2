// Bad configurations: sets that cannot be told, and posts that nobody holds.

extension BadConfiguration {
    static let vacancies = [
        BadConfiguration(
            "an unknown kind",
            """
            units:
              b: { name: 乙, parent: a, kind: 党支部 }
            sets:
              s: { below: o, kind: 支部 }
            """,
            """
            bad.yaml:4:24: error: there is no kind of unit “支部”
              s: { below: o, kind: 支部 }
                                   ^
            hint: did you mean “党支部”?
            """),
        BadConfiguration(
            "a set with the name of a unit",
            """
            sets:
              a: { below: o }
            """,
            """
            bad.yaml:2:3: error: the set “a” has the name of the unit at base.yaml:8:3
              a: { below: o }
              ^
            hint: rename one of them
            """),
        BadConfiguration(
            "holders of a post of holders",
            """
            sets:
              s: { of: heads, post: liaison }
            """,
            """
            bad.yaml:2:12: error: “heads” is a set of post holders; units are needed here
              s: { of: heads, post: liaison }
                       ^
            hint: name a set without “post”
            """),
        BadConfiguration(
            "a vacant post that nobody above holds",
            """
            posts: { leader: 分管领导 }
            ladders:
              m: [{ at: 0d, tell: [leader, up.liaison] }]
            quotas:
              q: { for: all, each: month, due: day 1, ladder: m }
            """,
            """
            base.yaml:8:3: warning: nobody holds the post “leader” in unit “a” or above: nobody \
            will be told
              a: { name: 甲单位, aliases: [甲], parent: o, posts: { secretary: li, liaison: li } }
              ^
            hint: name a holder under its “posts”
            """),
        BadConfiguration(
            "a vacant post after a retirement",
            """
            units:
              b: { name: 乙, parent: o, posts: { liaison: { person: li, until: 2026-10-31 } } }
            quotas:
              q: { for: b, each: month, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:3: warning: nobody holds the post “liaison” in unit “b”: its notices \
            climb to “o”
              b: { name: 乙, parent: o, posts: { liaison: { person: li, until: 2026-10-31 } } }
              ^
            hint: name a holder under its “posts”
            """),
        BadConfiguration(
            "units that end without a successor, or in a circle",
            """
            units:
              b: { name: 乙, parent: o, into: a }
              c: { name: 丙, parent: o, until: 2026-12-31 }
              d: { name: 丁, parent: o, until: 2026-12-31, into: x9 }
              f: { name: 戊, parent: o, until: 2026-12-31, into: g }
              g: { name: 己, parent: o, until: 2026-12-31, into: f }
            """,
            """
            bad.yaml:2:34: error: “into” without “until”
              b: { name: 乙, parent: o, into: a }
                                              ^
            hint: name the last day and the unit that answers from then on
            bad.yaml:3:35: error: “until” without “into”
              c: { name: 丙, parent: o, until: 2026-12-31 }
                                               ^
            hint: name the last day and the unit that answers from then on
            bad.yaml:4:53: error: there is no unit “x9”
              d: { name: 丁, parent: o, until: 2026-12-31, into: x9 }
                                                                 ^
            bad.yaml:5:53: error: the units f → g → f are merged into one another
              f: { name: 戊, parent: o, until: 2026-12-31, into: g }
                                                                 ^
            hint: name a unit that stays
            """),
    ]
}
