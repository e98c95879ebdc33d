package words

// The texts about passwords in files.
var _ = register(map[string]text{
	"mapping-password": {
		"the column %[1]v holds passwords: it can be read as password or left out with ignore, for anything else would be kept in clear",
		"la colonne %[1]v contient des mots de passe : elle se lit comme password ou se laisse de côté avec ignore, car toute autre chose serait conservée en clair"},
	"problems-masked": {
		"Passwords are not copied: their cells say \"%[1]s\", which leaves a password alone. Type those of new people again.",
		"Les mots de passe ne sont pas recopiés : leurs cellules disent « %[1]s », ce qui laisse le mot de passe tel quel. Ressaisissez ceux des nouveaux."},
	"report.masked-row": {
		"Its cells are hidden, for one of them may be a password: copy the row from your own file.",
		"Ses cellules sont masquées, car l'une d'elles peut être un mot de passe : recopiez la ligne depuis votre propre fichier."},
})
