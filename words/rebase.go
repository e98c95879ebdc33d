package words

// How a plan that was made anew differs from the one that was reviewed.
var _ = register(map[string]text{
	"flag.stale": {"what to do when the roster moved on since the plan was made: refuse, or rebase (plan anew and show the difference; nothing is applied)",
		"que faire si le registre a changé depuis le plan : refuse, ou rebase (refaire le plan et montrer la différence ; rien n'est appliqué)"},
	"usage-stale":      {"--stale %q: write refuse or rebase", "--stale %q : écrivez refuse ou rebase"},
	"usage-stale-file": {"--stale goes with a PLAN: a FILE is planned as it is applied", "--stale va avec un PLAN : un FICHIER est planifié au moment où il est appliqué"},

	"rebase-made": {"Plan %[1]s is stale. Plan %[2]s is made from the same source, for the roster as it stands.",
		"Le plan %[1]s est périmé. Le plan %[2]s est fait de la même source, pour le registre tel qu'il est."},
	"rebase-gone":          {"%d {change|changes} only in the plan of before", "%d {changement seulement dans le plan d'avant|changements seulement dans le plan d'avant}"},
	"rebase-new":           {"%d {change|changes} only in the new plan", "%d {changement seulement dans le nouveau plan|changements seulement dans le nouveau plan}"},
	"rebase-changed":       {"%d {change that differs|changes that differ}", "%d {changement qui diffère|changements qui diffèrent}"},
	"rebase-was":           {"before:", "avant :"},
	"rebase-is":            {"now:", "maintenant :"},
	"rebase-findings-gone": {"%d {guardrail|guardrails} no longer saying this", "%d {garde-fou ne le dit|garde-fous ne le disent} plus"},
	"rebase-findings-new":  {"%d {guardrail|guardrails} saying this now", "%d {garde-fou le dit|garde-fous le disent} à présent"},
	"rebase-same":          {"Both plans make the same changes.", "Les deux plans font les mêmes changements."},
	"rebase-next": {"Nothing is applied. What was approved was the plan of before; plan %s waits for its own review:",
		"Rien n'est appliqué. C'est le plan d'avant qui a été approuvé ; le plan %s attend son propre examen :"},

	"rebase-stdin":        {"plan %s was made from standard input, which can't be read again: plan the file anew", "le plan %s vient de l'entrée standard, qui ne peut être relue : refaites le plan du fichier"},
	"rebase-file-gone":    {"%s: the plan's file can't be read any more: put it back where it was, or plan the newest file", "%s : le fichier du plan n'est plus lisible : remettez-le à sa place, ou planifiez le fichier le plus récent"},
	"rebase-file-changed": {"%s: is not the file that was planned, its SHA-256 differs: plan it as a new file", "%s : n'est pas le fichier planifié, son SHA-256 diffère : planifiez-le comme un nouveau fichier"},
})
