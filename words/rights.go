package words

// Operators, roles, and who is refused what.
var _ = register(map[string]text{
	"help.operator.short": {"Say who may do what in an organisation", "Dire qui peut faire quoi dans une organisation"},
	"help.operator.long": {`An organisation without operators is open to everybody who reaches the store. The first
operator, who must be an administrator, closes it: from then on every verb asks who
calls, by a token or by the operating system's user, and wants a role:
  viewer         look at everything
  preparer       make plans, apply what others approved
  approver       approve, reject, accept findings, apply
  administrator  operators, keys, the pinned policy
Each role may do what the ones before it may.`,
		`Une organisation sans opérateur est ouverte à quiconque atteint le registre. Le premier
opérateur, forcément administrateur, la ferme : dès lors chaque verbe demande qui
appelle, par un jeton ou par l'utilisateur du système, et veut un rôle :
  viewer         tout regarder
  preparer       faire des plans, appliquer ce que d'autres ont approuvé
  approver       approuver, rejeter, lever des garde-fous, appliquer
  administrator  opérateurs, clés, politique épinglée
Chaque rôle peut ce que peuvent ceux qui le précèdent.`},
	"help.operator.example": {"  rollcall operator add claire --role administrator --os-user claire\n  rollcall operator list",
		"  rollcall operator add claire --role administrator --os-user claire\n  rollcall operator list"},
	"help.operator-add.short": {"Add an operator", "Ajouter un opérateur"},
	"help.operator-add.long": {`Adds somebody, or a program such as the nightly job. --os-user is the user of the
operating system that is this operator; --with-token makes a secret token and writes it,
this once, alone to standard output: send it to a file or a vault, and what is said about
it goes to the terminal. --account names the operator's own account in the roster, which no plan of theirs
takes away: it stays theirs when its keys change. A name is never given twice.`,
		`Ajoute quelqu'un, ou un programme comme la tâche de nuit. --os-user est l'utilisateur
du système qui est cet opérateur ; --with-token fait un jeton secret et l'écrit, cette
fois seulement, seul sur la sortie standard : envoyez-le dans un fichier ou un coffre, ce
qui s'en dit va au terminal. --account nomme le compte de l'opérateur dans le registre, qu'aucun de ses plans
ne lui retire : il reste le sien quand ses clés changent. Un nom n'est jamais donné deux
fois.`},
	"help.operator-add.example": {"  rollcall operator add claire --role administrator --os-user claire --account E0042\n  (umask 077; rollcall operator add nightly --role preparer --with-token > nightly.token)",
		"  rollcall operator add claire --role administrator --os-user claire --account E0042\n  (umask 077; rollcall operator add nuit --role preparer --with-token > nuit.token)"},
	"help.operator-list.short":      {"List the operators, the revoked ones too", "Lister les opérateurs, révoqués compris"},
	"help.operator-list.long":       {"Lists who may do what. Tokens are not shown: only their digests are kept.", "Liste qui peut faire quoi. Les jetons ne sont pas montrés : seules leurs empreintes sont gardées."},
	"help.operator-list.example":    {"  rollcall operator list --json", "  rollcall operator list --json"},
	"help.operator-role.short":      {"Give an operator another role", "Donner un autre rôle à un opérateur"},
	"help.operator-role.long":       {"ROLE is viewer, preparer, approver or administrator. The last administrator stays one.", "ROLE est viewer, preparer, approver ou administrator. Le dernier administrateur le reste."},
	"help.operator-role.example":    {"  rollcall operator role marc approver", "  rollcall operator role marc approver"},
	"help.operator-account.short":   {"Say which account is the operator's own", "Dire quel compte est celui de l'opérateur"},
	"help.operator-account.long":    {"KEY is an employee number, login, e-mail or id:N of the roster. The account that has it stays the\noperator's own when its keys change.", "KEY est un numéro d'employé, un identifiant, un e-mail ou id:N du registre. Le compte qui l'a\nreste celui de l'opérateur quand ses clés changent."},
	"help.operator-account.example": {"  rollcall operator account marc E0117", "  rollcall operator account marc E0117"},
	"help.operator-token.short":     {"Give an operator another token", "Donner un autre jeton à un opérateur"},
	"help.operator-token.long":      {"Makes a new token and writes it, this once, alone to standard output; the one before is worth\nnothing from then on.", "Fait un nouveau jeton et l'écrit, cette fois seulement, seul sur la sortie standard ; le\nprécédent ne vaut plus rien dès lors."},
	"help.operator-token.example":   {"  (umask 077; rollcall operator token nightly > nightly.token)", "  (umask 077; rollcall operator token nuit > nuit.token)"},
	"help.operator-revoke.short":    {"Take every right from an operator", "Retirer tout droit à un opérateur"},
	"help.operator-revoke.long": {`For good: the token is worth nothing, approvals that were not used yet don't count, and
the name is not given again. The last administrator can't be revoked.`,
		`Pour de bon : le jeton ne vaut plus rien, les approbations pas encore utilisées ne
comptent plus, et le nom n'est plus donné. Le dernier administrateur n'est pas révocable.`},
	"help.operator-revoke.example": {"  rollcall operator revoke marc", "  rollcall operator revoke marc"},

	"flag.role":       {"what the operator may do: viewer, preparer, approver or administrator", "ce que peut l'opérateur : viewer, preparer, approver ou administrator"},
	"flag.os-user":    {"the operating system's user that is this operator", "l'utilisateur du système qui est cet opérateur"},
	"flag.account":    {"a key of the operator's own account: employee number, login, e-mail or id:N", "une clé du compte de l'opérateur : numéro d'employé, identifiant, e-mail ou id:N"},
	"flag.with-token": {"make a token for the operator and write it, this once, to standard output", "faire un jeton pour l'opérateur et l'écrire, cette fois seulement, sur la sortie standard"},
	"flag.token": {"the operator's token, or @FILE that holds it; a command line is read by others: better ROLLCALL_TOKEN_FILE or ROLLCALL_TOKEN",
		"le jeton de l'opérateur, ou @FICHIER qui le contient ; une ligne de commande se lit par d'autres : mieux vaut ROLLCALL_TOKEN_FILE ou ROLLCALL_TOKEN"},

	"operator-is":      {"%[1]s is an operator with the role %[2]s.", "%[1]s est opérateur avec le rôle %[2]s."},
	"operator-revoked": {"%[1]s is no operator any more.", "%[1]s n'est plus opérateur."},
	"operator-token":   {"The token, shown this once, is the line on standard output. Keep it where only its owner reads it.", "Le jeton, montré cette fois seulement, est la ligne sur la sortie standard. Gardez-le là où seul son détenteur peut lire."},
	"operator-first": {"%[1]s would be the first operator, and the first must be an administrator: write --role administrator",
		"%[1]s serait le premier opérateur, et le premier doit être administrateur : écrivez --role administrator"},
	"operator-name-taken":    {"there is an operator %[1]s already: take another name", "il y a déjà un opérateur %[1]s : prenez un autre nom"},
	"operator-name-revoked":  {"the operator %[1]s was revoked, and the name is not given again: take another one", "l'opérateur %[1]s a été révoqué, et son nom n'est plus donné : prenez-en un autre"},
	"operator-os-user-taken": {"the OS user %[1]s is the operator %[2]s already", "l'utilisateur système %[1]s est déjà l'opérateur %[2]s"},
	"operator-account-shared": {"several accounts have the key %[1]q: name the operator's own by its ID, as in id:%[2]s",
		"plusieurs comptes ont la clé %[1]q : nommez celui de l'opérateur par son ID, comme id:%[2]s"},
	"operator-account-nobody": {"Nobody in the roster has the key %[1]s yet: %[2]s's own account is the one that a run gives it to first.",
		"Personne au registre n'a encore la clé %[1]s : le compte de %[2]s sera celui à qui une exécution la donnera d'abord."},
	"operator-last": {"%[1]s is the last administrator: make somebody else one first",
		"%[1]s est le dernier administrateur : nommez-en d'abord un autre"},
	"unknown-operator": {"There is no operator %[1]v in this organisation: operator list has the names.", "Il n'y a pas d'opérateur %[1]v dans cette organisation : operator list donne les noms."},

	"not-allowed-unknown": {"Not allowed: %[1]q is no operator of this organisation. An administrator can make you one (rollcall operator add), or give your token (ROLLCALL_TOKEN_FILE).",
		"Non autorisé : %[1]q n'est pas opérateur de cette organisation. Un administrateur peut vous ajouter (rollcall operator add), ou donnez votre jeton (ROLLCALL_TOKEN_FILE)."},
	"not-allowed-token": {"Not allowed: this is the token of no operator in force of this organisation. Ask an administrator for a new one (rollcall operator token).",
		"Non autorisé : ce jeton n'est celui d'aucun opérateur en fonction de cette organisation. Demandez-en un nouveau à un administrateur (rollcall operator token)."},
	"not-allowed-role": {"Not allowed: %[1]s has the role %[2]s, and this wants %[3]s. Who has it: %[4]s.",
		"Non autorisé : %[1]s a le rôle %[2]s, et ceci demande %[3]s. Qui l'a : %[4]s."},
	"not-allowed-by": {"Not allowed: --by %[1]s, while the operator %[2]s calls. Leave --by out.",
		"Non autorisé : --by %[1]s, alors que c'est l'opérateur %[2]s qui appelle. Retirez --by."},
	"token-file": {"%s: the file with the token can't be read or is blank: correct --token or ROLLCALL_TOKEN_FILE", "%s : le fichier du jeton est illisible ou vide : corrigez --token ou ROLLCALL_TOKEN_FILE"},

	"own-account": {
		"the account of whoever made the plan, which it never takes away: somebody else must plan that",
		"le compte de qui a fait le plan, qui ne se le retire jamais : quelqu'un d'autre doit planifier cela"},

	"conflict-own": {"the account is that of whoever takes the run back", "le compte est celui de qui annule l'exécution"},

	"help.approve.short": {"Approve a plan, with a reason", "Approuver un plan, avec un motif"},
	"help.approve.long": {`Keeps that an operator with the role approver looked at the plan and wants it applied. An
approval is for exactly this plan, and expires. One of a plan that a guardrail holds has
to accept each finding by its code and number; apply needs no --accept then. The policy
says how many must approve, and whether whoever made the plan may.`,
		`Garde qu'un opérateur au rôle approver a examiné le plan et veut qu'il soit appliqué. Une
approbation vaut pour ce plan exactement, et expire. Celle d'un plan retenu par un
garde-fou doit lever chacun par son code et son nombre ; apply se passe alors de --accept.
La politique dit combien doivent approuver, et si qui a fait le plan le peut.`},
	"help.approve.example": {"  rollcall approve pa1b2 --reason \"Checked with the site manager\"\n  rollcall approve pa1b2 --accept privileged=1 --reason \"The new head of IT\"",
		"  rollcall approve pa1b2 --reason \"Vu avec le responsable du site\"\n  rollcall approve pa1b2 --accept privileged=1 --reason \"La nouvelle responsable informatique\""},
	"help.reject.short": {"Reject a plan, with a reason", "Rejeter un plan, avec un motif"},
	"help.reject.long": {`For good: nobody applies the plan any more, whoever approves it. The same file planned
again on the same roster is the same plan, and stays rejected; a corrected one is another.`,
		`Pour de bon : plus personne n'applique le plan, quel que soit qui l'approuve. Le même
fichier replanifié sur le même registre est le même plan, et reste rejeté ; un fichier
corrigé en est un autre.`},
	"help.reject.example":    {"  rollcall reject pa1b2 --reason \"The file is cut\"", "  rollcall reject pa1b2 --reason \"Le fichier est tronqué\""},
	"help.approvals.short":   {"Show who approved or rejected a plan, and what is missing", "Montrer qui a approuvé ou rejeté un plan, et ce qui manque"},
	"help.approvals.long":    {"Shows each decision with its reason, until when it counts, or why it doesn't.", "Montre chaque décision avec son motif, jusqu'à quand elle vaut, ou pourquoi elle ne vaut pas."},
	"help.approvals.example": {"  rollcall approvals pa1b2\n  rollcall approvals pa1b2 --json", "  rollcall approvals pa1b2\n  rollcall approvals pa1b2 --json"},

	"view.approvals": {"%[1]d valid {approval|approvals}, %[2]s needed", "%[1]d {approbation valable|approbations valables}, %[2]s {nécessaire|nécessaires}"},
	"view.approved":  {"approved by %[1]s on %[2]s, until %[3]s", "approuvé par %[1]s le %[2]s, jusqu'au %[3]s"},
	"view.rejected":  {"rejected by %[1]s on %[2]s", "rejeté par %[1]s le %[2]s"},
	"view.next-rejected": {"Plan %[1]s was rejected by %[2]s and can't be applied. Correct the file and plan it again.",
		"Le plan %[1]s a été rejeté par %[2]s et ne peut être appliqué. Corrigez le fichier et refaites le plan."},
	"view.next-approve": {"Plan %[2]s is kept and waits for %[1]d {approval|approvals}. Nothing is written. Whoever may approve it does so with a reason:",
		"Le plan %[2]s est conservé et attend %[1]d {approbation|approbations}. Rien n'est écrit. Qui peut l'approuver le fait avec un motif :"},
	"void-expired":  {"doesn't count: it has expired", "ne compte pas : elle a expiré"},
	"void-revoked":  {"doesn't count: the operator was revoked, or has another role since", "ne compte pas : l'opérateur a été révoqué, ou a depuis un autre rôle"},
	"void-preparer": {"doesn't count: the operator made the plan, and somebody else must approve", "ne compte pas : l'opérateur a fait le plan, et quelqu'un d'autre doit approuver"},
	"void-unknown":  {"doesn't count: no operator made the plan, so nobody can tell that it was somebody else", "ne compte pas : aucun opérateur n'a fait le plan, rien ne dit que c'était quelqu'un d'autre"},
	"void-other":    {"doesn't count: it was given to another plan", "ne compte pas : elle a été donnée à un autre plan"},

	"plan-rejected": {"Plan %[1]v was rejected by %[2]v; nothing was written. Correct the file and plan it again.",
		"Le plan %[1]v a été rejeté par %[2]v ; rien n'a été écrit. Corrigez le fichier et refaites le plan."},
	"plan-unapproved": {"Plan %[2]v waits for %[1]d more {approval|approvals} of %[3]v; nothing was written.",
		"Le plan %[2]v attend encore %[1]d {approbation|approbations} sur %[3]v ; rien n'a été écrit."},
	"plan-unapprovable": {"Plan %[1]v needs approvals, and this organisation has no operators who could give them; nothing was written. Make some first: rollcall operator add.",
		"Le plan %[1]v a besoin d'approbations, et cette organisation n'a pas d'opérateurs pour en donner ; rien n'a été écrit. Ajoutez-en d'abord : rollcall operator add."},
	"apply-waits": {"Look at the plan:\n  %[1]s\nWhoever may approve it does so with a reason:\n  %[2]s",
		"Examinez le plan :\n  %[1]s\nQui peut l'approuver le fait avec un motif :\n  %[2]s"},
	"approve-way-out": {"An approval has to accept each of them:\n  %s", "Une approbation doit lever chacun d'eux :\n  %s"},
	"not-allowed-open": {"Not allowed: this organisation has no operators, so nobody can tell who approves. Make some first: rollcall operator add.",
		"Non autorisé : cette organisation n'a pas d'opérateurs, rien ne dit qui approuve. Ajoutez-en d'abord : rollcall operator add."},
	"not-allowed-preparer": {"Not allowed: %[1]v made plan %[2]v, and the policy wants somebody else to approve it.",
		"Non autorisé : %[1]v a fait le plan %[2]v, et la politique veut que quelqu'un d'autre l'approuve."},
	"not-allowed-unprepared": {"Not allowed: plan %[1]v was made while the organisation had no operators, so nobody can tell that somebody else made it. Plan the file again.",
		"Non autorisé : le plan %[1]v a été fait quand l'organisation n'avait pas d'opérateurs, rien ne dit que quelqu'un d'autre l'a fait. Refaites le plan."},
	"not-allowed-own": {"Not allowed: plan %[2]v takes the account of %[1]v away. Somebody else must do this.",
		"Non autorisé : le plan %[2]v retire son compte à %[1]v. Quelqu'un d'autre doit le faire."},
	"usage-decision-reason": {"a decision wants its reason: --reason TEXT", "une décision demande son motif : --reason TEXTE"},

	"help.policy.short": {"Bind an organisation to a policy", "Lier une organisation à une politique"},
	"help.policy.long": {`Without a pinned policy each plan comes under the file that --policy names. A pinned one
is kept in the store: from then on plans come under it, and --policy of another is refused.`,
		`Sans politique épinglée, chaque plan dépend du fichier nommé par --policy. Une politique
épinglée est gardée dans le registre : dès lors les plans en dépendent, et --policy d'une
autre est refusé.`},
	"help.policy.example":   {"  rollcall policy pin policy.yaml\n  rollcall policy show", "  rollcall policy pin politique.yaml\n  rollcall policy show"},
	"help.policy-pin.short": {"Bind the organisation to a policy file", "Lier l'organisation à un fichier de politique"},
	"help.policy-pin.long": {`Keeps the policy in the store as the organisation's next version. Plans made under another
one can't be applied any more. --same, and a --scope within the pinned one, may still be
said plan by plan.`,
		`Garde la politique dans le registre, comme version suivante de l'organisation. Les plans
faits sous une autre ne peuvent plus être appliqués. --same, et un --scope contenu dans le
périmètre épinglé, peuvent encore se dire plan par plan.`},
	"help.policy-pin.example":  {"  rollcall policy pin policy.yaml", "  rollcall policy pin politique.yaml"},
	"help.policy-show.short":   {"Show the pinned policy", "Montrer la politique épinglée"},
	"help.policy-show.long":    {"Writes the pinned policy as it was written in its file, which can be edited and pinned\nagain; version, digest and by whom go to standard error.", "Écrit la politique épinglée telle qu'elle était dans son fichier, qui peut être modifiée et\népinglée de nouveau ; version, empreinte et auteur vont à la sortie d'erreur."},
	"help.policy-show.example": {"  rollcall policy show > policy.yaml", "  rollcall policy show > politique.yaml"},
	"policy-pinned":            {"Policy version %[1]s, pinned by %[2]s on %[3]s, digest %[4]s", "Politique version %[1]s, épinglée par %[2]s le %[3]s, empreinte %[4]s"},
	"policy-none":              {"No policy is pinned in organisation %s: plans come under the file that --policy names.", "Aucune politique n'est épinglée dans l'organisation %s : les plans dépendent du fichier nommé par --policy."},
	"usage-policy-pinned": {"%[1]s says something else than version %[2]s of the pinned policy, which plans come under here: leave --policy out, or have an administrator pin this one (rollcall policy pin)",
		"%[1]s dit autre chose que la version %[2]s de la politique épinglée, dont les plans dépendent ici : retirez --policy, ou faites épingler celle-ci par un administrateur (rollcall policy pin)"},
	"usage-scope-pinned": {"--scope reaches beyond the scope of the pinned policy (%s): name a part of it", "--scope dépasse le périmètre de la politique épinglée (%s) : nommez-en une partie"},
	"stale-policy": {"The organisation is bound to another policy than the plan was made under; nothing was written. Plan again.",
		"L'organisation est liée à une autre politique que celle du plan ; rien n'a été écrit. Refaites le plan."},
	"policy-damaged": {"Version %[1]v of the pinned policy is not what was pinned; nothing was written. Find out who changed the database, and pin the policy again.",
		"La version %[1]v de la politique épinglée n'est plus ce qui a été épinglé ; rien n'a été écrit. Cherchez qui a modifié la base, puis épinglez de nouveau la politique."},

	"policy-duration":           {"%q: hours or minutes are wanted, as in 72h or 90m, a year at most", "%q : il faut des heures ou des minutes, comme 72h ou 90m, un an au plus"},
	"usage-role":                {"--role %q: write viewer, preparer, approver or administrator", "--role %q : écrivez viewer, preparer, approver ou administrator"},
	"usage-operator-name":       {"an operator needs a name", "un opérateur a besoin d'un nom"},
	"usage-operator-characters": {"the name holds characters that can't be seen or steer a terminal: leave them out", "le nom contient des caractères invisibles ou qui pilotent un terminal : retirez-les"},
	"usage-operator-way-in":     {"how is the operator known? Give --os-user, or --with-token, or both", "à quoi reconnaître l'opérateur ? Donnez --os-user, ou --with-token, ou les deux"},
	"usage-operator-first": {"the first operator closes the organisation to everybody else, and you are the OS user %[2]q, not %[1]q: give your own, or add --with-token",
		"le premier opérateur ferme l'organisation à tous les autres, et vous êtes l'utilisateur système %[2]q, pas %[1]q : donnez le vôtre, ou ajoutez --with-token"},

	"view.no-operators":            {"No operators: the organisation is open to everybody who reaches the store.", "Aucun opérateur : l'organisation est ouverte à quiconque atteint le registre."},
	"view.operator-name":           {"Operator", "Opérateur"},
	"view.operator-role":           {"Role", "Rôle"},
	"view.operator-os-user":        {"OS user", "Utilisateur système"},
	"view.operator-token":          {"Token", "Jeton"},
	"view.operator-account":        {"Own account", "Compte propre"},
	"view.operator-account-bound":  {"%[1]s (ID %[2]s)", "%[1]s (ID %[2]s)"},
	"view.operator-account-nobody": {"%[1]s (nobody yet)", "%[1]s (personne encore)"},
	"view.operator-since":          {"Since", "Depuis"},
	"view.operator-revoked":        {"revoked %s", "révoqué %s"},
})
