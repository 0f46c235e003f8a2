// The error reply of a method call, and the errors that every service may answer
// (UAPI.20, "The org.varlink.service Interface").

/// An error as it goes over the wire: a full name and parameters.
package struct VarlinkError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Interface and error, as in `org.varlink.service.InvalidParameter`.
    package let name: String
    /// What the interface declares for it; often nothing.
    package let parameters: JSONObject

    package init(_ name: String, _ parameters: JSONObject = JSONObject()) {
        self.name = name
        self.parameters = parameters
    }

    package var description: String {
        parameters.isEmpty ? name : "\(name) \(JSON.object(parameters))"
    }

    package static func interfaceNotFound(_ interface: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InterfaceNotFound", ["interface": .string(interface)])
    }

    /// The interface has no such method; the name is the full one.
    package static func methodNotFound(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotFound", ["method": .string(method)])
    }

    /// The interface declares the method, but this service does not offer it (or not in the way
    /// asked for).
    package static func methodNotImplemented(_ method: String) -> VarlinkError {
        VarlinkError("org.varlink.service.MethodNotImplemented", ["method": .string(method)])
    }

    /// A parameter is missing, unknown, of the wrong type or out of range.
    package static func invalidParameter(_ parameter: String) -> VarlinkError {
        VarlinkError("org.varlink.service.InvalidParameter", ["parameter": .string(parameter)])
    }

    package static let permissionDenied = VarlinkError("org.varlink.service.PermissionDenied")

    /// The method answers only calls that allow more than one reply.
    package static let expectedMore = VarlinkError("org.varlink.service.ExpectedMore")
}
