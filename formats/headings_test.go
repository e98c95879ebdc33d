package formats

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"rollcall/reconcile"
	"rollcall/words"
)

func TestHeadingsAreKnown(t *testing.T) {
	for field, headings := range map[reconcile.Field]string{
		reconcile.ID:                   "ID",
		reconcile.EmployeeNumber:       "Matricule, MATRICULE, N° employé, Nº employé, No employé, N°employé, Numéro d'employé, Numéro d’employé, numero_d_employe, N° de salarié, Employee number, Employee ID, employee-no, Employee #, EmployeeNumber",
		reconcile.Login:                "Identifiant, Compte, User ID, userPrincipalName, sAMAccountName, Nom d'utilisateur, Nom d’utilisateur, Login, Username, User name",
		reconcile.FirstName:            "Prénom, PRENOM, First name, Given name, FirstName, Prénom*, Prénom (obligatoire)",
		reconcile.LastName:             "Nom de famille, Last name, Surname, Family name, Nom d'usage",
		reconcile.FullName:             "Nom complet, Full name",
		reconcile.Email:                "Mél, Mail pro, Mail professionnel, Courriel, Mail, E-mail, e mail, Email, E_MAIL, Adresse e-mail, Adresse électronique, Email address, adresse\u00a0mail",
		reconcile.Phone:                "Téléphone, Tél, Tél., Mobile, Portable, Phone, N° de téléphone",
		reconcile.Role:                 "Rôle, Role, Profil, Niveau d'accès, Access level",
		reconcile.Group:                "Équipe, Team, Service, Groupe, Group, User group, Groupe d'utilisateurs",
		reconcile.Company:              "Entreprise, Société, SOCIETE, Company, Organisation",
		reconcile.Establishments:       "Établissement, Établissements, Establishments, Sites",
		reconcile.DefaultEstablishment: "Établissement par défaut, Default establishment",
		reconcile.Language:             "Langue, Language, Langue préférée",
		reconcile.Status:               "Etat, État, Statut, Status, State",
		reconcile.Password:             "Mot de passe, Password",
		reconcile.LastSignIn:           "Dernière connexion, Last sign-in, Last login",
		reconcile.Created:              "Créé, Créé le, Created, Created at",
		reconcile.Updated:              "Mis à jour, Updated, Updated at",
	} {
		ix := newIndex(nil)
		for h := range strings.SplitSeq(headings, ", ") {
			for _, form := range []string{h, norm.NFD.String(h), strings.ToUpper(h), " " + h + "\u00a0"} {
				if got := ix.meaning([]byte(form)); got.field != field || !got.known {
					t.Errorf("%q means %v, want %v", form, got.field, field)
				}
			}
		}
	}
}

func TestEveryLabelIsKnown(t *testing.T) {
	for _, l := range []words.Lang{words.English, words.French} {
		for f := range reconcile.Attribute {
			label := words.Label(l, f)
			if f == reconcile.NumFields {
				continue
			}
			m := newIndex(nil).meanings([][]byte{[]byte(label)})[0]
			if !m.known || m.field != shown(f) {
				t.Errorf("%s %q means %v, want %v", l, label, m.field, f)
			}
		}
	}
}

func TestOtherHeadingsMeanNothing(t *testing.T) {
	for _, h := range []string{"", "Nom de jeune fille", "Humeur", "Actif", "Date de sortie", "Département", "E-mail (ancien)", "Nom du responsable", "N°", "Adresse", "Employee"} {
		if m := newIndex(nil).meaning([]byte(h)); m.known {
			t.Errorf("%q means %v, want nothing", h, m.field)
		}
	}
}

