package formats

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

// reading is what a test sees of a file: a line for each row, a line for each note, or the refusal.
type reading struct {
	Columns []string
	Rows    []string
	Notes   []string
	Refused string
}

// readAll reads a file to its end.
func readAll(t testing.TB, data string, o Options) (reading, *reconcile.File) {
	t.Helper()
	s, err := Read("upload", bytes.NewReader([]byte(data)), int64(len(data)), o)
	if err != nil {
		return reading{Refused: refusal(t, err)}, nil
	}
	defer s.Close()
	var got reading
	for _, c := range s.File.Columns {
		got.Columns = append(got.Columns, strings.TrimSuffix(c.Field.String()+"."+c.Attr, "."))
	}
	for row, err := range s.Rows {
		if err != nil {
			got.Refused = refusal(t, err)
			return got, s.File
		}
		got.Rows = append(got.Rows, line(row))
	}
	for _, n := range s.File.Notes {
		got.Notes = append(got.Notes, describe(n))
	}
	return got, s.File
}

// line writes a row as "3 a|b", "3! a|b" where it is misplaced, with its problems after it.
func line(row *reconcile.Row) string {
	var b strings.Builder
	fmt.Fprint(&b, row.Line)
	if row.Misplaced {
		b.WriteByte('!')
	}
	b.WriteByte(' ')
	b.Write(bytes.Join(row.Cells, []byte("|")))
	for _, p := range row.Problems {
		b.WriteString(" <" + describe(p) + ">")
	}
	return b.String()
}

func describe(p reconcile.Problem) string {
	s := fmt.Sprintf("%d%s %s", p.Line, p.Cell, p.Code)
	if p.Heading != "" {
		s += " [" + p.Heading + "]"
	}
	if p.Rejects {
		s += " !"
	}
	return s + strings.TrimSuffix(" "+strings.Join(p.Args, "/"), " ")
}

func refusal(t testing.TB, err error) string {
	t.Helper()
	var r *reconcile.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("the error is no refusal: %v", err)
	}
	if r.File != "upload" {
		t.Errorf("the refusal names the file %q", r.File)
	}
	if !r.Problem.Rejects {
		t.Errorf("the refusal %s does not reject", r.Problem.Code)
	}
	return strings.TrimPrefix(strings.Replace(describe(r.Problem), " !", "", 1), "0 ")
}

