package formats

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rollcall/reconcile"
	"rollcall/words"
)

// meaning is what a heading says its column holds. known is true for a heading that rollcall recognises, even where
// the column means nothing to the roster; mapped, where the person said so; ours, for the column that rollcall adds
// to a file given back; soft, where the column gives way to another that fills the same field. note is the code of
// what people are told of a column that is left out, "" for what is said of any.
type meaning struct {
	field  reconcile.Field
	attr   string
	known  bool
	mapped bool
	ours   bool
	soft   bool
	note   string
}

// bareName marks the headings "Nom" and "Name": a last name beside a first name, else the full name.
const bareName = reconcile.Field(255)

// aliases are the headings that member files carry, as fold gives them.
var aliases = map[reconcile.Field]string{
	reconcile.ID: "id rollcallid idrollcall",
	bareName:     "nom name",
	reconcile.FullName: "nomcomplet fullname displayname nomaffiche nomdaffichage prenomnom prenometnom " +
		"firstandlastname completename",
	reconcile.EmployeeNumber: "matricule matriculesalarie matriculeemploye matriculeagent matriculerh matriculepaie " +
		"employeenumber employeeno employeenum employeenr employeeid employeecode empno empid empnumber emplid " +
		"personnelnumber personnelno staffid staffnumber staffno payrollnumber payrollno payrollid workerid " +
		"workernumber idemploye idsalarie codeemploye codesalarie",
	reconcile.Login: "identifiant login loginname username signinname userlogin nomdutilisateur nomutilisateur " +
		"identifiantdeconnexion identifiantconnexion nomdeconnexion identifiantutilisateur",
	reconcile.FirstName: "prenom prenoms prenomusuel prenomsalarie firstname givenname forename",
	reconcile.LastName:  "nomdefamille nomdusage nomusage nomusuel nompatronymique lastname surname familyname",
	reconcile.Email: "email mail emailaddress mailaddress adresseemail adressemail adressedemail courriel " +
		"mel adressemel melpro melprofessionnel adressecourriel adressedecourriel adresseelectronique adressedemessagerie emailpro mailpro " +
		"emailprofessionnel mailprofessionnel courrielprofessionnel adresseemailprofessionnelle workemail " +
		"businessemail primaryemail emailprincipal",
	reconcile.Phone: "telephone tel phone phonenumber telephonenumber mobile portable mobilephone mobilenumber " +
		"cellphone cell gsm telephoneportable telephonemobile telmobile telportable telephoneprofessionnel " +
		"numerodetelephone numerotelephone notelephone ntelephone ndetelephone notel ntel",
	reconcile.Role:    "role roles profil profile niveaudacces niveauacces accesslevel userrole roleutilisateur roledelutilisateur profilutilisateur",
	reconcile.Group:   "groupe group usergroup groupedutilisateurs groupedutilisateur groupeutilisateurs groupeutilisateur",
	reconcile.Company: "entreprise societe company companyname organisation organization raisonsociale nomdelentreprise nomdelasociete employeur employer",
	reconcile.Establishments: "etablissement etablissements establishment establishments site sites " +
		"etablissementsaccessibles",
	reconcile.DefaultEstablishment: "etablissementpardefaut defaultestablishment etablissementprincipal " +
		"sitepardefaut siteprincipal defaultsite mainsite",
	reconcile.Language: "langue languepreferee language preferredlanguage lang codelangue languagecode locale",
	reconcile.Status:   "etat statut status state accountstatus userstatus etatducompte statutducompte",
	reconcile.Password: "motdepasse password mdp motdepasseinitial initialpassword",
	reconcile.LastSignIn: "derniereconnexion datedederniereconnexion lastsignin lastlogin lastsigninat lastloginat " +
		"dernieracces lastseen",
	reconcile.Created: "cree creele creea datedecreation created createdat createdon datecreated creationdate",
	reconcile.Updated: "misajour misajourle datedemiseajour dernieremiseajour modifie modifiele derniermodification " +
		"dernieremodification updated updatedat updatedon lastupdated lastmodified modifiedat",
}

// soft are headings that fill a field where no other column does.
var soft = map[reconcile.Field]string{
	reconcile.Login: "compte userid userprincipalname samaccountname",
	reconcile.Group: "equipe team service",
	reconcile.Password: "passwd pwd motdepasseprovisoire motdepassetemporaire motdepassedefini nouveaumotdepasse " +
		"temporarypassword temppassword newpassword userpassword motdepasseutilisateur motdepassedelutilisateur",
}

// left are headings whose columns are left out and that people must hear of: they hold a last and a first name in an
// order that can't be told, or seem to say who has left.
var left = map[string]string{
	namesTogether: "nometprenom nomprenom nomprenoms nometprenoms nomsetprenoms nomsprenoms nomdefamilleprenom " +
		"nomdefamilleetprenom lastnamefirstname lastnameandfirstname surnamefirstname",
	mayBeStatus: "actif active activee isactive isenabled enabled inactif inactive disabled desactive " +
		"accountenabled accountdisabled compteactif comptedesactive suspendu suspended sorti parti left " +
		"sortie datesortie datedesortie depart datedepart datededepart datefin datedefin datefincontrat " +
		"datedefindecontrat datefindecontrat findecontrat fincontrat finducontrat dernierjour " +
		"dernierjourtravaille leavingdate leavedate leftdate dateleft dateofleaving enddate contractend contractenddate " +
		"exitdate terminationdate departuredate lastday lastdayofwork lastworkingday",
}

