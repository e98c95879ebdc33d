package reconcile

// Limits bound what a member file may cost to read. 0 stands for the limit that DefaultLimits has.
type Limits struct {
	Bytes       int64 `json:"bytes,omitempty"`        // of the file
	Stdin       int64 `json:"stdin,omitempty"`        // bytes of a file that comes through a pipe, which is held in memory
	Rows        int   `json:"rows,omitempty"`         // below the headings
	Columns     int   `json:"columns,omitempty"`      // up to the last of a row that has a value
	Cell        int   `json:"cell,omitempty"`         // characters of a cell; a longer one rejects its row, not the file
	Inflated    int64 `json:"inflated,omitempty"`     // bytes that the parts of a workbook that are read may inflate to, together
	Parts       int   `json:"parts,omitempty"`        // that a workbook consists of
	Strings     int   `json:"strings,omitempty"`      // shared strings of a workbook
	StringBytes int64 `json:"string_bytes,omitempty"` // of shared strings, which are held in memory
	Passwords   int   `json:"passwords,omitempty"`    // to hash, each of which takes long on purpose
	Problems    int   `json:"problems,omitempty"`     // that a plan keeps; the rest are counted
}

// DefaultLimits gives the limits that hold where a policy sets none. Columns and cells are Excel's.
func DefaultLimits() Limits {
	return Limits{Bytes: 4 << 30, Stdin: 192 << 20, Rows: 20_000_000, Columns: 16_384, Cell: 32_767, Inflated: 2 << 30, Parts: 10_000,
		Strings: 8 << 20, StringBytes: 128 << 20, Passwords: 10_000, Problems: 10_000}
}

// Settled gives the limits with the default in every place where none is set.
func (l Limits) Settled() Limits {
	d := DefaultLimits()
	return Limits{Bytes: or(l.Bytes, d.Bytes), Stdin: or(l.Stdin, d.Stdin), Rows: or(l.Rows, d.Rows), Columns: or(l.Columns, d.Columns),
		Cell: or(l.Cell, d.Cell), Inflated: or(l.Inflated, d.Inflated), Parts: or(l.Parts, d.Parts), Strings: or(l.Strings, d.Strings),
		StringBytes: or(l.StringBytes, d.StringBytes), Passwords: or(l.Passwords, d.Passwords), Problems: or(l.Problems, d.Problems)}
}

func or[N int | int64](n, fallback N) N {
	if n > 0 {
		return n
	}
	return fallback
}
