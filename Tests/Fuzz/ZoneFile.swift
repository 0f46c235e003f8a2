// libFuzzer's entry for compiled time zones; what must hold is in
// Tests/CivilTests/Examination+Time.swift, with which this is compiled.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzZoneFile(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    do {
        try Examination.zoneFile(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        fatalError("\(error)")
    }
    return 0
}
