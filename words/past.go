package words

// What looking back says.
var _ = register(map[string]text{
	"flag.as-of": {"as the roster stood: a `time` (2026-11-22, '2026-11-22 14:00' or RFC 3339) or the number of a run", "tel que le registre était : un `moment` (2026-11-22, '2026-11-22 14:00' ou RFC 3339) ou le numéro d'une exécution"},

	"as-of":        {"As run %[1]s left it (%[2]s), asked for %[3]s.", "Tel que l'exécution %[1]s l'a laissé (%[2]s), demandé pour %[3]s."},
	"as-of-run":    {"As run %[1]s left it (%[2]s).", "Tel que l'exécution %[1]s l'a laissé (%[2]s)."},
	"as-of-before": {"As it was before the first run, asked for %[1]s.", "Tel qu'avant la première exécution, demandé pour %[1]s."},

	"help.history.short": {"Show all that happened to one account", "Montrer tout ce qui est arrivé à un compte"},
	"help.history.long": {`Shows what every run did to one account, the oldest first: when, by whom, from which file
(SHA-256), each field before and after, why and on which line; and what was held of it.
A password is only said to be set. MEMBER is an ID (7 or id:7), an employee number, a
login or an e-mail that somebody has, or a login that somebody had; where nobody has it,
an employee number or e-mail that somebody had. Where several may be meant they are
listed: name one by its ID.`,
		`Montre ce que chaque exécution a fait d'un compte, la plus ancienne d'abord : quand, par
qui, de quel fichier (SHA-256), chaque champ avant et après, pourquoi et à quelle ligne ;
et ce qui en a été retenu. D'un mot de passe, il est dit seulement qu'il est défini.
MEMBER est un ID (7 ou id:7), un numéro d'employé, un identifiant ou un e-mail que
quelqu'un a, ou un identifiant que quelqu'un a eu ; si personne ne l'a, un numéro
d'employé ou un e-mail que quelqu'un a eu. S'il peut désigner plusieurs comptes, ils sont
listés : nommez l'un d'eux par son ID.`},
	"help.history.example": {"  rollcall history 00118\n  rollcall history id:7 --json", "  rollcall history 00118\n  rollcall history id:7 --json"},

	"help.changes.short": {"List what the runs of an interval changed", "Lister ce que les exécutions d'un intervalle ont changé"},
	"help.changes.long": {`Lists every change of the runs from --from to --to: ndjson has one change a line; csv and
xlsx have one changed field a line. Each bound is a time or the number of a run, and
without it the interval reaches to the first or the last run.

A run is included at both ends: --from 3 --to 5 is runs 3, 4 and 5. So is a day:
--from 2026-11-01 --to 2026-11-30 is all of November. A moment ('2026-11-22 14:00', or
RFC 3339) is included at --from and not at --to, so that intervals that meet share no
run. Times without an offset are this machine's, or those of --zone. How the interval
was understood is said above the list, or on standard error.`,
		`Liste chaque changement des exécutions de --from à --to : ndjson a un changement par
ligne ; csv et xlsx, un champ changé par ligne. Chaque borne est un moment ou le numéro
d'une exécution ; sans elle, l'intervalle va jusqu'à la première ou la dernière.

Une exécution est comprise aux deux bouts : --from 3 --to 5, ce sont les exécutions 3, 4
et 5. Un jour aussi : --from 2026-11-01 --to 2026-11-30, c'est tout novembre. Une heure
('2026-11-22 14:00', ou RFC 3339) est comprise avec --from et exclue avec --to, si bien
que deux intervalles qui se touchent ne partagent rien. Les heures sans décalage sont
celles de la machine, ou de --zone. L'intervalle compris est dit au-dessus de la liste,
ou sur la sortie d'erreur.`},
	"help.changes.example": {"  rollcall changes --from 2026-11-01 --to 2026-11-30 --only deactivate\n  rollcall changes --from 12 --format csv -o since-12.csv",
		"  rollcall changes --from 2026-11-01 --to 2026-11-30 --only deactivate\n  rollcall changes --from 12 --format csv -o depuis-12.csv"},
	"flag.from":           {"begin here: a `time` or the number of a run, which is included", "commencer ici : un `moment` ou le numéro d'une exécution, qui est comprise"},
	"flag.to":             {"end here: a `time`, which is not included unless it is a day, or the number of a run, which is", "finir ici : un `moment`, exclu sauf si c'est un jour, ou le numéro d'une exécution, qui est comprise"},
	"flag.only-changes":   {"only these `actions`: deactivate, reactivate, update, add, held (else all but held)", "seulement ces `actions` : deactivate, reactivate, update, add, held (sinon toutes sauf held)"},
	"usage-only-changes":  {"--only %q: write deactivate, reactivate, update, add or held", "--only %q : écrivez deactivate, reactivate, update, add ou held"},
	"usage-interval":      {"--to lies before --from", "--to est avant --from"},
	"interval":            {"%[1]d {run|runs}, %[2]s %[3]s", "%[1]d {exécution|exécutions}, %[2]s %[3]s"},
	"interval-first":      {"from the first run", "de la première exécution"},
	"interval-last":       {"to the last run", "à la dernière exécution"},
	"interval-from-run":   {"from run %[1]s", "de l'exécution %[1]s"},
	"interval-to-run":     {"to run %[1]s (included)", "à l'exécution %[1]s (comprise)"},
	"interval-from":       {"from %[1]s", "du %[1]s"},
	"interval-to":         {"to %[1]s (not included)", "au %[1]s (exclu)"},
	"progress.events":     {"%[1]d {change|changes} read, %[2]d a second", "%[1]d {changement lu|changements lus}, %[2]d par seconde"},
	"report.sheet.events": {"Changes", "Changements"},
	"report.column.when":  {"When (UTC)", "Quand (UTC)"},
	"report.about.period": {"Runs", "Exécutions"},

	"member-unknown": {"nobody has or had this ID, employee number, login or e-mail", "personne n'a ni n'a eu cet ID, numéro d'employé, identifiant ou e-mail"},
	"member-ambiguous": {"this may be %[1]d {account|accounts} (%[2]s): name one by its ID, as written here",
		"cela peut désigner %[1]d {compte|comptes} (%[2]s) : nommez-en un par son ID, comme écrit ici"},
	"unknown-account": {"no run ever added an account with the ID %[1]s", "aucune exécution n'a ajouté de compte dont l'ID est %[1]s"},

	"view.history":        {"Account %[1]s: %[2]s %[3]s, %[4]s", "Compte %[1]s : %[2]s %[3]s, %[4]s"},
	"view.history-gone":   {"Account %[1]s: its row was taken out of the database", "Compte %[1]s : sa ligne a été ôtée de la base"},
	"view.history-edited": {"The account is not as these events leave it: somebody edited the database itself (rollcall check-store).", "Le compte n'est pas tel que ces événements le laissent : quelqu'un a modifié la base elle-même (rollcall check-store)."},
	"view.passage":        {"Run %[1]s  %[2]s  %[3]s  %[4]s", "Exécution %[1]s  %[2]s  %[3]s  %[4]s"},
	"view.passage-sha256": {"SHA-256 %s", "SHA-256 %s"},

	"changes-erased":      {"changes of plan %[1]s were erased: what they did, and the roster before them, can't be told", "des changements du plan %[1]s ont été effacés : ce qu'ils ont fait, et le registre d'avant eux, ne peuvent être dits"},
	"view.history-erased": {"Changes of run %[1]s were erased: what it did to the account is not known.", "Des changements de l'exécution %[1]s ont été effacés : on ignore ce qu'elle a fait du compte."},
	"account-edited": {"account %[1]s is not as its last run left it: somebody edited the database itself. Nothing can be said of it as it was; rollcall check-store shows what differs",
		"le compte %[1]s n'est pas tel que sa dernière exécution l'a laissé : quelqu'un a modifié la base elle-même. On ne peut rien dire de ce qu'il était ; rollcall check-store montre ce qui diffère"},
	"accounts-edited": {"accounts found: %[1]v, added by runs: %[2]v: somebody edited the database itself; rollcall check-store shows what differs",
		"comptes trouvés : %[1]v, ajoutés par les exécutions : %[2]v : quelqu'un a modifié la base elle-même ; rollcall check-store montre ce qui diffère"},

	"usage-moment": {"%[1]s %[2]q: write a day (2026-11-22), a time ('2026-11-22 14:00', 2026-11-22T14:00:00+01:00) or the number of a run",
		"%[1]s %[2]q : écrivez un jour (2026-11-22), une heure ('2026-11-22 14:00', 2026-11-22T14:00:00+01:00) ou le numéro d'une exécution"},
	"usage-moment-ahead": {"%[1]s: that time is still to come", "%[1]s : ce moment est encore à venir"},
	"usage-zone-alone":   {"--zone goes with --as-of here: leave it out", "--zone va ici avec --as-of : retirez l'option"},

	"report.about.made":      {"Written (UTC)", "Écrit le (UTC)"},
	"report.about.as-of-run": {"The roster is listed", "Le registre est listé"},
	"report.about.as-left":   {"as run %[1]s left it, not as it stands now", "tel que l'exécution %[1]s l'a laissé, non tel qu'il est maintenant"},
	"report.about.as-before": {"as it was before the first run", "tel qu'avant la première exécution"},
})
