// A table for people: columns as wide as their widest cell, whatever the script.

import DubanConfig

/// A heading, and the text under it in each row, perhaps in colour.
struct Column<Row> {
    enum Paint: String {
        case yellow = "33"
        case red = "31"
        case bold = "1"
    }

    let title: String
    /// Numbers stand at the right edge.
    let isNumber: Bool
    let paint: (Row) -> Paint?
    let text: (Row) -> String

    init(
        _ english: String, _ chinese: String, isNumber: Bool = false,
        paint: @escaping (Row) -> Paint? = { _ in nil }, _ text: @escaping (Row) -> String
    ) {
        title = say(english, chinese)
        self.isNumber = isNumber
        self.paint = paint
        self.text = text
    }

    static func light(_ light: @escaping (Row) -> String?) -> Column {
        Column("LIGHT", "预警", paint: { light($0).map { $0 == "red" ? .red : .yellow } }) {
            light($0).map(spoken) ?? "–"
        }
    }
}

/// Rows under headings. Widths are those of `displayWidth`.
struct Table<Row> {
    private typealias Cell = (text: String, paint: Column<Row>.Paint?)

    let rows: [Row]
    let columns: [Column<Row>]

    /// Heading and rows, without trailing blanks.
    func text(isColoured: Bool) -> String {
        var lines: [[Cell]] = [columns.map { ($0.title, .bold) }]
        for row in rows { lines.append(columns.map { ($0.text(row).printable, $0.paint(row)) }) }
        let widths = columns.indices.map { index in
            lines.map { $0[index].text.displayWidth }.max() ?? 0
        }
        return lines.map { line($0, widths, isColoured) }.joined(separator: "\n")
    }

    /// Prints it with a line above; nothing where there are no rows.
    func show(under heading: String) {
        guard !rows.isEmpty else { return }
        Output.line("\n\(heading)\n\(text(isColoured: Output.isColoured))")
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ isColoured: Bool) -> String {
        var line = ""
        for (index, cell) in cells.enumerated() {
            let room = String(repeating: " ", count: widths[index] - cell.text.displayWidth)
            var shown = cell.text
            if isColoured, let paint = cell.paint {
                shown = "\u{1B}[\(paint.rawValue)m\(shown)\u{1B}[0m"
            }
            let isLast = index == cells.count - 1
            line += columns[index].isNumber ? room + shown : isLast ? shown : shown + room
            if !isLast { line += "  " }
        }
        return line
    }
}
