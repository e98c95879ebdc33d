package delimited

import (
	"encoding/binary"
	"math/bits"
)

// block is how many bytes are looked at together.
const block = 64

// endsByWords tells where delimiters stand in text[from:to], and between which places something else than delimiters and
// printable ASCII does: odd is to and oddEnd 0 where it does not. It looks at whole blocks of text, which goes on after to as
// far as that takes, and stops where there may be no room for what another block holds: done tells where. wanted is eight
// times the delimiter.
//
// It takes eight bytes at a time, as one number. On amd64, ends takes sixteen by one instruction, for more than a third of all
// the time of reading records is saved by that: BenchmarkReader, with and without the build tag purego, which leaves only this.
func endsByWords(at []int, text []byte, from, to int, wanted uint64) (n, done, odd, oddEnd int) {
	odd = to
	for ; from < to && n+block <= len(at); from += block {
		found, strange := marks((*[block]byte)(text[from:]), wanted)
		if left := to - from; left < block {
			found, strange = found&(1<<left-1), strange&(1<<left-1)
		}
		if strange != 0 {
			odd, oddEnd = min(odd, from+bits.TrailingZeros64(strange)), from+bits.Len64(strange)
		}
		for ; found != 0; found &= found - 1 {
			at[n] = from + bits.TrailingZeros64(found)
			n++
		}
	}
	return n, from, odd, oddEnd
}

// marks tells of a block where delimiters stand in it, and where something else than delimiters and printable ASCII does: a bit
// for each byte, the lowest for the first.
func marks(b *[block]byte, wanted uint64) (found, odd uint64) {
	for i := 0; i < block; i += 8 {
		f, o := marks8(binary.LittleEndian.Uint64(b[i:]), wanted)
		found, odd = found|f<<i, odd|o<<i
	}
	return found, odd
}

// marks8 is marks for eight bytes, without a carry from one to the next.
func marks8(w, wanted uint64) (found, odd uint64) {
	x := w ^ wanted // NUL where the delimiter stands
	delimiter := ^(x&low + low | x | low)
	printable := (w&low + 0x60*ones) &^ (w&low + ones) &^ w & highs
	return delimiter * together >> 56, (highs &^ (delimiter | printable)) * together >> 56
}

const (
	low      = 0x7F * ones
	together = 0x0002040810204081 // of a number of which each byte is 0 or 0x80, times this, the upper byte is these bits
)
