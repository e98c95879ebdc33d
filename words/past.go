package words

// What looking back says.
var _ = register(map[string]text{
	"flag.as-of": {"as the roster stood: a `time` (2026-11-22, '2026-11-22 14:00' or RFC 3339) or the number of a run", "tel que le registre était : un `moment` (2026-11-22, '2026-11-22 14:00' ou RFC 3339) ou le numéro d'une exécution"},

	"as-of":        {"As run %[1]s left it (%[2]s), asked for %[3]s.", "Tel que l'exécution %[1]s l'a laissé (%[2]s), demandé pour %[3]s."},
	"as-of-before": {"As it was before the first run, asked for %[1]s.", "Tel qu'avant la première exécution, demandé pour %[1]s."},

	"account-edited": {"account %[1]s is not as its last run left it: somebody edited the database itself. Nothing can be said of it as it was; rollcall check-store shows what differs",
		"le compte %[1]s n'est pas tel que sa dernière exécution l'a laissé : quelqu'un a modifié la base elle-même. On ne peut rien dire de ce qu'il était ; rollcall check-store montre ce qui diffère"},
	"accounts-edited": {"accounts found: %[1]v, added by runs: %[2]v: somebody edited the database itself; rollcall check-store shows what differs",
		"comptes trouvés : %[1]v, ajoutés par les exécutions : %[2]v : quelqu'un a modifié la base elle-même ; rollcall check-store montre ce qui diffère"},

	"usage-moment": {"%[1]s %[2]q: write a day (2026-11-22), a time ('2026-11-22 14:00', 2026-11-22T14:00:00+01:00) or the number of a run",
		"%[1]s %[2]q : écrivez un jour (2026-11-22), une heure ('2026-11-22 14:00', 2026-11-22T14:00:00+01:00) ou le numéro d'une exécution"},
	"usage-moment-ahead": {"%[1]s: that time is still to come", "%[1]s : ce moment est encore à venir"},
	"usage-zone-alone":   {"--zone goes with --as-of here: leave it out", "--zone va ici avec --as-of : retirez l'option"},

	"report.about.made":      {"Written (UTC)", "Écrit le (UTC)"},
	"report.about.as-of-run": {"The roster is listed", "Le registre est listé"},
	"report.about.as-left":   {"as run %[1]s left it, not as it stands now", "tel que l'exécution %[1]s l'a laissé, non tel qu'il est maintenant"},
	"report.about.as-before": {"as it was before the first run", "tel qu'avant la première exécution"},
})
