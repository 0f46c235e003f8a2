// The machines of the daemon's floor put together: who wants whom when something has ended.

import Civil
import DubanDelivery
import DubanKernel
import DubanLedger

/// Supervises until everything is done: passes, deliveries, the daily look.
@MainActor final class Supervisor {
    /// Told after every pass.
    var onPass: (@MainActor () -> Void)?

    let floor: Floor
    let recorder: Recorder
    let deliveries: [Delivery]
    let pass: Pass
    let dailyLook: DailyLook

    /// Nothing goes on before `start`.
    init(floor: Floor, keeper: CharterKeeper, channels: [any Channel], host: String) {
        self.floor = floor
        recorder = Recorder(floor: floor, keeper: keeper)
        deliveries = channels.map { Delivery(floor: floor, channel: $0, host: host) }
        pass = Pass(floor: floor, recorder: recorder, channels: channels.map(\.name))
        dailyLook = DailyLook(floor: floor, pass: pass)
        recorder.onChange = { [weak self] in self?.pass.want() }
        recorder.onCharter = { [weak self] in self?.lookAtEverything() }
        pass.onEnd = { [weak self] in self?.passed() }
    }

    /// Looks at everything once. What was on the way when an earlier life ended must have been
    /// resumed.
    func start() { lookAtEverything() }

    /// The wall clock was set: everything is computed anew.
    func clockChanged(sendNothingUntil instant: Instant?) {
        floor.docket.sendingWaitsUntil = instant
        floor.alarms.set(.quarantine, at: instant) { [weak self] in self?.endQuarantine() }
        lookAtEverything()
    }

    private func lookAtEverything() {
        floor.docket.lookAtEverything(at: floor.clock.now)
        dailyLook.restart()
        pass.want()
    }

    private func passed() {
        deliver()
        dailyLook.proceed()
        onPass?()
    }

    private func endQuarantine() {
        floor.docket.sendingWaitsUntil = nil
        deliver()
    }

    private func deliver() {
        for delivery in deliveries { delivery.want() }
    }
}
