package words

// Help texts of the verbs that make and carry out plans.
var _ = register(map[string]text{
	"help.rollcall.short": {"Keep an organisation's accounts in step with its member file", "Tenir les comptes d'une organisation à jour de son fichier du personnel"},
	"help.rollcall.long": {`rollcall works out what a member file (CSV or XLSX) would change in the roster of
accounts, lets people look at it, and applies exactly that plan or nothing. Whoever
is absent from the file is deactivated; accounts are never deleted.

Data goes to standard output, everything else to standard error.`,
		`rollcall calcule ce qu'un fichier du personnel (CSV ou XLSX) changerait dans le
registre des comptes, le fait examiner, et applique exactement ce plan, ou rien.
Qui est absent du fichier est désactivé ; aucun compte n'est supprimé.

Les données vont à la sortie standard, le reste à la sortie d'erreur.`},
	"help.rollcall.example": {`  rollcall plan members.csv
  rollcall apply pa1b2c3d4e5f60718
  rollcall export report.xlsx`, `  rollcall plan membres.csv
  rollcall apply pa1b2c3d4e5f60718
  rollcall export rapport.xlsx`},
	"help.exit-codes": {`Exit codes:
  0   done, or nothing to do
  1   failed or interrupted; check: rows are rejected or held
  2   there are changes (only with --detailed-exitcode)
  3   held by a guardrail, waiting for approval, or rejected (apply, approve; plan and undo show it and give 0)
  4   stale plan: the roster moved on, or the plan was applied already
  5   the file is refused as a whole
  6   the roster is locked by another run
  7   not allowed: whoever calls is no operator, or lacks the role
  64  mistake in the command line, the policy file or the mapping file`,
		`Codes de sortie :
  0   fait, ou rien à faire
  1   échec ou interruption ; check : des lignes sont rejetées ou retenues
  2   il y a des changements (seulement avec --detailed-exitcode)
  3   retenu par un garde-fou, en attente d'approbation, ou rejeté (apply, approve ; plan et undo le montrent et rendent 0)
  4   plan périmé : le registre a changé, ou le plan est déjà appliqué
  5   le fichier est refusé en entier
  6   le registre est verrouillé par une autre exécution
  7   non autorisé : qui appelle n'est pas opérateur, ou n'a pas le rôle
  64  erreur dans la ligne de commande, le fichier de politique ou de correspondance`},

	"help.plan.short": {"Work out what a member file would change, and show it", "Calculer ce qu'un fichier du personnel changerait, et le montrer"},
	"help.plan.long": {`Reads a member file, compares it with the roster and shows what it would change:
deactivations first, then what the guardrails say, then every other change and every
problem with its place in the file. The plan is kept in the store; nothing else is
written. FILE may be - for standard input.`,
		`Lit un fichier du personnel, le compare au registre et montre ce qu'il changerait :
les désactivations d'abord, puis ce que disent les garde-fous, puis les autres
changements et chaque problème avec sa place dans le fichier. Le plan est conservé ;
rien d'autre n'est écrit. FILE peut être - pour l'entrée standard.`},
	"help.plan.example": {`  rollcall plan members.csv
  rollcall plan staff.xlsx --sheet Staff --map 'Payroll no=employee_number'
  rollcall plan acme.csv --scope company=ACME --json`, `  rollcall plan membres.csv
  rollcall plan personnel.xlsx --sheet Personnel --map 'Code paie=employee_number'
  rollcall plan acme.csv --scope company=ACME --json`},

	"help.show.short": {"Show a plan that was kept", "Montrer un plan conservé"},
	"help.show.long": {`Shows a plan again, as it is kept. ndjson has one change a line; csv has one changed
field a line; xlsx is the reviewer's workbook, with a sheet for each action.
PLAN is the plan's id or its first characters.`,
		`Montre un plan tel qu'il est conservé. ndjson a un changement par ligne ; csv, un
champ changé par ligne ; xlsx est le classeur du relecteur, une feuille par action.
PLAN est l'identifiant du plan ou ses premiers caractères.`},
	"help.show.example": {`  rollcall show pa1b2c3d4e5f60718
  rollcall show pa1b2 --format xlsx -o review.xlsx
  rollcall show pa1b2 --format ndjson > changes.ndjson`, `  rollcall show pa1b2c3d4e5f60718
  rollcall show pa1b2 --format xlsx -o relecture.xlsx
  rollcall show pa1b2 --format ndjson > changes.ndjson`},

	"help.apply.short": {"Apply a reviewed plan, or a file at once with --yes", "Appliquer un plan examiné, ou un fichier d'emblée avec --yes"},
	"help.apply.long": {`Applies exactly the plan that was reviewed, in one transaction, or nothing. A plan that
was applied already, that a guardrail holds, or whose accounts changed meanwhile is
refused. --accept lifts one finding, for this plan only, with exactly the number that
was shown; the run keeps who lifted it and why. Where the roster moved on, --stale rebase
makes the plan anew and shows how it differs; nothing is applied.

With a FILE and --yes the file is planned and applied in one go, under the stricter
guardrails of runs that nobody looks at. A plan that is held stays in the store.`,
		`Applique exactement le plan examiné, en une transaction, ou rien. Un plan déjà
appliqué, retenu par un garde-fou, ou dont les comptes ont changé entre-temps est
refusé. --accept lève un garde-fou, pour ce plan seulement, avec exactement le nombre
montré ; l'exécution garde qui l'a levé et pourquoi. Si le registre a changé, --stale rebase
refait le plan et montre en quoi il diffère ; rien n'est appliqué.

Avec un FICHIER et --yes, le fichier est planifié et appliqué d'un trait, sous les
garde-fous plus stricts de ce que personne n'examine. Un plan retenu reste conservé.`},
	"help.apply.example": {`  rollcall apply pa1b2c3d4e5f60718
  rollcall apply pa1b2c3d4e5f60718 --accept absent-share=84 --reason "The Lille site closed"
  rollcall apply nightly.csv --yes`, `  rollcall apply pa1b2c3d4e5f60718
  rollcall apply pa1b2c3d4e5f60718 --accept absent-share=84 --reason "Le site de Lille a fermé"
  rollcall apply nuit.csv --yes`},

	"help.undo.short": {"Make the plan that takes a run back", "Faire le plan qui annule une exécution"},
	"help.undo.long": {`Makes the inverse plan of a run, of any age. Each field ends reversed, kept (edited since,
and by which run) or in conflict (somebody else has the login by now, the account is
protected…). --only and --scope take back a part; the rest can follow later. A part that
nobody is in makes no plan and is said (exit code 1). The plan is shown, judged by today's
policy and applied like any other.`,
		`Fait le plan inverse d'une exécution, si ancienne soit-elle. Chaque champ est annulé,
conservé (modifié depuis, et par quelle exécution) ou en conflit (l'identifiant est à
quelqu'un d'autre, le compte est protégé…). --only et --scope en annulent une partie ; le
reste peut suivre. Une partie où il n'y a personne ne fait aucun plan, et c'est dit (code 1).
Le plan se montre, se juge selon la politique du jour et s'applique comme tout autre.`},
	"help.undo.example": {"  rollcall undo 12\n  rollcall undo 12 --only deactivate --scope company=ACME", "  rollcall undo 12\n  rollcall undo 12 --only deactivate --scope company=ACME"},
})

