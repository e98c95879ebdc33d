package document

import "time"

// AsOf says which moment of the past a document is of. Run is the last run that the roster had seen by then, 0 for none.
type AsOf struct {
	Run int64     `json:"run"`
	At  time.Time `json:"at"`
}
