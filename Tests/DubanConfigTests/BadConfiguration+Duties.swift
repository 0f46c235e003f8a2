// Bad configurations: amounts, evidence and points of duties.

extension BadConfiguration {
    static let duties = [
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
            bad.yaml:2:54: warning: “points” is checked and has no effect in this version
              q: { for: all, each: month, due: day 1, ladder: l, points: { met: ten, missed: \
            [-0.5, x], extra-most: 2.5, bonus: 1 } }
                                                                 ^
            hint: it may stay for a later version
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
            "a start of what begins by the calendar",
            """
            quotas:
              q: { for: all, each: month, start: 2026-01-15, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:31: warning: “start” has no effect: every month begins by the calendar
              q: { for: all, each: month, start: 2026-01-15, due: day 1, ladder: l }
                                          ^
            hint: remove it, or write “each: 5 years”, say
            """),
    ]
}
