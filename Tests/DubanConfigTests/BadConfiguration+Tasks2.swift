// Bad configurations: tasks, schemes, milestones and duties (continued).

extension BadConfiguration {
    static let tasks2 = [
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
            "a target below the least",
            """
            quotas:
              q: { for: all, each: month, least: 3, target: 2, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:49: error: the target 2 is below “least”, 3
              q: { for: all, each: month, least: 3, target: 2, due: day 1, ladder: l }
                                                            ^
            hint: raise it or remove it
            """),
        BadConfiguration(
            "evidence that is named twice",
            """
            sessions:
              s: { for: all, each: month, due: day 1, ladder: l, evidence: [记录, 照片, 记录] }
            """,
            """
            bad.yaml:2:73: error: “evidence” names “记录” twice
              s: { for: all, each: month, due: day 1, ladder: l, evidence: [记录, 照片, 记录] }
                                                                                        ^
            """),
        BadConfiguration(
            "points that are no numbers",
            """
            quotas:
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
            """,
            """
            bad.yaml:2:69: error: “met” is a number, not “ten”
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
                                                                                ^
            bad.yaml:2:89: error: “missed” is a number, not “x”
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
                                                                                                \
                ^
            bad.yaml:2:105: error: “extra-most” is a whole number, not “2.5”
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
                                                                                                \
                                ^
            hint: write a number from 0 to 10000
            bad.yaml:2:110: error: “points” has no key “bonus”
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
                                                                                                \
                                     ^
            hint: its keys are: disqualify-after, extra, extra-most, late, met, missed
            """),
        BadConfiguration(
            "a written deadline without a start",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 9月底前 }
            """,
            """
            bad.yaml:2:73: error: “9月底前” can only be read from the day on which the task began
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 9月底前 }
                                                                                      ^
            hint: add “start: …” or write the whole date
            """),
        BadConfiguration(
            "a written deadline that assumes something",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 10月中旬前 }
              u: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026年12月31日 }
            """,
            """
            bad.yaml:2:92: warning: “10月中旬前” is read as 2026-10-20: no year is written: 2026; 前 \
            after a ten-day period is read as by its last day
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 10月中旬前 }
                                                                                                \
                     ^
            hint: write 2026-10-20 if that is meant
            """),
        BadConfiguration(
            "a written deadline that names a class",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 立行立改 }
              u: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 每季度至少1次 }
            """,
            """
            bad.yaml:2:92: error: “立行立改” names a class, not a date
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 立行立改 }
                                                                                                \
                     ^
            hint: write “class: immediate”
            bad.yaml:3:92: error: “每季度至少1次” says how often, not when
              u: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, start: \
            2026-09-01, due: 每季度至少1次 }
                                                                                                \
                     ^
            hint: make it a quota or a session
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
