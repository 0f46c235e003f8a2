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
    /// Its texts may be cut where a line has no room for them.
    let isFlexible: Bool
    let paint: (Row) -> Paint?
    let text: (Row) -> String

    init(
        _ english: String, _ chinese: String, isNumber: Bool = false, isFlexible: Bool = false,
        paint: @escaping (Row) -> Paint? = { _ in nil }, _ text: @escaping (Row) -> String
    ) {
        title = say(english, chinese)
        (self.isNumber, self.isFlexible) = (isNumber, isFlexible)
        self.paint = paint
        self.text = text
    }

    /// A column of times, which says whose clock they are on.
    init(
        _ clock: LocalTime, _ english: String, _ chinese: String, _ text: @escaping (Row) -> String
    ) {
        let heading = clock.heading(english, chinese)
        self.init(heading, heading, text)
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

    /// A flexible column keeps so much.
    private static var widthMin: Int { 8 }
    private static var gap: Int { 2 }

    /// Heading and rows, without trailing blanks; no wider than `columnsMax` where flexible columns
    /// can be cut so far.
    func text(isColoured: Bool, columnsMax: Int? = nil) -> String {
        var lines: [[Cell]] = [columns.map { ($0.title, .bold) }]
        for row in rows { lines.append(columns.map { ($0.text(row).printable, $0.paint(row)) }) }
        var widths = columns.indices.map { index in
            lines.map { $0[index].text.displayWidth }.max() ?? 0
        }
        if let columnsMax { narrow(&widths, to: columnsMax) }
        for (row, index) in lines.indices.flatMap({ row in columns.indices.map { (row, $0) } })
        where columns[index].isFlexible {
            lines[row][index].text = lines[row][index].text.cut(toWidth: widths[index])
        }
        return lines.map { line($0, widths, isColoured) }.joined(separator: "\n")
    }

    /// Prints it with a line above; nothing where there are no rows.
    func show(under heading: String) {
        guard !rows.isEmpty else { return }
        Output.line("\n\(heading)\n\(text(isColoured: Output.isColoured))")
    }

    /// Takes from the widest of the flexible columns first.
    private func narrow(_ widths: inout [Int], to columnsMax: Int) {
        let excess = widths.reduce(0, +) + (widths.count - 1) * Self.gap - columnsMax
        for _ in 0..<max(0, excess) {
            let widest = columns.indices.filter { columns[$0].isFlexible }
                .max { widths[$0] < widths[$1] }
            guard let widest, widths[widest] > Self.widthMin else { return }
            widths[widest] -= 1
        }
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
            if !isLast { line += String(repeating: " ", count: Self.gap) }
        }
        return line
    }
}

extension String {
    /// The text, or as much of it as fits with a mark that something is missing.
    fileprivate func cut(toWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var rest = width - "…".displayWidth
        let kept = prefix {
            rest -= String($0).displayWidth
            return rest >= 0
        }
        return String(kept) + "…"
    }
}
