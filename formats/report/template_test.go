package report

import (
	"bytes"
	"strings"
	"testing"

	"rollcall/words"

	"github.com/google/go-cmp/cmp"
)

func TestTemplateBlankCSV(t *testing.T) {
	for _, c := range []struct {
		layout Layout
		lang   words.Lang
		want   string
	}{
		{Audit, words.English, "Employee number,First name,Last name,Username,E-mail,Phone,Role,Group,Company,Establishments,Default establishment,Language,Status"},
		{Audit, words.French, "Numéro d'employé;Prénom;Nom de famille;Nom d'utilisateur;E-mail;Téléphone;Rôle;Groupe;Entreprise;Établissements;Établissement par défaut;Langue;Statut"},
		{Tempeos, words.English, "Identifiant;Nom;Prénom;Adresse e-mail;Mot de passe;Etat"},
	} {
		var out bytes.Buffer
		if err := WriteTemplate(&out, CSV, c.layout, c.lang, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("\uFEFF"+c.want+"\r\n", out.String()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTemplateWorkbookExplainsEveryColumn(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.French} {
		for _, layout := range []Layout{Audit, Tempeos} {
			var out bytes.Buffer
			if err := WriteTemplate(&out, XLSX, layout, lang, sequence(roster()...)); err != nil {
				t.Fatal(err)
			}
			f := open(t, out.Bytes())
			sheets := f.GetSheetList()
			headings := rows(t, f, sheets[0])[0]
			help := rows(t, f, sheets[1])[1:]
			if len(help) != len(headings) {
				t.Fatalf("%d columns, %d explained", len(headings), len(help))
			}
			for i, h := range help {
				if h[0] != headings[i] || strings.HasPrefix(h[1], "report.help") {
					t.Errorf("column %q is explained as %q: %q", headings[i], h[0], h[1])
				}
			}
		}
	}
}

func TestTemplateFilledHasIDs(t *testing.T) {
	var out bytes.Buffer
	if err := WriteTemplate(&out, CSV, Audit, words.English, sequence(roster()[0])); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFID,Employee number,First name,Last name,Username,E-mail,Phone,Role,Group,Company,Establishments,Default establishment,Language,Status\r\n" +
		"1,00123,Inès,Lefèvre,ines.lefevre,ines@example.org,'+33 6 12 34 56 78,Manager,Front desk,Moulins; fils,,,,Active\r\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
}
