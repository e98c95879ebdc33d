package words

// What is wrong with a ledger. The first argument is the entry's number, the second says of what.
var _ = register(map[string]text{
	"ledger-missing": {
		"The ledger is damaged: entry %[1]v is not there. Whatever stands before it is whole. Compare with a backup and with the checkpoints kept outside.",
		"Le journal est endommagé : l'entrée %[1]v manque. Tout ce qui la précède est intact. Comparez avec une sauvegarde et avec les points de contrôle conservés ailleurs."},
	"ledger-altered": {
		"The ledger is damaged: entry %[1]v was altered; it does not agree with its own digest. Whatever stands before it is whole. Compare with a backup.",
		"Le journal est endommagé : l'entrée %[1]v a été modifiée ; elle ne correspond pas à son empreinte. Tout ce qui la précède est intact. Comparez avec une sauvegarde."},
	"ledger-unlinked": {
		"The ledger is damaged: entry %[1]v does not follow from the one before it; one of them was replaced. Compare with a backup.",
		"Le journal est endommagé : l'entrée %[1]v ne découle pas de la précédente ; l'une des deux a été remplacée. Comparez avec une sauvegarde."},
	"ledger-note": {
		"The ledger is damaged: the note of entry %[1]v (who, why, which file) is not the one it was written with. Compare with a backup.",
		"Le journal est endommagé : la note de l'entrée %[1]v (qui, pourquoi, quel fichier) n'est pas celle d'origine. Comparez avec une sauvegarde."},
	"ledger-foreign": {
		"The ledger is another organisation's: its first entry names another one.",
		"Le journal est celui d'une autre organisation : sa première entrée en nomme une autre."},
	"ledger-run": {
		"Run %[2]v is not as entry %[1]v of the ledger says: it was altered or deleted. Compare with a backup.",
		"L'exécution %[2]v n'est pas telle que le dit l'entrée %[1]v du journal : elle a été modifiée ou supprimée. Comparez avec une sauvegarde."},
	"ledger-plan": {
		"What is kept of plan %[2]v is not as entry %[1]v of the ledger says: it was altered or deleted. Compare with a backup.",
		"Ce qui est conservé du plan %[2]v n'est pas tel que le dit l'entrée %[1]v du journal : il a été modifié ou supprimé. Comparez avec une sauvegarde."},
	"ledger-run-unsaid": {
		"The ledger ends before entry %[1]v, yet the store counts %[2]v runs: a run has no entry, or entries were cut off. Compare with a backup and with the checkpoints kept outside.",
		"Le journal s'arrête avant l'entrée %[1]v, alors que la base compte %[2]v exécutions : une exécution n'a pas d'entrée, ou des entrées ont été coupées. Comparez avec une sauvegarde et avec les points de contrôle conservés ailleurs."},
	"ledger-begun": {
		"The ledger begins after run %[2]v, which had an entry when it was made: an earlier ledger was taken away. Compare with a backup and with the checkpoints kept outside.",
		"Le journal commence après l'exécution %[2]v, qui avait une entrée quand elle a été faite : un journal antérieur a été retiré. Comparez avec une sauvegarde et avec les points de contrôle conservés ailleurs."},
	"ledger-tables": {
		"The rows of %[2]v are not as entry %[1]v of the ledger left them: somebody edited them in the database. Look at rollcall ledger --kind operator,approval,rejection,policy,plan, and compare with a backup.",
		"Les lignes de %[2]v ne sont pas telles que les a laissées l'entrée %[1]v du journal : quelqu'un les a modifiées dans la base. Voyez rollcall ledger --kind operator,approval,rejection,policy,plan, et comparez avec une sauvegarde."},
	"ledger-before": {
		"When entry %[1]v of the ledger was written the rows of %[2]v were not as the entries before had left them: somebody had edited them in the database. Look at what that entry and the later ones did, and compare with a backup from before it.",
		"Quand l'entrée %[1]v du journal a été écrite, les lignes de %[2]v n'étaient pas telles que les avaient laissées les entrées d'avant : quelqu'un les avait modifiées dans la base. Voyez ce qu'ont fait cette entrée et les suivantes, et comparez avec une sauvegarde d'avant."},
	"ledger-tail": {
		"The ledger was cut or its counter altered: it ends before entry %[1]v, and %[2]v entries were counted. Compare with a backup.",
		"Le journal a été coupé ou son compteur modifié : il s'arrête avant l'entrée %[1]v, alors que %[2]v entrées ont été comptées. Comparez avec une sauvegarde."},
})
