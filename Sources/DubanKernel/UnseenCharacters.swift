// Characters that act without being seen. A text that people read must not hold any: it would show
// something else than it says, or end a line where none ends.

extension Unicode.Scalar {
    /// Controls (the line end among them), separators of lines and paragraphs, marks that turn the
    /// direction of writing (UAX #9), and tags (U+E0000 to U+E007F).
    package var actsUnseen: Bool {
        if isASCII { return value < 0x20 || value == 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: return properties.isBidiControl || (0xE0000...0xE007F).contains(value)
        }
    }
}
