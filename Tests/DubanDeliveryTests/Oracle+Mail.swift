// Mails as Python's email package reads them.

import TestSupport

extension Oracle {
    /// An mbox entry as Python's email package reads it: the header fields that people see, an
    /// empty line, and the body.
    static func readMail(_ entry: [UInt8]) throws -> String {
        try python(
            """
            import email, email.policy, sys
            sys.stdout.reconfigure(encoding="utf-8")
            entry = sys.stdin.buffer.read()
            postmark, message = entry.split(b"\\n", 1)
            assert postmark.startswith(b"From ")
            message = email.message_from_bytes(message, policy=email.policy.default)
            assert not message.defects
            for name in ["To", "Subject", "Message-ID", "Content-Language"]:
                print(f"{name}: {message[name]}")
            print()
            print(message.get_content(), end="")
            """, input: String(decoding: entry, as: UTF8.self))
    }
}
