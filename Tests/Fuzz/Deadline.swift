// libFuzzer's entry for written deadlines; what must hold is in
// Tests/CivilTests/Examination.swift, with which this is compiled.

@_cdecl("LLVMFuzzerTestOneInput")
func fuzzDeadline(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    do {
        try Examination.deadline(text)
    } catch {
        fatalError("\(error)")
    }
    return 0
}
