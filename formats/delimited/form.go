package delimited

import (
	"bytes"
	"io"
	"strings"
)

// delimiters are those that are tried, the likeliest first.
const delimiters = ";,\t|"

// ParseDelimiter gives the delimiter that a person names: the character itself, "\t", or tab, semicolon, comma, pipe.
// "" gives 0. An unknown one gives a *reconcile.Refusal that lists the known ones.
func ParseDelimiter(name string) (byte, error) {
	switch strings.ToLower(name) {
	case "":
		return 0, nil
	case ";", "semicolon":
		return ';', nil
	case ",", "comma":
		return ',', nil
	case "\t", `\t`, "tab":
		return '\t', nil
	case "|", "pipe":
		return '|', nil
	}
	return 0, refuse("delimiter-unknown", 0, name, "; , tab |")
}

const (
	sampleSize    = 128 << 10 // bytes of the file that are tried
	sampleRecords = 30        // records of it
)

// findForm finds the delimiter and the usual length of a row in the text's beginning. A delimiter that is wanted
// wins, then one that the first line names ("sep=;"), then the one under which most headings are recognised, then
// the one that cuts most records into equally many cells.
func findForm(text section, o Options, wanted byte) (form, error) {
	head, cut := text.head(sampleSize)
	sample, err := io.ReadAll(head.reader())
	if err != nil {
		return form{}, err
	}
	named, rest := announcement(sample)
	candidates := delimiters
	switch {
	case wanted != 0:
		candidates = string(rune(wanted))
	case named != 0:
		candidates = string(rune(named))
	}
	var best trial
	for i := range candidates {
		t := try(rest, cut, o, candidates[i])
		if i == 0 || t.better(best) {
			best = t
		}
	}
	return form{delimiter: best.delimiter, usual: best.usual, announced: named != 0}, nil
}

// announcement reads a first line that only names the delimiter, as Excel writes it, and gives the text after it;
// 0 where there is none.
func announcement(sample []byte) (byte, []byte) {
	end := bytes.IndexAny(sample, "\r\n")
	if end < 0 {
		end = len(sample)
	}
	line := bytes.Trim(sample[:end], `"`)
	if len(line) != 5 || !strings.EqualFold(string(line[:4]), "sep=") || !strings.ContainsRune(delimiters, rune(line[4])) {
		return 0, sample
	}
	return line[4], sample[end:]
}

// passLine goes past the line at pos.
func (s *scanner) passLine() error {
	for end := s.lineEnd(s.pos); ; end = s.lineEnd(s.pos) {
		if !s.halfSeen(end) {
			s.pass(end)
			return nil
		}
		if err := s.fill(); err != nil {
			return err
		}
	}
}

// trial is how a sample looks under one delimiter.
type trial struct {
	delimiter  byte
	recognised int // headings, in the record that has most
	usual      int // delimiters in the usual record
	alike      int // records of the usual length, where that is more than one cell
}

// better tells whether t is the better delimiter; of equals, the first tried stays.
func (t trial) better(than trial) bool {
	switch {
	case t.recognised != than.recognised:
		return t.recognised > than.recognised
	case t.alike != than.alike:
		return t.alike > than.alike
	}
	return t.usual > than.usual
}

// try reads the sample with a delimiter. Whatever can't be read ends the trial; it is for the real reading to refuse.
func try(sample []byte, cut bool, o Options, delimiter byte) trial {
	t := trial{delimiter: delimiter}
	s := newScanner(bytes.NewReader(sample), o, form{delimiter: delimiter, usual: -1}, sampleSize)
	var lengths []int
	headings := 0 // cells of the record with most headings
	for len(lengths) < sampleRecords {
		rec, err := s.Next()
		if err != nil || cut && s.pos == s.end {
			break // the last record of a sample that was cut is no whole record
		}
		lengths = append(lengths, len(rec.Cells))
		if o.Recognise != nil {
			if n := o.Recognise(rec.Cells); n > t.recognised {
				t.recognised, headings = n, len(rec.Cells)
			}
		}
	}
	t.usual, t.alike = usualLength(lengths)
	if headings > 1 {
		t.usual = headings - 1
	}
	return t
}

// usualLength gives the delimiters of the most frequent kind of record and, where they are any, how many records are
// of it. Of equally frequent ones the first with more than one cell is taken.
func usualLength(lengths []int) (usual, alike int) {
	count := map[int]int{}
	for _, n := range lengths {
		count[n]++
	}
	best := 1
	for _, n := range lengths {
		if count[n] > count[best] || count[n] == count[best] && best == 1 {
			best = n
		}
	}
	if best == 1 {
		return 0, 0
	}
	return best - 1, count[best]
}
