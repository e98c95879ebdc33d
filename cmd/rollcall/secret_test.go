package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/jmoiron/sqlx"
	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"

	"rollcall/fixtures/postgres"
)

// core stands in every password planted below, and nowhere else in the world.
const core = "kX3vQ9mLz7Rt"

// forms are the ways in which core may stand in bytes, letters in lower case.
var forms = secretForms()

func secretForms() map[string][]byte {
	forms := map[string][]byte{"itself": []byte(core), "backwards": nil, "in hexadecimal": []byte(hex.EncodeToString([]byte(core)))}
	for i := range core {
		forms["backwards"] = append(forms["backwards"], core[len(core)-1-i])
	}
	for _, u := range utf16.Encode([]rune(core)) {
		forms["in UTF-16"] = append(forms["in UTF-16"], byte(u), 0) // in the other order each zero comes first
	}
	forms["in UTF-16"] = forms["in UTF-16"][:2*len(core)-1]
	for shift := range 3 { // of the three ways in which base64 may cut it, what is the same whatever stands around
		b := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", shift) + core))
		forms[fmt.Sprint("in base64, ", shift)] = []byte(b[4*((shift+2)/3) : len(b)-4])
	}
	for name, f := range forms {
		forms[name] = bytes.ToLower(f)
	}
	return forms
}

// planted says in which form a secret stands in data, "" for none. Workbooks are looked into.
func planted(data []byte) string {
	small := bytes.ToLower(data)
	for name, f := range forms {
		if bytes.Contains(small, f) {
			return name
		}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return ""
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return "in a part that can't be read"
		}
		part, err := io.ReadAll(r)
		if found := planted(part); found != "" || err != nil {
			return found + " in " + f.Name
		}
	}
	return ""
}

// The search finds what is looked for below.
func TestPlantedIsFound(t *testing.T) {
	var book bytes.Buffer
	f := excelize.NewFile()
	f.SetCellStr("Sheet1", "B2", "é"+core)
	if err := f.Write(&book); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"text": []byte("a " + strings.ToUpper(core)), "hex": []byte(fmt.Sprintf("%X", core)), "URL": []byte(url.QueryEscape("é&" + core)),
		"UTF-16": utf16Text("é"+core, false), "UTF-16, the other way": utf16Text(core, true), "workbook": book.Bytes(),
		"base64 0": []byte(base64.StdEncoding.EncodeToString([]byte("abc" + core + "d"))),
		"base64 1": []byte(base64.RawURLEncoding.EncodeToString([]byte("abcd" + core + "de"))),
		"base64 2": []byte(base64.StdEncoding.EncodeToString([]byte("abcde" + core + "def"))),
	} {
		if planted(data) == "" {
			t.Errorf("%s: not found", name)
		}
	}
	if found := planted([]byte("$argon2id$v=19$m=19456,t=2,p=1$" + core[:8])); found != "" {
		t.Errorf("found %s", found)
	}
}

func utf16Text(s string, big bool) []byte {
	out := []byte{0xFF, 0xFE}
	if big {
		out = []byte{0xFE, 0xFF}
	}
	for _, u := range utf16.Encode([]rune(s)) {
		lo, hi := byte(u), byte(u>>8)
		if big {
			lo, hi = hi, lo
		}
		out = append(out, lo, hi)
	}
	return out
}

// planting is a folder with files full of passwords, and a store.
type planting struct {
	*testing.T
	in, out string // the folders of what is read and of what is written
	said    bytes.Buffer
}

// rollcall runs the command in this process and keeps all that it says.
func (p *planting) rollcall(want int, args ...string) string {
	p.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(p.month("x", 1)), &out, &errs)
	if code != want {
		p.Errorf("%v: exit code %d, want %d: %s", args, code, want, errs.Bytes())
	}
	for name, said := range map[string][]byte{"standard output": out.Bytes(), "standard error": errs.Bytes()} {
		if found := planted(said); found != "" {
			p.Errorf("%v: a password, %s, on %s:\n%s", args, found, name, said)
		}
	}
	return out.String()
}

// month is a member file with a password in every kind of row.
func (p *planting) month(name string, n int) string {
	pass := func(kind string) string { return fmt.Sprintf("é&<%s-%s-%s-%d", core, name, kind, n) }
	rows := []string{
		"Matricule;Identifiant;Nom;Prénom;Adresse e-mail;Téléphone;Groupe;Mot de passe;Etat",
		"P1;ada.w;Whitfield;Ada;ada@nord.example;1;Crew;" + pass("good") + ";activé",
		"P2;ben.o;Okoro;Ben;not an address;2;Crew;" + pass("rejected") + ";activé",
		"P3;cleo.m;Marsh;Cleo;cleo@nord.example;3;" + pass("short") + ";activé",
		"P4;dan.p;Pay;Dan;dan@nord.example;4;Crew;Lyon;" + pass("long") + ";activé",
		"P5;eve.q;Quill;Eve;eve@nord.example;5;Crew;;activé",
		"P6;fay.r;Rook;Fay;fay@nord.example;6;Crew;" + pass("protected") + ";activé",
		"P7;ada.w;Whitfield;Ada;;7;Crew;" + pass("held") + ";activé",
		";;;;;8;Crew;" + pass("nobody's") + ";activé",
		fmt.Sprintf("P9;%s;Tree;Gus;gus@nord.example;9;Crew;%s;activé", map[int]string{1: "gus.t", 2: "gus.u"}[n], pass("quoted")+`""`),
	}
	return strings.Join(rows, "\r\n") + "\r\n"
}

