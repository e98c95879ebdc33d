package reconcile

import (
	"context"
	"slices"
)

// diffing is one run of Diff.
type diffing struct {
	in           Input
	rules        *rules
	cols         *columns
	x            *Index
	spool        *spool
	waiting      []*member       // rows that wait for all the others
	batch        []candidate     // rows that differ from their account, which is not fetched yet
	unfitRows    []candidate     // rows to reject for what their account would become, unless they are held as doubles
	namesakes    map[uint64]bool // names on rows that could not be used and that nobody is known to be
	namedEmails  map[uint64]bool // whose accounts all count as present
	mailShared   map[uint64]bool // e-mails of held rows that several accounts have, so that nobody can tell
	twice        []int           // accounts that several rows are
	newKeys      map[uint64]int
	givenTwice   []given        // new keys that several entries give
	mailHeld     map[uint64]int // e-mails that are the only key of a row that is held, and its line
	mailWanted   map[uint64]int // e-mails of rows with a stronger key that are left alone, and their lines
	keysWanted   []wantedKey    // numbers and logins of rows that can't be of somebody new
	passwords    map[int][]byte // by entry: clear passwords of people whose login is not known yet
	hashes       int            // asked for
	ended        func() error   // why nobody waits for the plan any more
	problems     []Problem
	problemCount int
	maxProblems  int
	totals       Totals
	afterID      int64 // see Plan.AfterID
	pairs        []Pair
	leavers      []leaver
	lines        [TailSize]int32 // of the last rows, a ring
	own          []int64         // accounts held as those of whoever makes the plan
	learnt       int             // rows the index did not know
	matched      ordinals        // accounts that a row is
	byMail       ordinals        // those whose first row has no key but an e-mail
	next         int             // the account after the one found last
	inOrder      bool            // the one found last was expected
	ahead        ahead
	brief        briefs
	near         []uint32      // accounts that rows to come may be
	noise        uint64        // what was touched of them; see keyTable
	form         uint64        // hash of Upload.Form, 0 for none
	passing      bool          // lines that are known are passed over
	member       member        // of the row at hand
	fields       []FieldChange // room for those of a change, which nobody keeps once it is in the spool
}

// candidate is a row that says something else than its account, or may.
type candidate struct {
	m   *member
	ord int
}

// batchSize is how many accounts are asked of the roster at a time.
const batchSize = 2048

// Rows that differ wait for their accounts until there are enough of them: of every so many accounts one, for the fewer
// stand between those that are read one after the other, the more they share what the database reads to find them.
const (
	waitingOf   = 512
	mostWaiting = 1 << 15
)

// fewestWaiting is how many rows that differ wait at least before their accounts are asked for; tests have fewer wait.
var fewestWaiting = batchSize

// enough is how many rows that differ are enough to ask for their accounts.
func (d *diffing) enough() int {
	return min(max(fewestWaiting, d.x.ids.len()/waitingOf), mostWaiting)
}

// Diff works out what the member file would change. It reads the whole upload; an error of reading it, a *Refusal
// above all, comes back as it is.
func Diff(ctx context.Context, in Input) (*Draft, error) {
	d := &diffing{in: in, ended: ctx.Err, rules: newRules(in.Policy), spool: &spool{outside: outside{scratch: in.Scratch, largest: largeRun}}, newKeys: map[uint64]int{}, mailHeld: map[uint64]int{}, passwords: map[int][]byte{},
		namesakes: map[uint64]bool{}, namedEmails: map[uint64]bool{}, mailShared: map[uint64]bool{}, mailWanted: map[uint64]int{}, maxProblems: in.Policy.Limits.Settled().Problems}
	d.cols = newColumns(in.Upload.File, in.Policy)
	var err error
	if d.x, err = d.indexOf(ctx); err != nil {
		return nil, err
	}
	d.fields = make([]FieldChange, 0, int(NumFields)+len(d.cols.attrs)+1)
	if f := in.Upload.Form; f != "" {
		d.form = sum(&d.x.hasher, f) | 1
	}
	d.matched, d.byMail, d.inOrder = newOrdinals(d.x.ids.len()), newOrdinals(d.x.ids.len()), true
	d.markOwn(in.Own)
	if in.Trace != nil {
		if err := in.Trace.begin(ctx, d); err != nil {
			return nil, err
		}
	}
	for _, step := range []func(context.Context) error{d.read, d.settle, d.flush, d.holdTwice, d.holdGivenTwice, d.holdWanted, d.holdFollowers, d.absent, d.missingTail, d.missingCanaries, d.countHeldForms, d.giveLogins, d.spare} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	if err := d.hashed(); err != nil {
		return nil, err
	}
	d.x.dropSlots()
	if err := d.spool.sort(); err != nil {
		return nil, err
	}
	if err := d.pair(ctx); err != nil {
		return nil, err
	}
	d.tally()
	d.countKept()
	return d.draft(), nil
}

// read holds every row against the index.
func (d *diffing) read(ctx context.Context) error {
	d.pass()
	for row, err := range d.in.Upload.Rows {
		if err != nil {
			return err
		}
		if d.countRow(row.Line); d.totals.Rows%batchSize == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := d.oneRow(ctx, row); err != nil {
			return err
		}
	}
	err := d.takeAhead(ctx)
	d.x.seen.drop()
	return err
}

func (d *diffing) countRow(line int) {
	d.lines[d.totals.Rows%TailSize] = int32(line)
	d.totals.Rows++
}

