package workbook

// The bounds that Excel itself sets on a sheet.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// smallPart is how many bytes the parts beside sheet and shared strings may inflate to: styles, relations, workbook.
const smallPart = 64 << 20

// A part that inflates past bombFloor bytes may not be more than bombRatio times its size in the ZIP.
const (
	bombFloor = 64 << 20
	bombRatio = 100
)

// maxText is how many bytes the name of a sheet or the target of a relation may have. None that a spreadsheet writes comes near.
const maxText = 4 << 10

// maxRecord is how many bytes the cells of one row may have together: a few strings can be named by every cell.
const maxRecord = 4 << 20
