// What is not yet official about a calendar: a result in a year without a notice is provisional,
// and whoever was told of it must hear when it moves.

extension WorkingCalendar {
    /// Whether the year of `date` has no official days yet, so that only the base week speaks for
    /// it.
    package func isProvisional(_ date: CivilDate) -> Bool {
        !knownYears.contains(date.year)
    }

    /// The years without official days that the dates `from` to `through` (in either order) touch,
    /// ascending, within the years 1 to 9999. A count between two dates is provisional when this is
    /// not empty.
    package func provisionalYears(from: CivilDate, through: CivilDate) -> [Int] {
        let years = [from, through].map { min(max($0, .first), .last).year }
        return (min(years[0], years[1])...max(years[0], years[1])).filter {
            !knownYears.contains($0)
        }
    }
}