func TestColumns(t *testing.T) {
	mapping := &Mapping{}
	for _, s := range []string{"Code=employee_number", "Centre de coût=attr.cost_centre", "Portable=ignore", "a=b=login"} {
		if err := mapping.Map(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		heading string
		want    string // fields, then notes; or the refusal
		o       Options
	}{
		{"Matricule;Nom;Prénom", "employee_number last_name first_name", Options{}},
		{"ID;Nom;Nom d'utilisateur", "id full_name login", Options{}},
		{"Identifiant;Name;First name", "login last_name first_name", Options{}},
		{"Nom;Prénom;Nom de famille", "full_name first_name last_name", Options{}},
		{"Nom d'usage;Nom;Prénom", "! 1 heading-twice [Nom] Nom d'usage/Nom", Options{}},
		{"Nom;Name;E-mail", "! 1 heading-twice [Name] Nom/Name", Options{}},
		{"E-mail;e mail;Nom", "! 1 heading-twice [e mail] E-mail/e mail", Options{}},
		{"Téléphone;Portable;Nom", "! 1 heading-twice [Portable] Téléphone/Portable", Options{}},
		{"Humeur;Nom;Prénom;Humeur", " last_name first_name  / 1 column-unknown [Humeur] / 1 column-unknown [Humeur]", Options{}},
		{"CODE;Téléphone;Portable;centre-de-cout;A=B", "employee_number phone  attr.cost_centre login", Options{Mapping: mapping}},
		{"Code;Matricule;Centre de coût;a=b", "employee_number  attr.cost_centre login / 1 column-outranked [Matricule]", Options{Mapping: mapping}},
		{"Matricule;Téléphone;a=b", "! 1 mapped-heading-missing Centre de coût, Code", Options{Mapping: mapping}},
		{"Matricule;Nom complet", "employee_number full_name", Options{Required: []reconcile.Field{reconcile.FirstName, reconcile.LastName}}},
		{"Matricule;Nom", "employee_number full_name / 1 name-is-full [Nom]", Options{Required: []reconcile.Field{reconcile.LastName}}},
		{"Matricule;Name;Mél", "employee_number full_name email / 1 name-is-full [Name]", Options{}},
		{"Matricule;Nom et prénom", "employee_number  / 1 names-together [Nom et prénom]", Options{}},
		{"Matricule;Nom & prénom;Prénom;Nom", "employee_number  first_name last_name / 1 column-outranked [Nom & prénom]", Options{}},
		{"Matricule;NOM PRENOM;Mél", "! 1 names-together [NOM PRENOM]", Options{Required: []reconcile.Field{reconcile.LastName}}},
		{"Compte;Équipe;Nom;Prénom", "login group last_name first_name", Options{}},
		{"User ID;sAMAccountName;Nom", "! 1 heading-twice [sAMAccountName] User ID/sAMAccountName", Options{}},
		{"Login;User ID;Groupe;Service", "login  group  / 1 column-outranked [User ID] / 1 column-outranked [Service]", Options{}},
		{"Login;Équipe;Service", "login   / 1 column-unknown [Équipe] / 1 column-unknown [Service]", Options{}},
		{"Login;Langue;Actif;Date de sortie", "login language   / 1 column-may-be-status [Actif] / 1 column-may-be-status [Date de sortie]", Options{}},
		{"Login;Statut;Kennwort;PIN;Mot de passe", "login status   password / 1 column-may-be-secret [Kennwort] / 1 column-may-be-secret [PIN]", Options{}},
		{"Login;Statut;End date", "login status  / 1 column-unknown [End date]", Options{}},
		{"Matricule;Prénom", "! 1 column-missing Nom de famille (Last name), E-mail (E-mail)",
			Options{Required: []reconcile.Field{reconcile.FirstName, reconcile.LastName, reconcile.Email}}},
	} {
		t.Run(c.heading, func(t *testing.T) {
			c.o.Encoding, c.o.Delimiter = "utf-8", ";"
			got, _ := readAll(t, c.heading+"\n", c.o)
			text := strings.Join(append([]string{strings.Join(got.Columns, " ")}, got.Notes...), " / ")
			if got.Refused != "" {
				text = "! " + got.Refused
			}
			if diff := cmp.Diff(c.want, text); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

// A file with thousands of columns doesn't say of each that it is not known.
func TestUnknownColumnsAreCounted(t *testing.T) {
	var heading strings.Builder
	heading.WriteString("Matricule;Nom;Prénom")
	for i := range 120 {
		fmt.Fprintf(&heading, ";Champ %d", i)
	}
	got, _ := readAll(t, heading.String()+";Date de fin\n", Options{Encoding: "utf-8", Delimiter: ";"})
	want := []string{"1 column-unknown [Champ 99]", "1 column-may-be-status [Date de fin]", "1 columns-unknown 20"}
	if len(got.Notes) != 102 || !cmp.Equal(got.Notes[99:], want) {
		t.Errorf("%d notes, the last %q", len(got.Notes), got.Notes[max(0, len(got.Notes)-4):])
	}
}

func TestHeadingRowAskedFor(t *testing.T) {
	const file = "Nom;Prénom;E-mail\n1;2;3\nMatricule;Nom;Prénom\n7;Petit;Ana\n"
	for row, want := range map[int]string{1: "3 headings-change 1", 3: "", 2: "2 heading-row-unknown 3", 9: "9 heading-row-missing 9"} {
		got, f := readAll(t, file, Options{Heading: row})
		if got.Refused != want || want == "" && f.Heading != row {
			t.Errorf("heading row %d: refused %q, want %q", row, got.Refused, want)
		}
	}
	if got, _ := readAll(t, file, Options{Heading: 3}); !cmp.Equal(got.Rows, []string{"4 7|Petit|Ana"}) {
		t.Errorf("rows %v", got.Rows)
	}
}
