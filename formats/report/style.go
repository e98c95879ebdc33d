package report

import "github.com/xuri/excelize/v2"

// style is the look of a cell.
type style int

// The styles.
const (
	none        style = iota // of a cell: its column's style
	plain                    // text, so that what is typed over it stays text
	heading                  // bold, on grey
	title                    // bold, larger
	wrapped                  // text in several lines
	leaver                   // red: somebody is taken away
	joiner                   // green: somebody comes
	before                   // amber, struck out: the value that goes
	after                    // amber: the value that comes
	wrong                    // red: to be corrected, the row was rejected
	dubious                  // amber: to be looked at
	count                    // a number
	countLeaver              // a number of people taken away
	countJoiner              // a number of people who come
	countAfter               // a number of people who change
	styles                   // how many there are
)

// The built-in number formats (ISO/IEC 29500-1, 18.8.30).
const (
	textFormat  = 49 // "@"
	countFormat = 3  // "#,##0"
)

// numeric tells whether cells of a style hold numbers; all others hold text.
func (s style) numeric() bool { return s >= count && s <= countAfter }

var left = &excelize.Alignment{Horizontal: "left", Vertical: "top"}

var looks = [styles]excelize.Style{
	none:    {NumFmt: textFormat},
	plain:   {NumFmt: textFormat},
	heading: {NumFmt: textFormat, Font: &excelize.Font{Bold: true}, Fill: fill("D9E1F2"), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
	title:   {NumFmt: textFormat, Font: &excelize.Font{Bold: true, Size: 14}},
	wrapped: {NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
	leaver:  {NumFmt: textFormat, Fill: fill("F8CBAD")},
	joiner:  {NumFmt: textFormat, Fill: fill("C6E0B4")},
	before:  {NumFmt: textFormat, Fill: fill("FFF2CC"), Font: &excelize.Font{Strike: true, Color: "7F6000"}},
	after:   {NumFmt: textFormat, Fill: fill("FFE699")},
	wrong:   {NumFmt: textFormat, Fill: fill("F8CBAD"), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},
	dubious: {NumFmt: textFormat, Fill: fill("FFE699"), Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}},

	count:       {NumFmt: countFormat, Alignment: left},
	countLeaver: {NumFmt: countFormat, Alignment: left, Fill: fill("F8CBAD")},
	countJoiner: {NumFmt: countFormat, Alignment: left, Fill: fill("C6E0B4")},
	countAfter:  {NumFmt: countFormat, Alignment: left, Fill: fill("FFE699")},
}

func fill(rgb string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{rgb}}
}
