// The agenda: a heap of next looks, so that a wake costs what is due and not what exists.

import Civil

/// Which subject is to be looked at when. Each subject stands in it at most once.
struct Agenda: Sendable {
    private struct Look: Sendable {
        let at: Instant
        let subject: Subject
    }

    private var heap: [Look] = []
    private var places: [Subject: Instant] = [:]

    /// When a subject is to be looked at; nil: not at all.
    func place(of subject: Subject) -> Instant? { places[subject] }

    var next: Instant? {
        mutating get {
            discardMoved()
            return heap.first?.at
        }
    }

    /// Looks at a subject at an instant instead of whenever it was to be looked at; nil: not any
    /// more.
    mutating func schedule(_ subject: Subject, at instant: Instant?) {
        guard places[subject] != instant else { return }
        places[subject] = instant
        guard let instant else { return }
        heap.append(Look(at: instant, subject: subject))
        rise(from: heap.count - 1)
    }

    /// Takes off the earliest subject that is due at `now`.
    mutating func popDue(at now: Instant) -> Subject? {
        discardMoved()
        guard let first = heap.first, first.at <= now else { return nil }
        removeFirst()
        places[first.subject] = nil
        return first.subject
    }

    /// Places that were moved leave their old looks in the heap until those come up.
    private mutating func discardMoved() {
        while let first = heap.first, places[first.subject] != first.at { removeFirst() }
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while true {
            let left = 2 * index + 1
            guard left < heap.count else { return }
            let right = left + 1
            let child = right < heap.count && heap[right].at < heap[left].at ? right : left
            guard heap[child].at < heap[index].at else { return }
            heap.swapAt(child, index)
            index = child
        }
    }

    private mutating func rise(from start: Int) {
        var index = start
        while index > 0, heap[index].at < heap[(index - 1) / 2].at {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }
}
