package formats

import "unicode/utf8"

// tally counts the cells of a record by how they begin and end: four counts of sixteen bits.
type tally uint64

// mostTallied is how many cells are counted at most. No sheet has more.
const mostTallied = 1 << 14

const (
	someCells    tally = 1 << (16 * iota) // begin with a character that shows
	digitCells                            // end with a digit
	doubtedCells                          // may not say what they hold, as '007 or ="007"
	untidyCells                           // begin or end with a blank, or begin with # as placeholders do
)

// of gives one of the counts.
func (t tally) of(cells tally) int { return int(t / cells & 0xFFFF) }

// firsts and lasts are what a cell counts as for each byte with which it may begin, and end.
var firsts, lasts = func() (firsts, lasts [256]tally) {
	for b := byte('!'); b < utf8.RuneSelf; b++ {
		firsts[b] = someCells
	}
	for b := byte('0'); b <= '9'; b++ {
		lasts[b] = digitCells
	}
	firsts['\''] += doubtedCells
	firsts['='] += doubtedCells
	firsts['#'] += untidyCells
	firsts[' '], lasts[' '] = untidyCells, untidyCells
	return firsts, lasts
}()

// holds tells whether cells say what they hold, and there is more in them than in headings or a footer.
func (r *rows) holds(t tally) bool {
	return t.of(doubtedCells) == 0 && t.of(someCells) > maxFooter && t.of(digitCells) > r.values+1
}
