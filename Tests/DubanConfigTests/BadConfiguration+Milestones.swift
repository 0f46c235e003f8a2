// Bad configurations: milestones of tasks.

extension BadConfiguration {
    static let milestones = [
        BadConfiguration(
            "a milestone with a name that is taken",
            """
            tasks:
              t:
                problem: 问
                measure: 措
                owner: liaison
                lead: a
                due: 2026-12-01
                ladder: l
                milestones: [{ id: due, at: -1wd }, { id: 一+1d, at: -2wd }]
            """,
            """
            bad.yaml:9:24: error: a milestone cannot be called “due”: in “at:” it would read as \
            something else
                milestones: [{ id: due, at: -1wd }, { id: 一+1d, at: -2wd }]
                                   ^
            hint: choose another name
            bad.yaml:9:47: error: a milestone cannot be called “一+1d”: in “at:” it would read \
            as something else
                milestones: [{ id: due, at: -1wd }, { id: 一+1d, at: -2wd }]
                                                          ^
            hint: choose another name
            """),
        BadConfiguration(
            "milestones outside their task",
            """
            tasks:
              t:
                problem: 问
                measure: 措
                owner: liaison
                lead: a
                start: 2026-11-20
                due: 2026-12-01
                ladder: l
                milestones:
                  - { id: 初稿, at: -60wd }
                  - { id: 试行, at: start+1month }
            """,
            """
            bad.yaml:11:23: warning: milestone “初稿” falls on 2026-09-08, before the task starts \
            on 2026-11-20
                  - { id: 初稿, at: -60wd }
                                    ^
            hint: shorten the plan or start earlier
            bad.yaml:12:23: warning: milestone “试行” falls on 2026-12-20, after the task is due \
            on 2026-12-01
                  - { id: 试行, at: start+1month }
                                    ^
            hint: shorten the plan
            """),
        BadConfiguration(
            "a ladder that counts from a missing milestone",
            """
            ladders:
              m: [{ at: 初稿-1wd, tell: owner }]
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: 2026-12-01, ladder: m }
            """,
            """
            bad.yaml:4:82: error: ladder “m” counts from “初稿”, which task “t” does not have
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: 2026-12-01, ladder: m }
                                                                                               ^
            hint: add the milestone or use another ladder
            """),
        BadConfiguration(
            "a milestone that is given twice",
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
                  - { id: 初稿, at: -9wd }
                  - { id: 初稿, at: -5wd }
            """,
            """
            bad.yaml:11:23: error: a second milestone “初稿”, the first is at bad.yaml:10:23
                  - { id: 初稿, at: -5wd }
                                    ^
            hint: rename one of them
            """),
    ]
}
