package words

// What is said of a file that passes a limit: how much was met, where the limit is set, what to do.
var _ = register(map[string]text{
	"file-too-large": {
		"the file has %[1]v bytes and the limit is %[2]v: check that it is the right file, or raise limits.bytes in the policy",
		"le fichier fait %[1]v octets et la limite est de %[2]v : vérifiez que c'est le bon fichier, ou relevez limits.bytes dans la politique"},
	"stdin-too-large": {
		"more than %[1]v bytes came through the pipe, and a pipe is held in memory: give the file by its name or with <, or raise limits.stdin in the policy",
		"plus de %[1]v octets sont arrivés par le tube, et un tube est gardé en mémoire : donnez le fichier par son nom ou avec <, ou relevez limits.stdin dans la politique"},
	"too-many-rows": {
		"this is row number %[2]v below the headings and the limit is %[1]v: check that it is the right file, or raise limits.rows in the policy",
		"ceci est la ligne numéro %[2]v sous les en-têtes et la limite est de %[1]v : vérifiez que c'est le bon fichier, ou relevez limits.rows dans la politique"},
	"too-many-columns": {
		"the row has %[2]v columns or more and the limit is %[1]v: check the delimiter, remove the columns that are not part of the list, or raise limits.columns in the policy",
		"la ligne a %[2]v colonnes ou plus et la limite est de %[1]v : vérifiez le séparateur, retirez les colonnes qui ne font pas partie de la liste, ou relevez limits.columns dans la politique"},
	"row-too-long": {
		"the cells of this row have %[2]v bytes or more together and no row may have more than %[1]v: look for a missing line end or quote, or export the file again",
		"les cellules de cette ligne font ensemble %[2]v octets ou plus et aucune ligne ne peut en avoir plus de %[1]v : cherchez une fin de ligne ou un guillemet manquants, ou refaites l'export"},
	"cell-too-long": {
		"the cell holds more than %[1]v characters: shorten it, look for a missing quote, or raise limits.cell in the policy",
		"la cellule contient plus de %[1]v caractères : raccourcissez-la, cherchez un guillemet manquant, ou relevez limits.cell dans la politique"},
	"zip-too-many-members": {
		"the workbook consists of %[1]v parts and the limit is %[2]v: copy the list into a new workbook and save it, or raise limits.parts in the policy",
		"le classeur se compose de %[1]v parties et la limite est de %[2]v : copiez la liste dans un nouveau classeur et enregistrez-le, ou relevez limits.parts dans la politique"},
	"part-too-large": {
		"with %[1]v what is read of the workbook inflates to %[2]v MiB and the limit is %[3]v: copy the list alone into a new workbook and save it, or raise limits.inflated in the policy",
		"avec %[1]v ce qui est lu du classeur occupe %[2]v Mio une fois décompressé et la limite est de %[3]v : copiez la liste seule dans un nouveau classeur et enregistrez-le, ou relevez limits.inflated dans la politique"},
	"part-bomb": {
		"%[1]v inflates out of all proportion, as only a file made to fill the memory does: find out where the file comes from; if you trust it, copy the list alone into a new workbook and save it",
		"%[1]v se décompresse hors de toute proportion, comme seul le fait un fichier conçu pour saturer la mémoire : vérifiez d'où vient le fichier ; s'il est sûr, copiez la liste seule dans un nouveau classeur et enregistrez-le"},
	"shared-strings-too-many": {
		"%[3]v holds more texts than are kept in memory (%[1]v, or %[2]v MiB): export the list as CSV, or raise limits.strings or limits.string_bytes in the policy",
		"%[3]v contient plus de textes que la mémoire n'en garde (%[1]v, ou %[2]v Mio) : exportez la liste en CSV, ou relevez limits.strings ou limits.string_bytes dans la politique"},
	"too-many-passwords": {
		"%[2]v passwords would have to be hashed and the limit is %[1]v, for each takes a while: leave out the column, or the passwords of people who have one, or raise limits.passwords in the policy",
		"%[2]v mots de passe devraient être hachés et la limite est de %[1]v, car chacun prend du temps : retirez la colonne, ou les mots de passe des personnes qui en ont un, ou relevez limits.passwords dans la politique"},
	"too-many-lines": {
		"this row stands on line %[2]v and lines are counted up to %[1]v: remove the blank lines",
		"cette ligne se trouve à la ligne %[2]v et les lignes sont comptées jusqu'à %[1]v : retirez les lignes vides"},

	"policy-want-limit": {
		"%[1]q: a whole number from %[2]s to %[3]s is wanted; no limit can be taken away",
		"%[1]q : il faut un nombre entier de %[2]s à %[3]s ; aucune limite ne peut être supprimée"},
	"policy-want-size": {
		"%[1]q: a number of bytes from %[2]s to %[3]s is wanted, as in 512 MiB; no limit can be taken away",
		"%[1]q : il faut un nombre d'octets de %[2]s à %[3]s, comme 512 MiB ; aucune limite ne peut être supprimée"},
})
