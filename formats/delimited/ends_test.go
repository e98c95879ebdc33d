package delimited

import (
	"slices"
	"testing"
)

// FuzzEnds holds both ways of finding the ends of cells against a look at each byte: the places, how far they go where
// there is no more room, and where anything but printable ASCII stands.
func FuzzEnds(f *testing.F) {
	for b := range 256 { // each byte, and what makes it another one's neighbour, at any place of a word
		text := slices.Repeat([]byte{'a', byte(b), ';', byte(b), byte(b) ^ 1, 'z', '\t'}, 19)
		f.Add(text, byte(';'), uint8(2*block), uint8(b/3))
		f.Add(text, byte(b), uint8(b), uint8(b/3))
	}
	f.Fuzz(func(t *testing.T, text []byte, delimiter byte, room, left uint8) {
		if delimiter != '\t' && (delimiter < ' ' || delimiter > '~') {
			return
		}
		to := len(text) - min(int(left), len(text))
		text = append(text, make([]byte, block)...)
		for from := 0; from <= to; from += block {
			want, at := byByte(make([]int, room), text, from, to, delimiter)
			for name, find := range map[string]func([]int, []byte, int, int, uint64) (int, int, int, int){"ends": ends, "endsByWords": endsByWords} {
				var got found
				places := make([]int, room)
				got.n, got.done, got.odd, got.oddEnd = find(places, text, from, to, uint64(delimiter)*ones)
				if got != want || !slices.Equal(places[:got.n], at) {
					t.Fatalf("%s of %q from %d to %d: %+v %d, want %+v %d", name, text[:to], from, to, got, places[:got.n], want, at)
				}
			}
		}
	})
}

// found is what ends gives.
type found struct{ n, done, odd, oddEnd int }

// byByte is ends by a look at each byte.
func byByte(at []int, text []byte, from, to int, delimiter byte) (f found, places []int) {
	f = found{odd: to, done: from}
	for f.done < to && f.n+block <= len(at) {
		for i := f.done; i < min(f.done+block, to); i++ {
			switch b := text[i]; {
			case b == delimiter:
				places = append(places, i)
			case b < ' ' || b > '~':
				f.odd, f.oddEnd = min(f.odd, i), i+1
			}
		}
		f.n, f.done = len(places), f.done+block
	}
	return f, places
}

func BenchmarkEnds(b *testing.B)        { benchEnds(b, ends) }
func BenchmarkEndsByWords(b *testing.B) { benchEnds(b, endsByWords) }

func benchEnds(b *testing.B, find func([]int, []byte, int, int, uint64) (int, int, int, int)) {
	line := roster()[200:360]
	at := make([]int, 2*block)
	b.SetBytes(int64(len(line)))
	for b.Loop() {
		find(at, roster()[200:], 0, len(line), ';'*ones)
	}
}
