// Bad configurations: ladders and their use.

extension BadConfiguration {
    static let ladders = [
        BadConfiguration(
            "a bad span",
            """
            ladders:
              m:
                - { at: -5xd, tell: liaison }
            """,
            """
            bad.yaml:3:15: error: “at”: "xd" is not a unit of time
                - { at: -5xd, tell: liaison }
                          ^
            hint: expected wd, d, w, month, y, h, min, s, ms or us
            """),
        BadConfiguration(
            "a bad span in quotes",
            """
            ladders:
              m:
                - { at: "start+3", tell: liaison }
                - { at: "due + 3q", tell: liaison }
            """,
            """
            bad.yaml:3:21: error: “at”: 3 needs a unit
                - { at: "start+3", tell: liaison }
                                ^
            hint: expected wd, d, w, month, y, h, min, s, ms or us
            bad.yaml:4:21: error: “at”: "q" is not a unit of time
                - { at: "due + 3q", tell: liaison }
                                ^
            hint: expected wd, d, w, month, y, h, min, s, ms or us
            """),
        BadConfiguration(
            "an empty ladder",
            """
            ladders:
              m: []
              n:
            """,
            """
            bad.yaml:2:3: error: ladder “m” has no rungs
              m: []
              ^
            hint: add one such as “- { at: -5wd, tell: liaison }”
            bad.yaml:3:3: error: ladder “n” is a list
              n:
              ^
            hint: write [A, B] or lines that begin with “- ”
            """),
        BadConfiguration(
            "a ladder that is a mapping",
            """
            ladders:
              m: { at: 0d, tell: liaison }
            """,
            """
            bad.yaml:2:6: error: ladder “m” is a list
              m: { at: 0d, tell: liaison }
                 ^
            hint: write [A, B] or lines that begin with “- ”
            """),
        BadConfiguration(
            "a rung without anybody to tell",
            """
            ladders:
              m:
                - { at: 0d }
                - { at: -1d, tell: [] }
                - at: -2d
                  tell:
            """,
            """
            bad.yaml:3:7: error: this rung tells nobody
                - { at: 0d }
                  ^
            hint: add “tell: liaison”, say
            bad.yaml:4:18: error: this rung tells nobody
                - { at: -1d, tell: [] }
                             ^
            hint: add “tell: liaison”, say
            bad.yaml:6:7: error: this rung tells nobody
                  tell:
                  ^
            hint: add “tell: liaison”, say
            """),
        BadConfiguration(
            "a rung that stands nowhere",
            """
            ladders:
              m: [{ tell: liaison }]
            """,
            """
            bad.yaml:2:7: error: a rung needs “at”
              m: [{ tell: liaison }]
                  ^
            hint: add “at: …”
            """),
        BadConfiguration(
            "a recipient who is nobody",
            """
            ladders:
              m: [{ at: 0d, tell: [liason, up.secretery, offce.liaison, nobody] }]
            """,
            """
            bad.yaml:2:24: error: “liason” is nobody who could be told
              m: [{ at: 0d, tell: [liason, up.secretery, offce.liaison, nobody] }]
                                   ^
            hint: did you mean “liaison”?
            bad.yaml:2:32: error: “up.secretery” is nobody who could be told
              m: [{ at: 0d, tell: [liason, up.secretery, offce.liaison, nobody] }]
                                           ^
            hint: did you mean “up.secretary”?
            bad.yaml:2:46: error: “offce.liaison” is nobody who could be told
              m: [{ at: 0d, tell: [liason, up.secretery, offce.liaison, nobody] }]
                                                         ^
            hint: did you mean “office.liaison”?
            bad.yaml:2:61: error: “nobody” is nobody who could be told
              m: [{ at: 0d, tell: [liason, up.secretery, offce.liaison, nobody] }]
                                                                        ^
            hint: write a post, up.POST, office.POST, bearer, owner, leader or a person
            """),
        BadConfiguration(
            "two rungs with one identity",
            """
            ladders:
              m:
                - { at: -1wd, tell: liaison }
                - { at: due -1wd, tell: secretary }
            """,
            """
            bad.yaml:4:7: error: a second rung at -1wd, the first is at bad.yaml:3:7
                - { at: due -1wd, tell: secretary }
                  ^
            hint: put both into one “tell”, or give one another “time”
            """),
        BadConfiguration(
            "an end without an interval",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, times: 3 }]
            """,
            """
            bad.yaml:2:32: error: “times” without “every”
              m: [{ at: 0d, tell: liaison, times: 3 }]
                                           ^
            hint: add “every: 3wd”, say
            """),
        BadConfiguration(
            "at night, but not urgent",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, at-night: true }]
            """,
            """
            bad.yaml:2:32: error: “at-night” without “urgent: true”
              m: [{ at: 0d, tell: liaison, at-night: true }]
                                           ^
            hint: add “urgent: true”, or remove it
            """),
        BadConfiguration(
            "an interval without an end",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, every: 3wd }]
            """,
            """
            bad.yaml:2:32: error: “every” does not say how long
              m: [{ at: 0d, tell: liaison, every: 3wd }]
                                           ^
            hint: add “times: 4” or “until: met”
            """),
        BadConfiguration(
            "an interval with two ends",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, every: 3wd, times: 2, until: met }]
            """,
            """
            bad.yaml:2:7: error: a rung has both “times” and “until”
              m: [{ at: 0d, tell: liaison, every: 3wd, times: 2, until: met }]
                  ^
            hint: keep one of them
            """),
        BadConfiguration(
            "an interval of nothing",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, every: [1wd, 0d, -1wd], times: 2 }]
            """,
            """
            bad.yaml:2:45: error: a wait of 0d leads nowhere
              m: [{ at: 0d, tell: liaison, every: [1wd, 0d, -1wd], times: 2 }]
                                                        ^
            hint: write a span above zero, such as 3wd
            bad.yaml:2:49: error: a wait of -1wd leads nowhere
              m: [{ at: 0d, tell: liaison, every: [1wd, 0d, -1wd], times: 2 }]
                                                            ^
            hint: write a span above zero, such as 3wd
            """),
        BadConfiguration(
            "a time of day on an instant",
            """
            ladders:
              m: [{ at: due, time: 10:00, tell: liaison }]
            """,
            """
            bad.yaml:2:24: error: a rung at “due” is an instant and has no “time” of its own
              m: [{ at: due, time: 10:00, tell: liaison }]
                                   ^
            hint: write a date such as 0d or -1wd, or remove “time”
            """),
        BadConfiguration(
            "a light that is none",
            """
            ladders:
              m: [{ at: 0d, tell: liaison, light: orange }]
            """,
            """
            bad.yaml:2:39: error: “light” cannot be “orange”
              m: [{ at: 0d, tell: liaison, light: orange }]
                                                  ^
            hint: write one of: red, yellow
            """),
        BadConfiguration(
            "the bearer of a duty of units",
            """
            ladders:
              m: [{ at: 0d, tell: bearer }]
            quotas:
              q: { for: all, each: month, due: day 1, ladder: m }
            """,
            """
            bad.yaml:4:51: error: ladder “m” tells the bearer, but quota “q” is owed by units
              q: { for: all, each: month, due: day 1, ladder: m }
                                                              ^
            hint: name a ladder that tells posts, or a set with “post”
            """),
        BadConfiguration(
            "the owner of a duty",
            """
            ladders:
              m: [{ at: 0d, tell: owner }]
            quotas:
              q: { for: heads, each: month, due: day 1, ladder: m }
            """,
            """
            bad.yaml:4:53: error: ladder “m” tells the owner, but quota “q” has none
              q: { for: heads, each: month, due: day 1, ladder: m }
                                                                ^
            hint: “owner” is for tasks; name a post
            """),
        BadConfiguration(
            "a step that a duty does not have",
            """
            ladders:
              m: [{ at: 初稿+1wd, tell: liaison }]
            quotas:
              q: { for: all, each: month, due: day 1, ladder: m }
            """,
            """
            bad.yaml:4:51: error: ladder “m” counts from “初稿”, which quota “q” does not have
              q: { for: all, each: month, due: day 1, ladder: m }
                                                              ^
            hint: add the milestone or use another ladder
            """),
        BadConfiguration(
            "an unknown ladder",
            """
            quotas:
              q: { for: all, each: month, due: day 1, ladder: ll }
            """,
            """
            bad.yaml:2:51: error: there is no ladder “ll”
              q: { for: all, each: month, due: day 1, ladder: ll }
                                                              ^
            hint: did you mean “l”?
            """),
    ]
}
