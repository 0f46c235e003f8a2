// What a program implements to offer an interface, what is refused before it sees a call, and the
// interface that every service has (UAPI.20, "The org.varlink.service Interface").

/// One interface with its methods.
@MainActor package protocol VarlinkService: AnyObject {
    /// What the interface declares; served to whoever asks, and used to check calls before `call`
    /// sees them.
    var interface: InterfaceDescription { get }

    /// Answers a call whose method the interface declares and whose parameters match that
    /// declaration: now, or later on the main queue. Every call must be ended once, by `reply` or
    /// `fail`.
    func call(_ call: Call)
}

/// How a service introduces itself.
package struct ServiceIdentity: Sendable {
    package let vendor: String
    package let product: String
    package let version: String
    package let url: String

    package init(vendor: String, product: String, version: String, url: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
    }
}

/// The services of one listener, of which it is one itself: it describes the others.
@MainActor final class ServiceDirectory: VarlinkService {
    let interface = ServiceDirectory.description
    private let identity: ServiceIdentity
    private let services: [any VarlinkService]

    init(identity: ServiceIdentity, services: [any VarlinkService]) {
        self.identity = identity
        self.services = services
        let names = descriptions.map(\.name)
        precondition(Set(names).count == names.count, "an interface is offered twice: \(names)")
    }

    private var descriptions: [InterfaceDescription] { [interface] + services.map(\.interface) }

    /// Hands a call to the service that declares it, or fails it.
    func route(_ call: Call, mode: CallMessage.Mode) {
        let service =
            call.interface == interface.name
            ? self : services.first { $0.interface.name == call.interface }
        guard let service else { return call.fail(.interfaceNotFound(call.interface)) }
        guard let method = service.interface.method(call.method) else {
            return call.fail(.methodNotFound(call.fullMethod))
        }
        guard mode != .upgrade else { return call.fail(.methodNotImplemented(call.fullMethod)) }
        if let parameter = service.interface.problem(in: call.parameters, fields: method.input) {
            return call.fail(.invalidParameter(parameter))
        }
        service.call(call)
    }

    func call(_ call: Call) {
        switch call.method {
        case "GetInfo":
            call.reply([
                "vendor": .string(identity.vendor), "product": .string(identity.product),
                "version": .string(identity.version), "url": .string(identity.url),
                "interfaces": .array(descriptions.map { .string($0.name) }),
            ])
        case "GetInterfaceDescription":
            let name = call.parameters["interface"]?.string ?? ""
            guard let description = descriptions.first(where: { $0.name == name }) else {
                return call.fail(.interfaceNotFound(name))
            }
            call.reply(["description": .string(description.text)])
        default:
            call.fail(.methodNotImplemented(call.fullMethod))
        }
    }

    private static let description: InterfaceDescription = {
        do {
            return try InterfaceDescription(parsing: text)
        } catch {
            preconditionFailure("org.varlink.service: \(error)")
        }
    }()

    static let text = """
        # The Varlink Service Interface: describes the service and the interfaces it implements.
        interface org.varlink.service

        # Who made this service, and which interfaces it has.
        method GetInfo() -> (
          # Who makes it.
          vendor: string,
          # Its name.
          product: string,
          # Its version.
          version: string,
          # Where to read about it.
          url: string,
          # The names of its interfaces, this one included.
          interfaces: []string
        )

        # The description of one of the service's interfaces.
        method GetInterfaceDescription(
          # The interface's name.
          interface: string
        ) -> (
          # The text, comments included.
          description: string
        )

        # The service has no such interface.
        error InterfaceNotFound (interface: string)

        # The interface has no such method.
        error MethodNotFound (method: string)

        # The interface declares the method, but the service does not offer it.
        error MethodNotImplemented (method: string)

        # A parameter is missing, unknown, of the wrong type or out of range.
        error InvalidParameter (parameter: string)

        # The caller may not do this.
        error PermissionDenied ()

        # The method must be called with 'more'.
        error ExpectedMore ()

        # The method must be called with 'upgrade'.
        error ExpectedUpgrade ()

        """
}
