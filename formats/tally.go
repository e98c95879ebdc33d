package formats

import "unicode/utf8"

// tally counts the cells of a record that clearly hold something, and those that end with a digit, and notes how any of
// them begins or ends.
type tally struct {
	filled, values int
	edges          edge
}

// edge is what the first or the last byte of a cell says of it, as bits.
type edge uint8

const (
	some    edge = 1 << iota // the first: something is in the cell
	digit                    // the last: it is a digit
	doubted                  // the first: the cell may not say what it holds, as '007 or ="007"
	untidy                   // a blank, or the # with which placeholders begin
)

// firsts and lasts are what each byte says where it is the first or the last of a cell.
var firsts, lasts = func() (firsts, lasts [256]edge) {
	for b := byte('!'); b < utf8.RuneSelf; b++ {
		firsts[b] = some
	}
	for b := byte('0'); b <= '9'; b++ {
		lasts[b] = digit
	}
	firsts['\''] |= doubted
	firsts['='] |= doubted
	firsts['#'] |= untidy
	firsts[' '], lasts[' '] = untidy, untidy
	return firsts, lasts
}()

// add adds the cell that begins and ends with these bytes.
func (t *tally) add(first, last byte) {
	f, l := firsts[first], lasts[last]
	t.filled += int(f & some)
	t.values += int(l & digit / digit)
	t.edges |= f | l
}

// isTidy tells whether no cell begins or ends with a blank, or begins with #.
func (t *tally) isTidy() bool { return t.edges&untidy == 0 }

// holds tells whether cells say what they hold, and there is more in them than in headings or a footer.
func (r *rows) holds(seen *tally) bool {
	return seen.edges&doubted == 0 && seen.filled > maxFooter && seen.values > r.values+1
}
