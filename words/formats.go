package words

// What package formats says of a file, its headings and its rows.
var _ = register(map[string]text{
	"report.reason": {"To correct (rollcall)", "À corriger (rollcall)"},

	"file-empty": {
		"the file has no content (0 bytes): export it again",
		"le fichier n'a aucun contenu (0 octet) : refaites l'export"},
	"file-blank": {
		"the file has no row with anything in it: export it again, or name the sheet to read with --sheet",
		"le fichier n'a aucune ligne remplie : refaites l'export, ou indiquez la feuille à lire avec --sheet"},
	"file-folder": {
		"this is a folder: name the file in it",
		"ceci est un dossier : indiquez le fichier qu'il contient"},
	"file-not-regular": {
		"this is no ordinary file: save it to disk first, or give it on standard input as -",
		"ceci n'est pas un fichier ordinaire : enregistrez-le d'abord, ou donnez-le sur l'entrée standard avec -"},
	"file-modified": {
		"the file was changed while it was being read: wait until it is complete, then start again",
		"le fichier a été modifié pendant sa lecture : attendez qu'il soit complet, puis recommencez"},
	"file-xls": {
		"this is an old .xls workbook: open it and save it as .xlsx",
		"ceci est un ancien classeur .xls : ouvrez-le et enregistrez-le en .xlsx"},
	"file-encrypted": {
		"the workbook is protected by a password: open it, remove the password and save it",
		"le classeur est protégé par un mot de passe : ouvrez-le, retirez le mot de passe et enregistrez-le"},
	"file-ods": {
		"this is an OpenDocument (.ods) spreadsheet: save it as .xlsx or CSV",
		"ceci est un tableau OpenDocument (.ods) : enregistrez-le en .xlsx ou en CSV"},
	"file-xlsb": {
		"this is a binary workbook (.xlsb): open it and save it as .xlsx",
		"ceci est un classeur binaire (.xlsb) : ouvrez-le et enregistrez-le en .xlsx"},
	"file-numbers": {
		"this is a Numbers document: export it from Numbers as .xlsx or CSV",
		"ceci est un document Numbers : exportez-le depuis Numbers en .xlsx ou en CSV"},
	"file-document": {
		"this is a document of another program, not a table: save the list as .xlsx or CSV",
		"ceci est le document d'un autre logiciel, pas un tableau : enregistrez la liste en .xlsx ou en CSV"},
	"file-zip": {
		"this is a ZIP archive that is no workbook: take the member file out of it",
		"ceci est une archive ZIP qui n'est pas un classeur : extrayez-en le fichier des membres"},
	"file-archive": {
		"this is a compressed archive: take the member file out of it",
		"ceci est une archive compressée : extrayez-en le fichier des membres"},
	"file-html": {
		"this is an HTML page, whatever its name says: open it in a spreadsheet and save it as .xlsx or CSV",
		"ceci est une page HTML, quel que soit son nom : ouvrez-la dans un tableur et enregistrez-la en .xlsx ou en CSV"},
	"file-xml-spreadsheet": {
		"this is an XML spreadsheet of 2003: open it and save it as .xlsx",
		"ceci est une feuille de calcul XML 2003 : ouvrez-la et enregistrez-la en .xlsx"},
	"file-xml": {
		"this is XML, not a table: export the list as .xlsx or CSV",
		"ceci est du XML, pas un tableau : exportez la liste en .xlsx ou en CSV"},
	"file-json": {
		"this is JSON, not a table: export the list as .xlsx or CSV",
		"ceci est du JSON, pas un tableau : exportez la liste en .xlsx ou en CSV"},
	"file-sylk": {
		"this is a SYLK (.slk) file: open it in a spreadsheet and save it as .xlsx or CSV",
		"ceci est un fichier SYLK (.slk) : ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en CSV"},
	"file-database": {
		"this is a database file, not a table of text: export the list as .xlsx or CSV",
		"ceci est un fichier de base de données, pas un tableau en texte : exportez la liste en .xlsx ou en CSV"},
	"file-pdf": {
		"this is a PDF: ask for the list as .xlsx or CSV",
		"ceci est un PDF : demandez la liste en .xlsx ou en CSV"},
	"file-image": {
		"this is a picture: ask for the list as .xlsx or CSV",
		"ceci est une image : demandez la liste en .xlsx ou en CSV"},

	"heading-none": {
		"no heading is known among the %[1]v {row|rows} looked at (up to %[2]v cells wide): put a row of headings above the people, name theirs with --heading-row, or say what a column means with --map 'Header=field'",
		"aucun en-tête connu dans {la ligne examinée|les %[1]v lignes examinées} (jusqu'à %[2]v cellules) : mettez une ligne d'en-têtes au-dessus des personnes, indiquez-la avec --heading-row, ou dites ce que contient une colonne avec --map 'En-tête=champ'"},
	"heading-few": {
		"no row of headings found: of the %[1]v {row|rows} looked at (up to %[2]v cells wide) the best has only: %[3]v; say what the other columns mean with --map 'Header=field', or name the row with --heading-row",
		"pas de ligne d'en-têtes trouvée : parmi {la ligne examinée|les %[1]v lignes examinées} (jusqu'à %[2]v cellules), la meilleure n'a que : %[3]v ; dites ce que contiennent les autres colonnes avec --map 'En-tête=champ', ou indiquez la ligne avec --heading-row"},
	"heading-row-missing": {
		"there is no row with headings on line %[1]v: correct the number given as heading row",
		"il n'y a pas de ligne d'en-têtes à la ligne %[1]v : corrigez le numéro de la ligne d'en-têtes"},
	"heading-row-unknown": {
		"of the %[1]v {cell|cells} on this row none is a heading that is known: say what they mean with --map 'Header=field', or correct the number of the heading row",
		"{la cellule de cette ligne n'est pas un en-tête connu|aucune des %[1]v cellules de cette ligne n'est un en-tête connu} : dites ce qu'elles contiennent avec --map 'En-tête=champ', ou corrigez le numéro de la ligne d'en-têtes"},
	"heading-twice": {
		"the headings %[1]v and %[2]v say the same: remove one column, or leave one out with --map 'Header=ignore'",
		"les en-têtes %[1]v et %[2]v disent la même chose : retirez une colonne, ou laissez-en une de côté avec --map 'En-tête=ignore'"},
	"heading-repeated": {
		"the heading row comes again %[1]v {time|times} below; it was left out",
		"la ligne d'en-têtes revient %[1]v fois plus bas ; elle n'a pas été lue comme une personne"},
	"headings-change": {
		"here stand headings that differ from those on line %[1]v, so the rows below would be read in wrong columns: make one table with one row of headings",
		"ici se trouvent des en-têtes qui diffèrent de ceux de la ligne %[1]v, les lignes suivantes seraient donc lues dans de mauvaises colonnes : faites-en un seul tableau avec une seule ligne d'en-têtes"},
	"rows-above-headings": {
		"this row stands above the headings (line %[1]v) and looks like a person: move it below them, or name the heading row with --heading-row",
		"cette ligne se trouve au-dessus des en-têtes (ligne %[1]v) et ressemble à une personne : placez-la dessous, ou indiquez la ligne d'en-têtes avec --heading-row"},
	"preamble-skipped": {
		"%[1]v {row|rows} above the headings {was|were} left out (lines %[2]v to %[3]v)",
		"%[1]v {ligne au-dessus des en-têtes n'a pas été lue|lignes au-dessus des en-têtes n'ont pas été lues} (lignes %[2]v à %[3]v)"},
	"column-unknown": {
		"this heading is not known and its column was left out: say what it means with --map 'Header=field', or keep it with --map 'Header=attr.NAME'",
		"cet en-tête n'est pas connu et sa colonne n'a pas été lue : dites ce qu'elle contient avec --map 'En-tête=champ', ou conservez-la avec --map 'En-tête=attr.NOM'"},
	"columns-unknown": {
		"%[1]v more headings are not known and their columns were left out: remove the columns that are not part of the list",
		"%[1]v autres en-têtes ne sont pas connus et leurs colonnes n'ont pas été lues : retirez les colonnes qui ne font pas partie de la liste"},
	"column-lacking": {
		"%[1]v has no such column: its values are not compared, and a plan leaves them as they are",
		"%[1]v n'a pas cette colonne : ses valeurs ne sont pas comparées, et un plan les laisse telles quelles"},
	"column-outranked": {
		"this column was left out because another one fills the same field; map it too if it holds something else",
		"cette colonne n'a pas été lue car une autre remplit le même champ ; associez-la aussi si elle contient autre chose"},
	"column-may-be-status": {
		"this column seems to say who has left, and it was left out, so nobody is deactivated by it: map it with --map 'Header=status' if its cells say Active or Inactive, else leave out the people who left or add a column Status",
		"cette colonne semble dire qui est parti, et elle n'a pas été lue, personne n'est donc désactivé par elle : associez-la avec --map 'En-tête=status' si ses cellules disent Actif ou Inactif, sinon retirez les personnes parties ou ajoutez une colonne Statut"},
	"names-together": {
		"this column holds last and first name together, and which is which can't be told for certain, so it was left out: split it into two columns, or map it with --map 'Header=full_name' if the first name comes first or the last name is in capitals",
		"cette colonne contient le nom et le prénom ensemble, sans qu'on puisse les distinguer à coup sûr, elle n'a donc pas été lue : séparez-la en deux colonnes, ou associez-la avec --map 'En-tête=full_name' si le prénom vient d'abord ou si le nom est en capitales"},
	"name-is-full": {
		"this column was read as the full name, first name first, because there is no column for the first name: if it holds the last name alone, map it with --map 'Header=last_name' and add the first names",
		"cette colonne a été lue comme le nom complet, prénom d'abord, car il n'y a pas de colonne pour le prénom : si elle ne contient que le nom de famille, associez-la avec --map 'En-tête=last_name' et ajoutez les prénoms"},
	"column-missing": {
		"a required column is missing: %[1]v; add it, or say which column holds it with --map 'Header=field'",
		"il manque une colonne obligatoire : %[1]v ; ajoutez-la, ou dites quelle colonne la contient avec --map 'En-tête=champ'"},
	"mapped-heading-missing": {
		"the mapping names a heading that the file doesn't have: %[1]v; correct the mapping, or export the column again",
		"la correspondance cite un en-tête que le fichier n'a pas : %[1]v ; corrigez-la, ou exportez de nouveau la colonne"},
	"mapping-invalid": {
		"the mapping can't be read: %[1]v",
		"la correspondance des colonnes est illisible : %[1]v"},
	"mapping-tag": {
		"%[1]v is a YAML tag, of which a mapping has none: leave it out, or put the value between quotes",
		"%[1]v est une étiquette YAML, et une correspondance n'en a pas : retirez-la, ou mettez la valeur entre guillemets"},
	"mapping-too-deep": {
		"the mapping is nested deeper than any mapping: write each column as heading: field",
		"la correspondance est imbriquée plus profondément qu'aucune correspondance : écrivez chaque colonne comme en-tête: champ"},
	"mapping-value": {
		"the mapping can't have %[1]v here: write a value of the kind that this key takes",
		"la correspondance ne peut pas contenir %[1]v ici : écrivez une valeur du type attendu par cette clé"},
	"mapping-target": {
		"the mapping gives no field here: write the name of a field, attr.NAME or ignore",
		"la correspondance ne donne pas de champ ici : écrivez le nom d'un champ, attr.NOM ou ignore"},
	"mapping-field-unknown": {
		"%[1]v is no field that a file can fill: use one of %[2]v, attr.NAME or ignore",
		"%[1]v n'est pas un champ qu'un fichier peut remplir : utilisez l'un de %[2]v, attr.NOM ou ignore"},
	"mapping-heading-empty": {
		"%[1]v is no heading, having no letter or digit: write it as it stands in the file",
		"%[1]v n'est pas un en-tête, faute de lettre ou de chiffre : écrivez-le comme dans le fichier"},
	"mapping-heading-twice": {
		"%[1]v and %[2]v are one heading: keep one of them",
		"%[1]v et %[2]v sont un seul en-tête : n'en gardez qu'un"},
	"mapping-heading-row": {
		"the heading row counts from 1: correct heading_row",
		"la ligne d'en-têtes se compte à partir de 1 : corrigez heading_row"},
	"mapping-same": {
		"under same stands a pair that is not two keys of one person: write OLD: NEW",
		"sous same figure une paire qui n'est pas deux clés d'une personne : écrivez ANCIENNE: NOUVELLE"},
	"mapping-same-twice": {
		"under same two old keys have one new key: keep the one that is right",
		"sous same deux anciennes clés ont une même nouvelle clé : gardez celle qui est juste"},
	"same-unused": {
		"%[1]v and %[2]v are declared one person, and no row has %[2]v: the old key comes first, as in OLD=NEW",
		"%[1]v et %[2]v sont déclarées une seule personne, et aucune ligne n'a %[2]v : l'ancienne clé vient d'abord, comme ANCIENNE=NOUVELLE"},
	"mapping-pair": {
		"%[1]v maps no column: write 'Header=field'",
		"%[1]v n'associe aucune colonne : écrivez 'En-tête=champ'"},

	"sheets-several": {
		"several sheets look like rosters: %[1]v; name the one to read with --sheet",
		"plusieurs feuilles ressemblent à une liste de membres : %[1]v ; indiquez celle à lire avec --sheet"},
	"sheet-roster-hidden": {
		"no sheet that people see lists members, and the hidden %[1]v seems to: look at it in the workbook, then unhide it or name it with --sheet",
		"aucune feuille visible ne liste de membres, et la feuille masquée %[1]v semble le faire : regardez-la dans le classeur, puis affichez-la ou indiquez-la avec --sheet"},
	"sheets-without-people": {
		"other sheets have headings but no column that says who somebody is, and were not read: %[1]v; name the one to read with --sheet if it is not this one",
		"d'autres feuilles ont des en-têtes mais aucune colonne qui dise de qui il s'agit, et n'ont pas été lues : %[1]v ; indiquez la feuille à lire avec --sheet si ce n'est pas celle-ci"},
	"sheets-unread": {
		"other sheets have rows but no headings, and were not read: %[1]v; if people stand there, put them beneath the headings of the sheet that is read",
		"d'autres feuilles ont des lignes mais pas d'en-têtes, et n'ont pas été lues : %[1]v ; si des personnes y figurent, placez-les sous les en-têtes de la feuille lue"},
	"sheets-hidden-with-people": {
		"hidden sheets list people too, and were not read: %[1]v; look at them in the workbook, and name the one to read with --sheet if it is not this one",
		"des feuilles masquées listent aussi des personnes, et n'ont pas été lues : %[1]v ; regardez-les dans le classeur, et indiquez la feuille à lire avec --sheet si ce n'est pas celle-ci"},
	"sheet-missing": {
		"the workbook has no sheet called %[1]v: it has %[2]v",
		"le classeur n'a pas de feuille nommée %[1]v : il a %[2]v"},
	"sheet-is-chart": {
		"the sheet %[1]v is a chart and has no rows: put the list itself on a worksheet, or name the sheet that has it with --sheet",
		"la feuille %[1]v est un graphique et n'a pas de lignes : mettez la liste elle-même sur une feuille de calcul, ou indiquez avec --sheet la feuille qui la contient"},
	"sheet-is-dialog": {
		"the sheet %[1]v is a dialog box and has no rows: put the list itself on a worksheet, or name the sheet that has it with --sheet",
		"la feuille %[1]v est une boîte de dialogue et n'a pas de lignes : mettez la liste elle-même sur une feuille de calcul, ou indiquez avec --sheet la feuille qui la contient"},
	"sheet-is-macro": {
		"the sheet %[1]v holds macros, which are never run or read: put the list itself on a worksheet, or name the sheet that has it with --sheet",
		"la feuille %[1]v contient des macros, qui ne sont jamais exécutées ni lues : mettez la liste elle-même sur une feuille de calcul, ou indiquez avec --sheet la feuille qui la contient"},
	"sheet-is-link": {
		"the sheet %[1]v is only a link to something outside the workbook, which is not followed: find out where the file comes from, then copy the list itself onto a worksheet and save it",
		"la feuille %[1]v n'est qu'un lien vers autre chose hors du classeur, qui n'est pas suivi : vérifiez d'où vient le fichier, puis copiez la liste elle-même sur une feuille de calcul et enregistrez-la"},
	"sheet-is-other": {
		"the sheet %[1]v is no worksheet, and no rows can be read from it: put the list itself on a worksheet, or name the sheet that has it with --sheet",
		"la feuille %[1]v n'est pas une feuille de calcul, et aucune ligne ne peut y être lue : mettez la liste elle-même sur une feuille de calcul, ou indiquez avec --sheet la feuille qui la contient"},
	"sheet-hidden": {
		"the sheet %[1]v is hidden in the workbook; it was read because it was named",
		"la feuille %[1]v est masquée dans le classeur ; elle a été lue parce qu'elle a été demandée"},

	"cell-without-heading": {
		"there is a value in a column without a heading; it was left out, there and below: give the column a heading if it matters",
		"une valeur se trouve dans une colonne sans en-tête ; elle n'a pas été lue, ni celles d'en dessous : donnez un en-tête à la colonne si elle compte"},
	"row-ragged": {
		"the row has %[1]v {cell|cells} and the headings %[2]v, so its values may stand in wrong columns: look for a missing or extra delimiter, or a cell beside the table",
		"la ligne a %[1]v {cellule|cellules} et les en-têtes %[2]v ; ses valeurs sont peut-être dans de mauvaises colonnes : cherchez un séparateur en trop ou manquant, ou une cellule à côté du tableau"},
	"footer-skipped": {
		"the row is a total or the foot of a page, not a person; it was left out",
		"la ligne est un total ou un pied de page, pas une personne ; elle n'a pas été lue"},
	"page-footers-skipped": {
		"%[1]v {row|rows} at the foot of pages {was|were} left out, the first here",
		"%[1]v {ligne de pied de page n'a pas été lue, celle-ci|lignes de pied de page n'ont pas été lues, la première ici}"},
	"footer-count-differs": {
		"the file says that it has %[1]v {row|rows} and %[2]v were read, so it may be cut: export it again, or correct or remove this line",
		"le fichier annonce %[1]v {ligne|lignes} et %[2]v ont été lues ; il est peut-être coupé : refaites l'export, ou corrigez ou retirez cette ligne"},
})
