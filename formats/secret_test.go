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
		"Code PIN":                   {Field: reconcile.NoField, Secret: true},
		"Code postal":                {Field: reconcile.NoField},
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

// Headings of secrets are known in the usual ways of writing them, and others are not taken for them.
func TestHeadingsOfSecrets(t *testing.T) {
	for list, want := range map[string]bool{
		"PIN;Code PIN;code_pin;PinCode;PIN (4 chiffres);Secret;Code secret;Clé secrète;Question secrète;Passcode;MDP;mdp_init;" +
			"Pwd;userPwd;Kennwort;Passwort;Initialpasswort;Contraseña;PW;Pass;API key;Token;Jeton;Code d'accès;Access code;" +
			"Code confidentiel;Mot de passe Windows;PUK;ＰＩＮ": true,
		"Code postal;Code agent;Épinal;Épingle;Secrétariat;Secrétaire;Copain;Opinion;Passeport;N° de passeport;Passage;Code;" +
			"Code analytique;Matricule;Pinède;Spinoza;Code service;Secteur;Compas;Tokenisation;Code personnel": false,
	} {
		for heading := range strings.SplitSeq(list, ";") {
			if isSecret([]byte(heading)) != want {
				t.Errorf("%s: secret %v", heading, !want)
			}
		}
	}
}

// A column of passwords is read as such or left out, never kept as something else.
func TestPasswordsAreNotMappedAway(t *testing.T) {
	for pair, refused := range map[string]bool{"mot de passe=attr.code": true, "mot de passe=phone": true,
		"mot de passe=employee_number": true, "mot de passe=ignore": false, "mot de passe=password": false,
		"Kennwort=attr.code": true, "Kennwort=password": false, "Code PIN=attr.pin": true, "Code PIN=login": true,
		"Code PIN=employee_number": false, "Code agent=employee_number": false} {
		m := &Mapping{}
		if err := m.Map(pair); err != nil {
			t.Fatal(err)
		}
		heading, to, _ := strings.Cut(pair, "=")
		data := "Identifiant;Nom;Prénom;" + heading + "\nada;Whitfield;Ada;x\n"
		s, err := Read("f.csv", strings.NewReader(data), int64(len(data)), Options{Mapping: m})
		if err == nil {
			err = s.Close()
		}
		var r *reconcile.Refusal
		if errors.As(err, &r) != refused || refused && (r.Problem.Code != "mapping-password" || r.Problem.Line != 1) {
			t.Errorf("%s to %s: %v", heading, to, err)
		}
	}
}
