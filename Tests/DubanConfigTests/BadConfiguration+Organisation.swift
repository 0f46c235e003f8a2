// Bad configurations: people, posts, units and sets.

extension BadConfiguration {
    static let organisation = [
        BadConfiguration(
            "an unknown parent",
            """
            units:
              b: { name: 乙, parent: oo }
            """,
            """
            bad.yaml:2:25: error: there is no unit “oo”
              b: { name: 乙, parent: oo }
                                     ^
            hint: did you mean “o”?
            """),
        BadConfiguration(
            "a name where a key is needed",
            """
            sets:
              s: { below: 甲 }
            """,
            """
            bad.yaml:2:15: error: “甲” is the name of a unit, not its key
              s: { below: 甲 }
                          ^
            hint: write “a”
            """),
        BadConfiguration(
            "units in a cycle",
            """
            units:
              b: { name: 乙, parent: d }
              c: { name: 丙, parent: b }
              d: { name: 丁, parent: c }
            """,
            """
            bad.yaml:2:25: error: the units b → d → c → b form a cycle
              b: { name: 乙, parent: d }
                                     ^
            hint: change one of them
            """),
        BadConfiguration(
            "a unit that is its own parent",
            """
            units:
              b: { name: 乙, parent: b }
            """,
            """
            bad.yaml:2:25: error: the units b → b form a cycle
              b: { name: 乙, parent: b }
                                     ^
            hint: change one of them
            """),
        BadConfiguration(
            "an unknown post",
            """
            units:
              b: { name: 乙, posts: { secretry: li } }
            """,
            """
            bad.yaml:2:26: error: there is no post “secretry”
              b: { name: 乙, posts: { secretry: li } }
                                      ^
            hint: did you mean “secretary”?
            """),
        BadConfiguration(
            "an unknown person",
            """
            units:
              b: { name: 乙, posts: { secretary: lii } }
            """,
            """
            bad.yaml:2:37: error: there is no person “lii”
              b: { name: 乙, posts: { secretary: lii } }
                                                 ^
            hint: did you mean “li”?
            """),
        BadConfiguration(
            "a holder who leaves before coming",
            """
            units:
              b: { name: 乙, posts: { secretary: { person: li, since: 2026-05-01, until: \
            2026-04-30 } } }
            """,
            """
            bad.yaml:2:77: error: it ends on 2026-04-30, before it begins on 2026-05-01
              b: { name: 乙, posts: { secretary: { person: li, since: 2026-05-01, until: \
            2026-04-30 } } }
                                                                                         ^
            hint: exchange the dates
            """),
        BadConfiguration(
            "a holder without a person",
            """
            units:
              b: { name: 乙, posts: { secretary: [{ since: 2026-05-01 }] } }
            """,
            """
            bad.yaml:2:38: error: a holder of a post needs “person”
              b: { name: 乙, posts: { secretary: [{ since: 2026-05-01 }] } }
                                                  ^
            hint: add “person: …”
            """),
        BadConfiguration(
            "a reserved post",
            """
            posts:
              owner: 责任人
            """,
            """
            bad.yaml:2:3: error: “owner” has a meaning of its own and cannot name a post
              owner: 责任人
              ^
            hint: choose another name
            """),
        BadConfiguration(
            "a person whom no notice can reach",
            """
            people:
              wu: { name: 吴 }
            """,
            """
            bad.yaml:2:3: error: person “wu” needs “account” or “relay”
              wu: { name: 吴 }
              ^
            hint: add one of them
            """),
        BadConfiguration(
            "a person with an account and a relay",
            """
            people:
              wu: { name: 吴, account: wu, relay: li }
            """,
            """
            bad.yaml:2:3: error: person “wu” has both “account” and “relay”
              wu: { name: 吴, account: wu, relay: li }
              ^
            hint: keep one of them
            """),
        BadConfiguration(
            "a relay that cannot receive",
            """
            people:
              wu: { name: 吴, relay: qi }
              qi: { name: 齐, relay: li }
            """,
            """
            bad.yaml:2:25: error: “qi” has no account and cannot receive for others
              wu: { name: 吴, relay: qi }
                                     ^
            hint: name a person with an account
            """),
        BadConfiguration(
            "an unknown relay",
            """
            people:
              wu: { name: 吴, relay: l }
            """,
            """
            bad.yaml:2:25: error: there is no person “l”
              wu: { name: 吴, relay: l }
                                     ^
            """),
        BadConfiguration(
            "an account that cannot be",
            """
            people:
              wu: { name: 吴, account: wu/../x }
            """,
            """
            bad.yaml:2:27: error: “wu/../x” cannot be the name of an account
              wu: { name: 吴, account: wu/../x }
                                       ^
            """),
        BadConfiguration(
            "an account that this machine lacks",
            """
            people:
              wu: { name: 吴, account: ghost }
            """,
            """
            bad.yaml:2:27: warning: this machine has no account “ghost”: person “wu” gets no mail
              wu: { name: 吴, account: ghost }
                                       ^
            hint: create it, or name a “relay”
            """),
        BadConfiguration(
            "root's account",
            """
            people:
              wu: { name: 吴, account: root }
            """,
            """
            bad.yaml:2:27: warning: the account “root” is root's: person “wu” gets no mail
              wu: { name: 吴, account: root }
                                       ^
            hint: name an ordinary account
            """),
        BadConfiguration(
            "an unknown set",
            """
            quotas:
              q: { for: al, each: month, due: day 1, ladder: l }
            """,
            """
            bad.yaml:2:13: error: there is no set “al”
              q: { for: al, each: month, due: day 1, ladder: l }
                        ^
            hint: did you mean “a”?
            """),
        BadConfiguration(
            "sets made of one another",
            """
            sets:
              s: { of: u }
              u: { of: s }
            """,
            """
            bad.yaml:3:12: error: the sets s → u → s form a cycle
              u: { of: s }
                       ^
            hint: change one of them
            """),
        BadConfiguration(
            "a set without units",
            """
            sets:
              s: { except: [a] }
            """,
            """
            bad.yaml:2:3: error: set “s” names no units
              s: { except: [a] }
              ^
            hint: add children-of, below, units, of or kind
            """),
        BadConfiguration(
            "a set with two bases",
            """
            sets:
              s: { below: o, units: [a] }
            """,
            """
            bad.yaml:2:3: error: set “s” has both “below” and “units”
              s: { below: o, units: [a] }
              ^
            hint: keep one of them
            """),
        BadConfiguration(
            "a set that is empty",
            """
            sets:
              s: { below: a }
            """,
            """
            bad.yaml:2:3: warning: set “s” is empty
              s: { below: a }
              ^
            """),
        BadConfiguration(
            "an exception that excepts nothing",
            """
            sets:
              s: { below: o, except: [o] }
            """,
            """
            bad.yaml:2:27: warning: set “s” would not contain “o” anyway
              s: { below: o, except: [o] }
                                      ^
            hint: remove the exception
            """),
    ]
}