func TestRows(t *testing.T) {
	const names = "Matricule;Nom;Prénom\n"
	var cols = []string{"employee_number", "last_name", "first_name"}
	for _, c := range []struct {
		name, file string
		want       reading
	}{
		{"plain", names + "1;Petit;Ana\n2;Roux;Léo\n", reading{cols, []string{"2 1|Petit|Ana", "3 2|Roux|Léo"}, nil, ""}},
		{"header only", names, reading{cols, nil, nil, ""}},
		{"a short row is never padded", names + "1;Petit\n", reading{cols, []string{"2! 1|Petit <2 row-ragged ! 2/3>"}, nil, ""}},
		{"a longer row is never cut", names + "1;Petit;Ana;x\n", reading{cols, []string{"2! 1|Petit|Ana|x <2 row-ragged ! 4/3>"}, nil, ""}},
		{"blank cells after the last are nothing", names + "1;Petit;Ana;;\n", reading{cols, []string{"2 1|Petit|Ana"}, nil, ""}},
		{"phantom columns and rows cost nothing", "Matricule;Nom;Prénom;;;\n1;Petit;Ana;;;\n;;;;;\n \u00a0;;\n;;\n2;Roux;Léo;;;\n",
			reading{cols, []string{"2 1|Petit|Ana", "6 2|Roux|Léo"}, nil, ""}},
		{"a value beneath a phantom column is a shifted row", "Matricule;Nom;Prénom;\n1;SARL;Petit;Ana\n",
			reading{cols, []string{"2! 1|SARL|Petit|Ana <2 row-ragged ! 4/3>"}, nil, ""}},
		{"a column without a heading", "Matricule;;Nom;Prénom\n1;x;Petit;Ana\n2;y;Roux;Léo\n",
			reading{cols, []string{"2 1|Petit|Ana", "3 2|Roux|Léo"}, []string{"2 cell-without-heading"}, ""}},
		{"a preamble", "Liste du personnel\nSociété ACME;au 1/2/2024\n\n" + names + "1;Petit;Ana\n",
			reading{cols, []string{"5 1|Petit|Ana"}, []string{"1 preamble-skipped 2/1/2"}, ""}},
		{"people above the headings would be lost", "9;Blanc;Zoé\n" + names + "1;Petit;Ana\n", reading{Refused: "1 rows-above-headings 2"}},
		{"the headings on every page", names + "1;Petit;Ana\nPage 1/2\n" + names + "2;Roux;Léo\nPage 2/2\n",
			reading{cols, []string{"2 1|Petit|Ana", "5 2|Roux|Léo"}, []string{"3 page-footers-skipped 1", "6 footer-skipped", "4 heading-repeated 1"}, ""}},
		{"technical headings above those for people", "employee_number;last_name;first_name\n" + names + "1;Petit;Ana\n",
			reading{cols, []string{"3 1|Petit|Ana"}, []string{"2 heading-repeated 1"}, ""}},
		{"values neutralised by an export", names + "1;'=A1;'-x\n2;''+33;'t Hooft\n",
			reading{cols, []string{"2 1|=A1|-x", "3 2|'+33|'t Hooft"}, nil, ""}},
		{"unknown columns", "Matricule;Nom;Prénom;Humeur\n1;Petit;Ana;bonne\n",
			reading{append(cols[:3:3], ""), []string{"2 1|Petit|Ana|bonne"}, []string{"1 column-unknown [Humeur]"}, ""}},
		{"the column of our own report", "Matricule;Nom;Prénom;À corriger (rollcall)\n1;Petit;Ana;x\n",
			reading{append(cols[:3:3], ""), []string{"2 1|Petit|Ana|x"}, nil, ""}},
		{"what exports show besides", "Matricule;Nom;Prénom;Désactivé par;Mot de passe à changer;E-mail en attente\n1;Petit;Ana;;;\n",
			reading{append(cols[:3:3], "", "", ""), []string{"2 1|Petit|Ana|||"}, nil, ""}},
		{"a byte that does not decode", names + "1;Petit;Ana \xe9\n2;Léger;Zoé\n",
			reading{cols, []string{"2 1|Petit| <2 byte-undecodable [Prénom] ! 0xE9>", "3 2|Léger|Zoé"}, nil, ""}},
		{"a heading twice", "Matricule;Nom;Prénom;Courriel;E-mail\n", reading{Refused: "1 heading-twice [E-mail] Courriel/E-mail"}},
		{"no heading", "1;Petit;Ana\n2;Roux;Léo\n", reading{Refused: "heading-none 2/3"}},
		{"one heading of three", "Matricule;Vorname;Nachname\n1;Ana;Petit\n", reading{Refused: "heading-few 2/3/Matricule"}},
		{"one column only", "Matricule\n1\n2\n", reading{[]string{"employee_number"}, []string{"2 1", "3 2"}, nil, ""}},
		{"nothing but blanks", "\n;;\n \n", reading{Refused: "file-blank"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := readAll(t, c.file, Options{Encoding: "utf-8", Delimiter: ";"})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func TestFooters(t *testing.T) {
	const people = "Nom;Prénom;Matricule;Heures\nPetit;Ana;1;10\nRoux;Léo;2;20\n"
	const skipped, counted = "4 footer-skipped", "4 footer-count-differs "
	for _, c := range []struct{ footer, want string }{
		{"Total : 2 salariés", skipped}, {"Total : 12 salariés", counted + "12/2"}, {"Total: 2", skipped},
		{"Total: 1 234", counted + "1234/2"}, {"TOTAL GÉNÉRAL;2", skipped}, {"Nombre de salariés ; 2;;", skipped},
		{"Nombre de salariés ; 3;;", counted + "3/2"}, {"Number of employees;;3", counted + "3/2"},
		{"Effectif : 2", skipped}, {"(2 rows)", skipped}, {"(3 rows)", counted + "3/2"}, {"Total;;;30", skipped},
		{"Salariés : 3", counted + "3/2"}, {"Page 1/3", skipped}, {"Page 1 sur 3", skipped}, {"Page 1 of 3", skipped},
		{"Fin du fichier", skipped}, {"*** END OF FILE ***", skipped}, {"Édité le 01/02/2024", skipped},
		{"Generated on 2024-02-01;10:00", skipped}, {"Total", skipped}, {"Sous-total : 1", skipped},
		{"Sous-total : 1\nTotal : 2", skipped},
		// These could be people, and stay rows.
		{"Page;Jimmy;12;", ""}, {"Page;;12;", ""}, {"Total;Jean;3;4", ""}, {"Total;;12;", ""}, {"Total;Jean;;", ""},
		{"Grand;;7;", ""}, {"Grand", ""}, {"Fin;Anna;;", ""}, {"Agent;;12;", ""}, {"Nombre;Paul;;", ""}, {"Page", ""},
		// Below a footer there are no people, or it was none.
		{"Total : 2\nBlanc;Zoé;3;1", ""},
	} {
		t.Run(c.footer, func(t *testing.T) {
			got, _ := readAll(t, people+c.footer+"\n", Options{Encoding: "utf-8", Delimiter: ";"})
			switch {
			case c.want == "":
				if len(got.Rows) < 3 || got.Notes[len(got.Notes)-1] != "1 column-unknown [Heures]" {
					t.Errorf("it was taken for a footer: %+v", got)
				}
			case c.want == skipped:
				if len(got.Rows) != 2 || len(got.Notes) < 2 || got.Notes[1] != skipped || got.Refused != "" {
					t.Errorf("it was not left out as a footer: %+v", got)
				}
			case got.Refused != c.want:
				t.Errorf("refused %q, want %q", got.Refused, c.want)
			}
		})
	}
}
