// Bad configurations: files that are no YAML, or not what they look like.

extension BadConfiguration {
    static let syntax = [
        BadConfiguration(
            "a tab in the indentation",
            """
            sets:
            \ts: { below: o }
            """,
            """
            bad.yaml:2:1: error: a tab stands where YAML needs spaces
            \ts: { below: o }
            ^
            hint: indent with spaces
            """),
        BadConfiguration(
            "a tab after spaces",
            """
            units:
              b:
              \tname: B
            """,
            """
            bad.yaml:3:3: error: a tab stands where YAML needs spaces
              \tname: B
              ^
            hint: indent with spaces
            """),
        BadConfiguration(
            "a full-width colon among other keys",
            """
            units:
              b:
                name：乙单位
                parent: o
            """,
            """
            bad.yaml:3:9: error: a full-width “：” does not work as “:”
                name：乙单位
                    ^
            hint: write “: ”
            """),
        BadConfiguration(
            "a full-width colon alone",
            """
            units:
              b:
                name：乙单位
            """,
            """
            bad.yaml:3:9: error: a full-width “：” does not work as “:”
                name：乙单位
                    ^
            hint: write “: ”
            """),
        BadConfiguration(
            "a full-width comma in brackets",
            """
            units:
              b: { name: 乙，parent: o }
            sets: { s: { units: [a，o] } }
            """,
            """
            bad.yaml:2:15: error: a full-width “，” does not work as “,”
              b: { name: 乙，parent: o }
                           ^
            hint: write “, ”
            """),
        BadConfiguration(
            "a full-width space in the indentation",
            """
            units:
              b:
            \u{3000}\u{3000}name: 乙
            """,
            """
            bad.yaml:3:1: error: a full-width space (U+3000) stands where YAML needs plain spaces
            \u{3000}\u{3000}name: 乙
            ^
            hint: replace it with plain spaces
            """),
        BadConfiguration(
            "a full-width space after a colon",
            """
            units:
              b: { name:\u{3000}乙, parent: o }
            """,
            """
            bad.yaml:2:13: error: a full-width space (U+3000) stands where YAML needs plain spaces
              b: { name:\u{3000}乙, parent: o }
                        ^
            hint: replace it with plain spaces
            """),
        BadConfiguration(
            "an unquoted asterisk",
            """
            calendar:
              ten-days: *
            """,
            """
            bad.yaml:2:13: error: a value that begins with “*” needs quotes
              ten-days: *
                        ^
            hint: write "*…"
            """),
        BadConfiguration(
            "an unquoted name that begins with an asterisk",
            """
            sets:
              s: { below: *o }
            """,
            """
            bad.yaml:2:15: error: “*o” refers to “&o”, which is not defined above
              s: { below: *o }
                          ^
            hint: if the text begins with an asterisk, quote it: "*o"
            """),
        BadConfiguration(
            "an unquoted at sign",
            """
            units:
              b: { name: @乙 }
            """,
            """
            bad.yaml:2:14: error: a value that begins with “@” needs quotes
              b: { name: @乙 }
                         ^
            hint: write "@…"
            """),
        BadConfiguration(
            "a bracket that is never closed",
            """
            sets:
              s: { below: o
            ladders: {}
            """,
            """
            bad.yaml:2:6: error: a “,” or “}” is missing after this “{”
              s: { below: o
                 ^
            hint: close the bracket, and separate what it holds by “, ”
            """),
        BadConfiguration(
            "a list that is never closed",
            """
            sets:
              s: { units: [a, o }
            """,
            """
            bad.yaml:2:15: error: a “,” or “]” is missing after this “[”
              s: { units: [a, o }
                          ^
            hint: close the bracket, and separate what it holds by “, ”
            """),
        BadConfiguration(
            "a quotation mark that is never closed",
            """
            units:
              b: { name: "乙, parent: o }
            """,
            """
            bad.yaml:2:14: error: this quotation mark is never closed
              b: { name: "乙, parent: o }
                         ^
            hint: close it
            """),
        BadConfiguration(
            "an unknown escape",
            """
            units:
              b: { name: "乙\\q" }
            """,
            """
            bad.yaml:2:16: error: an unknown “\\” sequence in double quotes
              b: { name: "乙\\q" }
                            ^
            hint: use single quotes
            """),
        BadConfiguration(
            "a key without a colon",
            """
            units:
              b: { name: 乙 }
              c
              d: { name: 丁 }
            """,
            """
            bad.yaml:3:3: error: this is a key without a “:”
              c
              ^
            hint: write “key: value”
            """),
        BadConfiguration(
            "a line that is indented too little",
            """
            units:
               b: { name: 乙 }
              c: { name: 丙 }
            """,
            """
            bad.yaml:3:3: error: this does not fit the lines above
              c: { name: 丙 }
              ^
            hint: indent it as its neighbours are
            """),
        BadConfiguration(
            "two values on one line",
            """
            units:
              b: { name: 乙 }
              c: name: 丙
            """,
            """
            bad.yaml:3:10: error: a “:” is not expected here
              c: name: 丙
                     ^
            hint: check the indentation, or quote a text that contains “: ”
            """),
        BadConfiguration(
            "a second document",
            """
            sets: {}
            ---
            ladders: {}
            """,
            """
            bad.yaml:2:1: error: a second document begins here; a file holds one
            ---
            ^
            hint: delete “---” or split the file
            """),
        BadConfiguration(
            "an anchor bomb",
            """
            sets:
              a1: &a1 [x, x, x, x, x, x, x, x, x]
              a2: &a2 [*a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1, *a1]
              a3: &a3 [*a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2, *a2]
              a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
              a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]
              a6: &a6 [*a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5, *a5]
              a7: &a7 [*a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6, *a6]
              a8: &a8 [*a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7]
              a9: &a9 [*a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8, *a8]
            """,
            """
            bad.yaml:2:24: error: the file expands to more than 2000000 values
              a1: &a1 [x, x, x, x, x, x, x, x, x]
                                   ^
            hint: do not put aliases into anchors of other aliases
            """),
        BadConfiguration(
            "an anchor bomb as a key",
            """
            sets:
              a1: &a1 [x, x]
              a2: &a2 [*a1, *a1]
              ? *a2
              : x
            """,
            """
            bad.yaml:3:12: error: an alias in a file whose keys are lists or mappings
              a2: &a2 [*a1, *a1]
                       ^
            hint: write plain keys
            """),
    ]
}
