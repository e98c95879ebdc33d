package report

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var noon = time.Date(2026, 3, 2, 12, 30, 5, 0, time.UTC)

// member gives an account with the values that matter to a test.
func member(id int64, values map[reconcile.Field]string) *reconcile.Account {
	a := &reconcile.Account{ID: id, Created: noon, Updated: noon.Add(time.Hour)}
	a.Values[reconcile.Status] = reconcile.StatusActive
	for f, v := range values {
		a.Values[f] = v
	}
	return a
}

func roster() []*reconcile.Account {
	ines := member(1, map[reconcile.Field]string{reconcile.FirstName: "Inès", reconcile.LastName: "Lefèvre",
		reconcile.Login: "ines.lefevre", reconcile.Email: "ines@example.org", reconcile.Phone: "+33 6 12 34 56 78",
		reconcile.EmployeeNumber: "00123", reconcile.Role: "Manager", reconcile.Company: "Moulins; fils",
		reconcile.Group: "Front desk", reconcile.Password: "$argon2id$v=19$secret"})
	ines.LastSignIn = noon.Add(-time.Hour)
	ines.Attrs = ines.Attrs.With("cost_centre", "0042")
	tom := member(2, map[reconcile.Field]string{reconcile.FirstName: "Tom", reconcile.LastName: `O"Neil`,
		reconcile.Login: "tom.oneil", reconcile.Status: reconcile.StatusInvited})
	zoe := member(30, map[reconcile.Field]string{reconcile.FirstName: "Zoé", reconcile.LastName: "Nan",
		reconcile.Login: "249043822", reconcile.Status: reconcile.StatusDeactivated, reconcile.Deactivated: reconcile.ByAbsence})
	return []*reconcile.Account{ines, tom, zoe}
}

func sequence(accounts ...*reconcile.Account) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for _, a := range accounts {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// export writes accounts and fails the test on an error.
func export(t *testing.T, e Export, accounts ...*reconcile.Account) (out []byte, digest string) {
	t.Helper()
	var b bytes.Buffer
	digest, n, err := e.Write(&b, sequence(accounts...))
	if err != nil {
		t.Fatal(err)
	}
	if n != len(accounts) {
		t.Fatalf("wrote %d rows, want %d", n, len(accounts))
	}
	return b.Bytes(), digest
}

func TestTU9_CSVFrench(t *testing.T) {
	out, _ := export(t, Export{Kind: CSV, Layout: Audit, Lang: words.French,
		Columns: []reconcile.Column{{Field: reconcile.Group}, {Field: reconcile.Attribute, Attr: "cost_centre"}}}, roster()...)
	want := "\uFEFFID;Nom;Nom d'utilisateur;Rôle;E-mail;Téléphone;Dernière connexion;Numéro d'employé;Entreprise;Créé;Mis à jour;Statut;Groupe;attr.cost_centre\r\n" +
		`1;Inès Lefèvre;ines.lefevre;Manager;ines@example.org;'+33 6 12 34 56 78;2026-03-02 11:30:05;00123;"Moulins; fils";2026-03-02 12:30:05;2026-03-02 13:30:05;Actif;Front desk;0042` + "\r\n" +
		`2;"Tom O""Neil";tom.oneil;;;;Activation en attente;;;2026-03-02 12:30:05;2026-03-02 13:30:05;Invité;;` + "\r\n" +
		`30;Zoé Nan;249043822;;;;;;;2026-03-02 12:30:05;2026-03-02 13:30:05;Désactivé;;` + "\r\n"
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Error(diff)
	}
}

func TestTU2_InvitedIsPendingInEnglish(t *testing.T) {
	out, _ := export(t, Export{Kind: CSV, Layout: Audit, Lang: words.English}, roster()[1])
	want := "\uFEFFID,Name,Username,Role,E-mail,Phone,Last sign-in,Employee number,Company,Created,Updated,Status\r\n" +
		`2,"Tom O""Neil",tom.oneil,,,,Activation pending,,,2026-03-02 12:30:05,2026-03-02 13:30:05,Invited` + "\r\n"
	if diff := cmp.Diff(want, string(out)); diff != "" {
		t.Error(diff)
	}
}

