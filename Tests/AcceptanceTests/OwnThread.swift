// Tests that wait for other programs, away from the few threads that all other tests share.

import Foundation
import Testing

/// Runs a test on threads of its own: one that waits for another process holds up nobody.
struct OwnThread: TestTrait, SuiteTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await withTaskExecutorPreference(Threads(), operation: function)
    }

    private final class Threads: TaskExecutor {
        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            Thread.detachNewThread { [executor = asUnownedTaskExecutor()] in
                job.runSynchronously(on: executor)
            }
        }
    }
}

extension Trait where Self == OwnThread {
    /// Waits for other programs.
    static var waits: Self { OwnThread() }
}
