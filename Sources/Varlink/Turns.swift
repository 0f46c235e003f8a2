// Whose turn it is on the loop: one user after another, and of each user's connections one after
// another, so that what a user asks for makes nobody else wait for long.

/// Who waits for a turn, by whom it is counted for.
struct Turns<Member> {
    private var queues: [UInt32?: [Member]] = [:]
    private var order: [UInt32?] = []

    var isEmpty: Bool { order.isEmpty }

    /// `user` nil: strangers, who share one place.
    mutating func add(_ member: Member, of user: UInt32?) {
        if queues[user] == nil { order.append(user) }
        queues[user, default: []].append(member)
    }

    /// Takes the next one; its user's others come after everybody else's first.
    mutating func next() -> Member? {
        guard !order.isEmpty else { return nil }
        let user = order.removeFirst()
        let member = queues[user]?.removeFirst()
        if queues[user]?.isEmpty ?? true { queues[user] = nil } else { order.append(user) }
        return member
    }
}
