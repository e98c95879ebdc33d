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
		"Une feuille contient %[1]v lignes sous ses en-têtes, et il y en a davantage. Écrivez un .csv, ou filtrez."},
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
	"report-row":     {"Row %[1]s of sheet %[2]q", "La ligne %[1]s de la feuille %[2]q"},

	"report.set":             {"(set)", "(défini)"},
	"report.how.absence":     {"absence from a file", "absence d'un fichier"},
	"report.how.file":        {"a file's status column", "la colonne statut d'un fichier"},
	"report.how.hand":        {"somebody, by hand", "quelqu'un, à la main"},
	"report.how.undo":        {"an undone run", "une exécution annulée"},
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
	"report.about.last-run": {"Last run", "Dernière exécution"},
	"report.about.no-run":   {"none yet", "aucun à ce jour"},
	"report.about.run": {
		"number %[1]s, %[2]s UTC, by %[3]s",
		"numéro %[1]s, %[2]s UTC, par %[3]s"},
	"report.about.run-file":   {"File of the last run", "Fichier de la dernière exécution"},
	"report.about.no-file":    {"not made from a file", "pas issu d'un fichier"},
	"report.about.run-sha256": {"SHA-256 of that file", "SHA-256 de ce fichier"},
	"report.about.digest":     {"SHA-256 of the rows", "SHA-256 des lignes"},
	"report.about.digest-how": {"How to compute it again", "Comment le recalculer"},
	"report.about.digest-explained": {
		"Over the headings and every row below them, from top to bottom. A row is its cells from left to right, each as its length in bytes of UTF-8, a colon, its text and a comma; then one line feed.",
		"Sur les en-têtes et chaque ligne en dessous, de haut en bas. Une ligne est faite de ses cellules de gauche à droite, chacune par sa longueur en octets UTF-8, un deux-points, son texte et une virgule ; puis un saut de ligne (LF)."},

	"report.about.checkpoint": {
		"Checkpoint of the ledger, for rollcall verify",
		"Point de contrôle du journal, pour rollcall verify"},

	"report.sheet.help": {"How to fill this in", "Mode d'emploi"},

	"report.help.id": {
		"The account's number in rollcall. Leave it as it is; leave it blank for somebody new.",
		"Le numéro du compte dans rollcall. N'y touchez pas ; laissez vide pour une nouvelle personne."},
	"report.help.employee_number": {
		"The person's number in your HR system, zeros at the front included. It says who is who from one file to the next.",
		"Le matricule de la personne dans votre SIRH, zéros de tête compris. C'est lui qui dit qui est qui d'un fichier à l'autre."},
	"report.help.first_name": {"Required.", "Obligatoire."},
	"report.help.last_name":  {"Required.", "Obligatoire."},
	"report.help.login": {
		"What the person signs in with. Left blank, a new person gets firstname.lastname.",
		"Ce avec quoi la personne se connecte. Laissé vide, une nouvelle personne reçoit prenom.nom."},
	"report.help.email": {
		"One address. Some roles require it.",
		"Une seule adresse. Certains rôles l'exigent."},
	"report.help.phone": {
		"As text, with its leading zero or plus sign.",
		"En texte, avec son zéro de tête ou son signe plus."},
	"report.help.role":    {"One of your organisation's roles.", "L'un des rôles de votre organisation."},
	"report.help.group":   {"One of your organisation's groups. A group that doesn't exist is an error; none is created.", "L'un des groupes de votre organisation. Un groupe inconnu est une erreur ; aucun n'est créé."},
	"report.help.company": {"The company the person works for.", "L'entreprise pour laquelle la personne travaille."},
	"report.help.establishments": {
		"The establishments the person may reach, separated by semicolons.",
		"Les établissements auxquels la personne a accès, séparés par des points-virgules."},
	"report.help.default_establishment": {
		"One of the establishments in the column before.",
		"L'un des établissements de la colonne précédente."},
	"report.help.language": {
		"A language code such as fr or en. Left blank, a new person gets your organisation's default.",
		"Un code de langue comme fr ou en. Laissé vide, une nouvelle personne reçoit celle par défaut."},
	"report.help.status": {
		"Active, Invited or Deactivated. Left blank, it stays as it is, and a new person is active. Somebody who is missing from the file is deactivated.",
		"Actif, Invité ou Désactivé. Laissé vide, il reste tel quel, et une nouvelle personne est active. Une personne absente du fichier est désactivée."},
	"report.help.password": {
		"Left blank, a new person gets your organisation's default password, to be changed at the first sign-in. \"Mot de passe crypté\" leaves the password alone. Anything else becomes the password.",
		"Laissé vide, une nouvelle personne reçoit le mot de passe par défaut de votre organisation, à changer à la première connexion. « Mot de passe crypté » ne touche pas au mot de passe. Tout autre texte devient le mot de passe."},
	"report.help.tempeos.state": {
		"Required: activé or désactivé. Somebody who is missing from the file is deactivated.",
		"Obligatoire : activé ou désactivé. Une personne absente du fichier est désactivée."},

	"report.sheet.summary":    {"Summary", "Résumé"},
	"report.sheet.deactivate": {"Deactivate", "Désactiver"},
	"report.sheet.reactivate": {"Reactivate", "Réactiver"},
	"report.sheet.update":     {"Update", "Modifier"},
	"report.sheet.add":        {"Add", "Ajouter"},
	"report.sheet.held":       {"Held", "Retenus"},
	"report.sheet.problems":   {"Problems", "Problèmes"},

	"report.column.action":  {"Action", "Action"},
	"report.column.key":     {"Known by", "Connu par"},
	"report.column.line":    {"Line", "Ligne"},
	"report.column.cell":    {"Cell", "Cellule"},
	"report.column.heading": {"Column", "Colonne"},
	"report.column.field":   {"Field", "Champ"},
	"report.column.why":     {"Why", "Pourquoi"},
	"report.column.before":  {"Before", "Avant"},
	"report.column.after":   {"After", "Après"},
	"report.column.was":     {"%[1]s (before)", "%[1]s (avant)"},
	"report.column.becomes": {"%[1]s (after)", "%[1]s (après)"},
	"report.column.rejects": {"Row rejected", "Ligne rejetée"},
	"report.column.problem": {"What to do", "Que faire"},
	"report.column.code":    {"Code", "Code"},
	"report.yes":            {"Yes", "Oui"},
	"report.no":             {"No", "Non"},

	"report.plan.title":        {"Plan %[1]s", "Plan %[1]s"},
	"report.plan.organisation": {"Organisation", "Organisation"},
	"report.plan.undo":         {"Takes back run", "Annule l'exécution"},
	"report.plan.file":         {"File", "Fichier"},
	"report.plan.sha256":       {"SHA-256 of the file", "SHA-256 du fichier"},
	"report.plan.read":         {"Read as", "Lu comme"},
	"report.plan.read-csv": {
		"delimited text, encoding %[1]s, delimiter %[2]q, headings on line %[3]d",
		"texte délimité, encodage %[1]s, séparateur %[2]q, en-têtes à la ligne %[3]d"},
	"report.plan.read-xlsx": {
		"workbook, sheet %[1]q, headings in row %[2]d",
		"classeur, feuille %[1]q, en-têtes à la ligne %[2]d"},
	"report.plan.rows":        {"Rows read", "Lignes lues"},
	"report.plan.scope":       {"Scope", "Périmètre"},
	"report.plan.note":        {"Note", "Remarque"},
	"report.plan.note-line":   {"Note, line %[1]s", "Remarque, ligne %[1]s"},
	"report.plan.summary":     {"What would change", "Ce qui changerait"},
	"report.plan.add":         {"Added", "Ajoutés"},
	"report.plan.update":      {"Updated", "Modifiés"},
	"report.plan.deactivate":  {"Deactivated", "Désactivés"},
	"report.plan.reactivate":  {"Reactivated", "Réactivés"},
	"report.plan.unchanged":   {"Unchanged", "Inchangés"},
	"report.plan.held":        {"Held", "Retenus"},
	"report.plan.rejected":    {"Rows rejected", "Lignes rejetées"},
	"report.plan.problems":    {"Problems", "Problèmes"},
	"report.plan.kept":        {"Problems listed, the first of them", "Problèmes listés, les premiers"},
	"report.plan.findings":    {"Guardrails", "Garde-fous"},
	"report.plan.no-findings": {"none", "aucun"},
	"report.plan.blocks":      {"%[1]s: holds the plan", "%[1]s : retient le plan"},
	"report.plan.warns":       {"%[1]s: to be looked at", "%[1]s : à regarder"},
	"report.plan.pairs":       {"Probably one person", "Probablement une même personne"},
	"report.plan.pair": {
		"%[1]s (%[2]s, ID %[3]s) leaves and %[4]s (%[5]s, line %[6]s) joins",
		"%[1]s (%[2]s, ID %[3]s) part et %[4]s (%[5]s, ligne %[6]s) arrive"},
	"report.pair.same-email": {"Same e-mail", "Même e-mail"},
	"report.pair.same-phone": {"Same phone", "Même téléphone"},
	"report.pair.close-name": {"Close name, same company", "Nom proche, même entreprise"},

	"report-workbook-as-csv": {
		"The member file is a workbook, and is given back as one with all its sheets. Ask for an .xlsx file.",
		"Le fichier du personnel est un classeur, rendu comme tel avec toutes ses feuilles. Demandez un fichier .xlsx."},
	"report-workbook-too-large": {
		"The workbook inflates to more than %d MiB with all that stands beside the list, too much to be given back. Copy the list alone into a new workbook, plan that one and ask again.",
		"Le classeur dépasse %d Mio une fois décompressé, avec tout ce qui accompagne la liste : c'est trop pour être rendu. Copiez la liste seule dans un nouveau classeur, planifiez celui-ci et redemandez."},
	"report.more-reasons": {
		"And %[1]v {thing|things} more.",
		"Et {une autre chose|%[1]v autres choses}."},
	"report.shortened": {
		"(%[1]v characters in your own file; shortened here, for a spreadsheet does not hold them)",
		"(%[1]v caractères dans votre propre fichier ; abrégé ici, car un tableur n'en contient pas autant)"},
	"report.shortened-row": {
		"A cell of this row is shortened here: put its right value in its place.",
		"Une cellule de cette ligne est abrégée ici : mettez sa bonne valeur à la place."},
	"report.about-column": {"%[1]s: %[2]s", "%[1]s : %[2]s"},
	"report.aside": {
		"Its cells stand to the right: move each beneath its heading.",
		"Ses cellules se trouvent à droite : placez chacune sous son en-tête."},
	"report.empty-cell": {
		"Correct the row, then empty this cell.",
		"Corrigez la ligne, puis videz cette cellule."},
})
