package reconcile

import "slices"

// Left is a field of a run that an undo does not write, and why. Old is what stands there, New what it was before the
// run ("" for an account that the run added).
type Left struct {
	FieldChange
	Why Reason
}

// Outcome says how a field of a run ends that is taken back.
type Outcome string

// The outcomes.
const (
	Reversed Outcome = "reversed" // it is put back, or was already
	Kept     Outcome = "kept"     // it was edited since, and stays
	Conflict Outcome = "conflict" // putting it back would break a rule, or take what is somebody else's by now
)

// outcomes are those of the codes in Left.Why; the arguments of the two that name a run are its number and who did it.
var outcomes = map[string]Outcome{
	"back-by-run":    Reversed, // a later run put it back
	"back-outside":   Reversed, // it was put back outside rollcall
	"edited-by-run":  Kept,     // a later run wrote it
	"edited-outside": Kept,     // it was edited outside rollcall
	"goes-with":      Kept,     // another field that belongs to it stays; the argument names it

	"conflict-login":              Conflict, // another account has the login; the argument is its ID
	"conflict-number":             Conflict, // another account has the employee number; the argument is its ID
	"conflict-protected":          Conflict,
	"conflict-own":                Conflict,
	"conflict-last-administrator": Conflict,
	"conflict-establishment":      Conflict, // the default establishment would not be among the establishments
	"conflict-email":              Conflict, // the role would be without the e-mail that the policy requires of it
}

// Outcome says how the field ends.
func (l *Left) Outcome() Outcome { return outcomes[l.Why.Code] }

// Run gives the number of the run that wrote the field last and who did it; "" where it was no run.
func (l *Left) Run() (number, by string) {
	if len(l.Why.Args) < 2 {
		return "", ""
	}
	return l.Why.Args[0], l.Why.Args[1]
}

// Outcomes counts how the fields of a run end that a plan takes back.
type Outcomes struct {
	Reversed int `json:"reversed"` // put back by the plan
	Already  int `json:"already"`  // as before the run already
	Kept     int `json:"kept"`
	Conflict int `json:"conflict"`
}

func (o *Outcomes) add(c *Change) {
	o.Reversed += len(c.Fields)
	for i := range c.Left {
		switch c.Left[i].Outcome() {
		case Reversed:
			o.Already++
		case Kept:
			o.Kept++
		case Conflict:
			o.Conflict++
		}
	}
}

// withdraw counts the fields of a reversal that turned out to be one to hold.
func (o *Outcomes) withdraw(held *Change) {
	for i := range held.Left {
		if held.Left[i].Why.Code == lastAdministrator {
			o.Reversed--
			o.Conflict++
		}
	}
}

const lastAdministrator = "conflict-last-administrator"

// leave moves the fields that are meant from those written to those left.
func (c *Change) leave(why Reason, meant func(Field) bool) {
	for _, f := range c.Fields {
		if meant(f.Field) {
			c.Left = append(c.Left, Left{f, why})
		}
	}
	c.Fields = slices.DeleteFunc(c.Fields, func(f FieldChange) bool { return meant(f.Field) })
}

func (c *Change) leaveAll(code string) { c.leave(Reason{Code: code}, func(Field) bool { return true }) }

// TakesBack tells whether the change is an undo's and writes something.
func (c *Change) TakesBack() bool { return c.Why.Code == "undone" || c.Why.Code == "undone-partly" }

// stuck names the fields left that are not as before the run.
func (c *Change) stuck() (names []string) {
	for i := range c.Left {
		if c.Left[i].Outcome() != Reversed {
			names = append(names, c.Left[i].Name())
		}
	}
	return names
}

// heldFor gives the code of a hold that writes no field: a conflict outranks an edit.
func (c *Change) heldFor() string {
	if slices.ContainsFunc(c.Left, func(l Left) bool { return l.Outcome() == Conflict }) {
		return "undo-conflict"
	}
	return "edited-since"
}
