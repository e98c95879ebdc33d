package delimited

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestCellTooLong(t *testing.T) {
	for _, size := range []int{11, 60, 100_000, 5_000_000} {
		long := strings.Repeat("é", size)
		for name, cell := range map[string]string{"plain": long, "quoted": `"` + long + `"`, "quotes": `"` + strings.Repeat(`""`, size) + `"`} {
			text := "aé;b;c\nd;" + cell + ";f\ng;h;i\n"
			got, err := readAll(mustOpen(t, text, Options{MaxCell: 10}))
			want := []string{`1 ["aé" "b" "c"]`, `2 ["d" "" "f"] cell-too-long@1[10]`, `3 ["g" "h" "i"]`}
			if err != nil || !cmp.Equal(want, got) {
				t.Errorf("%s, %d characters: %v %v", name, size, got, err)
			}
		}
	}
	ten := strings.Repeat("é", 10)
	got, err := readAll(mustOpen(t, ten+`;"`+strings.Repeat(`""`, 10)+`"`, Options{MaxCell: 10}))
	if want := []string{`1 ["` + ten + `" "` + strings.Repeat(`\"`, 10) + `"]`}; err != nil || !cmp.Equal(want, got) {
		t.Errorf("cells of just the limit: %v %v", got, err)
	}
}

// endless is a file of any size whose bytes after the first few are all alike.
type endless struct {
	head string
	fill byte
}

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	for i := range p {
		p[i] = e.fill
		if at := off + int64(i); at < int64(len(e.head)) {
			p[i] = e.head[at]
		}
	}
	return len(p), nil
}

func TestMemoryIsBounded(t *testing.T) {
	tests := []struct {
		name string
		file endless
		want string
	}{
		{"one cell", endless{"a;b\nc;", 'x'}, ""},
		{"one quoted cell", endless{"a;b\nc;\"", 'x'}, "quote-unclosed"},
		{"line ends in a quoted cell", endless{"a;b\nc;\"", '\n'}, "quote-unclosed"},
		{"quotes", endless{"a;b\nc;", '"'}, "quote-unclosed"},
		{"delimiters", endless{"a;b\nc;", ';'}, "too-many-columns"},
		{"blank lines", endless{"a;b\nc;", '\r'}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, err := Open(tt.file, 20_000_001, Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = readAll(r)
			runtime.ReadMemStats(&after)
			if got := codeOf(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d bytes were taken", used)
			}
		})
	}
}

func codeOf(err error) string {
	var no *reconcile.Refusal
	if errors.As(err, &no) {
		return no.Problem.Code
	}
	return ""
}

// A file that is shorter than it was said to be lost rows; that must not look like its end.
func TestFileThatShrinks(t *testing.T) {
	file := strings.Repeat("a;b;c\n", 100_000)
	for _, encoding := range []string{"", "utf-8", "windows-1252", "utf-16le"} {
		r, err := Open(strings.NewReader(file), int64(len(file)+2), Options{Encoding: encoding})
		if err == nil {
			_, err = readAll(r)
		}
		if got := codeOf(err); got != "file-changed" {
			t.Errorf("%q: %v", encoding, err)
		}
	}
}

func TestMoreColumnsThanAllowed(t *testing.T) {
	for n := 1; n < 40; n++ {
		for _, first := range []string{"x", `"x"`} {
			text := first + strings.Repeat(";", n-1) + "\n"
			want := ""
			if n > 20 {
				want = "too-many-columns:1"
			}
			if got := refusal(t, text, Options{MaxColumns: 20, Delimiter: ";"}); got != want {
				t.Errorf("%d columns: got %q, want %q", n, got, want)
			}
		}
	}
}
