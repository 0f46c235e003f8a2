// "Busy, and wanted again", for everything that goes on once at a time.

/// Work of which one run at a time goes on: what the run is at, and who waits for the next one.
enum Gate<Step, Wish> {
    case idle
    case busy(Step, waiting: [Wish])

    /// What the run is at; nil: nothing goes on.
    var step: Step? {
        if case .busy(let step, _) = self { step } else { nil }
    }

    /// Somebody wants a run: true if it begins now, with `first`; else the wish waits.
    mutating func want(_ wish: Wish, first: Step) -> Bool {
        guard case .busy(let step, let waiting) = self else {
            self = .busy(first, waiting: [])
            return true
        }
        self = .busy(step, waiting: waiting + [wish])
        return false
    }

    /// An answer came that no step waits for: a mistake of the program.
    func unasked(file: StaticString = #file, line: UInt = #line) -> Never {
        preconditionFailure("nobody asked for this answer", file: file, line: line)
    }

    /// The run goes on with another step.
    mutating func proceed(to step: Step) {
        guard case .busy(_, let waiting) = self else { unasked() }
        self = .busy(step, waiting: waiting)
    }

    /// The run is over. Answers who waits: the caller begins the next run with `begin`, or drops
    /// them.
    mutating func end() -> [Wish] {
        guard case .busy(_, let waiting) = self else { unasked() }
        self = .idle
        return waiting
    }

    /// Begins a run while others go on waiting.
    mutating func begin(_ first: Step, waiting: [Wish] = []) {
        guard case .idle = self else { preconditionFailure("a run goes on already") }
        self = .busy(first, waiting: waiting)
    }
}
