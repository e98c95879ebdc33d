package words

// What check-store finds: %[1]v is a number (of the account, plan or run), %[2]v a column, a block or a count; of a table
// as a whole there is no number.
var _ = register(map[string]text{
	"help.check-store.short": {"Check everything that the roster relies on", "Vérifier tout ce sur quoi repose le registre"},
	"help.check-store.long": {`Holds an organisation's part of the store against everything that rollcall relies on:
counters, plans and their digests, runs, the outbox, keys, the lock, the ledger; and every
account against what the runs did to it, from the first on, so that a value edited in the
database itself is found, and named by the account's ID. Nothing is written, and no value
is shown. Each violation has a code, a table and a number, and says what to do.`,
		`Confronte la partie d'une organisation dans le registre à tout ce sur quoi rollcall
s'appuie : compteurs, plans et leurs empreintes, exécutions, messages à envoyer, clés,
verrou, journal ; et chaque compte à ce que les exécutions en ont fait depuis la
première, de sorte qu'une valeur modifiée dans la base même est trouvée et nommée par
l'ID du compte. Rien n'est écrit, aucune valeur n'est montrée. Chaque violation a un
code, une table et un numéro, et dit quoi faire.`},
	"help.check-store.example": {"  rollcall check-store --org acme\n  rollcall check-store --json", "  rollcall check-store --org acme\n  rollcall check-store --json"},

	"check-store-clean": {"Clean: %[1]d {account|accounts}, %[2]v plans, %[3]v runs with %[4]v changes; every account is what the runs made of it.",
		"Sain : %[1]d {compte|comptes}, %[2]v plans, %[3]v exécutions avec %[4]v changements ; chaque compte est ce que les exécutions en ont fait."},
	"check-store-clean-erased": {"Clean: %[1]d {account|accounts}, %[2]v plans, %[3]v runs with %[4]v changes. Changes were erased, so accounts could not be held against them.",
		"Sain : %[1]d {compte|comptes}, %[2]v plans, %[3]v exécutions avec %[4]v changements. Des changements ont été effacés : les comptes n'ont pu leur être confrontés."},
	"check-store-found": {"%[1]d {violation|violations} in %[2]v accounts, %[3]v plans and %[4]v runs.",
		"%[1]d {violation|violations} dans %[2]v comptes, %[3]v plans et %[4]v exécutions."},
	"check-store-more": {"… and %[1]d {more|more}.", "… et %[1]d de plus."},
	"check-store-line": {"  ! %[1]s %[2]s: %[3]s", "  ! %[1]s %[2]s : %[3]s"},

	"check-file": {"SQLite finds the file damaged (%[1]v): stop writing, copy the file, and bring back the last backup that check-store finds clean.",
		"SQLite trouve le fichier abîmé (%[1]v) : cessez d'écrire, copiez le fichier et reprenez la dernière sauvegarde que check-store trouve saine."},
	"check-damaged": {"the file is too damaged for this table to be read: stop writing, copy the file, and bring back the last backup that check-store finds clean.",
		"le fichier est trop abîmé pour lire cette table : cessez d'écrire, copiez le fichier et reprenez la dernière sauvegarde que check-store trouve saine."},
	"check-orphan": {"rows refer to rows of %[1]v that are not there: somebody deleted them in the database; bring them back from a backup.",
		"des lignes renvoient à des lignes de %[1]v qui n'existent pas : quelqu'un les a supprimées dans la base ; reprenez-les d'une sauvegarde."},
	"check-schema": {"this table, index or trigger is missing or switched off: without it two people may get one login or the trail be edited; put it back as the migrations make it.",
		"cette table, cet index ou ce déclencheur manque ou est désactivé : sans lui, deux personnes peuvent avoir un identifiant ou la trace être modifiée ; remettez-le comme les migrations le font."},
	"check-wall": {"row-level security is down: organisations could see each other; ALTER TABLE … ENABLE, FORCE ROW LEVEL SECURITY puts it up.",
		"la sécurité par ligne est levée : les organisations pourraient se voir ; ALTER TABLE … ENABLE, FORCE ROW LEVEL SECURITY la rétablit."},
	"check-secret": {"organisation %[1]v: the secret that passwords are hashed with is not 32 bytes: bring it back from a backup.",
		"organisation %[1]v : le secret de hachage des mots de passe n'a pas 32 octets : reprenez-le d'une sauvegarde."},
	"check-missing": {"number %[1]v is missing: somebody deleted it in the database; bring it back from a backup.",
		"le numéro %[1]v manque : quelqu'un l'a supprimé dans la base ; reprenez-le d'une sauvegarde."},
	"check-counter": {"organisation %[1]v: the counter %[2]v does not fit what there is: numbers could be given twice; find out who changed it, and set it right before the next run.",
		"organisation %[1]v : le compteur %[2]v ne correspond pas à ce qu'il y a : des numéros pourraient être donnés deux fois ; cherchez qui l'a modifié et corrigez-le avant la prochaine exécution."},
	"check-unreadable": {"number %[1]v: what stands there can't be read (%[2]v): somebody wrote to the database; bring the row back from a backup.",
		"numéro %[1]v : ce qui s'y trouve est illisible (%[2]v) : quelqu'un a écrit dans la base ; reprenez la ligne d'une sauvegarde."},
	"check-lease": {"organisation %[1]v: the lock ends later than any lock can: a machine's clock is wrong, or somebody wrote to the database; nobody can apply before, unless the row is deleted.",
		"organisation %[1]v : le verrou finit plus tard qu'aucun verrou ne le peut : l'horloge d'une machine est fausse, ou quelqu'un a écrit dans la base ; personne ne peut appliquer d'ici là, sauf à supprimer la ligne."},
	"check-outbox": {"run %[1]v: its row for other systems is missing, or is of no run: they would not be told; find out who changed it, and tell them by hand.",
		"exécution %[1]v : sa ligne pour les autres systèmes manque, ou n'est d'aucune exécution : ils ne seraient pas prévenus ; cherchez qui l'a modifiée et prévenez-les à la main."},
	"check-plan": {"plan number %[1]v: its %[2]v is not what was kept: somebody edited the trail; bring it back from a backup.",
		"plan numéro %[1]v : son élément « %[2]v » n'est plus ce qui a été conservé : quelqu'un a modifié la trace ; reprenez-le d'une sauvegarde."},
	"check-run-plan": {"run %[1]v: its plan is missing, or another: somebody edited the trail; bring it back from a backup.",
		"exécution %[1]v : son plan manque, ou en est un autre : quelqu'un a modifié la trace ; reprenez-le d'une sauvegarde."},
	"check-run": {"run %[1]v: %[2]v is not what its plan says: somebody edited the trail; bring it back from a backup.",
		"exécution %[1]v : %[2]v n'est pas ce que dit son plan : quelqu'un a modifié la trace ; reprenez-la d'une sauvegarde."},
	"check-change": {"account %[1]v: run %[2]v changed it in a version that it never had: somebody edited the database before that run; compare the account with a backup.",
		"compte %[1]v : l'exécution %[2]v l'a changé dans une version qu'il n'a jamais eue : quelqu'un a modifié la base avant cette exécution ; comparez le compte à une sauvegarde."},
	"check-edited": {"account %[1]v: its %[2]v are not what the runs made of it: somebody edited the database itself; see rollcall history, and plan the file again to set it right.",
		"compte %[1]v : « %[2]v » n'est pas ce que les exécutions en ont fait : quelqu'un a modifié la base même ; voyez rollcall history, et refaites un plan du fichier pour le corriger."},
	"check-unknown": {"account %[1]v: no run added it: somebody wrote it into the database; find out who, and take it out or deactivate it.",
		"compte %[1]v : aucune exécution ne l'a ajouté : quelqu'un l'a écrit dans la base ; cherchez qui, et retirez-le ou désactivez-le."},
	"check-key": {"account %[1]v: %[2]v is not made from what the account has: files would not find it; find out who changed it.",
		"compte %[1]v : %[2]v n'est pas tiré de ce que le compte contient : les fichiers ne le trouveraient pas ; cherchez qui l'a modifié."},
	"check-former": {"account %[1]v has a login that account %[2]v had before: what was one person's could be taken for the other's; give it another login.",
		"le compte %[1]v a un identifiant que le compte %[2]v avait auparavant : ce qui était à l'un pourrait être pris pour à l'autre ; donnez-lui un autre identifiant."},
	"check-taken": {"account %[1]v has the same %[2]v as another: the unique index is gone; give one of them another, and put the index back.",
		"le compte %[1]v a le même %[2]v qu'un autre : l'index unique a disparu ; donnez-en un autre à l'un d'eux, et remettez l'index."},
})
