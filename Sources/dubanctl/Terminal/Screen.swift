// The terminal that is written to: how much fits on it, and a pager for what does not.

import Glibc

enum Screen {
    /// Nil where the output goes to a file or a pipe.
    static let size: (columns: Int, lines: Int)? = {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col > 0, size.ws_row > 0
        else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }()

    /// Shows a text at once, or page by page where a terminal has fewer lines.
    static func show(_ text: String, paged isPaged: Bool) {
        let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        guard isPaged, let size, lines >= size.lines else { return Output.line(text) }
        setenv("LESS", "FRX", 0)
        // What PAGER names is for the shell, as everywhere; without less nobody has to wait.
        let usual = "if command -v less >/dev/null; then exec less; else exec cat; fi"
        let chosen = getenv("PAGER").map { String(cString: $0) } ?? ""
        guard let pager = popen(chosen.isEmpty ? usual : chosen, "w") else {
            return Output.line(text)
        }
        // Who has seen enough closes the pager.
        signal(SIGPIPE, SIG_IGN)
        fputs(text + "\n", pager)
        pclose(pager)
    }
}
