// Keys that are checked and do nothing yet: each is a warning that says so, and the charter holds.

extension BadConfiguration {
    static let idle = [
        BadConfiguration(
            "steps, look-back and a plan of a scheme",
            """
            schemes:
              s:
                ladder: l
                limits: { accept: 2wd, ladder: l }
                look-back: 3month
                classes:
                  c: { plan: required, due: 2026-12-01 }
                  d: { plan: required }
            """,
            """
            bad.yaml:4:5: warning: “limits” is checked and has no effect in this version
                limits: { accept: 2wd, ladder: l }
                ^
            hint: it may stay for a later version
            bad.yaml:5:5: warning: “look-back” is checked and has no effect in this version
                look-back: 3month
                ^
            hint: it may stay for a later version
            bad.yaml:7:12: warning: “plan” is checked and has no effect in this version (and at 1 \
            more place)
                  c: { plan: required, due: 2026-12-01 }
                       ^
            hint: it may stay for a later version
            """),
        BadConfiguration(
            "the beginning of a unit",
            """
            units:
              b: { name: 乙, parent: o, since: 2020-01-01 }
            """,
            """
            bad.yaml:2:28: warning: “since” is checked and has no effect in this version
              b: { name: 乙, parent: o, since: 2020-01-01 }
                                        ^
            hint: it may stay for a later version
            """),
        BadConfiguration(
            "the life of a measure",
            """
            tasks:
              t: { problem: 问, owner: liaison, lead: a, due: 2026-12-01, ladder: l,
                   measures: [{ no: 1, what: 措, horizon: now }, { what: 施, horizon: lasting }] }
            """,
            """
            bad.yaml:3:37: warning: “horizon” is checked and has no effect in this version (and \
            at 1 \
            more place)
                   measures: [{ no: 1, what: 措, horizon: now }, { what: 施, horizon: lasting }] }
                                                 ^
            hint: it may stay for a later version
            """),
        BadConfiguration(
            "points of a duty",
            """
            quotas:
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: 10 } }
            """,
            """
            bad.yaml:2:54: warning: “points” is checked and has no effect in this version
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: 10 } }
                                                                 ^
            hint: it may stay for a later version
            """),
        BadConfiguration(
            "milestones of a task that is reviewed",
            """
            schemes:
              s: { ladder: l, classes: { c: { review: quarter } } }
            tasks:
              t: { scheme: s, class: c, problem: 问, measure: 措, owner: liaison, lead: a,
                   milestones: [{ id: 初稿, at: start+5wd }] }
            """,
            """
            bad.yaml:5:35: warning: the milestones of a task that is reviewed have no effect in \
            this \
            version
                   milestones: [{ id: 初稿, at: start+5wd }] }
                                                ^
            hint: they may stay for a later version
            """),
        BadConfiguration(
            "milestones with the names of steps",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, lead: a, due: 2026-12-01, ladder: l,
                   milestones: [{ id: verify, at: -5wd }, { id: measure.2, at: -1wd }] }
            """,
            """
            bad.yaml:3:27: warning: “verify” is the name of a step of every task: a milestone of \
            this \
            name hides it
                   milestones: [{ id: verify, at: -5wd }, { id: measure.2, at: -1wd }] }
                                      ^
            hint: choose another name for a new task
            bad.yaml:3:53: warning: “measure.2” is the name of a step of every task: a milestone \
            of \
            this name hides it
                   milestones: [{ id: verify, at: -5wd }, { id: measure.2, at: -1wd }] }
                                                                ^
            hint: choose another name for a new task
            """),
    ]
}
