// Which service answers which interface, and what is refused before a service sees it.

/// The services of one listener by interface.
@MainActor struct ServiceDirectory {
    private var services: [String: any VarlinkService] = [:]

    init(identity: ServiceIdentity, services offered: [any VarlinkService]) {
        let introspection = Introspection(
            identity: identity, describing: offered.map(\.interface))
        for service in [introspection] + offered {
            let replaced = services.updateValue(service, forKey: service.interface.name)
            precondition(replaced == nil, "\(service.interface.name) is offered twice")
        }
    }

    /// Hands a call to the service that declares it, or fails it.
    func route(_ call: Call, mode: CallMessage.Mode) {
        guard let service = services[call.interface] else {
            return call.fail(.interfaceNotFound(call.interface))
        }
        guard let method = service.interface.method(call.method) else {
            return call.fail(.methodNotFound(call.fullMethod))
        }
        guard mode != .upgrade else { return call.fail(.methodNotImplemented(call.fullMethod)) }
        if let parameter = service.interface.problem(inCall: call.parameters, of: method) {
            return call.fail(.invalidParameter(parameter))
        }
        service.call(call)
    }
}
