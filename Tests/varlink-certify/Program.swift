// varlink-certify: proves the library against other implementations by the script of
// org.varlink.certification, as its server or as its client.

import Dispatch
import Glibc
import Varlink

@main @MainActor
enum Program {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 2, let role = arguments.first, let address = arguments.last,
            address.hasPrefix("--varlink=unix:")
        else { usage() }
        let path = String(address.dropFirst("--varlink=unix:".count).prefix { $0 != ";" })
        do {
            switch role {
            case "server": try serve(path)
            case "client":
                try CertificationClient(client: Client(path: path)).run()
                print("Certification passed")
            default: usage()
            }
        } catch {
            complain("varlink-certify: \(error)")
            exit(1)
        }
    }

    private static func serve(_ path: String) throws -> Never {
        let listener = Listener(
            socket: try ListeningSocket(path: path),
            identity: ServiceIdentity(
                vendor: "Varlink", product: "Certification", version: "1",
                url: "https://varlink.org"),
            services: [try CertificationService()])
        listener.onTrouble = { complain("varlink-certify: \($1)") }
        listener.start()
        dispatchMain()
    }

    private static func usage() -> Never {
        complain("usage: varlink-certify server|client --varlink=unix:PATH")
        exit(2)
    }

    private static func complain(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
