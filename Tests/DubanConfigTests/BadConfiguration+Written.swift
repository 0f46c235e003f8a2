// Bad configurations: what people write where the grammar has a notation, and characters that other
// programs put in its place.

extension BadConfiguration {
    static let written = [
        BadConfiguration(
            "a doubtful deadline with a time",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                start: 2026-11-20, due: 12.4 17:00前 }
            """,
            """
            bad.yaml:3:29: warning: “12.4 17:00前” is read as 2026-12-04 17:00: read as month, \
            then day
                start: 2026-11-20, due: 12.4 17:00前 }
                                        ^
            hint: write 2026-12-04 17:00 if that is meant
            """),
        BadConfiguration(
            "a deadline that cannot be read to its end",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                start: 2026-11-20, due: 两个月左右 }
            """,
            """
            bad.yaml:3:32: error: “两个月左右” is not a due date: “左右” cannot be read in a deadline: \
            write 12月底前, say
                start: 2026-11-20, due: 两个月左右 }
                                              ^
            hint: write 2026-09-30, 2026-09-30 17:00 or start+3wd
            """),
        BadConfiguration(
            "a deadline that has passed on the day of writing",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                start: 2026-11-20, due: 周一前 }
            """,
            """
            bad.yaml:3:29: error: “周一前” is not a due date: 2026-11-16 has passed: write 下周一 for \
            2026-11-23, or the whole date
                start: 2026-11-20, due: 周一前 }
                                        ^
            hint: write 2026-09-30, 2026-09-30 17:00 or start+3wd
            """),
        BadConfiguration(
            "a cadence that the charter has no period for",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                start: 2026-11-20, due: 每两周一次 }
            """,
            """
            bad.yaml:3:29: error: “每两周一次” says how often, not when
                start: 2026-11-20, due: 每两周一次 }
                                        ^
            hint: make it a quota or a session: each: month, least: 2
            """),
        BadConfiguration(
            "a day of a period in words",
            """
            quotas:
              q: { for: all, each: month, due: 每月25日17时前, ladder: l }
              r: { for: all, each: year, due: 9月底前, ladder: l }
              s: { for: all, each: year, due: 12.31, ladder: l }
              u: { for: all, each: quarter, due: 季度末, ladder: l }
            """,
            """
            bad.yaml:2:36: error: “due”: “每月25日17时前” is not as the charter writes it
              q: { for: all, each: month, due: 每月25日17时前, ladder: l }
                                               ^
            hint: write “due: day 25 17:00”
            bad.yaml:3:35: error: “due”: “9月底前” is not as the charter writes it
              r: { for: all, each: year, due: 9月底前, ladder: l }
                                              ^
            hint: write “due: 09-30”
            bad.yaml:4:35: error: “due”: “12.31” is not as the charter writes it
              s: { for: all, each: year, due: 12.31, ladder: l }
                                              ^
            hint: write “due: 12-31”
            bad.yaml:5:38: error: “due”: “季度末” is not as the charter writes it
              u: { for: all, each: quarter, due: 季度末, ladder: l }
                                                 ^
            hint: write “due: last day”
            """),
        BadConfiguration(
            "rungs and milestones in words",
            """
            ladders: { m: [{ at: 前5个工作日, tell: liaison }, { at: 到期后1天, tell: liaison }] }
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026-12-31,
                milestones: [{ id: 初稿, at: 提前2周 }] }
            """,
            """
            bad.yaml:1:22: error: “at”: “前5个工作日” is not as the charter writes it
            ladders: { m: [{ at: 前5个工作日, tell: liaison }, { at: 到期后1天, tell: liaison }] }
                                 ^
            hint: write -5wd
            bad.yaml:1:53: error: “at”: “到期后1天” is not as the charter writes it
            ladders: { m: [{ at: 前5个工作日, tell: liaison }, { at: 到期后1天, tell: liaison }] }
                                                                     ^
            hint: write +1d
            bad.yaml:4:32: error: “at”: “提前2周” is not as the charter writes it
                milestones: [{ id: 初稿, at: 提前2周 }] }
                                             ^
            hint: write -14d
            """),
        BadConfiguration(
            "a task that is due before it starts, and one on a day off",
            """
            calendar: { rest: [2026-10-01..2026-10-07] }
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l,
                start: 2026-11-20, due: 2026-11-10 }
              u: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026-10-03 }
            """,
            """
            bad.yaml:4:29: warning: the task is due on 2026-11-10, before it starts on 2026-11-20
                start: 2026-11-20, due: 2026-11-10 }
                                        ^
            hint: correct “due” or “start”
            bad.yaml:5:73: warning: 2026-10-03 is a day off, and a task's due date stays there
              u: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 2026-10-03 }
                                                                                      ^
            hint: write 2026-09-30 or 2026-10-08 if one of them is meant
            """),
        BadConfiguration(
            "lists that are written as sentences are",
            """
            sets: { s: { units: [a、o] } }
            ladders: { m: [{ at: -1wd, tell: secretary、liaison }] }
            sessions:
              q: { for: all, each: month, due: day 1, ladder: l, evidence: 计划、记录 }
            """,
            """
            bad.yaml:1:23: error: “、” does not separate a list: this is one text
            sets: { s: { units: [a、o] } }
                                  ^
            hint: write [A, B]
            bad.yaml:2:43: error: “、” does not separate a list: this is one text
            ladders: { m: [{ at: -1wd, tell: secretary、liaison }] }
                                                      ^
            hint: write [A, B]
            bad.yaml:4:66: warning: “、” does not separate a list: this is one text
              q: { for: all, each: month, due: day 1, ladder: l, evidence: 计划、记录 }
                                                                               ^
            hint: write [A, B]
            """),
        BadConfiguration(
            "full-width brackets and quotation marks",
            """
            units:
              b: { name: “乙单位”, parent: o }
            sets: { s: { units: ［a］ } }
            """,
            """
            bad.yaml:2:14: warning: full-width quotation marks are part of the text
              b: { name: “乙单位”, parent: o }
                         ^
            hint: remove them, or write "…"
            bad.yaml:3:21: error: a full-width “［” does not work as “[”
            sets: { s: { units: ［a］ } }
                                ^
            hint: write “[ ”
            """),
        BadConfiguration(
            "no-break spaces",
            """
            units:
              b: { name: 乙, parent: o\u{A0} }
            """,
            """
            bad.yaml:2:26: error: a no-break space (U+00A0) stands where a plain one should
              b: { name: 乙, parent: o\u{A0} }
                                      ^
            hint: replace it with a plain space
            """),
        BadConfiguration(
            "a no-break space after a colon",
            """
            units:
              b:\u{A0}{ name: 乙, parent: o }
            """,
            """
            bad.yaml:2:5: error: a no-break space (U+00A0) stands where a plain one should
              b:\u{A0}{ name: 乙, parent: o }
                ^
            hint: replace it with a plain space
            """),
        BadConfiguration(
            "a word that two posts share",
            """
            posts: { second: 书记 }
            ladders: { m: [{ at: -1wd, tell: 书记 }] }
            """,
            """
            bad.yaml:2:34: error: several posts are called “书记”
            ladders: { m: [{ at: -1wd, tell: 书记 }] }
                                             ^
            hint: write the key of one: second, secretary
            """),
        BadConfiguration(
            "a task with two leads",
            """
            tasks:
              t: { problem: 问, measure: 措, owner: liaison, ladder: l, due: 2026-12-31,
                lead: [a, o] }
            """,
            """
            bad.yaml:3:11: error: one unit leads a task
                lead: [a, o] }
                      ^
            hint: write the others in “assist”, or a set in “for”
            """),
        BadConfiguration(
            "a comment that hides a bracket",
            """
            units:
              b: { name: 乙 #3 楼, parent: o }
              c: { name: 丙, parent: o }
            """,
            """
            bad.yaml:2:16: error: “ #” begins a comment, which hides the bracket that closes
              b: { name: 乙 #3 楼, parent: o }
                            ^
            hint: remove the blank before it, or quote the text
            """),
    ]
}
