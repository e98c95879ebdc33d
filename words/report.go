package words

// What exports, templates, the reviewer's workbook and corrected files say.
var _ = register(map[string]text{
	"report-kind-unknown": {
		"Files are written as .xlsx or .csv, not as %[1]q. Give the file one of these endings.",
		"Les fichiers s'écrivent en .xlsx ou en .csv, pas en %[1]q. Donnez au fichier l'une de ces terminaisons."},
	"report-layout-unknown": {
		"There is no layout called %[1]q. Use audit or tempeos.",
		"Il n'y a pas de disposition appelée %[1]q. Utilisez audit ou tempeos."},
	"report-column-unknown": {
		"%[1]q can't be a column after the others. Use group, language, establishments, default_establishment, deactivated, must_change, pending_email or attr.NAME.",
		"%[1]q ne peut pas être une colonne après les autres. Utilisez group, language, establishments, default_establishment, deactivated, must_change, pending_email ou attr.NOM."},
	"report-too-many-rows": {
		"A sheet holds %[1]v rows below its headings, and there are more. Write a .csv, or list fewer with a filter.",
		"Une feuille contient %[1]v lignes sous ses titres, et il y en a davantage. Écrivez un .csv, ou filtrez."},
	"report-too-many-columns": {
		"A sheet holds %[1]v columns, and there are more. Write a .csv instead.",
		"Une feuille contient %[1]v colonnes, et il y en a davantage. Écrivez plutôt un .csv."},
	"report-too-large": {
		"The sheet would be larger than the 4 GiB that spreadsheets read. Write a .csv, or list fewer with a filter.",
		"La feuille dépasserait les 4 Gio que lisent les tableurs. Écrivez un .csv, ou filtrez."},
	"report-cell-too-long": {
		"%[1]s has more than %[3]v characters in column %[2]q, which no spreadsheet holds. Shorten the value, or write a .csv.",
		"%[1]s a plus de %[3]v caractères dans la colonne %[2]q, ce qu'aucun tableur ne contient. Raccourcissez la valeur, ou écrivez un .csv."},
	"report-cell-not-text": {
		"%[1]s has bytes in column %[2]q that are not text (UTF-8). Correct the value, or write a .csv, which keeps the bytes.",
		"%[1]s a dans la colonne %[2]q des octets qui ne sont pas du texte (UTF-8). Corrigez la valeur, ou écrivez un .csv, qui garde les octets."},
	"report-counts-differ": {
		"The rows written (%[1]v) and the accounts filtered out (%[2]v) don't add up to the roster's %[3]v. The roster changed meanwhile: export again.",
		"Les lignes écrites (%[1]v) et les comptes écartés (%[2]v) ne font pas les %[3]v du registre. Il a changé entre-temps : refaites l'export."},
	"report-account": {"The account with ID %[1]s", "Le compte dont l'ID est %[1]s"},
	"report-row":     {"Row %[1]s", "La ligne %[1]s"},

	"report.set":             {"(set)", "(défini)"},
	"report.how.absence":     {"absence from a file", "absence d'un fichier"},
	"report.how.file":        {"a file's status column", "la colonne statut d'un fichier"},
	"report.how.hand":        {"somebody, by hand", "quelqu'un, à la main"},
	"report.how.undo":        {"an undone run", "un passage annulé"},
	"report.must-change.yes": {"Yes", "Oui"},

	"report.sheet.accounts": {"Accounts", "Comptes"},
	"report.sheet.about":    {"About this report", "À propos de ce rapport"},

	"report.about.system":       {"System", "Système"},
	"report.about.organisation": {"Organisation", "Organisation"},
	"report.about.roster":       {"Roster", "Registre"},
	"report.about.as-of-utc":    {"As of (UTC)", "État au (UTC)"},
	"report.about.as-of-local":  {"As of (local time)", "État au (heure locale)"},
	"report.about.by":           {"Run by", "Établi par"},
	"report.about.filters":      {"Filter", "Filtre"},
	"report.about.no-filters":   {"none: every account is listed", "aucun : tous les comptes sont listés"},
	"report.about.rows":         {"Rows", "Lignes"},
	"report.about.sum": {
		"%[1]d listed + %[2]d filtered out = %[3]d in the roster",
		"%[1]d listées + %[2]d écartées par les filtres = %[3]d dans le registre"},
	"report.about.status":   {"Status: %[1]s", "Statut : %[1]s"},
	"report.about.of":       {"%[1]d listed, %[2]d in the roster", "%[1]d dans la liste, %[2]d dans le registre"},
	"report.about.last-run": {"Last run", "Dernier passage"},
	"report.about.no-run":   {"none yet", "aucun à ce jour"},
	"report.about.run": {
		"number %[1]s, %[2]s UTC, by %[3]s",
		"numéro %[1]s, %[2]s UTC, par %[3]s"},
	"report.about.run-file":   {"File of the last run", "Fichier du dernier passage"},
	"report.about.no-file":    {"not made from a file", "pas issu d'un fichier"},
	"report.about.run-sha256": {"SHA-256 of that file", "SHA-256 de ce fichier"},
	"report.about.digest":     {"SHA-256 of the rows", "SHA-256 des lignes"},
	"report.about.digest-how": {"How to compute it again", "Comment le recalculer"},
	"report.about.digest-explained": {
		"Over the headings and every row below them, from top to bottom. A row is its cells from left to right, each as its length in bytes of UTF-8, a colon, its text and a comma; then one line feed.",
		"Sur les titres et chaque ligne en dessous, de haut en bas. Une ligne est faite de ses cellules de gauche à droite, chacune par sa longueur en octets UTF-8, un deux-points, son texte et une virgule ; puis un saut de ligne (LF)."},
})
