package words

// Texts of verify, checkpoint and key.
var _ = register(map[string]text{
	"help.verify.short": {"Prove that the trail, and an export, are as they were written", "Prouver que la piste d'audit, et un export, sont tels qu'ils ont été écrits"},
	"help.verify.long": {`Walks through the ledger: every entry, every run, every plan that was applied and each
of its changes are held against their digests, and the first that is not as it was
written is named. Then every account is held against all that the runs did to it. With an
export it proves that its rows and its second sheet are whole, unaltered and from this
ledger. A checkpoint that was kept elsewhere (--checkpoint, or the one in an export) shows
whether the ledger was rewritten or cut since.

A checkpoint counts when it is signed with a key of --public-key, or else with your own
(rollcall key). Exit code 1: something is not as it was written.`,
		`Parcourt le journal : chaque entrée, chaque exécution, chaque plan appliqué et chacun de
ses changements sont comparés à leurs empreintes, et le premier qui n'est pas tel qu'il a
été écrit est nommé. Puis chaque compte est comparé à tout ce que les exécutions lui ont
fait. Avec un export, prouve que ses lignes et sa seconde feuille sont
entières, inchangées et issues de ce journal. Un point de contrôle conservé ailleurs
(--checkpoint, ou celui d'un export) montre si le journal a été réécrit ou coupé depuis.

Un point de contrôle compte s'il est signé par une clé de --public-key ou, à défaut, par
la vôtre (rollcall key). Code de sortie 1 : quelque chose n'est pas tel qu'écrit.`},
	"help.verify.example": {`  rollcall verify
  rollcall verify report.xlsx
  rollcall verify --checkpoint 2026-11.txt --public-key auditor.pub`, `  rollcall verify
  rollcall verify rapport.xlsx
  rollcall verify --checkpoint 2026-11.txt --public-key auditeur.pub`},
	"flag.checkpoint": {"a checkpoint kept outside, to hold against the ledger (may be repeated)", "un point de contrôle conservé ailleurs, à comparer au journal (répétable)"},
	"flag.public-key": {"a public key, or a file with one, whose signature counts (may be repeated)", "une clé publique, ou un fichier qui en contient une, dont la signature compte (répétable)"},
	"flag.key":        {"the private key that signs checkpoints (default: $ROLLCALL_KEY, then your configuration folder)", "la clé privée qui signe les points de contrôle (par défaut : $ROLLCALL_KEY, puis votre dossier de configuration)"},

	"help.ledger.short": {"List the entries of the ledger", "Lister les entrées du journal"},
	"help.ledger.long": {`Lists the trail from its beginning, one entry a line: runs, exports, refusals, approvals,
operators, policies. Each entry is verified before it is given; with --json it is one JSON
document a line.`,
		`Liste la piste d'audit depuis le début, une entrée par ligne : exécutions, exports, refus,
approbations, opérateurs, politiques. Chaque entrée est vérifiée avant d'être donnée ; avec
--json, un document JSON par ligne.`},
	"help.ledger.example": {"  rollcall ledger\n  rollcall ledger --kind refusal,export --json", "  rollcall ledger\n  rollcall ledger --kind refusal,export --json"},
	"flag.entry-kind":     {"only entries of these kinds: run, export, refusal, approval, rejection, operator, policy, plan", "seulement ces sortes d'entrées : run, export, refusal, approval, rejection, operator, policy, plan"},

	"help.checkpoint.short": {"Say how far the ledger has come, signed, to be kept elsewhere", "Dire où en est le journal, signé, à conserver ailleurs"},
	"help.checkpoint.long": {`Gives the number and the hash of the ledger's last entry, signed with your key (rollcall
key new). Keep it where whoever can write to the database can't: rollcall verify
--checkpoint then notices a ledger that was rewritten, cut, or restored from an older copy.`,
		`Donne le numéro et l'empreinte de la dernière entrée du journal, signés par votre clé
(rollcall key new). Conservez-le hors de portée de qui peut écrire dans la base : rollcall
verify --checkpoint remarque alors un journal réécrit, coupé ou restauré d'une vieille copie.`},
	"help.checkpoint.example": {"  rollcall checkpoint -o 2026-11.txt\n  rollcall checkpoint --org acme", "  rollcall checkpoint -o 2026-11.txt\n  rollcall checkpoint --org acme"},
	"flag.checkpoint-output":  {"the file to write, - for standard output", "le fichier à écrire, - pour la sortie standard"},

	"help.key.short": {"Make or show the key that signs checkpoints", "Créer ou montrer la clé qui signe les points de contrôle"},
	"help.key.long": {`"new" makes an ed25519 key, keeps the private half in a file of your own (--key,
$ROLLCALL_KEY, or checkpoint.key in your configuration folder), readable by you alone, and
prints the public half; it never replaces a key. "show" prints the public half. Give the
public half to whoever verifies; the private half belongs in no database.`,
		`« new » crée une clé ed25519, garde la moitié privée dans un fichier à vous (--key,
$ROLLCALL_KEY ou checkpoint.key dans votre dossier de configuration), lisible par vous seul,
et affiche la moitié publique ; aucune clé n'est jamais remplacée. « show » affiche la
moitié publique. Donnez-la à qui vérifie ; la moitié privée n'a sa place dans aucune base.`},
	"help.key.example": {"  rollcall key new > auditor.pub\n  rollcall key show", "  rollcall key new > auditeur.pub\n  rollcall key show"},
	"flag.key-name":    {"the name that signatures carry, without blanks and +", "le nom que portent les signatures, sans blanc ni +"},
	"usage-key":        {"rollcall key takes \"new\" or \"show\", not %[1]q.", "rollcall key prend « new » ou « show », pas %[1]q."},
	"usage-key-name":   {"%[1]q can't be a key's name: it must have neither blanks nor a plus sign.", "%[1]q ne peut pas nommer une clé : ni blanc ni signe plus."},
	"usage-key-nowhere": {
		"There is no home directory to look for a key in: name its file with --key or ROLLCALL_KEY.",
		"Aucun dossier personnel où chercher une clé : nommez son fichier avec --key ou ROLLCALL_KEY."},
	"usage-public-key": {
		"%[1]s is neither a public key nor a file with one. rollcall key show prints yours.",
		"%[1]s n'est ni une clé publique ni un fichier qui en contient une. rollcall key show affiche la vôtre."},
	"key-made":    {"The private key is in %[1]s, readable by you alone. Keep a copy where the database is not. Its public half, for whoever verifies:", "La clé privée est dans %[1]s, lisible par vous seul. Gardez-en une copie ailleurs que la base. Sa moitié publique, pour qui vérifie :"},
	"key-exists":  {"%[1]s is there already, and a key is never replaced: what it signed could no longer be checked. Name another file with --key.", "%[1]s existe déjà, et une clé n'est jamais remplacée : ce qu'elle a signé ne pourrait plus être vérifié. Nommez un autre fichier avec --key."},
	"key-missing": {"There is no key in %[1]s. rollcall key new makes one.", "Aucune clé dans %[1]s. rollcall key new en crée une."},
	"key-invalid": {"%[1]s holds no private key of rollcall's.", "%[1]s ne contient pas de clé privée de rollcall."},
	"checkpoint-no-key": {
		"There is no key to sign with, and a checkpoint that nobody signed proves little. rollcall key new makes one.",
		"Aucune clé pour signer, et un point de contrôle non signé ne prouve guère. rollcall key new en crée une."},
	"unknown-entry": {"The ledger of %[1]q has no entry yet: nothing was applied or exported.", "Le journal de %[1]q n'a pas encore d'entrée : rien n'a été appliqué ni exporté."},

	"export-checkpoint": {"Checkpoint of the ledger, to be kept with the file:", "Point de contrôle du journal, à conserver avec le fichier :"},

	"verify-whole": {
		"The ledger is whole: {1 entry|%[1]d entries}, runs: %[2]d, changes in them: %[3]d.",
		"Le journal est intact : {1 entrée|%[1]d entrées}, exécutions : %[2]d, changements : %[3]d."},
	"verify-accounts": {"Every account is what the runs made of it.", "Chaque compte est ce que les exécutions en ont fait."},
	"verify-store": {
		"The ledger is whole, but {1 thing|%[1]d things} in the store {is|are} not as the runs left {it|them}, edited by hand or damaged: %[2]s names {it|them}.",
		"Le journal est intact, mais {1 élément|%[1]d éléments} de la base {n'est pas tel que l'a laissé|ne sont pas tels que les ont laissés} les exécutions, modifié{|s} à la main ou endommagé{|s} : %[2]s {le|les} nomme."},
	"verify-before": {
		"{1 run was|%[1]d runs were} made before there was a ledger; nothing vouches for {it|them}.",
		"{1 exécution date|%[1]d exécutions datent} d'avant le journal ; rien ne {la garantit|les garantit}."},
	"verify-erased": {"Erased since, with the chain still whole: %[1]d.", "Effacés depuis, la chaîne restant intacte : %[1]d."},
	"verify-last":   {"Last entry: %[1]s  %[2]s", "Dernière entrée : %[1]s  %[2]s"},
	"verify-checkpoint": {
		"Checkpoint %[1]s: entry %[2]s is as it was then; signed by %[3]s.",
		"Point de contrôle %[1]s : l'entrée %[2]s est telle qu'alors ; signé par %[3]s."},
	"verify-checkpoint-untrusted": {
		"Checkpoint %[1]s: entry %[2]s is as it was then; signed by %[3]s, whose key only the ledger itself vouches for. Give the key that you trust with --public-key.",
		"Point de contrôle %[1]s : l'entrée %[2]s est telle qu'alors ; signé par %[3]s, dont seul le journal garantit la clé. Donnez la clé à laquelle vous vous fiez avec --public-key."},
	"verify-checkpoint-unsigned": {
		"Checkpoint %[1]s: entry %[2]s is as it was then; nobody signed it, so it proves nothing against whoever can write to the database.",
		"Point de contrôle %[1]s : l'entrée %[2]s est telle qu'alors ; personne ne l'a signé, il ne prouve donc rien contre qui peut écrire dans la base."},
	"verify-export": {
		"The values of %[1]s are whole and unaltered: rows %[2]d, entry %[3]s of the ledger, %[4]s, by %[5]s.",
		"Les valeurs de %[1]s sont entières et inchangées : lignes %[2]d, entrée %[3]s du journal, %[4]s, par %[5]s."},

	"verify-no-checkpoint": {"%[1]s holds no checkpoint of rollcall's, or it was altered.", "%[1]s ne contient pas de point de contrôle de rollcall, ou il a été modifié."},
	"verify-signature":     {"The signature of the checkpoint %[1]s is wrong: the checkpoint was altered.", "La signature du point de contrôle %[1]s est fausse : il a été modifié."},
	"verify-key-unknown": {
		"The checkpoint %[1]s is not signed with a key that counts. Give the public key with --public-key.",
		"Le point de contrôle %[1]s n'est pas signé par une clé qui compte. Donnez la clé publique avec --public-key."},
	"verify-cut": {
		"The ledger was cut, or restored from an older copy: the checkpoint %[1]s knows entry %[2]v, the ledger ends at %[3]v.",
		"Le journal a été coupé, ou restauré d'une vieille copie : le point de contrôle %[1]s connaît l'entrée %[2]v, le journal s'arrête à %[3]v."},
	"verify-foreign": {
		"The checkpoint %[1]s is of another ledger (organisation %[2]q), or this ledger was begun anew since.",
		"Le point de contrôle %[1]s est d'un autre journal (organisation %[2]q), ou celui-ci a été recommencé depuis."},
	"verify-rewritten": {
		"The ledger was rewritten: entry %[2]v is another than the one that the checkpoint %[1]s knows.",
		"Le journal a été réécrit : l'entrée %[2]v n'est pas celle que connaît le point de contrôle %[1]s."},
	"verify-no-export": {
		"%[1]s is not laid out as an export: sheets were added or taken away, or another program wrote it.",
		"%[1]s n'a pas la forme d'un export : des feuilles ont été ajoutées ou retirées, ou un autre programme l'a écrit."},
	"verify-export-no-checkpoint": {
		"%[1]s has no checkpoint on its second sheet: it was taken away, or the export is older than the ledger.",
		"%[1]s n'a pas de point de contrôle sur sa seconde feuille : il a été retiré, ou l'export est antérieur au journal."},
	"verify-export-look": {
		"The values of %[1]s are as they were written, but a spreadsheet would show them otherwise (%[2]s): formulas, hidden or merged cells, or hidden sheets were put into it since.",
		"Les valeurs de %[1]s sont telles qu'écrites, mais un tableur les montrerait autrement (%[2]s) : des formules, des cellules masquées ou fusionnées ou des feuilles masquées y ont été mises depuis."},
	"usage-entry-kind": {
		"There are no entries of the kind %[1]q. The kinds: %[2]s.",
		"Il n'y a pas d'entrées de la sorte %[1]q. Les sortes : %[2]s."},
	"verify-export-altered": {
		"%[1]s is not an export of this ledger as it was written: its rows were altered, or it is another roster's.",
		"%[1]s n'est pas un export de ce journal tel qu'il a été écrit : ses lignes ont été modifiées, ou il est d'un autre registre."},
	"verify-export-about": {
		"The rows of %[1]s are as they were written, but what its second sheet says was altered.",
		"Les lignes de %[1]s sont telles qu'écrites, mais ce que dit sa seconde feuille a été modifié."},
})
