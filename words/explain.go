package words

import "rollcall/reconcile"

// Step gives the text of one step of a trace.
func Step(l Lang, s reconcile.Step) string {
	if s.Code == "held" {
		return Say(l, "trace.held", Reason(l, s.Why))
	}
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		args[i] = a
	}
	switch s.Code {
	case "key", "key-nobody", "key-outside", "matched", "matched-same", "differs":
		args[0] = fields(l, s.Args[0])
	case "matched-outside": // by no key
		args = args[1:]
	case "is-active", "status-says":
		args[0] = Status(l, s.Args[0])
	case "is-deactivated", "returner":
		if key := "report.how." + s.Args[0]; Known(key) {
			args[0] = Say(l, key)
		}
	}
	return Say(l, "trace."+s.Code, args...)
}

// Why a plan does what it does about one person.
var _ = register(map[string]text{
	"help.explain.short": {"Say why a plan does what it does about one person", "Dire pourquoi un plan fait ce qu'il fait d'une personne"},
	"help.explain.long": {`Says of one person how the file was read (line, columns, what blank cells mean, problems),
whether the account is in scope and by which term, whom each key belongs to, what was
decided and why, and what the plan does. It is no second opinion: the file is planned
again, against the roster as it was when the plan was made, and Diff itself tells what
it does. For that it needs the very file (SHA-256); without it, what the plan alone says
is shown. MEMBER is an ID (7 or id:7), an employee number, a login or an e-mail, also one
that only the file has.`,
		`Dit d'une personne comment le fichier a été lu (ligne, colonnes, sens des cellules vides,
problèmes), si le compte est dans le périmètre et par quel terme, à qui est chaque clé, ce
qui a été décidé et pourquoi, et ce que fait le plan. Ce n'est pas un second avis : le
fichier est replanifié, face au registre tel qu'il était, et le calcul lui-même dit ce
qu'il fait. Il y faut le fichier même (SHA-256) ; sans lui, ce que dit le plan seul est
montré. MEMBER est un ID (7 ou id:7), un numéro d'employé, un identifiant ou un e-mail,
même connu du fichier seul.`},
	"help.explain.example": {"  rollcall explain 00118 --plan pa1b2c3d4e5f60718\n  rollcall explain bruno@nord.example --plan pa1b2 --file archive/members.csv", "  rollcall explain 00118 --plan pa1b2c3d4e5f60718\n  rollcall explain bruno@nord.example --plan pa1b2 --file archive/membres.csv"},
	"flag.plan":            {"the `plan`: its id or its first characters", "le `plan` : son identifiant ou ses premiers caractères"},
	"usage-explain-plan":   {"say which plan: --plan PLAN (rollcall runs lists those applied)", "dites quel plan : --plan PLAN (rollcall runs liste ceux appliqués)"},
	"explain-nobody":       {"plan %[1]s knows nobody by this ID, employee number, login or e-mail, in the roster or in the file", "le plan %[1]s ne connaît personne par cet ID, numéro d'employé, identifiant ou e-mail, ni au registre ni dans le fichier"},
	"explain-differs":      {"planned again, the file does not give plan %[1]s: it was planned by another version of rollcall, or the roster was edited in the database itself (rollcall check-store)", "replanifié, le fichier ne donne pas le plan %[1]s : il a été planifié par une autre version de rollcall, ou la base elle-même a été modifiée (rollcall check-store)"},
	"explain-undo":         {"the plan takes a run back and has no file", "le plan annule une exécution et n'a pas de fichier"},
	"explain-stdin":        {"the file came from standard input: give it with --file", "le fichier venait de l'entrée standard : donnez-le avec --file"},

	"explain.plan":          {"Plan %[1]s: %[2]s", "Plan %[1]s : %[2]s"},
	"explain.nobody":        {"No account had this key when the plan was made", "Aucun compte n'avait cette clé quand le plan a été fait"},
	"explain.since":         {"since run %[1]s, %[2]s", "depuis l'exécution %[1]s, %[2]s"},
	"explain.read":          {"Read", "Lu"},
	"explain.no-row":        {"no row has a key of this person's", "aucune ligne ne porte une clé de cette personne"},
	"explain.blank-keep":    {"keeps what the account has", "garde ce qu'a le compte"},
	"explain.blank-clear":   {"clears it", "l'efface"},
	"explain.blank-default": {"the policy's default", "la valeur par défaut de la politique"},
	"explain.scope":         {"Scope", "Périmètre"},
	"explain.wanted":        {"wanted: %[1]s", "demandé : %[1]s"},
	"explain.steps":         {"Decided", "Décidé"},
	"explain.outcome":       {"What the plan does", "Ce que fait le plan"},
	"explain.nothing":       {"nothing", "rien"},
	"explain.missing":       {"The rest needs the file. %[1]s", "Le reste demande le fichier. %[1]s"},

	"trace.unknown":            {"nobody had this key when the plan was made", "personne n'avait cette clé quand le plan a été fait"},
	"trace.is-active":          {"the account is: %[1]s", "le compte est : %[1]s"},
	"trace.is-deactivated":     {"the account is deactivated, by %[1]s", "le compte est désactivé, par %[1]s"},
	"trace.is-protected":       {"the policy protects the account", "la politique protège le compte"},
	"trace.is-own":             {"the account is that of whoever made the plan", "le compte est celui de l'auteur du plan"},
	"trace.is-administrator":   {"the account has a privileged role", "le compte a un rôle privilégié"},
	"trace.in-scope":           {"in scope: absence from the file counts", "dans le périmètre : l'absence du fichier compte"},
	"trace.out-of-scope":       {"out of scope: absence from the file says nothing", "hors du périmètre : l'absence du fichier ne dit rien"},
	"trace.key":                {"%[1]s: account %[2]s", "%[1]s : compte %[2]s"},
	"trace.key-nobody":         {"%[1]s: nobody has it", "%[1]s : personne ne l'a"},
	"trace.key-outside":        {"%[1]s: account %[2]s, but the policy does not recognise people by it", "%[1]s : compte %[2]s, mais la politique n'y reconnaît pas les gens"},
	"trace.key-former":         {"the login was once that of account %[1]s", "l'identifiant a été celui du compte %[1]s"},
	"trace.waits":              {"decided once every row was read", "décidé une fois toutes les lignes lues"},
	"trace.matched":            {"is account %[2]s, by: %[1]s", "est le compte %[2]s, par : %[1]s"},
	"trace.matched-same":       {"is account %[2]s: declared one person (%[1]s)", "est le compte %[2]s : déclarés une seule personne (%[1]s)"},
	"trace.matched-outside":    {"is account %[1]s: no key of the policy's speaks against it", "est le compte %[1]s : aucune clé de la politique ne s'y oppose"},
	"trace.joins":              {"is nobody known: somebody new", "n'est personne de connu : un nouveau"},
	"trace.rejected":           {"the row is rejected; it counts as presence for whoever it could be", "la ligne est rejetée ; elle vaut présence pour qui elle pourrait être"},
	"trace.held":               {"left alone: %[1]s", "non touché : %[1]s"},
	"trace.unchanged":          {"says nothing new", "ne dit rien de neuf"},
	"trace.differs":            {"says otherwise: %[1]s", "dit autrement : %[1]s"},
	"trace.pending-email":      {"the e-mail is the one that is pending already", "l'e-mail est celui qui est déjà en attente"},
	"trace.status-says":        {"the status column says: %[1]s", "la colonne d'état dit : %[1]s"},
	"trace.returner":           {"was deactivated by %[1]s, and presence brings back", "était désactivé par %[1]s, et la présence ramène"},
	"trace.present-named":      {"no row is this account, but one that is held or rejected could be: it counts as present", "aucune ligne n'est ce compte, mais une ligne retenue ou rejetée pourrait l'être : il vaut présent"},
	"trace.present-namesake":   {"but a row without a readable key has this name: the account counts as present", "mais une ligne sans clé lisible porte ce nom : le compte vaut présent"},
	"trace.absent-deactivated": {"no row is this account, which is deactivated already", "aucune ligne n'est ce compte, déjà désactivé"},
	"trace.absent-outside":     {"no row is this account, which is out of scope", "aucune ligne n'est ce compte, hors du périmètre"},
	"trace.absent-partial":     {"no row is this account, but the file says that it has only some of the people", "aucune ligne n'est ce compte, mais le fichier dit n'avoir qu'une partie des gens"},
	"trace.absent":             {"no row is this account: absent from the file", "aucune ligne n'est ce compte : absent du fichier"},
})
