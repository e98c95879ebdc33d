package workbook

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// A byte in each of the eight of a word.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// zeros gives the high bit of each byte of w that is zero; bytes above the first of them may have theirs too.
func zeros(w uint64) uint64 { return (w - ones) &^ w & highs }

// span gives how many bytes stand before the next "<", -1 where there is none; plain tells that they are letters, digits
// and signs of ASCII that need no look (see undecoded).
func span(b []byte) (n int, plain bool) {
	odd := uint64(0)
	for n+8 <= len(b) {
		w := binary.LittleEndian.Uint64(b[n:])
		look := w | (w-0x20*ones)&^w | zeros(w^'&'*ones) | zeros(w^']'*ones) | zeros(w^'_'*ones)
		if end := zeros(w ^ '<'*ones); end != 0 {
			before := end&-end - 1
			return n + bits.TrailingZeros64(end)/8, (odd|look&before)&highs == 0
		}
		odd |= look
		n += 8
	}
	i := bytes.IndexByte(b[n:], '<')
	if i < 0 {
		return -1, false
	}
	return n + i, odd&highs == 0 && undecoded(b[n:n+i])
}

// undecoded tells of text that says what it says as it stands: no references, no escapes, no line ends to change, and
// nothing that XML or a cell can't hold.
func undecoded(text []byte) bool {
	seen := uint8(0)
	for _, c := range text {
		seen |= class[c]
	}
	return seen&needsLook == 0 && (seen&isUnder == 0 || !bytes.Contains(text, []byte("_x"))) && (seen&isHigh == 0 || utf8.Valid(text))
}
