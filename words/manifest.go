package words

// What is said of the manifest beside a file.
var _ = register(map[string]text{
	"manifest-missing": {
		"the policy wants a manifest with every file, and there is no %[1]v: ask the sender for it, or name it with --manifest",
		"la politique veut un manifeste avec chaque fichier, et il n'y a pas de %[1]v : demandez-le à l'expéditeur, ou indiquez-le avec --manifest"},
	"manifest-rows": {
		"the manifest says %[1]v {row|rows} and the file has %[2]v: it is not the whole file, or not the one meant; ask for both again",
		"le manifeste annonce %[1]v {ligne|lignes} et le fichier en a %[2]v : ce n'est pas le fichier entier, ou pas celui annoncé ; redemandez les deux"},
	"manifest-sha256": {
		"the manifest says SHA-256 %[1]v and the file has %[2]v: it is not the file meant; ask for both again",
		"le manifeste annonce le SHA-256 %[1]v et le fichier a %[2]v : ce n'est pas le fichier annoncé ; redemandez les deux"},
	"manifest-invalid": {
		"the manifest can't be read: %[1]v",
		"le manifeste est illisible : %[1]v"},
	"manifest-encoding": {
		"the manifest is not UTF-8: write it in UTF-8",
		"le manifeste n'est pas en UTF-8 : écrivez-le en UTF-8"},
	"manifest-too-large": {
		"the manifest is larger than %[1]d bytes: is it the right file?",
		"le manifeste dépasse %[1]d octets : est-ce le bon fichier ?"},
	"manifest-mapping": {
		"a manifest is one list of keys and values, as rows: 482",
		"un manifeste est une seule liste de clés et de valeurs, comme rows: 482"},
	"manifest-says-nothing": {
		"the manifest gives neither rows nor sha256, so it could be any file's: add one of them",
		"le manifeste ne donne ni rows ni sha256, il pourrait être celui de n'importe quel fichier : ajoutez l'un des deux"},
	"manifest-key": {
		"the manifest has no key %[1]q: the keys are rows, sha256 and kind",
		"le manifeste n'a pas de clé %[1]q : les clés sont rows, sha256 et kind"},
	"manifest-rows-value": {
		"rows is the number of people in the file, as 482",
		"rows est le nombre de personnes du fichier, comme 482"},
	"manifest-sha256-value": {
		"sha256 is the SHA-256 of the file, 64 hexadecimal digits",
		"sha256 est le SHA-256 du fichier, 64 chiffres hexadécimaux"},
	"manifest-kind-value": {
		"kind is full or partial",
		"kind vaut full (complet) ou partial (partiel)"},

	"view.partial": {
		"Part    the manifest says that the file has only some of the people: nobody is deactivated for absence",
		"Partiel le manifeste dit que le fichier n'a qu'une partie des personnes : personne n'est désactivé pour absence"},
	"report.plan.partial": {"Absence", "Absence"},
	"report.plan.partial-text": {
		"not counted: the manifest says that the file has only some of the people",
		"sans effet : le manifeste dit que le fichier n'a qu'une partie des personnes"},
	"flag.manifest": {
		"what the sender says of the file, a manifest `file` (default: FILE.manifest where there is one)",
		"ce que l'expéditeur dit du fichier, un `fichier` manifeste (par défaut : FICHIER.manifest s'il existe)"},
})
