// A journal for the tests: the machine's, or one that is started where PID 1 keeps none.

import Foundation
import Testing

enum Journald {
    /// Makes sure that a systemd-journald runs. It is left running: other suites use it too.
    static func shared() throws {
        let running = try Programs.run("/bin/sh", ["-c", "pidof systemd-journald"])
        if running.status == 0 { return }
        let started = try Programs.run(
            "/bin/sh",
            [
                "-c",
                """
                mkdir -p /run/systemd/journal /run/log/journal
                [ -s /etc/machine-id ] || systemd-machine-id-setup >/dev/null
                setsid /lib/systemd/systemd-journald >/dev/null 2>&1 </dev/null &
                for i in $(seq 100); do [ -S /run/systemd/journal/socket ] && exit; sleep 0.1; done
                exit 1
                """,
            ])
        try #require(started.status == 0, "no systemd-journald runs here and none can be started")
    }
}
