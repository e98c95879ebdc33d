package formats

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rollcall/reconcile"
)

func TestColumnsOfPasswords(t *testing.T) {
	for heading, want := range map[string]reconcile.Column{
		"Mot de passe":               {Field: reconcile.Password},
		"Mot de passe provisoire":    {Field: reconcile.Password},
		"PWD":                        {Field: reconcile.Password},
		"Indice du mot de passe":     {Field: reconcile.NoField, Secret: true},
		"Password expires":           {Field: reconcile.NoField, Secret: true},
		"Site":                       {Field: reconcile.Establishments},
		"Mot de passe (obligatoire)": {Field: reconcile.Password},
	} {
		want.Heading = heading
		_, f := readAll(t, "Identifiant;Nom;Prénom;"+heading+"\nada;Whitfield;Ada;x\n", Options{})
		if diff := cmp.Diff(want, f.Columns[3]); diff != "" {
			t.Errorf("%s:\n%s", heading, diff)
		}
	}
}

// A column of passwords is read as such or left out, never kept as something else.
func TestPasswordsAreNotMappedAway(t *testing.T) {
	data := "Identifiant;Nom;Prénom;Mot de passe\nada;Whitfield;Ada;x\n"
	for to, refused := range map[string]bool{"attr.code": true, "phone": true, "employee_number": true, "ignore": false, "password": false} {
		m := &Mapping{}
		if err := m.Map("mot de passe=" + to); err != nil {
			t.Fatal(err)
		}
		s, err := Read("f.csv", strings.NewReader(data), int64(len(data)), Options{Mapping: m})
		if err == nil {
			err = s.Close()
		}
		var r *reconcile.Refusal
		if errors.As(err, &r) != refused || refused && (r.Problem.Code != "mapping-password" || r.Problem.Line != 1) {
			t.Errorf("%s: %v", to, err)
		}
	}
}
