package words

// What becomes of the fields of a run that is taken back.
var _ = register(map[string]text{
	"undone":        {"undone", "annulé"},
	"undone-partly": {"undone but for: %[1]v", "annulé sauf : %[1]v"},
	"edited-since":  {"edited since the run, and kept: %[1]v", "modifié depuis l'exécution, et conservé : %[1]v"},
	"undo-conflict": {"can't be put back as the roster stands now: %[1]v", "ne peut être remis tel que le registre est à présent : %[1]v"},
	"number-goes-back": {"gives its employee number back to the account that had it: the run that added this one was taken back",
		"rend son matricule au compte qui l'avait : l'exécution qui a ajouté celui-ci a été annulée"},
	"account-gone": {"the account is no longer in the roster: somebody took it out of the database",
		"le compte n'est plus au registre : quelqu'un l'a retiré de la base"},

	"outcome.reversed": {"reversed", "annulé"},
	"outcome.kept":     {"kept", "conservé"},
	"outcome.conflict": {"in conflict", "en conflit"},

	"back-by-run":    {"back already, by run %[1]v (%[2]v)", "remis déjà, par l'exécution %[1]v (%[2]v)"},
	"back-outside":   {"back already", "remis déjà"},
	"edited-by-run":  {"edited since by run %[1]v (%[2]v)", "modifié depuis par l'exécution %[1]v (%[2]v)"},
	"edited-outside": {"edited since, by no run", "modifié depuis, hors de toute exécution"},
	"goes-with":      {"belongs to what stays: %[1]v", "va avec ce qui reste : %[1]v"},

	"conflict-login":     {"the login is another account's by now (ID %[1]v)", "l'identifiant est désormais celui d'un autre compte (ID %[1]v)"},
	"conflict-number":    {"the employee number is another account's by now (ID %[1]v)", "le matricule est désormais celui d'un autre compte (ID %[1]v)"},
	"conflict-protected": {"the account is protected", "le compte est protégé"},
	"conflict-last-administrator": {"nobody would be left to administer",
		"il ne resterait personne pour administrer"},
	"conflict-establishment": {"the default establishment would not be among the establishments",
		"l'établissement par défaut ne serait pas parmi les établissements"},
	"conflict-email": {"the role must have an e-mail, and there would be none", "le rôle exige un e-mail, et il n'y en aurait pas"},

	"view.part": {"        only %s", "        seulement %s"},
	"view.outcomes": {"%[1]d {field|fields} put back, %[2]v back already, %[3]v kept, %[4]v in conflict",
		"%[1]d {champ remis|champs remis}, %[2]v remis déjà, %[3]v conservés, %[4]v en conflit"},
	"report.left":          {"%[1]s: %[2]s", "%[1]s : %[2]s"},
	"report.plan.part":     {"Only", "Seulement"},
	"report.plan.outcomes": {"Fields", "Champs"},

	"part.deactivate": {"deactivations", "les désactivations"},
	"part.reactivate": {"reactivations", "les réactivations"},
	"part.update":     {"updates", "les mises à jour"},
	"part.add":        {"additions", "les ajouts"},

	"view.taken-back":       {"(taken back by %s)", "(annulée par %s)"},
	"view.taken-back-whole": {"run %[1]s", "l'exécution %[1]s"},
	"view.taken-back-part":  {"run %[1]s: %[2]d of %[3]v", "l'exécution %[1]s : %[2]d sur %[3]v"},
	"view.taken-back-again": {"%[1]s, itself taken back by run %[2]s", "%[1]s, elle-même annulée par l'exécution %[2]s"},

	"field.former_logins": {"Former logins", "Anciens identifiants"},

	"flag.only": {"take back only changes of this kind: deactivate, reactivate, update or add; may be given several times",
		"n'annuler que les changements de ce genre : deactivate, reactivate, update ou add ; répétable"},
	"flag.undo-scope": {"take back only accounts that match, as in company=ACME: as they stand now, or as the run found them; may be given several times",
		"n'annuler que les comptes concernés, comme company=ACME : tels qu'ils sont, ou tels que l'exécution les a trouvés ; répétable"},
	"undo-only-nobody": {"Run %[1]s has no %[2]s, so there is nothing to take back; no plan was made. What it changed: %[3]s. Correct --only, or leave it out.",
		"L'exécution %[1]s ne contient pas ce que demande --only (%[2]s) : rien à annuler, aucun plan n'a été fait. Ce qu'elle a changé : %[3]s. Corrigez --only, ou retirez-le."},
	"undo-scope-nobody": {"Of the %[1]d {account|accounts} that run %[2]s changed and that were asked for, none matches %[3]s, neither as it stands now nor as the run found it, so there is nothing to take back; no plan was made. Who they are: %[4]s. Correct --scope, or leave it out.",
		"%[1]d {compte modifié|comptes modifiés} par l'exécution %[2]s et demandés : aucun ne répond à %[3]s, ni tel qu'il est, ni tel que l'exécution l'a trouvé ; rien à annuler, aucun plan n'a été fait. De qui il s'agit : %[4]s. Corrigez --scope, ou retirez-le."},
	"usage-only": {"--only %q: write deactivate, reactivate, update or add", "--only %q : écrivez deactivate, reactivate, update ou add"},
})