// Help texts of the verbs that give files and look at things.
var _ = register(map[string]text{
	"help.export.short": {"Write the roster to a spreadsheet, ready for an audit", "Écrire le registre dans un tableur, prêt pour l'audit"},
	"help.export.long": {`Writes the accounts of the roster to an Excel workbook or a CSV file, whole or not at
all. The workbook has a second sheet that says what it is of: the roster, the time,
the filters, the counts, the last run and the digest of the rows. Imported again, an
export changes nothing. - is CSV on standard output.`,
		`Écrit les comptes du registre dans un classeur Excel ou un fichier CSV, en entier ou
pas du tout. Le classeur a une seconde feuille qui dit de quoi il est fait : registre,
heure, filtres, effectifs, dernière exécution et empreinte des lignes. Réimporté, un
export ne change rien. - donne du CSV sur la sortie standard.`},
	"help.export.example": {`  rollcall export report.xlsx --lang fr --columns group,language,attr.cost_centre
  rollcall export leavers.csv --status deactivated
  rollcall export - --layout tempeos > members.csv`, `  rollcall export rapport.xlsx --lang fr --columns group,language,attr.centre_de_cout
  rollcall export partis.csv --status deactivated
  rollcall export - --layout tempeos > membres.csv`},

	"help.template.short": {"Write a member file to fill in", "Écrire un fichier du personnel à remplir"},
	"help.template.long": {`Writes a file with the headings that a member file can have; the workbook explains each.
With --filled it holds the roster's accounts as well.`,
		`Écrit un fichier avec les en-têtes qu'un fichier du personnel peut avoir ; le classeur
explique chacun. Avec --filled il contient aussi les comptes du registre.`},
	"help.template.example": {"  rollcall template members.xlsx\n  rollcall template members.csv --filled --layout tempeos", "  rollcall template membres.xlsx --lang fr\n  rollcall template membres.csv --filled --layout tempeos"},

	"help.check.short": {"Say what is wrong in a member file, without a roster", "Dire ce qui ne va pas dans un fichier du personnel, sans registre"},
	"help.check.long": {`Reads a member file and lists its problems, each with its place and what to do. No
roster is asked and nothing is kept. Warnings alone give exit code 0.`,
		`Lit un fichier du personnel et liste ses problèmes, chacun avec sa place et quoi faire.
Aucun registre n'est consulté, rien n'est conservé. De simples avertissements donnent 0.`},
	"help.check.example": {"  rollcall check members.csv\n  rollcall check - --json < members.csv", "  rollcall check membres.csv\n  rollcall check - --json < membres.csv"},

	"help.problems.short": {"Give HR its own file back, with what is to be corrected", "Rendre aux RH leur fichier, avec ce qui est à corriger"},
	"help.problems.long": {`Writes the file that a plan was made from, the same rows in the same order, with the
cells that have problems coloured and a last column that says why. Corrected, it can be
planned as it is. The original must still be the file that was planned.`,
		`Écrit le fichier d'où vient un plan, mêmes lignes et même ordre, les cellules à problème
colorées, et une dernière colonne qui dit pourquoi. Corrigé, il peut être planifié tel
quel. L'original doit être encore le fichier planifié.`},
	"help.problems.example": {"  rollcall problems pa1b2 to-correct.xlsx\n  rollcall problems pa1b2 to-correct.csv --file members.csv", "  rollcall problems pa1b2 a-corriger.xlsx --lang fr\n  rollcall problems pa1b2 a-corriger.csv --file membres.csv"},

	"help.diff.short": {"Compare two member files, without a roster", "Comparer deux fichiers du personnel, sans registre"},
	"help.diff.long": {`Shows what NEW says otherwise than OLD: people who left, came or changed, field by field.
The files may differ in kind, encoding, headings, and the order of rows and columns.
A blank cell says nothing, as in a plan. A column that NEW lacks, or whose heading means
nothing, is not compared, and is named.`,
		`Montre ce que NEW dit autrement que OLD : départs, arrivées, changements champ par champ.
Les fichiers peuvent différer de format, d'encodage, d'en-têtes, d'ordre des lignes et
des colonnes. Une cellule vide ne dit rien, comme dans un plan. Une colonne que NEW n'a
pas, ou dont l'en-tête ne dit rien, n'est pas comparée, et elle est nommée.`},
	"help.diff.example": {"  rollcall diff january.csv february.xlsx\n  rollcall diff january.csv february.csv --format ndjson", "  rollcall diff janvier.csv fevrier.xlsx\n  rollcall diff janvier.csv fevrier.csv --format ndjson"},
	"help.diff.exit-codes": {`Exit codes, as those of diff:
  0   the files say the same
  1   they differ
  2   trouble: a file can't be read, or rows of it could not be compared
  64  mistake in the command line, the policy file or the mapping file`,
		`Codes de sortie, ceux de diff :
  0   les fichiers disent la même chose
  1   ils diffèrent
  2   ennui : un fichier est illisible, ou des lignes n'ont pu être comparées
  64  erreur dans la ligne de commande, le fichier de politique ou de correspondance`},

	"help.members.short": {"List the accounts of the roster", "Lister les comptes du registre"},
	"help.members.long": {"Lists accounts, the deactivated ones included. --search looks into names, e-mails, logins\nand employee numbers without regard to case.",
		"Liste les comptes, désactivés compris. --search cherche dans les noms, e-mails,\nidentifiants et numéros d'employé, sans égard à la casse."},
	"help.members.example": {"  rollcall members --status active --search dupont\n  rollcall members --json", "  rollcall members --status active --search dupont\n  rollcall members --json"},

	"help.runs.short":   {"List the runs, the newest first", "Lister les exécutions, la dernière d'abord"},
	"help.runs.long":    {"Lists what was applied: when, by whom, how much, from which file.", "Liste ce qui a été appliqué : quand, par qui, combien, de quel fichier."},
	"help.runs.example": {"  rollcall runs\n  rollcall runs --json", "  rollcall runs\n  rollcall runs --json"},

	"help.run.short":   {"Show one run and what it changed", "Montrer une exécution et ce qu'elle a changé"},
	"help.run.long":    {"Shows who applied what and when, from which file, under which policy, which findings were\nlifted and why, and every change.", "Montre qui a appliqué quoi et quand, de quel fichier, sous quelle politique, quels garde-fous\nont été levés et pourquoi, et chaque changement."},
	"help.run.example": {"  rollcall run 12\n  rollcall run 12 --format ndjson", "  rollcall run 12\n  rollcall run 12 --format ndjson"},

	"help.version.short":   {"Show the version", "Montrer la version"},
	"help.version.long":    {"Shows the version of rollcall.", "Montre la version de rollcall."},
	"help.version.example": {"  rollcall version", "  rollcall version"},

	"help.man.short":   {"Write the manual pages", "Écrire les pages de manuel"},
	"help.man.long":    {"Writes a manual page for rollcall and for each verb into a folder.", "Écrit dans un dossier une page de manuel pour rollcall et pour chaque verbe."},
	"help.man.example": {"  rollcall man ~/.local/share/man/man1", "  rollcall man ~/.local/share/man/fr/man1 --lang fr"},

	"help.help.short":       {"Explain a verb", "Expliquer un verbe"},
	"help.help.long":        {"Explains a verb.", "Explique un verbe."},
	"help.completion.short": {"Write the completion script of a shell", "Écrire le script de complétion d'un shell"},
	"help.completion.shell": {"Write the completion script for %s", "Écrire le script de complétion pour %s"},
	"help.completion.load":  {" to standard output. The example loads it into this shell.", " sur la sortie standard. L'exemple le charge dans ce shell."},
	"help.completion.long":  {"Writes the script that completes rollcall's verbs and flags in bash, zsh, fish or\nPowerShell.", "Écrit le script qui complète verbes et options de rollcall dans bash, zsh, fish ou\nPowerShell."},
})

