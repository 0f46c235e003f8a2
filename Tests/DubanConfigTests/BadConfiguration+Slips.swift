// Slips that would leave much undefined: each is one complaint, at its place.

extension BadConfiguration {
    static let slips = [
        BadConfiguration(
            "a misspelt section whose names are used",
            """
            post: { verifier: 核验岗 }
            units:
              b: { name: 乙, parent: o, posts: { verifier: li } }
            ladders: { m: [{ at: -1wd, tell: [verifier, office.verifier] }] }
            """,
            """
            bad.yaml:1:1: error: the charter has no key “post”
            post: { verifier: 核验岗 }
            ^
            hint: did you mean “posts”?
            """),
        BadConfiguration(
            "a name that nothing defines, in many places",
            """
            units:
              b: { name: 乙, parent: oo }
              c: { name: 丙, parent: oo }
            sets: { s: { below: oo } }
            """,
            """
            bad.yaml:2:25: error: there is no unit “oo” (and at 2 more places)
              b: { name: 乙, parent: oo }
                                     ^
            hint: did you mean “o”?
            """),
        BadConfiguration(
            "a name given twice instead of another",
            """
            units:
              b1: { name: 乙, parent: o }
              b1: { name: 丙, parent: o }
            sets: { s: { units: [b1, b2] } }
            """,
            """
            bad.yaml:3:3: error: the key “b1” is given twice, first at bad.yaml:2:3
              b1: { name: 丙, parent: o }
              ^
            hint: remove one of the two
            """),
        BadConfiguration(
            "a key at the place of a name",
            """
            units:
              b:
                name: 乙
              posts: { secretary: li }
            """,
            """
            bad.yaml:4:3: error: “posts” stands where the name of a unit should, but is a key
              posts: { secretary: li }
              ^
            hint: indent it as its neighbours are
            """),
        BadConfiguration(
            "a section that is indented",
            """
            sets:
              s: { below: o }
              ladders:
              m: [{ at: -1wd, tell: liaison }]
            """,
            """
            bad.yaml:3:3: error: “ladders” does not begin at the start of its line
              ladders:
              ^
            hint: remove the blanks before it
            """),
        BadConfiguration(
            "entries that are not indented",
            """
            sets:
            s: { below: o }
            t: { below: o }
            """,
            """
            bad.yaml:2:1: error: “s” is not indented below “sets” (and at 1 more place)
            s: { below: o }
            ^
            hint: indent what belongs to “sets” by two blanks more
            """),
        BadConfiguration(
            "a name that is indented like its keys",
            """
            units:
              b:
                name: 乙
                parent: o
                c:
                name: 丙
                parent: b
            sets: { s: { below: c } }
            """,
            """
            bad.yaml:5:5: error: this does not fit the lines above
                c:
                ^
            hint: indent it as its neighbours are
            """),
        BadConfiguration(
            "a full-width comma between names",
            """
            sets: { s: { units: [a，o] } }
            """,
            """
            bad.yaml:1:23: error: a full-width “，” does not work as “,”
            sets: { s: { units: [a，o] } }
                                  ^
            hint: write “, ”
            """),
        BadConfiguration(
            "a class whose scheme has misspelt them all",
            """
            schemes:
              s: { lader: l, clases: { c: { due: 2026-12-01 } } }
            tasks:
              t: { scheme: s, class: c, problem: 问, measure: 措, owner: liaison, lead: a }
            """,
            """
            bad.yaml:2:8: error: scheme “s” has no key “lader”
              s: { lader: l, clases: { c: { due: 2026-12-01 } } }
                   ^
            hint: did you mean “ladder”?
            bad.yaml:2:18: error: scheme “s” has no key “clases”
              s: { lader: l, clases: { c: { due: 2026-12-01 } } }
                             ^
            hint: did you mean “classes”?
            """),
        BadConfiguration(
            "a rung that counts from nowhere",
            """
            ladders: { m: [{ at: strat, tell: liaison }] }
            quotas:
              q: { for: all, each: month, due: day 1, ladder: m }
              r: { for: all, each: month, due: day 1, ladder: m }
            """,
            """
            bad.yaml:3:51: error: ladder “m” counts from “strat”, which quota “q” does not have \
            (and \
            at 1 more place)
              q: { for: all, each: month, due: day 1, ladder: m }
                                                              ^
            hint: add the milestone or use another ladder
            """),
    ]
}
