// A scene's desk on a socket of its own: its clients wait on threads of theirs, while the loop and
// the simulated lanes go on.

import Foundation
import Glibc
import Synchronization
import Varlink

@testable import DubanDaemon

@MainActor final class OpenDesk {
    let scene: Scene
    let desk: Desk
    let path: String
    private let listener: Listener

    init(_ scene: Scene) throws {
        self.scene = scene
        path = scene.directory + "/socket"
        desk = Desk(
            supervisor: scene.supervisor,
            hub: EventHub(floor: scene.supervisor.floor, last: 0), reload: scene.reload)
        listener = Listener(
            socket: try ListeningSocket(path: path),
            identity: ServiceIdentity(vendor: "", product: "", version: "", url: ""),
            services: try desk.services())
        listener.start()
    }

    func close() { listener.stop() }

    /// Calls a method of io.duban.
    func call(_ method: String, _ parameters: JSON = [:]) async throws -> JSON {
        try await aside { [path] in
            try Client.patient(path).call("io.duban.\(method)", parameters)
        }
    }

    /// The error that a call is answered with; nil where it is not.
    func refusal(of method: String, _ parameters: JSON = [:]) async throws -> VarlinkError? {
        do {
            _ = try await call(method, parameters)
            return nil
        } catch ClientError.refused(let error) {
            return error
        }
    }

    /// Does what waits for the desk while the loop goes on.
    func aside<Product: Sendable>(
        _ work: @escaping @Sendable () throws -> Product
    ) async throws -> Product {
        let answer = Answer<Product>()
        Task {
            answer.result = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: Result { try work() }) }
            }
        }
        while true {
            if let result = answer.result { return try result.get() }
            scene.lanes.runAll()
            await Task.yield()
        }
    }

    /// What has come for somebody who waits.
    @MainActor private final class Answer<Product: Sendable> {
        var result: Result<Product, any Error>?
    }
}

extension SmallCharter {
    /// The account of this test.
    static var ownAccount: String {
        getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "root"
    }

    /// With the account of this test for the clerk's, who is the office.
    static func own(tasks: Int, due: String = "2026-10-12") -> String {
        text(tasks: tasks, due: due).replacing(
            "account: clerk", with: "account: \(ownAccount)")
    }
}

/// A client that reads a stream when it is told to.
final class Reader: Sendable {
    private let replies: Mutex<Client.Replies>

    /// Asks a method of io.duban for as many replies as there are.
    init(_ path: String, _ method: String, _ parameters: JSON = [:]) throws {
        replies = Mutex(try Client.patient(path).callMore("io.duban.\(method)", parameters))
    }

    func next() throws -> JSON? { try replies.withLock { try $0.next() } }
}

extension Client {
    /// One that waits for a loop on which a year is being simulated meanwhile.
    static func patient(_ path: String) throws(ClientError) -> Client {
        try Client(path: path, timeoutSeconds: 600)
    }
}
