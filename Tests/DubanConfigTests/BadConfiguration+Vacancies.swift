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
            "a unit that ends in nothing, or in itself",
            """
            units:
              b: { name: 乙, parent: o, into: a }
              c: { name: 丙, parent: o, until: 2026-12-31, into: c }
              d: { name: 丁, parent: o, until: 2026-12-31, into: e }
              f: { name: 戊, parent: o, since: 2027-01-01, until: 2026-12-31 }
            """,
            """
            bad.yaml:2:28: warning: “into” is checked and has no effect in this version (and at 2 more \
            places)
              b: { name: 乙, parent: o, into: a }
                                        ^
            hint: it may stay for a later version
            bad.yaml:2:34: error: “into” without “until”
              b: { name: 乙, parent: o, into: a }
                                              ^
            hint: add the last day: “until: 2026-12-31”, say
            bad.yaml:3:28: warning: “until” is checked and has no effect in this version (and at 2 \
            more places)
              c: { name: 丙, parent: o, until: 2026-12-31, into: c }
                                        ^
            hint: it may stay for a later version
            bad.yaml:3:53: error: “c” cannot be merged into itself
              c: { name: 丙, parent: o, until: 2026-12-31, into: c }
                                                                 ^
            hint: name another unit
            bad.yaml:4:53: error: there is no unit “e”
              d: { name: 丁, parent: o, until: 2026-12-31, into: e }
                                                                 ^
            bad.yaml:5:28: warning: “since” is checked and has no effect in this version
              f: { name: 戊, parent: o, since: 2027-01-01, until: 2026-12-31 }
                                        ^
            hint: it may stay for a later version
            bad.yaml:5:54: error: it ends on 2026-12-31, before it begins on 2027-01-01
              f: { name: 戊, parent: o, since: 2027-01-01, until: 2026-12-31 }
                                                                  ^
            hint: exchange the dates
            """),
    ]
}
