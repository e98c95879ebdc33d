package words

// What the reader of workbooks says. A part is a file inside the workbook; its name stands in the text for whoever
// repairs it.
var _ = register(map[string]text{
	"workbook-not-xlsx": {
		"this is a ZIP archive without an Excel workbook (.xlsx) in it: open the list in a spreadsheet and save it as .xlsx",
		"ceci est une archive ZIP sans classeur Excel (.xlsx) : ouvrez la liste dans un tableur et enregistrez-la en .xlsx"},
	"workbook-damaged": {
		"the workbook is damaged, %[1]v does not hold what it must (%[2]v): open it in Excel, let Excel repair it, check that every row is there and save it again",
		"le classeur est endommagé, %[1]v ne contient pas ce qu'il doit (%[2]v) : ouvrez-le dans Excel, laissez Excel le réparer, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"zip-directory-damaged": {
		"the workbook's table of contents can't be read, as after a download or copy that was cut short: fetch the file again, or open it in Excel and save it again",
		"la table des matières du classeur est illisible, comme après un téléchargement ou une copie interrompus : récupérez le fichier à nouveau, ou ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"zip-bytes-after-end": {
		"the workbook is followed by bytes that do not belong to it, as after a copy or a download that went wrong: fetch the file again, or open it in Excel, check that every row is there and save it again",
		"le classeur est suivi d'octets qui n'en font pas partie, comme après une copie ou un téléchargement qui s'est mal passé : récupérez le fichier à nouveau, ou ouvrez-le dans Excel, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"sheet-row-number": {
		"the workbook is damaged, in %[1]v the row that follows row %[2]v has a number that is none, not higher, or above %[3]v: open it in Excel, let Excel repair it, check that every row is there and save it again",
		"le classeur est endommagé, dans %[1]v la ligne qui suit la ligne %[2]v a un numéro qui n'en est pas un, qui n'est pas plus grand, ou qui dépasse %[3]v : ouvrez-le dans Excel, laissez Excel le réparer, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"zip-name-unsafe": {
		"a part of the workbook is called %[1]v and so points outside it, which no spreadsheet writes: find out where the file comes from; if you trust it, open it in Excel and save it again",
		"une partie du classeur s'appelle %[1]v et désigne ainsi un endroit hors de celui-ci, ce qu'aucun tableur n'écrit : vérifiez d'où vient le fichier ; s'il est sûr, ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"zip-member-twice": {
		"the workbook holds two parts called %[1]v, so two programs could read two different lists: open it in Excel, check the list and save it again",
		"le classeur contient deux parties nommées %[1]v, deux programmes pourraient donc y lire deux listes différentes : ouvrez-le dans Excel, vérifiez la liste et enregistrez-le à nouveau"},
	"zip-members-overlap": {
		"parts of the workbook overlap, which no spreadsheet writes: find out where the file comes from; if you trust it, open it in Excel and save it again",
		"des parties du classeur se chevauchent, ce qu'aucun tableur n'écrit : vérifiez d'où vient le fichier ; s'il est sûr, ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"zip-encrypted": {
		"the workbook is encrypted: save it without a password",
		"le classeur est chiffré : enregistrez-le sans mot de passe"},
	"zip-method-unknown": {
		"%[1]v is compressed in a way that Excel does not use: open the workbook in Excel and save it again",
		"%[1]v est compressé d'une manière qu'Excel n'emploie pas : ouvrez le classeur dans Excel et enregistrez-le à nouveau"},
	"zip-header-differs": {
		"the workbook is damaged, %[1]v is not what the table of contents says: open it in Excel, check that every row is there and save it again",
		"le classeur est endommagé, %[1]v n'est pas ce que dit la table des matières : ouvrez-le dans Excel, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"part-missing": {
		"the workbook is damaged, %[1]v is missing: open it in Excel, check that every row is there and save it again",
		"le classeur est endommagé, %[1]v manque : ouvrez-le dans Excel, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"part-checksum": {
		"the workbook is damaged, the checksum or size of %[1]v is wrong, so a value in it may be wrong too: fetch the file again, or open it in Excel, check every row and save it again",
		"le classeur est endommagé, la somme de contrôle ou la taille de %[1]v est fausse, une valeur peut donc l'être aussi : récupérez le fichier à nouveau, ou ouvrez-le dans Excel, vérifiez toutes les lignes et enregistrez-le à nouveau"},
	"part-cut": {
		"the workbook is damaged, the compressed data of %[1]v break off or are wrong: fetch the file again, or open it in Excel, check that every row is there and save it again",
		"le classeur est endommagé, les données compressées de %[1]v s'interrompent ou sont fausses : récupérez le fichier à nouveau, ou ouvrez-le dans Excel, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"xml-doctype": {
		"%[1]v contains a DOCTYPE, which no spreadsheet writes and which can reach into other files: find out where the file comes from; if you trust it, open it in Excel and save it again",
		"%[1]v contient un DOCTYPE, ce qu'aucun tableur n'écrit et qui peut atteindre d'autres fichiers : vérifiez d'où vient le fichier ; s'il est sûr, ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"xml-too-deep": {
		"%[1]v is nested deeper than any workbook needs: find out where the file comes from; if you trust it, open it in Excel and save it again",
		"%[1]v est imbriqué plus profondément qu'aucun classeur n'en a besoin : vérifiez d'où vient le fichier ; s'il est sûr, ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"xml-malformed": {
		"the workbook is damaged, %[1]v is not well-formed XML: open it in Excel, let Excel repair it, check that every row is there and save it again",
		"le classeur est endommagé, %[1]v n'est pas du XML bien formé : ouvrez-le dans Excel, laissez Excel le réparer, vérifiez que toutes les lignes y sont et enregistrez-le à nouveau"},
	"xml-cut": {
		"the workbook is damaged, %[1]v breaks off before its end, so rows may be missing: fetch the file again, or export it again where it comes from",
		"le classeur est endommagé, %[1]v s'interrompt avant la fin, des lignes peuvent donc manquer : récupérez le fichier à nouveau, ou exportez-le à nouveau depuis son origine"},
	"xml-token-too-long": {
		"%[1]v holds a single value or tag of more than a million bytes: open the workbook in Excel, shorten the cell and save it again",
		"%[1]v contient une seule valeur ou balise de plus d'un million d'octets : ouvrez le classeur dans Excel, raccourcissez la cellule et enregistrez-le à nouveau"},
	"xml-encoding": {
		"%[1]v is not written in UTF-8: open the workbook in Excel and save it again",
		"%[1]v n'est pas écrit en UTF-8 : ouvrez le classeur dans Excel et enregistrez-le à nouveau"},
	"number-imprecise": {
		"the number has more than 15 digits, of which Excel keeps 15, so the last ones are lost: format the column as text and take the value from its source again",
		"le nombre a plus de 15 chiffres, dont Excel garde 15, les derniers sont donc perdus : mettez la colonne au format texte et reprenez la valeur à sa source"},
	"date-out-of-range": {
		"the cell has a date format but its number is no date (Excel shows ####): enter the date again, or change the cell's format",
		"la cellule a un format de date mais son nombre n'est pas une date (Excel affiche ####) : ressaisissez la date, ou changez le format de la cellule"},
	"cell-error": {
		"the cell shows an error instead of a value (%[1]v): correct the formula, or enter the value",
		"la cellule affiche une erreur au lieu d'une valeur (%[1]v) : corrigez la formule, ou saisissez la valeur"},
	"formula-without-value": {
		"the cell holds a formula whose result was never saved: open the workbook in Excel, which calculates it, and save it again",
		"la cellule contient une formule dont le résultat n'a jamais été enregistré : ouvrez le classeur dans Excel, qui la calcule, et enregistrez-le à nouveau"},
	"formulas-may-be-old": {
		"the sheet has formulas and the workbook asks to be calculated when opened, so the values read may be out of date: open it in Excel and save it again",
		"la feuille a des formules et le classeur demande à être recalculé à l'ouverture, les valeurs lues peuvent donc ne plus être à jour : ouvrez-le dans Excel et enregistrez-le à nouveau"},
	"hidden-rows": {
		"%[1]v hidden {row, this one, was|rows, the first here, were} read like the others: delete {it|them} if not part of the list",
		"%[1]v {ligne masquée, celle-ci, a été lue|lignes masquées, la première ici, ont été lues} comme les autres : supprimez-{la|les} si {elle ne fait|elles ne font} pas partie de la liste"},
	"hidden-columns": {
		"the sheet has hidden columns, which were read like the others: delete them if not part of the list",
		"la feuille a des colonnes masquées, lues comme les autres : supprimez-les si elles ne font pas partie de la liste"},
	"hidden-sheets": {
		"the workbook has %[1]v hidden {sheet|sheets}: check that the sheet read is the right one",
		"le classeur a %[1]v {feuille masquée|feuilles masquées} : vérifiez que la feuille lue est la bonne"},
	"filter-set": {
		"a filter is set on the sheet, and the rows it hides were read like the others: delete them if not part of the list",
		"un filtre est actif sur la feuille, et les lignes qu'il masque ont été lues comme les autres : supprimez-les si elles ne font pas partie de la liste"},
	"merged-cells": {
		"the sheet has %[1]v merged {area|areas}, read as a value in the first cell and blanks in the others: unmerge where the value is meant for several rows",
		"la feuille a %[1]v {zone fusionnée, lue|zones fusionnées, lues} comme une valeur dans la première cellule et du vide dans les autres : annulez la fusion là où la valeur vaut pour plusieurs lignes"},
	"macros-ignored": {
		"the workbook has macros: none was run or read",
		"le classeur a des macros : aucune n'a été exécutée ni lue"},
	"external-links": {
		"the workbook links to %[1]v other {file|files}: the values saved with it were read, no link was followed",
		"le classeur renvoie à %[1]v {autre fichier|autres fichiers} : les valeurs enregistrées ont été lues, aucun lien n'a été suivi"},
})
