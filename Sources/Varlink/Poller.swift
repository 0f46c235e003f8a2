// The descriptors of a listener, behind one dispatch source. libdispatch on Linux may free what it
// keeps of a source while its own thread still holds an event for it: of many thousand connections
// that closed with input under way, one crashed the process. Of an epoll(7) of our own nothing is
// freed before the listener ends, and a connection costs no round through libdispatch's thread.

import CSystemd
import Dispatch
import Glibc

/// Waits for descriptors and tells whoever watches them, on the main queue.
@MainActor final class Poller {
    private let epoll: Int32
    private let source: any DispatchSourceRead
    private var watches: [UInt64: Watch] = [:]
    private var lastToken: UInt64 = 0
    private var events = [duban_event](repeating: duban_event(), count: 64)

    /// Traps when there is no descriptor left for it: then nothing can be served.
    init() {
        epoll = duban_epoll()
        precondition(epoll >= 0, "epoll_create1(2): \(String(cString: strerror(-epoll)))")
        source = DispatchSource.makeReadSource(fileDescriptor: epoll, queue: .main)
        source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.tell() } }
        source.activate()
    }

    /// Ends it, then calls `finish`. Nothing may be watched any more.
    func end(then finish: @escaping @MainActor () -> Void) {
        precondition(watches.isEmpty, "somebody still waits for a descriptor")
        source.setCancelHandler { [epoll] in
            close(epoll)
            MainActor.assumeIsolated(finish)
        }
        source.cancel()
    }

    /// Watches a descriptor, for nothing yet. `onEvent` is told what it is ready for, of what it is
    /// watched for.
    func watch(
        _ descriptor: Int32,
        _ onEvent: @escaping @MainActor (_ isReadable: Bool, _ isWritable: Bool) -> Void
    ) -> Watch {
        lastToken += 1
        let watch = Watch(
            poller: self, descriptor: descriptor, token: lastToken, onEvent: onEvent)
        watches[lastToken] = watch
        return watch
    }

    /// One batch; what is left makes the source fire again.
    private func tell() {
        let count = duban_epoll_take(epoll, &events, Int32(events.count))
        for index in 0..<max(0, Int(count)) {
            let event = events[index]
            // Whoever was told before may have ended this one.
            watches[event.token]?.tell(event.readable != 0, event.writable != 0)
        }
    }

    fileprivate func set(_ watch: Watch, input: Bool, room: Bool) -> Bool {
        duban_epoll_watch(epoll, watch.descriptor, input ? 1 : 0, room ? 1 : 0, watch.token) == 0
    }

    fileprivate func forget(_ watch: Watch) { watches[watch.token] = nil }
}

/// What one descriptor is waited for.
@MainActor final class Watch {
    private let poller: Poller
    fileprivate let descriptor: Int32
    fileprivate let token: UInt64
    private let onEvent: @MainActor (Bool, Bool) -> Void
    private(set) var awaitsInput = false
    private(set) var awaitsRoom = false

    fileprivate init(
        poller: Poller, descriptor: Int32, token: UInt64,
        onEvent: @escaping @MainActor (Bool, Bool) -> Void
    ) {
        self.poller = poller
        self.descriptor = descriptor
        self.token = token
        self.onEvent = onEvent
    }

    /// Waits for these and nothing else from now on; false when the kernel has no room for that.
    func wait(input: Bool, room: Bool) -> Bool {
        guard input != awaitsInput || room != awaitsRoom else { return true }
        (awaitsInput, awaitsRoom) = (input, room)
        return poller.set(self, input: input, room: room)
    }

    /// Ends the watch and closes the descriptor, when this turn of the loop is over: somebody
    /// further up may be using it. Then calls `finish`.
    func close(then finish: @escaping @MainActor () -> Void) {
        _ = wait(input: false, room: false)
        poller.forget(self)
        DispatchQueue.main.async { [descriptor] in
            Glibc.close(descriptor)
            MainActor.assumeIsolated(finish)
        }
    }

    fileprivate func tell(_ isReadable: Bool, _ isWritable: Bool) {
        onEvent(isReadable && awaitsInput, isWritable && awaitsRoom)
    }
}
