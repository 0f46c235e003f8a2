// Bad configurations: YAML that is not allowed here, and what a syntax error leaves of a file.

extension BadConfiguration {
    static let fileForm = [
        BadConfiguration(
            "nesting without end",
            """
            sets:
              s: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            """,
            """
            bad.yaml:2:37: error: nested more than 32 levels deep
              s: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
                                                ^
            """),
        BadConfiguration(
            "a tag",
            """
            units:
              b: !!binary { name: 乙 }
            """,
            """
            bad.yaml:2:6: error: the tag “!!binary” has no meaning here
              b: !!binary { name: 乙 }
                 ^
            hint: remove it
            """),
        BadConfiguration(
            "a key that is a list",
            """
            sets:
              [a, b]: { below: o }
            """,
            """
            bad.yaml:2:3: error: a key must be plain text
              [a, b]: { below: o }
              ^
            hint: write “key: value”
            """),
        BadConfiguration(
            "a control character",
            """
            units:
              b: { name: "乙\u{1}" }
            """,
            """
            bad.yaml:2:16: error: the control character U+0001 is not allowed
              b: { name: "乙�" }
                            ^
            hint: delete it
            """),
        BadConfiguration(
            "a file that is no mapping",
            """
            - units
            - sets
            """,
            """
            bad.yaml:1:1: error: the file does not consist of “key: value” lines
            - units
            ^
            hint: begin with a key such as “units:”
            """),
        BadConfiguration(
            "an alias of nothing",
            """
            units:
              b: *nobody
            """,
            """
            bad.yaml:2:6: error: “*nobody” refers to “&nobody”, which is not defined above
              b: *nobody
                 ^
            hint: if the text begins with an asterisk, quote it: "*nobody"
            """),
        BadConfiguration(
            "complaints before and after a syntax error",
            """
            units:
              b: { name: 乙, parent: oo }
              c: { name: 丙, parent: b }
            sets:
              s: { below: c ]
              u: { below: b }
            quotas:
              q: { for: u, each: month, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:25: error: there is no unit “oo”
              b: { name: 乙, parent: oo }
                                     ^
            hint: did you mean “o”?
            bad.yaml:5:6: error: a “,” or “}” is missing after this “{”
              s: { below: c ]
                 ^
            hint: close the bracket, and separate what it holds by “, ”
            """),
    ]
}
