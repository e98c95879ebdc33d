package words

// What the store says.
var _ = register(map[string]text{
	"store-address": {
		"%[1]v is not the address of a store: give a path, sqlite:PATH or postgres://user@host/database.",
		"%[1]v n'est pas l'adresse d'un registre : indiquez un chemin, sqlite:CHEMIN ou postgres://utilisateur@hôte/base.",
	},
	"store-unreachable": {
		"The store %[1]v can't be used: %[2]v. Check the address, the rights on it and that the server is running.",
		"Le registre %[1]v est inutilisable : %[2]v. Vérifiez l'adresse, les droits d'accès et que le serveur fonctionne.",
	},
	"store-foreign": {
		"%[1]v is not a store of rollcall's, and was left as it is: give another path.",
		"%[1]v n'est pas un registre de rollcall et n'a pas été modifié : indiquez un autre chemin.",
	},
	"store-damaged": {
		"The file of the store is damaged (%[1]v): stop writing, copy the file, and bring back the last backup that rollcall check-store finds clean.",
		"Le fichier du registre est abîmé (%[1]v) : cessez d'écrire, copiez le fichier et reprenez la dernière sauvegarde que rollcall check-store trouve saine.",
	},
	"store-newer": {
		"The store %[1]v was written by a newer version of rollcall: use that version or a later one.",
		"Le registre %[1]v a été écrit par une version plus récente de rollcall : utilisez cette version ou une plus récente.",
	},
	"unknown-organisation": {
		"There is no organisation %[1]v in this store: check its name and the store's address.",
		"Il n'y a pas d'organisation %[1]v dans ce registre : vérifiez son nom et l'adresse du registre.",
	},
	"unknown-plan": {
		"There is no plan %[1]v in this organisation: check the number, or plan again.",
		"Il n'y a pas de plan %[1]v dans cette organisation : vérifiez le numéro ou refaites le plan.",
	},
	"ambiguous-plan": {
		"Several plans begin with %[1]v: give more of the number.",
		"Plusieurs plans commencent par %[1]v : donnez davantage de caractères.",
	},
	"unknown-run": {
		"There is no run %[1]v in this organisation: the list of runs has the numbers.",
		"Il n'y a pas d'exécution %[1]v dans cette organisation : la liste des exécutions donne les numéros.",
	},
	"plan-applied": {
		"Plan %[1]v was applied already, by run %[2]v; nothing was written. Make a new plan to see what is left to do.",
		"Le plan %[1]v a déjà été appliqué, par l'exécution %[2]v ; rien n'a été écrit. Refaites un plan pour voir ce qui reste à faire.",
	},
	"plan-blocked": {
		"Plan %[2]v is held by %[1]v {finding|findings}; nothing was written. Correct the file, or accept each by its code and number, with a reason.",
		"Le plan %[2]v est retenu par %[1]v {garde-fou|garde-fous} ; rien n'a été écrit. Corrigez le fichier, ou acceptez chacun par son code et son nombre, avec une raison.",
	},
	"plan-damaged": {
		"The stored plan %[1]v is not what it was when it was made (%[2]v); nothing was written. Find out who changed the database, and plan again.",
		"Le plan enregistré %[1]v n'est plus tel qu'il a été établi (%[2]v) ; rien n'a été écrit. Cherchez qui a modifié la base, puis refaites le plan.",
	},
	"stale-moved": {
		"%[1]v {account|accounts} changed since the plan was made (ID %[2]v); nothing was written. Plan again and review what is new.",
		"%[1]v {compte a changé|comptes ont changé} depuis l'établissement du plan (ID %[2]v) ; rien n'a été écrit. Refaites le plan et relisez ce qui est nouveau.",
	},
	"stale-taken": {
		"%[1]v {login or employee number|logins or employee numbers} of the plan {belongs|belong} to another account by now (ID %[2]v); nothing was written. Plan again.",
		"%[1]v {identifiant ou matricule|identifiants ou matricules} du plan {appartient|appartiennent} désormais à un autre compte (ID %[2]v) ; rien n'a été écrit. Refaites le plan.",
	},
	"stale-roster": {
		"%[1]v {run was|runs were} applied since the plan was made, and the guardrails judged the roster of before; nothing was written. Plan again.",
		"%[1]v {exécution a eu lieu|exécutions ont eu lieu} depuis l'établissement du plan, et les garde-fous ont jugé le registre d'avant ; rien n'a été écrit. Refaites le plan.",
	},
	"roster-locked": {
		"%[1]v is at work on this roster (%[4]v, on %[2]v, process %[3]v, since %[5]v). Wait until that is done and try again.",
		"%[1]v travaille sur ce registre (%[4]v, sur %[2]v, processus %[3]v, depuis %[5]v). Attendez la fin et recommencez.",
	},
	"roster-busy": {
		"Somebody else is writing to this roster. Wait until that is done and try again.",
		"Quelqu'un d'autre écrit dans ce registre. Attendez la fin et recommencez.",
	},
	"not-written": {
		"The database did not carry it out (%[1]v); nothing was written. See that it can be reached and has room, and try again.",
		"La base ne l'a pas exécuté (%[1]v) ; rien n'a été écrit. Voyez si elle est joignable et a de la place, puis recommencez.",
	},
	"outcome-unknown": {
		"The database did not answer the last step (%[1]v): everything was written, or nothing. Try again: nothing is done twice.",
		"La base n'a pas répondu à la dernière étape (%[1]v) : tout a été écrit, ou rien. Recommencez : rien n'est fait deux fois.",
	},
	"apply-outcome-unknown": {
		"The database did not answer the last step (%[2]v) and can't be reached: plan %[1]v was applied whole, or not at all. As soon as the database answers, rollcall show %[1]v says which. Applying it again is safe: a plan is never applied twice.",
		"La base n'a pas répondu à la dernière étape (%[2]v) et n'est plus joignable : le plan %[1]v a été appliqué en entier, ou pas du tout. Dès que la base répond, rollcall show %[1]v dit lequel des deux. L'appliquer encore est sans danger : un plan n'est jamais appliqué deux fois.",
	},
	"lease-lost": {
		"The lock on the roster was lost while working; nothing was written. Try again.",
		"Le verrou sur le registre a été perdu pendant le travail ; rien n'a été écrit. Recommencez.",
	},
})
