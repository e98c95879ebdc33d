package words

// The texts about passwords in files.
var _ = register(map[string]text{
	"mapping-password": {
		"the column %[1]v seems to hold passwords or other secrets: it can be read as password or left out with ignore, for anything else would be kept in clear; give it another heading if it holds none",
		"la colonne %[1]v semble contenir des mots de passe ou d'autres secrets : elle se lit comme password ou se laisse de côté avec ignore, car toute autre chose serait conservée en clair ; donnez-lui un autre en-tête si elle n'en contient pas"},
	"column-may-be-secret": {
		"this column seems to hold passwords or other secrets; it was left out, and files given back do not copy it: remove it from the export, or map it with --map 'Header=password' if its cells are to become the people's passwords",
		"cette colonne semble contenir des mots de passe ou d'autres secrets ; elle n'a pas été lue, et les fichiers rendus ne la recopient pas : retirez-la de l'export, ou associez-la avec --map 'En-tête=password' si ses cellules doivent devenir les mots de passe des personnes"},
	"problems-masked": {
		"Passwords are not copied: their cells say \"%[1]s\", which leaves a password alone. Type those of new people again.",
		"Les mots de passe ne sont pas recopiés : leurs cellules disent « %[1]s », ce qui laisse le mot de passe tel quel. Ressaisissez ceux des nouveaux."},
	"report.masked-row": {
		"Its cells are hidden, for one of them may be a password: copy the row from your own file.",
		"Ses cellules sont masquées, car l'une d'elles peut être un mot de passe : recopiez la ligne depuis votre propre fichier."},
})