const (
	namesTogether = "names-together"
	mayBeStatus   = "column-may-be-status"
)

// numbered are the words that make "N°", "No" or "Numéro" the employee number.
const numbered = "employe demploye delemploye employee salarie desalarie dusalarie agent dagent matricule " +
	"dematricule personnel depersonnel collaborateur decollaborateur ducollaborateur"

// vocabulary is every heading recognised without a mapping, by its folded form.
var vocabulary = newVocabulary()

func newVocabulary() map[string]meaning {
	v := map[string]meaning{}
	for f, list := range aliases {
		for name := range strings.FieldsSeq(list) {
			v[name] = meaning{field: f, known: true}
		}
	}
	for f, list := range soft {
		for name := range strings.FieldsSeq(list) {
			v[name] = meaning{field: f, known: true, soft: true}
		}
	}
	for note, list := range left {
		for name := range strings.FieldsSeq(list) {
			v[name] = meaning{field: reconcile.NoField, known: note == namesTogether, note: note}
		}
	}
	for _, noun := range strings.Fields(numbered) {
		for _, n := range []string{"n", "no", "num", "numero"} {
			v[n+noun] = meaning{field: reconcile.EmployeeNumber, known: true}
		}
	}
	for _, l := range []words.Lang{words.English, words.French} {
		for f := range reconcile.NoField {
			name := fold(words.Label(l, f))
			if _, have := v[name]; !have && words.Known("field."+f.String()) {
				v[name] = meaning{field: shown(f), known: true}
			}
		}
		v[fold(words.Say(l, "report.reason"))] = meaning{field: reconcile.NoField, known: true, ours: true}
	}
	return v
}

// shown gives what a column means that an export shows: some fields stand there only to be seen.
func shown(f reconcile.Field) reconcile.Field {
	switch f {
	case reconcile.Deactivated, reconcile.MustChange, reconcile.PendingEmail:
		return reconcile.NoField
	}
	return f
}

// fold gives the form in which headings are compared: letters and digits only, without case and accents. "N°" and
// "#" become "n" and "no"; a mark that the column must be filled is left out.
func fold(heading string) string {
	s := strings.ToLower(reconcile.Unaccented(strings.ReplaceAll(heading, "#", " no ")))
	for _, mark := range [...]string{"(obligatoire)", "(requis)", "(required)", "(mandatory)"} {
		s = strings.Replace(s, mark, "", 1)
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// maxHeading is how many bytes a heading may have to be known.
const maxHeading = 200

// letters are the ASCII letters beneath U+00C0 to U+00FF; a blank stands where there is not exactly one.
const letters = "aaaaaa ceeeeiiii nooooo  uuuuy  aaaaaa ceeeeiiii nooooo  uuuuy y"

// quickFold appends the folded form of most headings to dst, as fold gives it; ok is false for the others.
func quickFold(dst, heading []byte) (folded []byte, ok bool) {
	for i := 0; i < len(heading); i++ {
		c := heading[i]
		switch {
		case c == '#' || c == '(':
			return dst[:0], false
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			dst = append(dst, c)
		case c < utf8.RuneSelf:
		case c == 0xC3 && i+1 < len(heading) && heading[i+1]&0xC0 == 0x80 && letters[heading[i+1]&0x3F] != ' ':
			i++
			dst = append(dst, letters[heading[i]&0x3F])
		default:
			return dst[:0], false
		}
	}
	return dst, true
}

// index is what the headings of one file mean: the person's mapping first, the vocabulary after.
type index struct {
	mapped map[string]meaning
}

func newIndex(m *Mapping) *index {
	ix := &index{mapped: map[string]meaning{}}
	if m == nil {
		return ix
	}
	for heading, t := range m.Columns {
		ix.mapped[fold(heading)] = meaning{field: t.Field, attr: t.Attr, known: true, mapped: true}
	}
	return ix
}

// meaning gives what the heading in a cell means.
func (ix *index) meaning(cell []byte) meaning {
	if len(cell) == 0 || len(cell) > maxHeading {
		return meaning{field: reconcile.NoField}
	}
	name := fold(string(cell))
	if m, ok := ix.mapped[name]; ok {
		return m
	}
	if m, ok := vocabulary[name]; ok {
		return m
	}
	return meaning{field: reconcile.NoField}
}

// count tells how many different headings among cells are recognised, and whether one of them is mapped.
func (ix *index) count(cells [][]byte) (known int, mapped bool) {
	seen := map[string]bool{}
	for _, c := range cells {
		m := ix.meaning(c)
		if !m.known || seen[fold(string(c))] {
			continue
		}
		seen[fold(string(c))] = true
		known++
		mapped = mapped || m.mapped
	}
	return known, mapped
}
