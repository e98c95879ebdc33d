package workbook

// The bounds that Excel itself sets on a sheet.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// smallPart is how many bytes the parts beside sheet and shared strings may inflate to: styles, relations, workbook.
const smallPart = 64 << 20

// sharedPart is how many bytes the shared strings may inflate to, where Limits.Inflated does not say less.
const sharedPart = 512 << 20

// A part that inflates past bombFloor bytes may not be more than bombRatio times its size in the ZIP.
const (
	bombFloor = 64 << 20
	bombRatio = 100
)

// Limits bounds what a workbook may cost. Zero means the default of DefaultLimits.
type Limits struct {
	Inflated int64 // bytes that any one part may inflate to; parts that no cell needs are never inflated
	Members  int   // members of the ZIP
	Rows     int   // rows with a value
	Columns  int   // columns up to the last value of a row
	Cell     int   // characters in a cell
	Strings  int   // shared strings
	Text     int64 // bytes of shared strings kept in memory
}

// DefaultLimits gives the limits that hold where none are set: those of Excel for rows, columns and cells.
func DefaultLimits() Limits {
	return Limits{Inflated: 2 << 30, Members: 10_000, Rows: maxRow, Columns: maxColumn, Cell: 32_767, Strings: 16 << 20, Text: 128 << 20}
}

func (l Limits) filled() Limits {
	d := DefaultLimits()
	return Limits{
		Inflated: or(l.Inflated, d.Inflated), Members: or(l.Members, d.Members), Rows: or(l.Rows, d.Rows),
		Columns: min(or(l.Columns, d.Columns), maxColumn), Cell: or(l.Cell, d.Cell), Strings: or(l.Strings, d.Strings),
		Text: or(l.Text, d.Text),
	}
}

func or[N int | int64](n, fallback N) N {
	if n > 0 {
		return n
	}
	return fallback
}