func TestTE5_TempeosIsFrenchInEveryLanguage(t *testing.T) {
	want := "\uFEFFIdentifiant;Nom;Prénom;Adresse e-mail;Mot de passe;Etat\r\n" +
		"ines.lefevre;Lefèvre;Inès;ines@example.org;Mot de passe crypté;activé\r\n" +
		`tom.oneil;"O""Neil";Tom;;Mot de passe crypté;activé` + "\r\n" +
		"249043822;Nan;Zoé;;Mot de passe crypté;désactivé\r\n"
	for _, lang := range []words.Lang{words.English, words.French} {
		out, _ := export(t, Export{Kind: CSV, Layout: Tempeos, Lang: lang}, roster()...)
		if diff := cmp.Diff(want, string(out)); diff != "" {
			t.Errorf("%s: %s", lang, diff)
		}
	}
}

// open reads a workbook with excelize.
func open(t *testing.T, workbook []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// rows gives the cells of a sheet, each row as long as its last cell that isn't blank.
func rows(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	out, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTU9_Workbook(t *testing.T) {
	about := func() About {
		return About{System: "rollcall", Version: "1.2", Organisation: "Moulins", Roster: "sqlite:roster.db", AsOf: noon,
			Zone: time.FixedZone("Europe/Paris", 3600), By: "anne", Filters: []string{"Statut : actif"}, Listed: 3, FilteredOut: 1, Total: 4,
			ByStatus: map[string]int{"invited": 1, "active": 2, "deactivated": 1},
			LastRun:  &LastRun{Number: 1234, File: "mars.csv", SHA256: "ab12", At: noon, By: "anne"}}
	}
	out, digest := export(t, Export{Kind: XLSX, Layout: Audit, Lang: words.French, About: about}, roster()...)
	f := open(t, out)
	if diff := cmp.Diff([]string{"Comptes", "À propos de ce rapport"}, f.GetSheetList()); diff != "" {
		t.Fatal(diff)
	}
	want := [][]string{
		{"ID", "Nom", "Nom d'utilisateur", "Rôle", "E-mail", "Téléphone", "Dernière connexion", "Numéro d'employé", "Entreprise", "Créé", "Mis à jour", "Statut"},
		{"1", "Inès Lefèvre", "ines.lefevre", "Manager", "ines@example.org", "+33 6 12 34 56 78", "2026-03-02 11:30:05", "00123", "Moulins; fils", "2026-03-02 12:30:05", "2026-03-02 13:30:05", "Actif"},
		{"2", `Tom O"Neil`, "tom.oneil", "", "", "", "Activation en attente", "", "", "2026-03-02 12:30:05", "2026-03-02 13:30:05", "Invité"},
		{"30", "Zoé Nan", "249043822", "", "", "", "", "", "", "2026-03-02 12:30:05", "2026-03-02 13:30:05", "Désactivé"},
	}
	if diff := cmp.Diff(want, rows(t, f, "Comptes")); diff != "" {
		t.Error(diff)
	}
	wantAbout := [][]string{
		{"À propos de ce rapport"}, {"Système", "rollcall 1.2"}, {"Organisation", "Moulins"}, {"Registre", "sqlite:roster.db"},
		{"État au (UTC)", "2026-03-02 12:30:05 UTC"}, {"État au (heure locale)", "2026-03-02 13:30:05 +01:00 (Europe/Paris)"},
		{"Établi par", "anne"}, {"Filtre", "Statut : actif"},
		{"Lignes", "3 listées + 1 écartées par les filtres = 4 dans le registre"},
		{"Statut : Invité", "1 dans la liste, 1 dans le registre"}, {"Statut : Actif", "1 dans la liste, 2 dans le registre"},
		{"Statut : Désactivé", "1 dans la liste, 1 dans le registre"},
		{"Dernière exécution", "numéro 1234, 2026-03-02 12:30:05 UTC, par anne"},
		{"Fichier de la dernière exécution", "mars.csv"}, {"SHA-256 de ce fichier", "ab12"}, {"SHA-256 des lignes", digest},
	}
	got := rows(t, f, "À propos de ce rapport")
	if diff := cmp.Diff(wantAbout, got[:len(wantAbout)]); diff != "" {
		t.Error(diff)
	}
	sheetIsAList(t, f, "Comptes", "A1:L4")
}

// sheetIsAList checks that the headings stay in sight, that there is a filter, and that every cell is text.
func sheetIsAList(t *testing.T, f *excelize.File, sheet, filter string) {
	t.Helper()
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("%s: headings are not frozen: %+v %v", sheet, panes, err)
	}
	want := "'" + sheet + "'!$" + strings.ReplaceAll(strings.Replace(filter, ":", ":$", 1), "1:", "$1:")
	i := strings.LastIndexAny(want, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	want = want[:i+1] + "$" + want[i+1:]
	named := slices.ContainsFunc(f.GetDefinedName(), func(d excelize.DefinedName) bool {
		return d.Name == "_xlnm._FilterDatabase" && d.RefersTo == want
	})
	if !named {
		t.Errorf("%s: no filter on %s: %+v", sheet, want, f.GetDefinedName())
	}
	if kind, err := f.GetCellType(sheet, "A2"); err != nil || kind != excelize.CellTypeInlineString {
		t.Errorf("%s: A2 is no text: %v %v", sheet, kind, err)
	}
}

func TestExportSameTwice(t *testing.T) {
	for _, kind := range []Kind{CSV, XLSX} {
		first, _ := export(t, Export{Kind: kind, Layout: Audit, Lang: words.English}, roster()...)
		second, _ := export(t, Export{Kind: kind, Layout: Audit, Lang: words.English}, roster()...)
		if !bytes.Equal(first, second) {
			t.Errorf("%s: the same accounts gave different bytes", kind)
		}
	}
}

func TestDigestIsTheSameInBothKinds(t *testing.T) {
	_, a := export(t, Export{Kind: CSV, Layout: Audit, Lang: words.French}, roster()...)
	_, b := export(t, Export{Kind: XLSX, Layout: Audit, Lang: words.French}, roster()...)
	_, other := export(t, Export{Kind: XLSX, Layout: Audit, Lang: words.French}, roster()[1:]...)
	if a != b || a == other {
		t.Errorf("digests: csv %s, xlsx %s, other rows %s", a, b, other)
	}
}

func TestNoPasswordLeaves(t *testing.T) {
	for _, kind := range []Kind{CSV, XLSX} {
		out, _ := export(t, Export{Kind: kind, Layout: Audit, Lang: words.English, Columns: []reconcile.Column{{Field: reconcile.MustChange}}}, roster()...)
		text := string(out)
		if kind == XLSX {
			var all strings.Builder
			for _, r := range rows(t, open(t, out), "Accounts") {
				all.WriteString(strings.Join(r, " "))
			}
			text = all.String()
		}
		if strings.Contains(text, "argon2id") {
			t.Errorf("%s holds a password's hash", kind)
		}
	}
	e := Export{Kind: CSV, Layout: Audit, Lang: words.English, Columns: []reconcile.Column{{Field: reconcile.Password}}}
	_, _, err := e.Write(io.Discard, sequence())
	wantCode(t, err, "report-column-unknown", `"password"`)
}

func wantCode(t *testing.T, err error, code string, says ...string) {
	t.Helper()
	var u *Unwritable
	if !errors.As(err, &u) || u.Code != code {
		t.Fatalf("got error %v, want %s", err, code)
	}
	for _, s := range says {
		if !strings.Contains(err.Error(), s) {
			t.Errorf("%q does not say %q", err, s)
		}
	}
}

func TestCountsMustAgree(t *testing.T) {
	e := Export{Kind: XLSX, Layout: Audit, Lang: words.English,
		About: func() About { return About{AsOf: noon, Listed: 3, Total: 4} }}
	_, _, err := e.Write(io.Discard, sequence(roster()...))
	wantCode(t, err, "report-counts-differ")
}

func TestErrorOfTheRosterComesBack(t *testing.T) {
	broken := errors.New("the roster broke off")
	for _, kind := range []Kind{CSV, XLSX} {
		e := Export{Kind: kind, Layout: Audit, Lang: words.English}
		_, n, err := e.Write(io.Discard, func(yield func(*reconcile.Account, error) bool) {
			_ = yield(roster()[0], nil) && yield(nil, broken)
		})
		if !errors.Is(err, broken) || n != 1 {
			t.Errorf("%s: got %d rows, %v", kind, n, err)
		}
	}
}

func TestKindOf(t *testing.T) {
	for path, want := range map[string]Kind{"a.xlsx": XLSX, "A.XLSX": XLSX, "b/c.csv": CSV, "-": CSV} {
		if got, err := KindOf(path); err != nil || got != want {
			t.Errorf("KindOf(%q) = %q, %v", path, got, err)
		}
	}
	_, err := KindOf("a.xls")
	wantCode(t, err, "report-kind-unknown", ".xls", ".csv")
}
