package document

// StoreCheck is the document of a check of the store.
type StoreCheck struct {
	Header
	Clean      bool        `json:"clean"`
	Replayed   bool        `json:"replayed"` // every account was held against what the runs did to it
	Accounts   int         `json:"accounts"`
	Plans      int         `json:"plans"`
	Runs       int         `json:"runs"`
	Changes    int         `json:"changes"` // in the plans of runs
	Count      int         `json:"violation_count"`
	Violations []Violation `json:"violations"` // the first thousand
}

// Violation is something that the store relies on and that is not so.
type Violation struct {
	Code   string `json:"code"`
	Table  string `json:"table"`
	Number int64  `json:"number"` // of the account, plan, run or entry; 0: the table as a whole
	Part   string `json:"part"`   // a column, a block or a count
	Text   string `json:"text"`
}
