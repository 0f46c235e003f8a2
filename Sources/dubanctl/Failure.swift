// Everything that ends a verb early, with the exit code that scripts can rely on.

/// Why a verb did not do what it was asked for.
enum Failure: Error {
    /// The daemon said no, or knows no such thing.
    case refused(String)
    case unreachable(String)
    /// The configuration is bad; what is wrong is printed already.
    case badConfiguration

    /// Wrong usage, which the argument parser reports.
    static let usageExitCode: Int32 = 2

    /// The code that the process ends with.
    var exitCode: Int32 {
        switch self {
        case .refused: 1
        case .unreachable: 3
        case .badConfiguration: 78
        }
    }

    var message: String? {
        switch self {
        case .refused(let message), .unreachable(let message): message
        case .badConfiguration: nil
        }
    }
}