// Flags and the frame of help texts.
var _ = register(map[string]text{
	"flag.no-descriptions":   {"without the descriptions of verbs and flags", "sans la description des verbes et des options"},
	"flag.help":              {"show this help", "montrer cette aide"},
	"flag.db":                {"the store: a `path`, sqlite:PATH or postgres://… without password (else $ROLLCALL_DB, else your data directory)", "le registre : un `chemin`, sqlite:CHEMIN ou postgres://… sans mot de passe (sinon $ROLLCALL_DB, sinon votre dossier de données)"},
	"flag.db-file":           {"`file` that holds the store's address (else $ROLLCALL_DB_FILE)", "`fichier` qui contient l'adresse du registre (sinon $ROLLCALL_DB_FILE)"},
	"flag.org":               {"`name` of the organisation (else default)", "`nom` de l'organisation (sinon default)"},
	"flag.lang":              {"`language`: fr or en (else LC_ALL, LC_MESSAGES, LANG)", "`langue` : fr ou en (sinon LC_ALL, LC_MESSAGES, LANG)"},
	"flag.policy":            {"policy `file` (YAML)", "`fichier` de politique (YAML)"},
	"flag.json":              {"write one JSON document", "écrire un document JSON"},
	"flag.quiet":             {"no progress and no remarks on standard error", "ni progression ni remarques sur la sortie d'erreur"},
	"flag.encoding":          {"`encoding` of a CSV file (else it is found)", "`encodage` d'un fichier CSV (sinon il est trouvé)"},
	"flag.delimiter":         {"`delimiter` of a CSV file: semicolon, comma, pipe or tab (else it is found)", "`séparateur` d'un fichier CSV : point-virgule, virgule, barre ou tabulation (sinon il est trouvé)"},
	"flag.sheet":             {"`name` of the sheet of a workbook (else the one that is a roster)", "`nom` de la feuille d'un classeur (sinon celle qui est une liste de membres)"},
	"flag.heading-row":       {"`line` or sheet row of the headings (else it is found)", "`ligne` des en-têtes (sinon elle est trouvée)"},
	"flag.mapping":           {"mapping `file` (YAML): what the columns mean", "`fichier` de correspondance (YAML) : ce que disent les colonnes"},
	"flag.map":               {"one column, as `'Heading=field'` (repeatable)", "une colonne, comme `'En-tête=champ'` (répétable)"},
	"flag.scope":             {"absence counts only here, as `company=ACME` (repeatable; replaces the policy's scope)", "l'absence ne compte qu'ici, comme `company=ACME` (répétable ; remplace le périmètre de la politique)"},
	"flag.same":              {"two keys are one person, as `OLD=NEW` (repeatable)", "deux clés sont une personne, comme `ANCIENNE=NOUVELLE` (répétable)"},
	"flag.all":               {"show everything, not only the first 50 of each kind", "tout montrer, pas seulement les 50 premiers de chaque sorte"},
	"flag.all-runs":          {"list every run, not only the last 50", "lister toutes les exécutions, pas seulement les 50 dernières"},
	"flag.all-members":       {"list everybody, not only the first 50", "lister tout le monde, pas seulement les 50 premiers"},
	"flag.detailed-exitcode": {"give exit code 2 when there are changes", "rendre le code 2 quand il y a des changements"},
	"flag.by":                {"`name` of who is at work, for the record (else the user of this machine)", "`nom` de qui est à l'œuvre, pour le dossier (sinon l'utilisateur de la machine)"},
	"flag.format":            {"`form`: text, json, ndjson, csv or xlsx (else text)", "`forme` : text, json, ndjson, csv ou xlsx (sinon text)"},
	"flag.diff-format":       {"`form`: text, json or ndjson (else text)", "`forme` : text, json ou ndjson (sinon text)"},
	"flag.output":            {"`file` to write (else standard output)", "`fichier` à écrire (sinon la sortie standard)"},
	"flag.yes":               {"plan and apply a file in one go", "planifier et appliquer un fichier d'un trait"},
	"flag.accept":            {"lift one finding, as `CODE=NUMBER` (repeatable; wants --reason)", "lever un garde-fou, comme `CODE=NOMBRE` (répétable ; demande --reason)"},
	"flag.reason":            {"why the findings are lifted, as `text` for the record", "pourquoi les garde-fous sont levés, en `texte` pour le dossier"},
	"flag.layout":            {"`layout`: audit or tempeos (else audit)", "`présentation` : audit ou tempeos (sinon audit)"},
	"flag.columns":           {"more `columns` after the layout's: group,language,establishments,attr.NAME…", "`colonnes` de plus après celles de la présentation : group,language,establishments,attr.NOM…"},
	"flag.zone":              {"time `zone` for the report, such as Europe/Paris (else this machine's)", "`fuseau` horaire du rapport, comme Europe/Paris (sinon celui de la machine)"},
	"flag.status":            {"only these `statuses`: active, invited, deactivated", "seulement ces `statuts` : active, invited, deactivated"},
	"flag.filled":            {"with the roster's accounts", "avec les comptes du registre"},
	"flag.file":              {"where the original `file` is now", "où est maintenant le `fichier` d'origine"},
	"flag.search":            {"`part` of a name, e-mail, login or employee number", "`partie` d'un nom, e-mail, identifiant ou numéro d'employé"},

	"help.colon":        {":", " :"},
	"help.flags-in-use": {"[flags]", "[options]"},
	"help.usage":        {"Usage", "Usage"},
	"help.verb":         {"VERB", "VERBE"},
	"help.examples":     {"Examples", "Exemples"},
	"help.verbs":        {"Verbs", "Verbes"},
	"help.flags":        {"Flags", "Options"},
	"help.global":       {"Flags of every verb", "Options de tous les verbes"},
	"help.more":         {"rollcall VERB --help says more of a verb.", "rollcall VERBE --help en dit plus d'un verbe."},
})
