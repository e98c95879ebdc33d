package reconcile

// Summary counts what a plan does.
type Summary struct {
	Add        int `json:"add"`
	Update     int `json:"update"`
	Deactivate int `json:"deactivate"`
	Reactivate int `json:"reactivate"`
	Unchanged  int `json:"unchanged"`
	Held       int `json:"held"`
	Rejected   int `json:"rejected"`
}

// Changes is how many accounts the plan would write.
func (s Summary) Changes() int { return s.Add + s.Update + s.Deactivate + s.Reactivate }

// Of is how many accounts the plan would write by one action.
func (s Summary) Of(a Action) int {
	return map[Action]int{Add: s.Add, Update: s.Update, Deactivate: s.Deactivate, Reactivate: s.Reactivate}[a]
}

// Finding is what a guardrail says of the whole plan.
type Finding struct {
	Code   string   `json:"code"`
	Blocks bool     `json:"blocks"` // the plan is not applied unless this finding is accepted with exactly Number
	Number int      `json:"number"` // what the guardrail counted
	Args   []string `json:"args,omitempty"`
}

// Pair is a leaver and a joiner who are probably one person.
type Pair struct {
	OldID   int64  `json:"old_id"`
	OldKey  string `json:"old_key"`
	OldName string `json:"old_name"`
	NewKey  string `json:"new_key"`
	NewName string `json:"new_name"`
	Line    int    `json:"line"` // of the joiner's row
	Why     string `json:"why"`  // "same-email", "same-phone" or "close-name"
}

// Mode says who looks before a plan is applied; the guardrails are stricter when nobody does.
type Mode string

// The modes.
const (
	Reviewed   Mode = "reviewed"
	Unattended Mode = "unattended"
)

// Kind says what a plan was made from.
type Kind string

// The kinds.
const (
	FromFile Kind = "file" // a member file
	FromUndo Kind = "undo" // a run to take back
)

// Plan is the header of a plan: everything but its changes, which are kept in blocks beneath Root.
type Plan struct {
	ID           string    `json:"id"`           // "p" and 16 hexadecimal digits of the header's digest
	Organisation string    `json:"organisation"` // whose roster
	Revision     int64     `json:"revision"`     // of the roster: the number of the last run it was made against
	Kind         Kind      `json:"kind"`
	Mode         Mode      `json:"mode"`
	UndoOf       int64     `json:"undo_of,omitempty"`  // the run, where Kind is FromUndo
	Part         Part      `json:"part,omitzero"`      // of that run
	Outcomes     *Outcomes `json:"outcomes,omitempty"` // of the fields of that run
	File         File      `json:"file"`
	PolicyDigest string    `json:"policy_digest"`
	Policy       Policy    `json:"policy"`
	Summary      Summary   `json:"summary"`
	Findings     []Finding `json:"findings"`
	Pairs        []Pair    `json:"pairs,omitempty"`
	Problems     []Problem `json:"problems"`           // the first, as many as Policy.Limits lets be kept
	ProblemCount int       `json:"problem_count"`      // all of them
	InScope      int       `json:"in_scope"`           // active accounts for which absence from the file counts
	Active       int       `json:"active"`             // active accounts of the organisation, before
	AfterID      int64     `json:"after_id,omitempty"` // new accounts get IDs above it: the file names it for somebody unknown
	Tail         []int64   `json:"tail,omitempty"`     // see Tail: accounts on the file's last rows; minus the line for a joiner
	Own          []int64   `json:"own,omitempty"`      // accounts held because they are those of whoever made the plan
	Raised       int       `json:"raised,omitempty"`   // people made administrators; counted where two must approve that
	Root         string    `json:"root"`               // Merkle root over the blocks' hashes, hexadecimal
}

// Blocked tells whether a finding holds the plan.
func (p *Plan) Blocked() bool {
	for _, f := range p.Findings {
		if f.Blocks {
			return true
		}
	}
	return false
}
