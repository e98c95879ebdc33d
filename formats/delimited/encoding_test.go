package delimited

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"rollcall/words"
)

// shortFiles are forty small member files of invented people, as HR departments in France write them.
func shortFiles() []string {
	headings := []string{
		"Matricule;Prénom;Nom;Société", "Identifiant;Nom;Prénom;Adresse e-mail;Mot de passe;Etat",
		"N° employé;Nom;Prénom;Établissement", "Nom d'utilisateur;Rôle;Téléphone;Créé;Mis à jour;Statut",
	}
	people := [][]string{
		{"Élodie;Lefèvre", "André;Noël"}, {"Zoé;Garçon", "Jérôme;Prévôt"}, {"François;Bézier", "Hélène;Côté"},
		{"Loïc;Le Goff", "Anaïs;Crépin"}, {"Benoît;Maître", "Chloé;Rivière"}, {"Raphaël;Hénaff", "Maëlys;Dufrêne"},
		{"Thérèse;Pâquet", "Éric;Bonnefôy"}, {"Cécile;LEFÈVRE", "Aurélie;GÉRARD"}, {"Mickaël;Çelik", "Solène;Gâteau"},
		{"Marc;Désert", "Anne;Forêt"},
	}
	var out []string
	for _, h := range headings {
		for i, p := range people {
			rest := strings.Repeat(";désactivé", strings.Count(h, ";")-1)
			out = append(out, fmt.Sprintf("%s\n%s%s\n%s%s\n", h, p[0], rest, p[1], strings.Repeat(";activé", i%3)))
		}
	}
	return out
}

var encoders = map[string]func(string) []byte{
	utf8Plain: func(s string) []byte { return []byte(s) },
	utf8BOM:   func(s string) []byte { return []byte("\xEF\xBB\xBF" + s) },
	utf16LE:   func(s string) []byte { return wideBytes(binary.LittleEndian, "\uFEFF"+s) },
	utf16BE:   func(s string) []byte { return wideBytes(binary.BigEndian, "\uFEFF"+s) },
	cp1252:    func(s string) []byte { return narrowBytes(charmap.Windows1252, s) },
	cp850:     func(s string) []byte { return narrowBytes(charmap.CodePage850, s) },
	macRoman:  func(s string) []byte { return narrowBytes(charmap.Macintosh, strings.ReplaceAll(s, "\n", "\r")) },
	latin9:    func(s string) []byte { return narrowBytes(charmap.ISO8859_15, s) },
}

