// A one-row query beside a bare echo of the same bytes: what a unix socket and two processes cost
// on this machine, and what duban adds.

import Foundation
import Glibc
import TestSupport
import Varlink

enum QueryFigures {
    private static let roundsPerBlock = 400
    private static let blocks = 10
    /// As many as this process had before it was kept on one.
    private static let cores = ProcessInfo.processInfo.activeProcessorCount
    static func all(_ daemon: DaemonUnderTest) throws -> [Measurement] {
        let request = try request(of: daemon)
        try pin(getpid(), to: 0)
        try pin(daemon.pid, to: 1)
        var query = try Exchange(daemon.socket, request)
        try query.run(rounds: roundsPerBlock)
        let path = daemon.socket + ".echo"
        let server = try ChildProcess(["/proc/self/exe", "--echo", path, String(query.replyBytes)])
        defer { server.end() }
        try pin(server.identifier, to: 1)
        var echo = try Exchange(path, request)
        try echo.run(rounds: roundsPerBlock)
        // The first rounds warmed up caches on both sides. In turns, so that both have the same
        // weather.
        (query.seconds, echo.seconds) = ([], [])
        for _ in 0..<blocks {
            try query.run(rounds: roundsPerBlock)
            try echo.run(rounds: roundsPerBlock)
        }
        let ratio = query.seconds.median / echo.seconds.median
        return [
            Measurement("one-row query, p50", query.seconds.median * 1e6, "us"),
            Measurement(
                "bare echo of \(query.replyBytes) bytes, p50", echo.seconds.median * 1e6, "us"),
            Measurement("query over echo", ratio, "x", .atMost(3)),
        ]
    }

    /// Keeps a process on one core. Client and server have one each, as on a machine that does
    /// something else too: the scheduler's luck in putting both on one would decide the figure
    /// otherwise.
    private static func pin(_ pid: Int32, to core: Int) throws {
        guard cores > 1 else { return }
        let taskset = try ChildProcess(
            ["taskset", "--all-tasks", "--cpu-list", "--pid", String(core), String(pid)])
        guard taskset.wait() == .exit(0) else {
            throw BenchFailure(description: "process \(pid) cannot be kept on core \(core)")
        }
    }

    /// A query of one row: the first quota that the daemon lists.
    private static func request(of daemon: DaemonUnderTest) throws -> [UInt8] {
        var rows = try daemon.connect().callMore("io.duban.Status.List", ["kind": "quota"])
        guard let key = try rows.next()?["obligation"]?["key"] else {
            throw BenchFailure(description: "the sample has no quota")
        }
        let call: JSON = ["method": "io.duban.Status.Get", "parameters": ["key": key]]
        return call.bytes + [0]
    }
}

/// One request sent again and again over one connection.
private struct Exchange: ~Copyable {
    private let path: String
    private let request: [UInt8]
    private let descriptor: Int32
    private var reply = [UInt8](repeating: 0, count: 1 << 20)
    /// How long each round took, until it is emptied.
    var seconds: [Double] = []
    /// The length of the last reply.
    private(set) var replyBytes = 0

    init(_ path: String, _ request: [UInt8]) throws {
        self.path = path
        self.request = request
        descriptor = try Self.connect(path)
    }

    deinit { close(descriptor) }

    mutating func run(rounds: Int) throws {
        for _ in 0..<rounds {
            let start = uptime()
            guard write(descriptor, request, request.count) == request.count else {
                throw BenchFailure(description: "\(path): cannot write")
            }
            replyBytes = 0
            repeat {
                let count = read(descriptor, &reply[replyBytes], reply.count - replyBytes)
                guard count > 0 else { throw BenchFailure(description: "\(path): no reply") }
                replyBytes += count
            } while reply[replyBytes - 1] != 0
            seconds.append(uptime() - start)
        }
    }

    private static func connect(_ path: String) throws -> Int32 {
        let patience = uptime() + 5
        while uptime() < patience {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            if Echo.withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 {
                return descriptor
            }
            close(descriptor)
            usleep(1000)
        }
        throw BenchFailure(description: "nobody listens at \(path)")
    }
}

/// The barest server: reads a message up to its NUL and writes as many bytes as it was told.
enum Echo {
    static func serve(at path: String, reply count: Int) throws -> Never {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(path, { bind(listener, $0, $1) }) == 0, listen(listener, 1) == 0 else {
            throw BenchFailure(description: "\(path): cannot listen")
        }
        let connection = accept(listener, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let reply = [UInt8](repeating: UInt8(ascii: "x"), count: count - 1) + [0]
        while true {
            var length = 0
            repeat {
                let got = read(connection, &buffer[length], buffer.count - length)
                guard got > 0 else { exit(0) }
                length += got
            } while buffer[length - 1] != 0
            guard write(connection, reply, reply.count) == reply.count else { exit(1) }
        }
    }

    static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
