package reconcile

import "context"

// missingCanaries counts the accounts that must be in every file and are not in this one. A row that is rejected or held
// is in the file.
func (d *diffing) missingCanaries(context.Context) error {
	for ord, s := range d.x.state {
		if d.in.Upload.File.Partial {
			break
		}
		if s&isCanary != 0 && d.missing(ord) {
			d.totals.Canaries++
		}
	}
	return nil
}

func (j *judging) canaries() {
	if j.t.Canaries > 0 {
		j.find("canary-missing", j.t.Canaries)
	}
}