func (p *planting) write(name string, data []byte) string {
	p.Helper()
	path := filepath.Join(p.in, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		p.Fatal(err)
	}
	return path
}

// book is a month as a workbook whose second sheet and table of strings have the passwords too.
func (p *planting) book(month string) []byte {
	p.Helper()
	f := excelize.NewFile()
	f.NewSheet("Copie")
	for i, row := range strings.Split(strings.TrimSpace(month), "\r\n") {
		for j, text := range strings.Split(row, ";") {
			at, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				p.Fatal(err)
			}
			f.SetCellStr("Sheet1", at, text)
			if j > 6 {
				f.SetCellStr("Copie", at, text)
			}
		}
	}
	f.SetCellStr("Sheet1", "M3", core+"-beside")
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		p.Fatal(err)
	}
	return b.Bytes()
}

var anyPlan = regexp.MustCompile(`"plan": "(p[0-9a-f]{16})"`)

// look does with a kept plan all that can be done with it but applying it.
func (p *planting) look(id, name string) {
	p.Helper()
	p.rollcall(0, "show", id, "--all")
	p.rollcall(0, "show", id, "--json")
	p.rollcall(0, "show", id, "--format", "ndjson", "--lang", "fr")
	p.rollcall(0, "show", id, "--format", "csv", "-o", filepath.Join(p.out, name+"-show.csv"))
	p.rollcall(0, "show", id, "--format", "xlsx", "-o", filepath.Join(p.out, name+"-show.xlsx"))
	p.rollcall(0, "problems", id, filepath.Join(p.out, name+"-problems.xlsx"))
	p.rollcall(exitFailed, "problems", id, filepath.Join(p.out, "nowhere", "problems.xlsx"))
	p.rollcall(exitHeld, "apply", id)
}

// take plans a file and applies it, accepting what the guardrails say.
func (p *planting) take(path string, flags ...string) {
	p.Helper()
	name := filepath.Base(path)
	p.rollcall(exitFailed, append([]string{"check", path, "--all"}, flags...)...)
	p.rollcall(exitFailed, append([]string{"check", path, "--json"}, flags...)...)
	p.rollcall(0, append([]string{"plan", path, "--all"}, flags...)...)
	m := anyPlan.FindStringSubmatch(p.rollcall(0, append([]string{"plan", path, "--json"}, flags...)...))
	if m == nil {
		p.Fatalf("%s: no plan", name)
	}
	p.look(m[1], name)
	args := []string{"apply", m[1], "--reason", "known"}
	for _, a := range regexp.MustCompile(`Way out, if it is right: --accept (\S+=\d+)`).FindAllStringSubmatch(p.rollcall(0, "show", m[1]), -1) {
		args = append(args, "--accept", a[1])
	}
	p.rollcall(0, args...)
}

// everything runs what there is on files with passwords.
func (p *planting) everything() {
	p.Helper()
	policy := p.write("policy.yaml", []byte("protected: [P6]\ngroups: [Crew]\n"))
	first := p.write("first.csv", []byte(p.month("first", 1)))
	p.take(first, "--policy", policy)
	p.rollcall(0, "problems", anyPlan.FindStringSubmatch(p.rollcall(0, "plan", first, "--json"))[1], filepath.Join(p.out, "first.csv"))
	p.take(p.write("second.txt", utf16Text(strings.ReplaceAll(p.month("second", 2), ";", "\t"), false)), "--policy", policy)
	western, err := charmap.Windows1252.NewEncoder().String(p.month("western", 1))
	if err != nil {
		p.Fatal(err)
	}
	p.take(p.write("western.csv", []byte(western)), "--policy", policy)
	p.take(p.write("third.xlsx", p.book(p.month("third", 2))), "--policy", policy)
	p.rollcall(exitHeld, "apply", "-", "--yes", "--policy", policy)
	fourth := p.write("fourth.csv", []byte(p.month("fourth", 2)))
	for _, format := range []string{"text", "json", "ndjson"} {
		p.rollcall(diffTrouble, "diff", first, fourth, "--all", "--format", format)
	}
	p.refused(first)
	p.rollcall(0, "plan", first, "--map", "Mot de passe=ignore", "--all")
	m := anyPlan.FindStringSubmatch(p.rollcall(0, "plan", first, "--json", "--map", "Mot de passe=ignore"))
	p.rollcall(0, "problems", m[1], filepath.Join(p.out, "ignored.csv"))
	p.rollcall(0, "undo", "3")
	for _, args := range [][]string{{"runs"}, {"run", "1"}, {"run", "3", "--format", "ndjson"}, {"members"}, {"members", "--json"},
		{"ledger"}, {"verify"}, {"history", "P6"}, {"changes"}, {"template", "--filled", filepath.Join(p.out, "template.xlsx")},
		{"export", filepath.Join(p.out, "all.xlsx")}, {"export", filepath.Join(p.out, "all.csv")}, {"export", "-"},
		{"export", filepath.Join(p.out, "tempeos.csv"), "--layout", "tempeos"}} {
		p.rollcall(0, args...)
		p.rollcall(0, append(args, "--lang", "fr", "--json")...)
	}
}

