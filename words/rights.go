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
operating system that is this operator; --with-token makes a secret token and shows it
once. --account names the operator's own account in the roster, which no plan of theirs
takes away. A name is never given twice.`,
		`Ajoute quelqu'un, ou un programme comme la tâche de nuit. --os-user est l'utilisateur
du système qui est cet opérateur ; --with-token fait un jeton secret et le montre une
fois. --account nomme le compte de l'opérateur dans le registre, qu'aucun de ses plans
ne lui retire. Un nom n'est jamais donné deux fois.`},
	"help.operator-add.example": {"  rollcall operator add claire --role administrator --os-user claire --account E0042\n  rollcall operator add nightly --role preparer --with-token",
		"  rollcall operator add claire --role administrator --os-user claire --account E0042\n  rollcall operator add nuit --role preparer --with-token"},
	"help.operator-list.short":      {"List the operators, the revoked ones too", "Lister les opérateurs, révoqués compris"},
	"help.operator-list.long":       {"Lists who may do what. Tokens are not shown: only their digests are kept.", "Liste qui peut faire quoi. Les jetons ne sont pas montrés : seules leurs empreintes sont gardées."},
	"help.operator-list.example":    {"  rollcall operator list --json", "  rollcall operator list --json"},
	"help.operator-role.short":      {"Give an operator another role", "Donner un autre rôle à un opérateur"},
	"help.operator-role.long":       {"ROLE is viewer, preparer, approver or administrator. The last administrator stays one.", "ROLE est viewer, preparer, approver ou administrator. Le dernier administrateur le reste."},
	"help.operator-role.example":    {"  rollcall operator role marc approver", "  rollcall operator role marc approver"},
	"help.operator-account.short":   {"Say which account is the operator's own", "Dire quel compte est celui de l'opérateur"},
	"help.operator-account.long":    {"KEY is an employee number, login, e-mail or id:N of the roster.", "KEY est un numéro d'employé, un identifiant, un e-mail ou id:N du registre."},
	"help.operator-account.example": {"  rollcall operator account marc E0117", "  rollcall operator account marc E0117"},
	"help.operator-token.short":     {"Give an operator another token", "Donner un autre jeton à un opérateur"},
	"help.operator-token.long":      {"Makes a new token and shows it once; the one before is worth nothing from then on.", "Fait un nouveau jeton et le montre une fois ; le précédent ne vaut plus rien dès lors."},
	"help.operator-token.example":   {"  rollcall operator token nightly", "  rollcall operator token nuit"},
	"help.operator-revoke.short":    {"Take every right from an operator", "Retirer tout droit à un opérateur"},
	"help.operator-revoke.long": {`For good: the token is worth nothing, approvals that were not used yet don't count, and
the name is not given again. The last administrator can't be revoked.`,
		`Pour de bon : le jeton ne vaut plus rien, les approbations pas encore utilisées ne
comptent plus, et le nom n'est plus donné. Le dernier administrateur n'est pas révocable.`},
	"help.operator-revoke.example": {"  rollcall operator revoke marc", "  rollcall operator revoke marc"},

	"flag.role":       {"what the operator may do: viewer, preparer, approver or administrator", "ce que peut l'opérateur : viewer, preparer, approver ou administrator"},
	"flag.os-user":    {"the operating system's user that is this operator", "l'utilisateur du système qui est cet opérateur"},
	"flag.account":    {"a key of the operator's own account: employee number, login, e-mail or id:N", "une clé du compte de l'opérateur : numéro d'employé, identifiant, e-mail ou id:N"},
	"flag.with-token": {"make a token for the operator and show it once", "faire un jeton pour l'opérateur et le montrer une fois"},
	"flag.token": {"the operator's token, or @FILE that holds it; a command line is read by others: better ROLLCALL_TOKEN_FILE or ROLLCALL_TOKEN",
		"le jeton de l'opérateur, ou @FICHIER qui le contient ; une ligne de commande se lit par d'autres : mieux vaut ROLLCALL_TOKEN_FILE ou ROLLCALL_TOKEN"},

	"operator-is":      {"%[1]s is an operator with the role %[2]s.", "%[1]s est opérateur avec le rôle %[2]s."},
	"operator-revoked": {"%[1]s is no operator any more.", "%[1]s n'est plus opérateur."},
	"operator-token":   {"The token, shown this once:\n  %s", "Le jeton, montré cette fois seulement :\n  %s"},
	"operator-first": {"%[1]s would be the first operator, and the first must be an administrator: write --role administrator",
		"%[1]s serait le premier opérateur, et le premier doit être administrateur : écrivez --role administrator"},
	"operator-name-taken":    {"there is an operator %[1]s already: take another name", "il y a déjà un opérateur %[1]s : prenez un autre nom"},
	"operator-name-revoked":  {"the operator %[1]s was revoked, and the name is not given again: take another one", "l'opérateur %[1]s a été révoqué, et son nom n'est plus donné : prenez-en un autre"},
	"operator-os-user-taken": {"the OS user %[1]s is the operator %[2]s already", "l'utilisateur système %[1]s est déjà l'opérateur %[2]s"},
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

	"usage-role":            {"--role %q: write viewer, preparer, approver or administrator", "--role %q : écrivez viewer, preparer, approver ou administrator"},
	"usage-operator-name":   {"an operator needs a name", "un opérateur a besoin d'un nom"},
	"usage-operator-way-in": {"how is the operator known? Give --os-user, or --with-token, or both", "à quoi reconnaître l'opérateur ? Donnez --os-user, ou --with-token, ou les deux"},
	"usage-operator-first": {"the first operator closes the organisation to everybody else, and you are the OS user %[2]q, not %[1]q: give your own, or add --with-token",
		"le premier opérateur ferme l'organisation à tous les autres, et vous êtes l'utilisateur système %[2]q, pas %[1]q : donnez le vôtre, ou ajoutez --with-token"},

	"view.no-operators":     {"No operators: the organisation is open to everybody who reaches the store.", "Aucun opérateur : l'organisation est ouverte à quiconque atteint le registre."},
	"view.operator-name":    {"Operator", "Opérateur"},
	"view.operator-role":    {"Role", "Rôle"},
	"view.operator-os-user": {"OS user", "Utilisateur système"},
	"view.operator-token":   {"Token", "Jeton"},
	"view.operator-account": {"Own account", "Compte propre"},
	"view.operator-since":   {"Since", "Depuis"},
	"view.operator-revoked": {"revoked %s", "révoqué %s"},
})
