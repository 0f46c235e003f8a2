// libFuzzer's entry for calendar expressions; what must hold is in
// Tests/CivilTests/Examination+Time.swift, with which this is compiled.

import Civil

/// Paris, Apia and a fixed offset.
private let zones: [Zone] = ["Europe/Paris", "Pacific/Apia", "Asia/Shanghai"].map { name in
    do {
        return try Zone.load(name)
    } catch {
        fatalError("\(error)")
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzExpression(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    do {
        try Examination.expression(text, zones: zones)
    } catch {
        fatalError("\(error)")
    }
    return 0
}
