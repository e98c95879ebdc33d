package words

// What the reader of delimited text says of a file, a row or a cell.
var _ = register(map[string]text{
	"encoding-guessed": {
		"the file does not say how its letters are written; it was read as %[1]v: look at the accents, and name the encoding if they are wrong",
		"le fichier ne dit pas comment ses lettres sont codées ; il a été lu en %[1]v : vérifiez les accents et indiquez l'encodage s'ils sont faux"},
	"encoding-unknown": {
		"there is no encoding called %[1]v here: use one of %[2]v",
		"l'encodage %[1]v n'est pas connu : utilisez l'un de ceux-ci : %[2]v"},
	"encoding-unsupported": {
		"the file is written in %[1]v, which is not read here: save it again as CSV UTF-8",
		"le fichier est codé en %[1]v, qui n'est pas lu ici : enregistrez-le de nouveau en CSV UTF-8"},
	"encoding-cut": {
		"the file ends in the middle of a character, so its end is missing or damaged: export it again",
		"le fichier s'arrête au milieu d'un caractère : sa fin manque ou est abîmée ; refaites l'export"},
	"delimiter-unknown": {
		"%[1]v can't stand between cells: use one of %[2]v",
		"%[1]v ne peut pas séparer des cellules : utilisez l'un de ceux-ci : %[2]v"},
	"binary": {
		"this is not text, or the file is damaged: export the list again as CSV or .xlsx",
		"ce n'est pas du texte, ou le fichier est abîmé : exportez de nouveau la liste en CSV ou .xlsx"},
	"file-changed": {
		"the file became shorter while it was being read: wait until it is completely written, then start again",
		"le fichier a raccourci pendant la lecture : attendez qu'il soit entièrement écrit, puis recommencez"},
	"byte-undecodable": {
		"%[1]v is not a character in the encoding of this file: correct the cell, or name the right encoding",
		"%[1]v n'est pas un caractère dans l'encodage de ce fichier : corrigez la cellule ou indiquez le bon encodage"},
	"nul-byte": {
		"the cell holds a NUL byte, which no text has: type the cell again or export the file again",
		"la cellule contient un octet nul, qu'aucun texte ne contient : ressaisissez-la ou refaites l'export"},
	"replacement-character": {
		"a letter of this cell was lost before the file came here (it holds the mark U+FFFD): correct the cell or export the file again",
		"une lettre de cette cellule a été perdue avant d'arriver ici (elle porte la marque U+FFFD) : corrigez-la ou refaites l'export"},
	"quote-unclosed": {
		"a quote opens here and is never closed, so the rows below can't be told apart: close it, double it or remove it",
		"un guillemet s'ouvre ici et n'est jamais fermé ; les lignes suivantes ne peuvent pas être distinguées : fermez-le, doublez-le ou retirez-le"},
	"quote-stray": {
		"there is text after a closing quote: write a quote that belongs to the text twice, or remove it",
		"il y a du texte après un guillemet fermant : doublez le guillemet qui fait partie du texte ou retirez-le"},
	"quote-swallows-lines": {
		"a quote opens here and runs over lines that look like rows of their own (%[1]v lines): close it, double it or remove it",
		"un guillemet s'ouvre ici et recouvre des lignes qui ressemblent à d'autres rangées (%[1]v lignes) : fermez-le, doublez-le ou retirez-le"},
})
