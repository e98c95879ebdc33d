package formats

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"rollcall/reconcile"
)

// Options say how a file is to be read. The zero value finds everything out. What stands here outranks the mapping.
type Options struct {
	Encoding  string            // of delimited text, one of the names that reconcile.File.Encoding lists; "": find
	Delimiter string            // ";", ",", "tab" or "|"; "": find
	Sheet     string            // of a workbook; "": the one that is a roster
	Heading   int               // the line or sheet row of the headings; 0: find
	Mapping   *Mapping          // what columns mean beyond the headings that are known; may be nil
	Manifest  *Manifest         // what the sender says of the file; may be nil
	Required  []reconcile.Field // columns without which the file is refused
	Limits    reconcile.Limits  // what reading may cost
	NoDigest  bool              // File.SHA256 stays blank, unless a manifest asks for it
}

// settled gives the options with the mapping's settings and the default limits filled in.
func (o Options) settled() Options {
	if m := o.Mapping; m != nil {
		o.Encoding = first(o.Encoding, m.Encoding)
		o.Delimiter = first(o.Delimiter, m.Delimiter)
		o.Sheet = first(o.Sheet, m.Sheet)
		o.Heading = first(o.Heading, m.Heading)
	}
	o.Limits = o.Limits.Settled()
	return o
}

func first[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// Source is a member file being read. Close frees what it holds, at any moment, and may be called twice.
type Source struct {
	*reconcile.Upload
	rows   *rows
	second func() (*rows, error) // the table once more, from its first row
	digest *digest
	bytes  *followed
	close  []func() error
}

// Close ends the reading.
func (s *Source) Close() error {
	var err error
	for _, c := range s.close {
		err = errors.Join(err, c())
	}
	s.close = nil
	return err
}

// Open reads the file at path. A file that can't be taken gives a *reconcile.Refusal; one that isn't there or can't
// be opened, the system's error. A file that changes while it is read is refused at the end of its rows.
func Open(path string, o Options) (*Source, error) {
	name := filepath.Base(path)
	f, info, err := regular(name, path)
	if err != nil {
		return nil, err
	}
	s, err := read(name, f, info.Size(), o, func() error { return unchanged(name, f, info) })
	if err != nil {
		f.Close()
		return nil, err
	}
	s.close = append(s.close, f.Close)
	if s.File.Path, err = filepath.Abs(path); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// regular opens an ordinary file; opening a pipe could wait for ever, so what path is comes first.
func regular(name, path string) (*os.File, os.FileInfo, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, nil, err
	case info.IsDir():
		return nil, nil, refuse(name, reconcile.Problem{Code: "file-folder"})
	case !info.Mode().IsRegular():
		return nil, nil, refuse(name, reconcile.Problem{Code: "file-not-regular"})
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	if info, err = f.Stat(); err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// unchanged tells whether the file still is what it was when it was opened.
func unchanged(name string, f *os.File, before os.FileInfo) error {
	now, err := f.Stat()
	if err != nil {
		return err
	}
	if now.Size() != before.Size() || !now.ModTime().Equal(before.ModTime()) {
		return refuse(name, reconcile.Problem{Code: "file-modified"})
	}
	return nil
}

// Read reads a file that is at hand as bytes, standard input above all; name is what people call it.
func Read(name string, data io.ReaderAt, size int64, o Options) (*Source, error) {
	return read(name, data, size, o, func() error { return nil })
}

// read opens the file and finds its headings; last is asked once all rows were read.
func read(name string, data io.ReaderAt, size int64, o Options, last func() error) (*Source, error) {
	o = o.settled()
	if size > o.Limits.Bytes {
		return nil, refuse(name, reconcile.Problem{Code: "file-too-large", Args: []string{strconv.FormatInt(size, 10), strconv.FormatInt(o.Limits.Bytes, 10)}})
	}
	kind, problem, err := kindOf(data, size)
	if err != nil {
		return nil, err
	}
	if problem != nil {
		return nil, refuse(name, *problem)
	}
	file := &reconcile.File{Name: name, Size: size, Kind: kind}
	o.Manifest.speaksOf(file)
	s := &Source{}
	if !o.NoDigest || o.Manifest != nil {
		s.digest = startDigest(data, size)
	}
	s.close = append(s.close, func() error { s.digest.cancel(); return nil })
	s.bytes = &followed{ReaderAt: data}
	r, err := s.table(s.bytes, file, o)
	if err != nil {
		s.Close()
		return nil, named(err, name)
	}
	r.digest, r.last, r.manifest = s.digest, last, o.Manifest
	s.rows, s.Upload = r, &reconcile.Upload{File: file, Rows: r.all, Form: r.form(o), Pass: s.Pass, Take: s.Take}
	s.second = func() (*rows, error) {
		again := reconcile.File{Name: name, Size: size, Kind: kind}
		return s.table(data, &again, o)
	}
	s.bytes.passed.Store(0) // looking for encoding, sheet and headings is over
	return s, nil
}

// refuse makes the error of a file that can't be taken.
func refuse(name string, p reconcile.Problem) error {
	p.Rejects = true
	return &reconcile.Refusal{File: name, Problem: p}
}

// tooMany refuses a file that passes a limit on a line.
func tooMany(code string, line, limit, found int) error {
	return refuse("", reconcile.Problem{Code: code, Line: line, Args: []string{strconv.Itoa(limit), strconv.Itoa(found)}})
}

// named puts the file's name into a refusal of one of the readers, which don't know it.
func named(err error, name string) error {
	var r *reconcile.Refusal
	if errors.As(err, &r) && r.File == "" {
		r.File = name
	}
	return err
}
