package formats

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// Two exports joined into one file: the second headings are passed over where they say the same, in whatever words,
// and refused where they don't.
func TestHeadingsInTheMiddle(t *testing.T) {
	const headings, more = "Matricule;Nom;Prénom;Login;Humeur", "9;Blanc;Zoé;zblanc;bonne\n"
	const skipped = "62 heading-repeated 1"
	file := headings + "\n" + strings.Repeat("1;Petit;Ana;apetit;bonne\n", 60)
	for _, c := range []struct{ again, want string }{
		{headings, skipped},
		{"MATRICULE;NOM;PRENOM;LOGIN;HUMEUR", skipped},
		{norm.NFD.String(headings), skipped},
		{"Employee number;Last name;First name;Username;Mood", skipped},
		{"N° salarié;Nom de famille;Prénom;Identifiant;", skipped},
		{"Matricule;Prénom;Nom;Login;Humeur", "62 headings-change 1"},
		{"Login;Matricule;Nom;Prénom;Humeur", "62 headings-change 1"},
		{"Humeur;Matricule;Nom;Prénom;Login", "62 headings-change 1"},
		{"Matricule;Nom;Prénom;E-mail;Humeur", "62 headings-change 1"},
		{"Matricule;Nom;Prénom;Login;E-mail", "62 headings-change 1"},
		{"Matricule;Nom;Prénom;;", "62 headings-change 1"},
		{"Matricule;Nom;Prénom", "62 headings-change 1"},
		{"Matricule;Nom;Prénom;Login;Humeur;E-mail", "62 headings-change 1"},
		{"Matricule;Nom;Prénom;Humeur;Login", "62 headings-change 1"},
		// People, however they are called.
		{"77;Nom;Prénom;name;bonne", ""}, {"Login;Petit;Ana;;", ""}, {"Nom;Petit;Ana;nom;", ""},
	} {
		t.Run(c.again, func(t *testing.T) {
			got, _ := readAll(t, file+c.again+"\n"+more, Options{Encoding: "utf-8", Delimiter: ";"})
			notes := strings.Join(got.Notes, " / ")
			switch {
			case c.want == "":
				if len(got.Rows) != 62 || strings.Contains(notes, "heading-") {
					t.Errorf("a person was lost: refused %q, %d rows, notes %s", got.Refused, len(got.Rows), notes)
				}
			case c.want == skipped:
				if len(got.Rows) != 61 || !strings.Contains(notes, skipped) {
					t.Errorf("refused %q, %d rows, notes %s", got.Refused, len(got.Rows), notes)
				}
			case got.Refused != c.want:
				t.Errorf("refused %q with notes %s, want %q", got.Refused, notes, c.want)
			}
		})
	}
}

// Headings with digits and many that are not known are found again too.
func TestHeadingsInTheMiddleWithDigits(t *testing.T) {
	const headings = "Adresse 1;Adresse 2;Humeur;Taille;Matricule;Nom;Prénom"
	file := headings + "\n1 rue A;;x;y;1;Petit;Ana\n" + strings.ToUpper(headings) + "\n2 rue B;;x;y;2;Roux;Léo\n"
	got, _ := readAll(t, file, Options{Encoding: "utf-8", Delimiter: ";"})
	if len(got.Rows) != 2 || !strings.Contains(strings.Join(got.Notes, "\n"), "3 heading-repeated 1") {
		t.Errorf("%+v", got)
	}
	file = strings.ReplaceAll(file, strings.ToUpper(headings), "Matricule;Nom;Prénom;Adresse 1;Adresse 2;Humeur;Taille")
	if got, _ := readAll(t, file, Options{Encoding: "utf-8", Delimiter: ";"}); got.Refused != "3 headings-change 1" {
		t.Errorf("refused %q", got.Refused)
	}
}

func TestHeadingsInTheMiddleOfASheet(t *testing.T) {
	const people = "1;Petit;Ana\n"
	got, f := readAll(t, inWorkbook(t, map[string]string{"A": "Matricule;Nom;Prénom\n" + people + "Employee number;Surname;First name\n" + people}), Options{})
	if len(got.Rows) != 2 || f == nil || !cmp.Equal(got.Notes, []string{"3 heading-repeated 1"}) {
		t.Errorf("%+v", got)
	}
	got, _ = readAll(t, inWorkbook(t, map[string]string{"A": "Matricule;Nom;Prénom\n" + people + "Matricule;Prénom;Nom\n" + people}), Options{})
	if got.Refused != "3 headings-change 1" {
		t.Errorf("refused %q", got.Refused)
	}
}

// The quick form of a heading is the form, wherever there is one.
func FuzzQuickFold(f *testing.F) {
	for _, s := range []string{"Matricule", "PRÉNOM", "N° employé", "Employee #", "Cœur", "(requis)", "ÿÀß×", "Ａ", "e\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := quickFold(nil, []byte(s)); ok && string(got) != fold(s) {
			t.Errorf("%q: quickly %q, else %q", s, got, fold(s))
		}
	})
}