// refused are files that are not taken, and ways of reading one that aren't.
func (p *planting) refused(good string) {
	p.Helper()
	month := p.month("refused", 1)
	for name, text := range map[string]string{
		"quote.csv":      strings.Replace(month, ";é&<", `;"é&<`, 1),
		"headless.csv":   month[strings.Index(month, "\n")+1:],
		"twice.csv":      strings.Replace(month, "Téléphone", "Mot de passe", 1),
		"delimiters.csv": strings.ReplaceAll(month, ";", " "),
	} {
		path := p.write(name, []byte(text))
		p.rollcall(exitRefused, "plan", path)
		p.rollcall(exitRefused, "check", path, "--json")
	}
	p.rollcall(exitRefused, "plan", good, "--map", "Mot de passe=attr.secret")
	p.rollcall(exitRefused, "plan", good, "--map", "Mot de passe=phone")
	p.rollcall(exitRefused, "check", good, "--heading-row", "2", "--json")
	p.rollcall(exitRefused, "plan", good, "--heading-row", "4", "--lang", "fr")
}

// search looks through every file under a folder.
func (p *planting) search(folder string) (files int) {
	p.Helper()
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // a server may take a file away at any moment
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		files++
		if found := planted(data); found != "" {
			p.Errorf("a password, %s, in %s", found, path)
		}
		return nil
	})
	if err != nil {
		p.Fatal(err)
	}
	return files
}

// searchStore looks into what the store keeps packed, and wants hashes where passwords were.
func (p *planting) searchStore(db *sqlx.DB) {
	p.Helper()
	var packed [][]byte
	if err := db.Select(&packed, "SELECT data FROM plan_blocks"); err != nil {
		p.Fatal(err)
	}
	reader, err := zstd.NewReader(nil)
	if err != nil {
		p.Fatal(err)
	}
	defer reader.Close()
	for _, b := range packed {
		data, err := reader.DecodeAll(b, nil)
		if found := planted(data); found != "" || err != nil {
			p.Errorf("a password, %s, in a block of changes, %v", found, err)
		}
	}
	var hashed int
	err = db.Get(&hashed, "SELECT count(*) FROM accounts WHERE password LIKE '$argon2id$%'")
	if err != nil || hashed < 3 || len(packed) < 5 {
		p.Errorf("%d passwords hashed, %d blocks, %v", hashed, len(packed), err)
	}
}

// newPlanting makes the folders and sets what the command takes from its environment.
func newPlanting(t *testing.T, db func(dir string) string) *planting {
	t.Helper()
	dir := t.TempDir()
	p := &planting{T: t, in: filepath.Join(dir, "in"), out: filepath.Join(dir, "out")}
	for _, d := range []string{p.in, p.out, filepath.Join(p.out, "tmp")} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("TMPDIR", filepath.Join(p.out, "tmp"))
	t.Setenv("XDG_DATA_HOME", p.out)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(p.out, "cache"))
	t.Setenv("ROLLCALL_DB", db(p.out))
	t.Setenv("ROLLCALL_DEFAULT_PASSWORD", core+"-default")
	t.Setenv("LANG", "en_GB.UTF-8")
	return p
}

// A password in a file, or set as everybody's first, stands in nothing that the command says, writes or keeps.
func TestNoPasswordLeaves(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		p := newPlanting(t, func(dir string) string { return filepath.Join(dir, "roster.db") })
		p.everything()
		path := filepath.Join(p.out, "roster.db")
		db, err := sqlx.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		p.searchStore(db) // leaves WAL and shared memory for the search
		if n := p.search(p.out); n < 10 {
			t.Errorf("%d files searched", n)
		}
	})
	t.Run("postgres", func(t *testing.T) {
		address := postgres.Start(t)
		p := newPlanting(t, func(string) string { return address })
		p.everything()
		db, err := sqlx.Open("postgres", postgres.Superuser(address))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		p.searchStore(db)
		db.MustExec("CHECKPOINT")
		var data string
		if err := db.Get(&data, "SHOW data_directory"); err != nil {
			t.Fatal(err)
		}
		if n := p.search(filepath.Dir(data)) + p.search(p.out); n < 100 {
			t.Errorf("%d files searched", n)
		}
	})
}
