// A table for people: columns as wide as their widest cell, whatever the script.

import DubanConfig

/// Text in a table, perhaps in colour.
struct Cell: ExpressibleByStringInterpolation {
    enum Paint: String {
        case yellow = "33"
        case red = "31"
        case bold = "1"
    }

    let text: String
    let paint: Paint?

    init(_ text: String, paint: Paint? = nil) {
        self.text = text.printable
        self.paint = paint
    }

    init(stringLiteral value: String) {
        self.init(value)
    }

    static func light(_ light: String?) -> Cell {
        light.map { Cell(spoken($0), paint: $0 == "red" ? .red : .yellow) } ?? "–"
    }
}

/// Rows under headings. Widths are those of `displayWidth`.
struct Table {
    struct Column: ExpressibleByStringLiteral {
        let title: String
        let isNumber: Bool

        init(stringLiteral value: String) {
            self.init(value)
        }

        /// A column; numbers stand at its right edge.
        init(_ title: String, isNumber: Bool = false) {
            self.title = title
            self.isNumber = isNumber
        }
    }

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Appends a row with one cell for each column.
    mutating func add(_ row: [Cell]) {
        precondition(row.count == columns.count, "a row has one cell for each column")
        rows.append(row)
    }

    var isEmpty: Bool { rows.isEmpty }

    /// Heading and rows, without trailing blanks.
    func text(isColoured: Bool) -> String {
        let heading = columns.map { Cell($0.title, paint: .bold) }
        let widths = columns.indices.map { index in
            ([heading] + rows).map { $0[index].text.displayWidth }.max() ?? 0
        }
        return ([heading] + rows)
            .map { row in line(row, widths, isColoured) }
            .joined(separator: "\n")
    }

    /// Prints it with a line above; nothing where there are no rows.
    func show(under heading: String) {
        guard !isEmpty else { return }
        Output.line("\n\(heading)\n\(text(isColoured: Output.isColoured))")
    }

    private func line(_ row: [Cell], _ widths: [Int], _ isColoured: Bool) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            let room = String(repeating: " ", count: widths[index] - cell.text.displayWidth)
            var shown = cell.text
            if isColoured, let paint = cell.paint {
                shown = "\u{1B}[\(paint.rawValue)m\(shown)\u{1B}[0m"
            }
            let isLast = index == row.count - 1
            line += columns[index].isNumber ? room + shown : isLast ? shown : shown + room
            if !isLast { line += "  " }
        }
        return line
    }
}