// oneRow takes a row, at once or together with those after it.
func (d *diffing) oneRow(ctx context.Context, row *Row) error {
	switch print := d.print(row); {
	case print == 0 || d.in.Trace != nil:
		if err := d.takeAhead(ctx); err != nil {
			return err
		}
		return d.take(ctx, row, print)
	case d.passing:
		if d.known(row.Line, print) {
			return nil
		}
		return d.take(ctx, row, print)
	case d.in.Index != nil && d.ahead.count == 0 && d.expected(print) && d.recognise(d.next, row.Line):
		return nil
	default:
		if d.ahead.add(row, print); d.ahead.count < rowsAhead {
			return nil
		}
		return d.takeAhead(ctx)
	}
}

// takeAhead takes the rows that were held back.
func (d *diffing) takeAhead(ctx context.Context) error {
	if d.in.Index == nil {
		d.brief.read(d)
	} else {
		d.bringNear(d.ahead.prints[:d.ahead.count])
	}
	for i, print := range d.ahead.prints[:d.ahead.count] {
		if d.in.Index != nil && d.known(d.ahead.lines[i], print) || d.in.Index == nil && d.briefly(&d.brief.rows[i], d.ahead.lines[i], print) {
			continue
		}
		if err := d.take(ctx, d.ahead.at(i), print); err != nil {
			return err
		}
	}
	d.ahead.clear()
	return nil
}

// take reads a row that was not known before.
func (d *diffing) take(ctx context.Context, row *Row, print uint64) error {
	m := &d.member
	m.read(row, d.cols, d.rules)
	m.print = print
	if d.in.Trace != nil {
		d.watch(row, m)
	}
	return d.row(ctx, m)
}

// row decides one row, as far as it can be decided yet.
func (d *diffing) row(ctx context.Context, m *member) error {
	if !m.rejected && d.nameOnly(m) && (!d.cols.mayLackKeys || m.name() == "") {
		m.reject("keyless", nil)
	}
	if m.rejected {
		d.collect(m)
		d.reject(m)
		return nil
	}
	if len(m.problems) > 0 {
		m.print = 0 // the warnings are said again each time
	}
	d.note(m.problems)
	m.problems = m.problems[:0]
	switch got := d.correlate(m); {
	case got.hold.Code != "":
		d.holdRow(m, got)
	case got.wait:
		if d.traced(m.line) {
			d.in.Trace.note(m.line, "waits")
		}
		d.waiting = append(d.waiting, m.clone())
	case got.ord >= 0:
		m.same = got.same
		d.found(m, got.ord, got.by)
	default:
		d.joiner(m)
	}
	if len(d.batch) >= d.enough() {
		return d.flush(ctx)
	}
	return nil
}

// collect adds what else is wrong with a rejected row of somebody unknown, so that it is mended at once.
func (d *diffing) collect(m *member) {
	if m.misplaced || len(d.couldBe(m)) > 0 {
		return
	}
	before := len(m.problems)
	v := d.newValues(m)
	d.fit(&v, m)
	spoilt := func(p Problem) bool {
		return slices.ContainsFunc(m.problems[:before], func(b Problem) bool { return b.Heading == p.Heading })
	}
	m.problems = append(m.problems[:before], slices.DeleteFunc(slices.Clone(m.problems[before:]), spoilt)...)
}

// found takes a row whose account is known. A row that says nothing new costs no more than this.
func (d *diffing) found(m *member, ord int, by Field) {
	if d.traced(m.line) {
		d.traceMatch(m, ord, by)
	}
	if d.matched.has(ord) {
		d.x.state[ord] |= isTwice
		d.twice = append(d.twice, ord)
		if m.mailOnly() {
			first(d.mailHeld, d.x.hashKey(m.values[Email]), m.line)
		}
		d.holdRow(m, held("two-rows", []int{ord}, lineOf(int(d.x.line[ord]))))
		return
	}
	d.matched.add(ord)
	if m.mailOnly() {
		d.byMail.add(ord)
	}
	d.x.line[ord] = int32(m.line)
	d.totals.Found++
	known := d.cols.has.has(Status) || d.x.state[ord]&isActive != 0
	if known && m.password == nil && !d.in.Upload.Sifted && d.x.memberDigest(m, d.cols) == d.x.digest[ord] {
		d.totals.Unchanged++
		d.learn(m, ord)
		if d.traced(m.line) {
			d.in.Trace.note(m.line, "unchanged")
		}
		return
	}
	if a := d.atHand(ord); a != nil {
		d.decide(a, m, ord)
		return
	}
	d.batch = append(d.batch, candidate{m.clone(), ord})
}

// draft puts together what was worked out.
func (d *diffing) draft() *Draft {
	d.sortProblems()
	d.noteKeys("protected-unknown", d.rules.unseen)
	d.noteKeys("canary-unknown", d.rules.unheard)
	if d.in.Upload.File.Open && d.in.Tail.Ended {
		d.totals.OpenLine = int(d.lines[max(0, d.totals.Rows-1)%TailSize])
	}
	for _, n := range d.in.Upload.File.Notes {
		if elsewhere[n.Code] {
			d.totals.Elsewhere++
		}
	}
	d.totals.Partial = d.in.Upload.File.Partial
	d.totals.FileName, d.totals.FileSHA256 = d.in.Upload.File.Name, d.in.Upload.File.SHA256
	return &Draft{Totals: d.totals, Pairs: d.pairs, Problems: d.problems, ProblemCount: d.problemCount, spool: d.spool, index: d.x, learnt: d.learnt,
		header: Plan{Organisation: d.in.Organisation, Revision: d.in.Revision, Kind: FromFile, File: *d.in.Upload.File,
			PolicyDigest: d.in.Policy.Digest(), Policy: *d.in.Policy, AfterID: d.afterID, Tail: d.tail(), Own: d.ownHeld()}}
}
