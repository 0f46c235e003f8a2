// Bad configurations: due dates as people write them.

extension BadConfiguration {
    static let deadlines = [
        BadConfiguration(
            "a written deadline without a start",
            """
            tasks:
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 9月底前 }
            """,
            """
            bad.yaml:2:73: error: “9月底前” leaves out the year
              t: { problem: 问, measure: 措, lead: a, owner: liaison, ladder: l, due: 9月底前 }
                                                                                      ^
            hint: add “start: …” or write the whole date, such as 2026-09-30
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
            bad.yaml:2:92: warning: “10月中旬前” is read as 2026-10-20: 前 after a \
            ten-day period is read as by its last day
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
            hint: make it a quota or a session: each: quarter, least: 1
            """),
    ]
}
