// Bad configurations: tasks, schemes, milestones and duties.

extension BadConfiguration {
    static let tasks = [
        BadConfiguration(
            "a task without its four things",
            """
            tasks:
              t: { lead: a, ladder: l }
            """,
            """
            bad.yaml:2:3: error: task “t” needs “problem”
              t: { lead: a, ladder: l }
              ^
            hint: add “problem: …”
            bad.yaml:2:3: error: task “t” needs “measure”
              t: { lead: a, ladder: l }
              ^
            hint: add “measure: …”
            bad.yaml:2:3: error: task “t” needs “owner”
              t: { lead: a, ladder: l }
              ^
            hint: add “owner: …”
            bad.yaml:2:3: error: task “t” has no due date, nor has its class
              t: { lead: a, ladder: l }
              ^
            hint: add “due: 2026-12-31”, say
            """),
        BadConfiguration(
            "a task without a unit",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l }
            """,
            """
            bad.yaml:2:3: error: task “t” needs “lead” or “for”
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l }
              ^
            hint: add one of them
            """),
        BadConfiguration(
            "a task with a unit and a set",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, lead: a, \
            for: all }
            """,
            """
            bad.yaml:2:3: error: task “t” has both “lead” and “for”
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, lead: a, \
            for: all }
              ^
            hint: keep one of them
            """),
        BadConfiguration(
            "a task for holders",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, for: \
            heads }
            """,
            """
            bad.yaml:2:81: error: “heads” is a set of post holders; units are needed here
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, for: \
            heads }
                                                                                              ^
            hint: name a set without “post”
            """),
        BadConfiguration(
            "a task whose lead assists",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, lead: a, \
            assist: [o, a] }
            """,
            """
            bad.yaml:2:93: error: “a” leads this task and cannot assist it
              t: { problem: 问, measure: 措, owner: liaison, due: 2026-12-01, ladder: l, lead: a, \
            assist: [o, a] }
                                                                                                \
                      ^
            hint: remove it from “assist”
            """),
        BadConfiguration(
            "a class without a scheme",
            """
            tasks:
              t: { class: immediate, problem: 问, measure: 措, owner: liaison, due: 2026-12-01, \
            ladder: l, lead: a }
            """,
            """
            bad.yaml:2:15: error: class “immediate” without a scheme that defines it
              t: { class: immediate, problem: 问, measure: 措, owner: liaison, due: 2026-12-01, \
            ladder: l, lead: a }
                          ^
            hint: add “scheme: …”
            """),
        BadConfiguration(
            "an unknown class and category",
            """
            schemes:
              s: { ladder: l, categories: { 党建责任: [灯下黑] }, classes: { immediate: { due: \
            2026-09-30 } } }
            tasks:
              t: { scheme: s, class: immediat, category: 灯下, problem: 问, measure: 措, owner: \
            liaison, lead: a }
            """,
            """
            bad.yaml:4:26: error: scheme “s” has no class “immediat”
              t: { scheme: s, class: immediat, category: 灯下, problem: 问, measure: 措, owner: \
            liaison, lead: a }
                                     ^
            hint: did you mean “immediate”?
            bad.yaml:4:46: error: scheme “s” has no category “灯下”
              t: { scheme: s, class: immediat, category: 灯下, problem: 问, measure: 措, owner: \
            liaison, lead: a }
                                                         ^
            hint: did you mean “灯下黑”?
            """),
        BadConfiguration(
            "an unknown scheme",
            """
            schemes: { zg2026: { ladder: l } }
            tasks:
              t: { scheme: zg2025, class: x, problem: 问, measure: 措, owner: liaison, lead: a }
            """,
            """
            bad.yaml:3:16: error: there is no scheme “zg2025”
              t: { scheme: zg2025, class: x, problem: 问, measure: 措, owner: liaison, lead: a }
                           ^
            hint: did you mean “zg2026”?
            """),
        BadConfiguration(
            "a due date of a standing task",
            """
            schemes:
              s: { ladder: l, classes: { standing: { review: quarter } } }
            tasks:
              t: { scheme: s, class: standing, due: 2026-12-01, problem: 问, measure: 措, owner: \
            liaison, lead: a }
            """,
            """
            bad.yaml:4:41: error: tasks of class “standing” are reviewed and never due
              t: { scheme: s, class: standing, due: 2026-12-01, problem: 问, measure: 措, owner: \
            liaison, lead: a }
                                                    ^
            hint: remove “due” or choose another class
            """),
        BadConfiguration(
            "a class with due and review",
            """
            schemes:
              s: { ladder: l, classes: { x: { due: start+1wd, review: year } } }
            """,
            """
            bad.yaml:2:30: error: a class that is reviewed has no “due”
              s: { ladder: l, classes: { x: { due: start+1wd, review: year } } }
                                         ^
            hint: keep “review” or “due”
            """),
        BadConfiguration(
            "a task that is never due",
            """
            schemes:
              s: { ladder: l, classes: { long-term: } }
            tasks:
              t: { scheme: s, class: long-term, problem: 问, measure: 措, owner: liaison, lead: a }
            """,
            """
            bad.yaml:4:3: error: task “t” has no due date, nor has its class
              t: { scheme: s, class: long-term, problem: 问, measure: 措, owner: liaison, lead: a }
              ^
            hint: add “due: 2026-12-31”, say
            """),
        BadConfiguration(
            "a task without a ladder",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: 2026-12-01 }
            """,
            """
            bad.yaml:2:3: error: task “t” has no ladder, nor has its scheme
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: 2026-12-01 }
              ^
            hint: add “ladder: …”
            """),
        BadConfiguration(
            "a due date that counts from itself",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: +3wd, ladder: l }
              u: { problem: 问, measure: 措, owner: liaison, lead: a, due: start+3h, ladder: l }
            """,
            """
            bad.yaml:2:62: error: “+3wd” would be counted from the due date itself
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: +3wd, ladder: l }
                                                                           ^
            hint: write “start+3wd”
            bad.yaml:3:62: error: “start+3h” does not lead to a later date
              u: { problem: 问, measure: 措, owner: liaison, lead: a, due: start+3h, ladder: l }
                                                                           ^
            hint: count working days, days or months: start+3wd
            """),
        BadConfiguration(
            "a due date that is none",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: soon, ladder: l }
            """,
            """
            bad.yaml:2:62: error: “soon” is not a due date: this is not a deadline in any \
            accepted form: write 12月31日前, say
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: soon, ladder: l }
                                                                           ^
            hint: write 2026-09-30, 2026-09-30 17:00 or start+3wd
            """),
        BadConfiguration(
            "milestones that wait for one another",
            """
            tasks:
              t:
                problem: 问
                measure: 措
                owner: liaison
                lead: a
                due: 2026-12-01
                ladder: l
                milestones:
                  - { id: 初稿, at: 试行-5wd }
                  - { id: 试行, at: 初稿+5wd }
            """,
            """
            bad.yaml:10:23: error: the milestones 初稿 → 试行 → 初稿 wait for one another
                  - { id: 初稿, at: 试行-5wd }
                                    ^
            hint: count one of them from due or start
            """),
        BadConfiguration(
            "a milestone from nowhere",
            """
            tasks:
              t:
                problem: 问
                measure: 措
                owner: liaison
                lead: a
                due: 2026-12-01
                ladder: l
                milestones:
                  - { id: 初稿, at: 定稿-5wd }
                  - { id: 试行, at: -2h }
            """,
            """
            bad.yaml:10:23: error: milestone “初稿” counts from “定稿”, which is no milestone of \
            this task
                  - { id: 初稿, at: 定稿-5wd }
                                    ^
            hint: write start, due or a milestone
            bad.yaml:11:23: error: milestone “试行” needs a date, not an instant
                  - { id: 试行, at: -2h }
                                    ^
            hint: count in wd, d, w, month or y
            """),
        BadConfiguration(
            "measures with one number, and a quantity of nothing",
            """
            tasks:
              t: { problem: 问, owner: liaison, lead: a, due: 2026-12-01, ladder: l, \
            quantity: { of: 次 },
                   measures: [{ no: 1, what: 措 }, { no: 1, what: 施 }, { no: 0 }] }
            """,
            """
            bad.yaml:2:83: error: “quantity” needs “target”
              t: { problem: 问, owner: liaison, lead: a, due: 2026-12-01, ladder: l, \
            quantity: { of: 次 },
                                                                                               ^
            hint: add “target: …”
            bad.yaml:3:39: error: “measures” names “1” twice
                   measures: [{ no: 1, what: 措 }, { no: 1, what: 施 }, { no: 0 }] }
                                                   ^
            bad.yaml:3:59: error: a measure needs “what”
                   measures: [{ no: 1, what: 措 }, { no: 1, what: 施 }, { no: 0 }] }
                                                                        ^
            hint: add “what: …”
            bad.yaml:3:65: error: “no” is a whole number, not “0”
                   measures: [{ no: 1, what: 措 }, { no: 1, what: 施 }, { no: 0 }] }
                                                                              ^
            hint: write a number from 1 to 10000
            """),
    ]
}
