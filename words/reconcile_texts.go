package words

// Why a change is made or a row is held, what is wrong with rows, and what the guardrails find.
var _ = register(map[string]text{
	// Why a change is made.
	"absent":        {"absent from the file", "absent du fichier"},
	"joined":        {"new in the file", "nouveau dans le fichier"},
	"changed":       {"changed in the file", "modifié dans le fichier"},
	"returned":      {"back in the file after an absence", "de retour dans le fichier après une absence"},
	"status-column": {"the file's status column says so", "la colonne d'état du fichier le dit"},
	"same-person":   {"declared to be the same person", "déclaré être la même personne"},

	// Why a row or an account is held.
	"two-rows": {
		"several rows are this account (also line %[1]v): keep one of them in the file",
		"plusieurs lignes désignent ce compte (aussi ligne %[1]v) : n'en gardez qu'une dans le fichier"},
	"two-accounts": {
		"the row's keys belong to different accounts (ID %[1]v): correct the key that is wrong",
		"les clés de la ligne désignent des comptes différents (ID %[1]v) : corrigez celle qui est fausse"},
	"login-taken": {
		"the login belongs, or once belonged, to another person (ID %[1]v): give a new one, or declare them one person with --same",
		"l'identifiant appartient, ou a appartenu, à une autre personne (ID %[1]v) : donnez-en un autre, ou déclarez-les une seule personne avec --same"},
	"key-contradicts": {
		"found by %[1]v (ID %[3]v), but %[2]v says somebody else: correct one of the two, or declare them one person with --same",
		"trouvé par %[1]v (ID %[3]v), mais %[2]v désigne quelqu'un d'autre : corrigez l'un des deux, ou déclarez-les une seule personne avec --same"},
	"key-wanted": {
		"the file gives this account another key, and a row that is held or rejected has the old one: correct that row first",
		"le fichier donne une autre clé à ce compte, et une ligne retenue ou rejetée porte l'ancienne : corrigez d'abord cette ligne"},
	"email-ambiguous": {
		"several accounts have this e-mail (ID %[1]v) and the row has no other key: add the ID, employee number or login",
		"plusieurs comptes ont cet e-mail (ID %[1]v) et la ligne n'a pas d'autre clé : ajoutez l'ID, le matricule ou l'identifiant"},
	"unknown-id": {
		"the roster never gave the ID %[1]v: clear the cell to add the person, or correct it",
		"le registre n'a jamais attribué l'ID %[1]v : videz la cellule pour ajouter la personne, ou corrigez-la"},
	"same-unknown": {
		"declared the same as %[1]v, which no account has: correct --same, the mapping or the policy",
		"déclaré identique à %[1]v, qu'aucun compte ne porte : corrigez --same, la correspondance ou la politique"},
	"homonyms": {
		"several accounts have this name (ID %[1]v) and the row has no key: add the ID, employee number or login",
		"plusieurs comptes portent ce nom (ID %[1]v) et la ligne n'a pas de clé : ajoutez l'ID, le matricule ou l'identifiant"},
	"duplicate-new": {
		"line %[1]v gives the same key or says the same: keep one row, or give each person a key of their own",
		"la ligne %[1]v donne la même clé ou dit la même chose : gardez une seule ligne, ou donnez à chacun sa propre clé"},
	"deactivated-by-hand": {
		"deactivated by hand or by a status column, and the file has no status for it: reactivate by a status column, or allow it in the policy (deactivated_by_hand: reactivate)",
		"désactivé à la main ou par une colonne d'état, et le fichier n'en donne pas : réactivez par une colonne d'état, ou autorisez-le dans la politique (deactivated_by_hand: reactivate)"},
	"login-immutable": {
		"logins don't change here, and the file gives another one: put the login of before back into the file",
		"les identifiants ne changent pas ici, et le fichier en donne un autre : remettez l'ancien dans le fichier"},
	"protected": {
		"a protected account, which no file changes",
		"un compte protégé, qu'aucun fichier ne modifie"},
	"last-administrator": {
		"the last administrator: nobody would be left to administer; name another administrator first",
		"le dernier administrateur : il ne resterait personne pour administrer ; nommez d'abord un autre administrateur"},

	// What is wrong with a row.
	"keyless": {
		"the row has no readable key: give an ID, employee number, login or e-mail",
		"la ligne n'a pas de clé lisible : donnez un ID, un matricule, un identifiant ou un e-mail"},
	"required-missing": {
		"%[1]v is required and is blank: fill it in",
		"%[1]v est obligatoire et vide : remplissez-le"},
	"email-invalid": {
		"not an e-mail address: correct it, or clear the cell",
		"ce n'est pas une adresse e-mail : corrigez-la, ou videz la cellule"},
	"email-required": {
		"the role %[1]v needs an e-mail: fill it in",
		"le rôle %[1]v demande un e-mail : remplissez-le"},
	"role-unknown": {
		"not one of the roles allowed (%[1]v): correct it, or add the role to the policy",
		"ce n'est pas un rôle permis (%[1]v) : corrigez-le, ou ajoutez le rôle à la politique"},
	"group-unknown": {
		"not one of the groups allowed (%[1]v): correct it, or add the group to the policy",
		"ce n'est pas un groupe permis (%[1]v) : corrigez-le, ou ajoutez le groupe à la politique"},
	"language-unknown": {
		"not a language allowed here (%[1]v): correct it",
		"ce n'est pas une langue permise ici (%[1]v) : corrigez-la"},
	"establishment-unknown": {
		"not one of the establishments allowed (%[1]v): correct it, or add it to the policy",
		"ce n'est pas un établissement permis (%[1]v) : corrigez-le, ou ajoutez-le à la politique"},
	"default-establishment-outside": {
		"the default establishment is not among those the person may reach: add it there, or choose one of them",
		"l'établissement par défaut n'est pas parmi ceux que la personne peut atteindre : ajoutez-l'y, ou choisissez-en un"},
	"status-unknown": {
		"not a status: write active, deactivated or invited",
		"ce n'est pas un état : écrivez actif, désactivé ou invité"},
	"id-invalid": {
		"not an ID of ours, which is a whole number: correct it, or clear the cell to add the person",
		"ce n'est pas un ID du registre, qui est un nombre entier : corrigez-le, ou videz la cellule pour ajouter la personne"},
	"key-zero-width": {
		"holds a character that takes no room and can't be seen: type the value again",
		"contient un caractère sans largeur, invisible : saisissez la valeur à nouveau"},
	"error-value": {
		"an error of a spreadsheet's formula: correct the formula, or type the value",
		"une erreur de formule d'un tableur : corrigez la formule, ou saisissez la valeur"},
	"key-placeholder": {
		"only says that there is no value: type the value, or clear the cell",
		"dit seulement qu'il n'y a pas de valeur : saisissez la valeur, ou videz la cellule"},
	"digits-lost": {
		"a number whose last digits a spreadsheet took away: format the column as text and type the number again",
		"un nombre dont un tableur a retiré les derniers chiffres : mettez la colonne au format texte et saisissez-le à nouveau"},
	"language-unreadable": {
		"not a language: write its name or its code, French or fr",
		"ce n'est pas une langue : écrivez son nom ou son code, français ou fr"},
	"value-too-long": {
		"longer than %[1]d bytes, the most that fits here: shorten it",
		"plus long que %[1]d octets, le maximum ici : raccourcissez-le"},
	"key-bidi": {
		"holds a character that turns the direction of writing: type the value again",
		"contient un caractère qui inverse le sens d'écriture : saisissez la valeur à nouveau"},
	"login-mixed-script": {
		"mixes letters of scripts that look alike (Latin and Cyrillic, say): check that it is what it seems",
		"mélange des lettres d'écritures qui se ressemblent (latin et cyrillique, par exemple) : vérifiez que c'est bien ce qu'il paraît"},
	"control-character": {
		"holds a control character: type the value again",
		"contient un caractère de contrôle : saisissez la valeur à nouveau"},

	// What the guardrails find. The first argument is the number that --accept takes.
	"empty-file": {
		"the file has no rows, and %[1]d {account is|accounts are} in its scope",
		"le fichier n'a aucune ligne, et %[1]d {compte est|comptes sont} dans son périmètre"},
	"nobody-readable": {
		"{the only row|all %[1]d rows} of the file {is|are} rejected or held: nobody could be matched",
		"{la seule ligne|les %[1]d lignes} du fichier {est rejetée ou retenue|sont rejetées ou retenues} : personne n'a pu être rapproché"},
	"keyless-absence": {
		"%[1]d {row has|rows have} no readable key while %[2]d would be deactivated for absence: {it|they} could be any of them",
		"%[1]d {ligne n'a|lignes n'ont} pas de clé lisible alors que %[2]d personnes seraient désactivées pour absence : {elle pourrait|elles pourraient} être n'importe laquelle"},
	"rejected-share": {
		"%[1]d of %[2]d rows are rejected (%[3]v %%, limit %[4]v %%)",
		"%[1]d lignes sur %[2]d sont rejetées (%[3]v %%, limite %[4]v %%)"},
	"absent-share": {
		"%[1]d of %[2]d accounts in scope are absent from the file and would be deactivated (%[3]v %%, limit %[4]v %%)",
		"%[1]d comptes sur %[2]d du périmètre sont absents du fichier et seraient désactivés (%[3]v %%, limite %[4]v %%)"},
	"absent-share.told": {
		"%[1]d of %[2]d accounts in scope are absent from the file and would be deactivated (%[3]v %%; without a reviewer the plan would be held above %[4]v %%): look at each",
		"%[1]d comptes sur %[2]d du périmètre sont absents du fichier et seraient désactivés (%[3]v %% ; sans relecteur, le plan serait retenu au-delà de %[4]v %%) : regardez chacun"},
	"deactivated-share": {
		"%[1]d of %[2]d accounts in scope would be deactivated, absence and status together (%[3]v %%, limit %[4]v %%)",
		"%[1]d comptes sur %[2]d du périmètre seraient désactivés, absence et état confondus (%[3]v %%, limite %[4]v %%)"},
	"deactivated-share.told": {
		"%[1]d of %[2]d accounts in scope would be deactivated, absence and status together (%[3]v %%; without a reviewer the plan would be held above %[4]v %%): look at each",
		"%[1]d comptes sur %[2]d du périmètre seraient désactivés, absence et état confondus (%[3]v %% ; sans relecteur, le plan serait retenu au-delà de %[4]v %%) : regardez chacun"},
	"truncated": {
		"the %[1]d people who stood last in the previous file are all missing from this one, while of the %[3]d others %[2]d are: the file was probably cut; ask for it again",
		"les %[1]d personnes qui figuraient en dernier dans le fichier précédent manquent toutes à celui-ci, alors que sur les %[3]d autres il en manque %[2]d : le fichier a sans doute été coupé ; redemandez-le"},
	"last-line-open": {
		"the file stops within line %[1]d, where the previous file ended its last line: it was probably cut there; ask for it again",
		"le fichier s'arrête au milieu de la ligne %[1]d, alors que le précédent terminait sa dernière ligne : il a sans doute été coupé là ; redemandez-le"},
	"absent-kept": {
		"at least %[1]d absent {account stays|accounts stay} active: rows that are rejected or held could be any of %[2]d accounts; correct those rows and plan again",
		"au moins %[1]d {compte absent reste actif|comptes absents restent actifs} : des lignes rejetées ou retenues peuvent désigner %[2]d comptes ; corrigez ces lignes et refaites le plan"},
	"people-elsewhere": {
		"%[1]d people are absent from the sheet that was read, and other sheets, hidden or without headings, may list them: look at them in the workbook",
		"%[1]d personnes sont absentes de la feuille lue, et d'autres feuilles, masquées ou sans en-têtes, peuvent les contenir : regardez-les dans le classeur"},
	"scope-empty": {
		"the scope matches none of the %[1]d active accounts, so nobody can be absent: is it spelt as in the roster?",
		"le périmètre ne correspond à aucun des %[1]d comptes actifs, donc personne ne peut être absent : est-il écrit comme au registre ?"},
	"whole-group": {
		"%[1]d {person|people} would be deactivated with everybody of their company or group: %[2]v",
		"%[1]d {personne serait désactivée|personnes seraient désactivées} avec toute leur entreprise ou tout leur groupe : %[2]v"},
	"updated-share": {
		"%[1]d of %[2]d accounts would be updated (%[3]v %%, limit %[4]v %%)",
		"%[1]d comptes sur %[2]d seraient modifiés (%[3]v %%, limite %[4]v %%)"},
	"field-share": {
		"the field %[2]v changes on %[1]d of %[3]d accounts (%[4]v %%, limit %[5]v %%)",
		"le champ %[2]v change sur %[1]d des %[3]d comptes (%[4]v %%, limite %[5]v %%)"},
	"finding.last-administrator": {
		"{the only administrator|all %[1]d administrators} would leave or lose the role",
		"{le seul administrateur partirait ou perdrait|les %[1]d administrateurs partiraient ou perdraient} ce rôle"},
	"finding.last-administrator.stay": {
		"{the only administrator|all %[1]d administrators} would leave or lose the role, which no file can do: held, while the rest of the plan waits for somebody to have looked",
		"{le seul administrateur partirait ou perdrait|les %[1]d administrateurs partiraient ou perdraient} ce rôle, ce qu'aucun fichier ne peut faire : retenu, et le reste du plan attend que quelqu'un ait regardé"},
	"administrators": {
		"%[1]d of %[2]d administrators would leave or lose the role, and fewer than two would be left (%[3]d)",
		"%[1]d des %[2]d administrateurs {partirait ou perdrait|partiraient ou perdraient} ce rôle, et il en resterait moins de deux (%[3]d)"},
	"privileged": {
		"%[1]d {person would become an administrator|people would become administrators}",
		"%[1]d {personne deviendrait administrateur|personnes deviendraient administrateurs}"},
	"seats": {
		"%[1]d {seat is|seats are} missing: %[3]d accounts would be active and the limit is %[2]d; raise the limit (seats) in the policy, or free seats",
		"il manque %[1]d {place|places} : %[3]d comptes seraient actifs et la limite est de %[2]d ; relevez la limite (seats) dans la politique, ou libérez des places"},
	"probable-pairs": {
		"%[1]d {leaver and a joiner are|leavers and joiners are} probably the same {person|people}: look at the pairs, and declare them one with --same OLD=NEW",
		"%[1]d {partant et un arrivant sont|partants et arrivants sont} sans doute {la même personne|les mêmes personnes} : regardez les paires, et déclarez-les une avec --same ANCIEN=NOUVEAU"},
	"protected-unknown": {
		"the policy protects %[1]v, which no account has: is it spelt as in the roster?",
		"la politique protège %[1]v, qu'aucun compte ne porte : est-ce écrit comme au registre ?"},
	"canary-missing": {
		"%[1]d {account|accounts} that must be in every file (canaries in the policy) {is|are} missing from this one: it is not the whole file, or not the right one; ask for it again",
		"%[1]d {compte qui doit|comptes qui doivent} figurer dans chaque fichier (canaries dans la politique) {manque|manquent} à celui-ci : ce n'est pas le fichier entier, ou pas le bon ; redemandez-le"},
	"canary-unknown": {
		"the policy wants %[1]v in every file (canaries), which no account has: is it spelt as in the roster?",
		"la politique veut %[1]v dans chaque fichier (canaries), qu'aucun compte ne porte : est-ce écrit comme au registre ?"},
	"leading-zeros": {
		"%[1]d {key differs|keys differ} from the roster's by leading zeros only: a spreadsheet took them away, in this file or in an earlier one; save the column as text",
		"%[1]d {clé ne diffère|clés ne diffèrent} du registre que par des zéros initiaux : un tableur les a retirés, dans ce fichier ou dans un précédent ; enregistrez la colonne comme texte"},
	"key-form": {
		"%[1]d keys of %[2]d are written in another form than before (%[3]v %%): was the column changed on purpose?",
		"%[1]d clés sur %[2]d sont écrites sous une autre forme qu'avant (%[3]v %%) : la colonne a-t-elle été changée exprès ?"},
	"same-file": {
		"run %[1]d applied this very file; changes it would make again, as the roster was edited since: %[2]d",
		"l'exécution %[1]d a appliqué ce même fichier ; changements refaits, car le registre a été modifié depuis : %[2]d"},
	"same-file.told": {
		"run %[1]d applied this very file; nothing is left to do",
		"l'exécution %[1]d a appliqué ce même fichier ; il ne reste rien à faire"},
	"older-file.told": {
		"an older file: run %[1]d applied it, or a later one; nothing is left to do",
		"un fichier plus ancien : l'exécution %[1]d l'a appliqué, ou un plus récent ; il ne reste rien à faire"},
	"older-file": {
		"an older file: run %[1]d applied it, or a later one; changes it would take back: %[2]d",
		"un fichier plus ancien : l'exécution %[1]d l'a appliqué, ou un plus récent ; changements qu'il reprendrait : %[2]d"},
})