func narrowBytes(m *charmap.Charmap, s string) []byte {
	b, err := m.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

func wideBytes(order binary.AppendByteOrder, s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func TestEncodingIsFound(t *testing.T) {
	for name, encode := range encoders {
		t.Run(name, func(t *testing.T) {
			for i, text := range shortFiles() {
				if name == latin9 { // what tells it from Windows-1252
					text = strings.ReplaceAll(text, "Société", "Société du Cœur")
					text = strings.ReplaceAll(text, "désactivé", "cœur")
				}
				want, err := readAll(mustOpen(t, text, Options{}))
				if err != nil {
					t.Fatal(err)
				}
				r := mustOpen(t, string(encode(text)), Options{})
				got, err := readAll(r)
				if diff := cmp.Diff(want, got); diff != "" || err != nil {
					t.Errorf("file %d was read as %s (%v)\n%s", i, r.Encoding(), err, diff)
				}
				if r.Encoding() != name && name != latin9 {
					t.Errorf("file %d was read as %s", i, r.Encoding())
				}
				if guessed := len(r.Notes()) == 1; guessed != (charmaps[name] != nil) {
					t.Errorf("file %d: notes %v", i, r.Notes())
				}
			}
		})
	}
}

func TestMacRomanWithLF(t *testing.T) {
	for i, text := range shortFiles() {
		r := mustOpen(t, string(narrowBytes(charmap.Macintosh, text)), Options{})
		if r.Encoding() != macRoman {
			t.Errorf("file %d was read as %s", i, r.Encoding())
		}
	}
}

func TestUTF16WithoutMark(t *testing.T) {
	for name, order := range map[string]binary.AppendByteOrder{utf16LE: binary.LittleEndian, utf16BE: binary.BigEndian} {
		for _, text := range shortFiles() {
			want, _ := readAll(mustOpen(t, text, Options{}))
			r := mustOpen(t, string(wideBytes(order, text)), Options{})
			got, err := readAll(r)
			if r.Encoding() != name || err != nil || !cmp.Equal(want, got) {
				t.Errorf("%s was read as %s, %v", name, r.Encoding(), err)
			}
		}
	}
}

func TestTypographyAndCapitals(t *testing.T) {
	texts := []string{
		"Nom;Lieu\nLÉVÊQUE;L’Haÿ-les-Roses\nCHÂTEAU;Évry – Courcouronnes\n",
		"Nom;Remarque\nLefèvre;« à revoir »\nNoël;l’année prochaine…\n",
	}
	for _, text := range texts {
		for _, name := range []string{cp1252, macRoman} {
			r := mustOpen(t, string(encoders[name](text)), Options{})
			if r.Encoding() != name {
				t.Errorf("%s was read as %s", name, r.Encoding())
			}
		}
	}
}

// One letter far below a head of plain ASCII decides.
func TestLetterDeepInside(t *testing.T) {
	plain := "Nom;Prenom\n" + strings.Repeat("Martin;Paul\n", 30_000)
	for name, row := range map[string]string{cp1252: "Lef\xE8vre;Zo\xE9\n", macRoman: "Lef\x8Fvre;Zo\x8E\n", cp850: "Lef\x8Avre;Zo\x82\n", utf8Plain: "Lefèvre;Zoé\n"} {
		r := mustOpen(t, plain+row+plain, Options{})
		got, err := readAll(r)
		if r.Encoding() != name || err != nil || !slices.Contains(got, `30002 ["Lefèvre" "Zoé"]`) {
			t.Errorf("%s was read as %s, %v", name, r.Encoding(), err)
		}
	}
}

// A little damage does not make a UTF-8 file one of another encoding: that would misspell everybody in it.
func TestDamagedUTF8StaysUTF8(t *testing.T) {
	for _, text := range []string{
		"Nom;Prénom\nLefèvre;Zoé\nGarc\xE7on;Paul\n",
		"Prénom;Nom\nRen\xE9;Martin\n",
		"Имя;Фамилия\nИван;\xC8ванов\n",
		strings.Repeat("Élodie;Noël\n", 10) + strings.Repeat("\xC9lodie;No\xEBl\n", 10),
	} {
		r := mustOpen(t, text, Options{})
		got, err := readAll(r)
		if r.Encoding() != utf8Plain || err != nil || !strings.Contains(strings.Join(got, "\n"), "byte-undecodable") {
			t.Errorf("%q was read as %s: %v, %v", text, r.Encoding(), got, err)
		}
	}
}

func TestUndecodable(t *testing.T) {
	tests := []struct{ encoding, text, want string }{
		{cp1252, "a;b\nc;d\x81\xE9\n", `2 ["c" ""] byte-undecodable@1[0x81]`},
		{latin9, "a;b\nc;\xE9\x85\n", `2 ["c" ""] byte-undecodable@1[0x85]`},
		{utf16LE, "a\x00;\x00\n\x00c\x00;\x00\x3D\xD8d\x00", `2 ["c" ""] byte-undecodable@1[0xD83D]`},
		{utf16BE, "\x00a\x00;\x00\n\x00c\x00;\xDC\x00", `2 ["c" ""] byte-undecodable@1[0xDC00]`},
		{utf16LE, "a\x00;\x00\n\x00c\x00;\x00\xFD\xFF", `2 ["c" ""] replacement-character@1[]`},
		{utf16LE, "a\x00;\x00\n\x00c\x00;\x00\x00\x00", `2 ["c" ""] nul-byte@1[]`},
		{utf8Plain, "a;b\nc;\xED\xA0\xBD\n", `2 ["c" ""] byte-undecodable@1[0xD83D]`},
	}
	for _, tt := range tests {
		got, err := readAll(mustOpen(t, tt.text, Options{Encoding: tt.encoding}))
		if err != nil || len(got) != 2 || got[1] != tt.want {
			t.Errorf("%s: got %v, %v", tt.encoding, got, err)
		}
	}
}

func TestEncodingNamed(t *testing.T) {
	text := "Nom;Prénom\nLefèvre;Zoé\n"
	want, _ := readAll(mustOpen(t, text, Options{}))
	for alias, name := range map[string]string{"CP1252": cp1252, "MacRoman": macRoman, "latin9": latin9, "IBM850": cp850,
		"UTF8": utf8Plain, "utf-8-bom": utf8BOM, "UTF-16LE": utf16LE, "utf_16be": utf16BE} {
		r := mustOpen(t, string(encoders[name](text)), Options{Encoding: alias})
		got, err := readAll(r)
		if r.Encoding() != name || err != nil || !cmp.Equal(want, got) || len(r.Notes()) != 0 {
			t.Errorf("%s gives %s: %v, %v", alias, r.Encoding(), got, err)
		}
	}
	if got := refusal(t, text, Options{Encoding: "klingon"}); got != "encoding-unknown:0" {
		t.Errorf("an unknown encoding gives %q", got)
	}
	if got := refusal(t, text, Options{Delimiter: "#"}); got != "delimiter-unknown:0" {
		t.Errorf("an unknown delimiter gives %q", got)
	}
	_, err := ParseEncoding("klingon")
	for _, name := range encodingNames {
		if !strings.Contains(words.Say(words.French, "encoding-unknown", "x", strings.Join(encodingNames, ", ")), name) || err == nil {
			t.Errorf("the text does not name %s", name)
		}
	}
}
