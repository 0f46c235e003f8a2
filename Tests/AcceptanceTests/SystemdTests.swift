// duban under a real systemd, from its installation to its removal: what no unit file can promise
// by itself.

import Foundation
import TestSupport
import Testing

@Suite(.serialized, .waits) struct `Under systemd` {
    private static let readers = ["dbwang", "dbliu"]

    @Test func `a life under systemd, from install to uninstall`() throws {
        let container = try SystemdContainer()
        try install(container)
        try startThroughTheSocket(container)
        try deliver(container)
        try reload(container)
        try hang(container)
        try kill(container)
        try stop(container)
        try restore(container)
        try uninstall(container)
    }

    private func install(_ container: SystemdContainer) throws {
        for name in Self.readers { try container.succeed("useradd --no-create-home \(name)") }
        let install = Oracle.repository.appending(path: "systemd/install").path
        let programs = try Programs.directory
        try container.succeed("\(install) --bin \(programs)")
        // A second time changes nothing that people wrote, and fails at nothing.
        try container.succeed("echo '# mine' >> /etc/duban/duban.yaml")
        try container.succeed("\(install) --bin \(programs)")
        try container.succeed("grep -q '^# mine' /etc/duban/duban.yaml")
        try expectPrivacy(container)
        #expect(
            try container.succeed(
                "systemctl is-enabled duban.service duban.socket duban-mail.socket")
                == "enabled\nenabled\nenabled")
        #expect(try container.succeed("dubanctl status --json").contains(#""delivery":"hold""#))
        try container.succeed("systemd-analyze verify /usr/lib/systemd/system/duban*.service")
        for (unit, most) in [("duban", 4), ("duban-mail", 8)] {
            try container.succeed(
                "systemd-analyze security --threshold=\(most) \(unit).service >/dev/null")
        }
    }

    /// The configuration is the daemon's and root's; a stranger does not even see its names.
    private func expectPrivacy(_ container: SystemdContainer) throws {
        #expect(
            try container.succeed("stat -c '%U:%G %a' /etc/duban /etc/duban/duban.yaml")
                == "root:duban 750\nroot:root 644")
        let stranger = "setpriv --reuid nobody --regid nogroup --clear-groups"
        #expect(try container.run("\(stranger) ls /etc/duban").status != 0)
        let preview = "dubanctl preview --config /etc/duban/duban.yaml"
        let refused = try container.run("\(stranger) \(preview)")
        #expect(refused.status != 0 && refused.output.isEmpty)
        // Made before the directory was private, it is when the next version has been installed.
        try container.succeed("chgrp root /etc/duban && chmod 755 /etc/duban")
        let install = Oracle.repository.appending(path: "systemd/install").path
        try container.succeed("\(install) --bin \(try Programs.directory)")
        #expect(try container.succeed("stat -c '%U:%G %a' /etc/duban") == "root:duban 750")
    }

    private func startThroughTheSocket(_ container: SystemdContainer) throws {
        try container.succeed("systemctl stop duban.service")
        try container.succeed("dubanctl status >/dev/null")
        #expect(try container.succeed("systemctl is-active duban.service") == "active")
        #expect(
            try container.succeed("systemctl show -P StatusText duban.service").isEmpty == false)
    }

    private func deliver(_ container: SystemdContainer) throws {
        try container.write(Self.charter(tasks: 1), to: "/etc/duban/duban.yaml")
        try container.succeed("systemctl reload duban.service")
        try container.waitForJournal("task:t1", "DUBAN_KIND=rung", count: 2)
        let explained = try container.succeed("journalctl -x -o short DUBAN_OBLIGATION=task:t1")
        #expect(explained.contains("░░ Subject: "))
        #expect(explained.contains("dubanctl show task:t1"))
        try waitForMail(container, "task:t1")
        for name in Self.readers {
            #expect(
                try container.succeed("stat -c '%U:%G %a' /var/mail/\(name)") == "\(name):mail 660")
        }
    }

    /// The outbox is empty when the socket's subscribers could have seen everything; mail follows
    /// at once.
    private func waitForMail(_ container: SystemdContainer, _ text: String) throws {
        for name in Self.readers {
            try container.succeed(
                "timeout 60 tail --retry -n +1 -F /var/mail/\(name) 2>/dev/null"
                    + " | grep -m 1 -e '\(text)'")
        }
    }

    private func reload(_ container: SystemdContainer) throws {
        let before = try container.succeed("dubanctl status --json | jq -r .charterHash")
        try container.write("office: nobody", to: "/etc/duban/duban.yaml")
        #expect(try container.run("systemctl reload duban.service").status != 0)
        #expect(try container.succeed("systemctl is-active duban.service") == "active")
        #expect(try container.succeed("dubanctl status --json | jq -r .charterHash") == before)
        try container.succeed("dubanctl status --json | jq -e .pendingChange >/dev/null")
        try container.write(Self.charter(tasks: 2), to: "/etc/duban/duban.yaml")
        try container.succeed("systemctl reload duban.service")
        try waitForMail(container, "task:t2")
        #expect(try container.succeed("dubanctl status --json | jq -r .pendingChange") == "null")
    }

    /// A loop that is stuck no longer feeds the watchdog.
    private func hang(_ container: SystemdContainer) throws {
        try container.succeed(
            """
            mkdir -p /run/systemd/system/duban.service.d
            printf '[Service]\\nWatchdogSec=2s\\n' > /run/systemd/system/duban.service.d/test.conf
            systemctl daemon-reload
            systemctl restart duban.service
            """)
        let first = try container.succeed("systemctl show -P MainPID duban.service")
        try container.succeed("kill -STOP \(first)")
        try container.waitForJournal("Watchdog timeout")
        try container.succeed("dubanctl status >/dev/null")
        let second = try container.succeed("systemctl show -P MainPID duban.service")
        #expect(first != second && second != "0")
    }

    private func kill(_ container: SystemdContainer) throws {
        let before = try notices(container)
        #expect(before.count == 2 * Self.readers.count)
        try container.succeed("systemctl kill -s KILL duban.service")
        try container.waitForJournal("Scheduled restart job", count: 2)
        // An answer means that the start-up pass is over.
        try container.succeed("dubanctl status >/dev/null")
        try container.write(Self.charter(tasks: 3), to: "/etc/duban/duban.yaml")
        try container.succeed("systemctl reload duban.service")
        try waitForMail(container, "task:t3")
        let after = try notices(container)
        #expect(after.count == 3 * Self.readers.count)
        #expect(Set(after).count == after.count)
        #expect(Set(before).isSubset(of: after))
    }

    /// The notice ids in all mailboxes.
    private func notices(_ container: SystemdContainer) throws -> [String] {
        let boxes = Self.readers.map { "/var/mail/\($0)" }.joined(separator: " ")
        return try container.succeed(
            "grep -hv '^Message-ID' \(boxes) | grep -oE '\\b[0-9a-f]{32}\\b' || :"
        )
        .split(separator: "\n").map(String.init)
    }

    private func stop(_ container: SystemdContainer) throws {
        try container.succeed("systemctl stop duban.socket duban.service")
        #expect(try container.succeed("systemctl show -P Result duban.service") == "success")
        #expect(try container.run("dubanctl status").status == 3)
        // Everything is in the one file: a copy of it misses nothing.
        #expect(
            try container.run("ls /var/lib/duban").output.contains("ledger.sqlite-") == false)
    }

    /// A backup while the daemon records, and its return by root, as README says.
    private func restore(_ container: SystemdContainer) throws {
        try container.succeed("systemctl start duban.socket duban.service")
        try container.succeed("duband --backup /root/duban.backup")
        let running = try container.run("duband --restore /root/duban.backup")
        #expect(running.status == 1 && running.complaint.contains("in use by another duband"))
        let before = try notices(container)
        try container.succeed("systemctl stop duban.socket duban.service")
        try container.succeed("rm -r /var/lib/duban/*")
        try container.succeed("duband --restore /root/duban.backup")
        try container.succeed("systemctl start duban.socket duban.service")
        try container.succeed("dubanctl status >/dev/null")
        #expect(try notices(container) == before)
    }

    private func uninstall(_ container: SystemdContainer) throws {
        let uninstall = Oracle.repository.appending(path: "systemd/uninstall").path
        try container.succeed(uninstall)
        try container.succeed("test -e /etc/duban/duban.yaml -a -d /var/lib/duban")
        let left = try container.succeed(
            "find /usr /run -name '*duban*' -not -path '*/var/*' -not -path '/run/systemd/*' || :")
        #expect(left.isEmpty, "left behind: \(left)")
        try container.succeed(uninstall)
        try container.succeed("\(uninstall) --purge")
        #expect(try container.run("ls -d /etc/duban /var/lib/duban").output.isEmpty)
    }

    /// An office whose two people are told of each task the moment it is seen.
    private static func charter(tasks: Int) -> String {
        let list = (1...tasks).map { number in
            "  t\(number): { problem: problem \(number), measure: measure, lead: office, "
                + "owner: liaison, due: 2199-12-31, ladder: now }"
        }
        return """
            office: office
            timezone: Asia/Shanghai
            language: en
            calendar: { workweek: mon..sun, hours: 00:00..24:00, remind-at: 09:00 }
            posts: { liaison: liaison }
            people:
              wang: { name: Wang, account: \(readers[0]) }
              liu: { name: Liu, account: \(readers[1]) }
            units:
              office: { name: Office, posts: { liaison: [wang, liu] } }
            ladders:
              now: [{ at: start, tell: owner, urgent: true, at-night: true }]
            tasks:
            \(list.joined(separator: "\n"))
            """
    }

    @Test func `DESTDIR receives everything and starts nothing`() throws {
        let root = URL(filePath: "/tmp/duban-destdir-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: root) }
        let systemd = Oracle.repository.appending(path: "systemd")
        let environment = ["DESTDIR": root.path]
        for _ in 1...2 {
            let installed = try Oracle.run(
                systemd.appending(path: "install").path, ["--bin", try Programs.directory],
                environment: environment)
            try #require(installed.status == 0, "\(installed.complaint)")
        }
        for file in [
            "usr/sbin/duband", "usr/bin/dubanctl", "usr/libexec/duban/duban-mail",
            "usr/lib/systemd/system/duban.service", "usr/lib/systemd/system/duban.socket",
            "usr/lib/systemd/system/duban-mail.service", "usr/lib/systemd/system/duban-mail.socket",
            "usr/lib/sysusers.d/duban.conf", "usr/lib/tmpfiles.d/duban.conf",
            "usr/lib/systemd/catalog/duban.catalog", "usr/lib/debug/usr/sbin/duband.debug",
            "usr/share/bash-completion/completions/dubanctl",
            "usr/share/zsh/vendor-completions/_dubanctl",
            "usr/share/fish/vendor_completions.d/dubanctl.fish",
            "usr/share/doc/duban/README.md", "usr/share/doc/duban/config/duban.yaml",
            "etc/duban/duban.yaml",
        ] {
            #expect(
                FileManager.default.fileExists(atPath: root.appending(path: file).path), "\(file)")
        }
        // 207 MB before they were stripped of their symbols and of Foundation's Unicode data.
        let sizes = try ["sbin/duband", "bin/dubanctl", "libexec/duban/duban-mail"].map { name in
            try root.appending(path: "usr/\(name)").resourceValues(forKeys: [.fileSizeKey])
                .fileSize ?? 1 << 40
        }
        #expect(sizes.reduce(0, +) <= 80_000_000, "\(sizes)")
        let checked = try Oracle.run(
            try Programs.path("dubanctl"), ["check", root.path + "/etc/duban/duban.yaml"])
        #expect(checked.status == 0, "\(checked.output)")
        let removed = try Oracle.run(
            systemd.appending(path: "uninstall").path, [], environment: environment)
        #expect(removed.status == 0, "\(removed.complaint)")
        let left = try Oracle.run("/usr/bin/find", [root.path, "-type", "f"]).output
        #expect(left.split(separator: "\n").allSatisfy { $0.contains("/etc/duban/") }, "\(left)")
    }
}
