package formats

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// Rows are given again as they were, whatever the encoding, from wherever they stand.
func TestAgainGivesTheSameRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("export of today\n\nMatricule;Nom;Prénom;Note\n")
	for i := range 9000 {
		switch {
		case i%997 == 0:
			fmt.Fprintf(&b, "E%d;\"Noël \"\"%d\"\"\";Zoé;\"two\nlines\"\n\n", i, i)
		case i%501 == 0:
			fmt.Fprintf(&b, "E%d;short\n", i)
		case i%400 == 0:
			fmt.Fprintf(&b, "E%d;%s;Zoé;='x'\n", i, strings.Repeat("long ", 3000))
		default:
			fmt.Fprintf(&b, "E%d;Noël%d;Zoé;'=1\n", i, i)
		}
	}
	b.WriteString("Total : 9000\n")
	plain := b.String()
	latin := strings.NewReplacer("é", "\xE9", "ë", "\xEB").Replace(plain)
	for name, text := range map[string]string{"utf-8": plain, "mark": "\xEF\xBB\xBF" + plain, "windows-1252": latin} {
		t.Run(name, func(t *testing.T) {
			s, err := Read("f.csv", bytes.NewReader([]byte(text)), int64(len(text)), Options{NoDigest: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			var want []string
			var places []reconcile.Place
			n := 0
			for row, err := range s.Rows {
				if err != nil {
					t.Fatal(err)
				}
				if n++; n%7 < 2 || n%997 < 3 {
					want = append(want, spelt(row))
					places = append(places, reconcile.Place{At: row.At, Line: row.Line})
				}
			}
			if known := name != "windows-1252"; known != (places[0].At >= 0) {
				t.Errorf("the first row stands on byte %d", places[0].At)
			}
			for range 2 {
				var got []string
				for row, err := range s.Again(places) {
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, spelt(row))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			}
			if s.File.Rows != 9000 || s.File.SHA256 != "" {
				t.Errorf("the file now has %d rows and the digest %q", s.File.Rows, s.File.SHA256)
			}
		})
	}
}

func spelt(row *reconcile.Row) string {
	return fmt.Sprintf("%d %q %v %v", row.Line, row.Cells, row.Problems, row.Misplaced)
}

// A row that is not there any more is an error, never left out.
func TestAgainMissesNobody(t *testing.T) {
	text := []byte("Matricule;Nom;Pr\xE9nom\nE1;No\xEBl;Zo\xE9\nE2;Roux;Zo\xE9\n")
	s, err := Read("f.csv", bytes.NewReader(text), int64(len(text)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, err := range s.Rows {
		if err != nil {
			t.Fatal(err)
		}
	}
	var codes []string
	for _, err := range s.Again([]reconcile.Place{{At: -1, Line: 3}, {At: -1, Line: 9}}) {
		codes = append(codes, refusalCode(err))
	}
	if !slices.Equal(codes, []string{"", "file-modified"}) {
		t.Error(codes)
	}
}

func refusalCode(err error) string {
	var no *reconcile.Refusal
	if errors.As(err, &no) {
		return no.Problem.Code
	}
	return ""
}
