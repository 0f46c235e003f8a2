// The command line of duban-mail.

import Glibc

/// What the program was told.
struct Options {
    var spool = "/var/mail"
    /// Where to listen; nil if the service manager passes the socket.
    var socket: String?
    /// The only user that may ask; nil for the account `duban`.
    var client: uid_t?
    /// Whether the end of standard input ends the program.
    var endsWithInput = false
    /// Whether the superuser may have mail too.
    var servesRoot = false

    /// Why a command line is wrong.
    struct Mistake: Error {
        let message: String
    }

    static let help = """
        Usage: duban-mail [--spool DIR] [--allow-uid UID] [--socket PATH] [--until-eof]
                          [--serve-root]

        Puts messages that duband composed into mailboxes. Meant to be started by the service
        manager, which passes a listening socket named "varlink", or by duband.

          --spool DIR      the directory of the mailboxes (default: /var/mail)
          --allow-uid UID  the only user that may ask (default: the one of the account duban)
          --socket PATH    listen there instead of on a passed socket
          --until-eof      end when standard input does; otherwise after an idle minute
          --serve-root     deliver to the superuser too; for trials in a directory of one's own
          --help           show this
          --version        show which duban it belongs to

        """

    /// Reads the arguments, the program's name left out.
    init(_ arguments: [String]) throws(Mistake) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            switch option {
            case "--until-eof": endsWithInput = true
            case "--serve-root": servesRoot = true
            case "--spool": spool = try Self.value(of: option, &rest)
            case "--socket": socket = try Self.value(of: option, &rest)
            case "--allow-uid":
                let text = try Self.value(of: option, &rest)
                guard let uid = uid_t(text) else { throw Mistake(message: "\(text) is no uid") }
                client = uid
            default: throw Mistake(message: "unknown argument \(option)")
            }
        }
    }

    private static func value(
        of option: String, _ rest: inout ArraySlice<String>
    ) throws(Mistake) -> String {
        guard let value = rest.popFirst() else {
            throw Mistake(message: "\(option) needs a value")
        }
        return value
    }
}
