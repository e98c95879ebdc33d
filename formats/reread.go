package formats

import (
	"errors"
	"iter"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// Again gives once more the rows that stand at places, which are in the file's order, after all rows were read once.
// Where the file says on which byte they start, nothing else is read.
func (s *Source) Again(places []reconcile.Place) iter.Seq2[*reconcile.Row, error] {
	return func(yield func(*reconcile.Row, error) bool) {
		if len(places) == 0 {
			return
		}
		var err error
		left := len(places)
		give := func(row *reconcile.Row) bool { left--; return yield(row, nil) }
		if src, ok := s.rows.src.(seeker); ok && places[len(places)-1].At >= 0 {
			err = s.rows.seek(src, places, give)
		} else {
			err = s.pick(places, give)
		}
		if err == nil || left == 0 && errors.Is(err, errStopped) {
			err = s.rows.last()
		}
		if err != nil && !errors.Is(err, errStopped) {
			yield(nil, named(err, s.File.Name))
		}
	}
}

// seeker is a reader that can go to a record by its place.
type seeker interface {
	table.Reader
	GoTo(at int64, line int, apart int64)
}

// seek reads the rows at places and nothing else. The file was read to its end, and what is said of it stands.
func (r *rows) seek(src seeker, places []reconcile.Place, yield func(*reconcile.Row) bool) error {
	again, file := *r, *r.file
	file.Rows = 0
	again.file, again.astray = &file, true
	again.row, again.cells = reconcile.Row{}, nil
	apart := (places[len(places)-1].At - places[0].At) / int64(len(places))
	for _, p := range places {
		src.GoTo(p.At, p.Line, apart)
		rec, err := src.Next()
		if err != nil {
			return err
		}
		if err := again.give(rec, again.isPlain(rec), yield); err != nil {
			return err
		}
	}
	return nil
}

// pick reads the whole table again and gives the rows on the lines of places.
func (s *Source) pick(places []reconcile.Place, yield func(*reconcile.Row) bool) error {
	r, err := s.second()
	if err != nil {
		return err
	}
	err = r.each(func(row *reconcile.Row) bool {
		if row.Line != places[0].Line {
			return true
		}
		places = places[1:]
		return yield(row) && len(places) > 0
	})
	if err == nil && len(places) > 0 {
		return refuse("", reconcile.Problem{Code: "file-modified"})
	}
	return err
}
