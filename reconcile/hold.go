package reconcile

// holdChange keeps a hold instead of a change; the account counts as present.
func (d *diffing) holdChange(c *Change, ord int, why Reason) {
	d.traceHold(c.Line, ord, why)
	c.Action, c.Fields, c.Why = Hold, nil, why
	d.spool.add(c, ord, 0)
	d.x.state[ord] |= isDecided
}

// holdRow leaves a row alone; whoever it could be counts as present.
func (d *diffing) holdRow(m *member, got match) {
	d.traceHold(m.line, -1, got.hold)
	d.wantsMail(m)
	if got.hold.Code == "email-ambiguous" {
		d.mailShared[d.x.hashKey(m.values[Email])] = true
	}
	c := &Change{Action: Hold, Line: m.line, Key: m.key(), Name: m.name(), Company: string(m.values[Company]),
		Group: string(m.values[Group]), Role: string(m.values[Role]), Email: string(m.values[Email]), Why: got.hold}
	ord := -1
	for _, o := range got.named {
		d.x.state[o] |= wasNamed
	}
	if len(got.named) == 1 {
		ord = got.named[0]
		c.ID = d.x.ids.at(ord)
	}
	d.spool.add(c, ord, 0)
	d.standsFor(m)
}

// standsFor lets whoever the held row just added could be count as present, and keeps its new keys from being given
// to anybody else.
func (d *diffing) standsFor(m *member) {
	d.wantsMail(m)
	d.present(m, d.couldBe(m))
	for f, k := range map[Field]int{EmployeeNumber: byNumber, Login: byLogin} {
		if h := d.x.hashKey(m.values[f]); h != 0 && d.x.keys[k].first(h) < 0 {
			d.claimKey(f, h, len(d.spool.entries)-1)
		}
	}
}
