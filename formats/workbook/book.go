package workbook

import (
	"io"
	"path"
	"strings"

	"rollcall/reconcile"
)

// Book is an open workbook. It reads from the io.ReaderAt it was opened on, which must stay as it is. Its sheets may be
// read one after the other, as often as wanted; it is not for several goroutines.
type Book struct {
	src       io.ReaderAt
	limits    reconcile.Limits
	left      int64              // bytes that may still be inflated
	members   map[string]*member // by name in lower case
	sheets    []Sheet
	others    []Other
	relations map[string]relation // of the workbook part, by id
	rels      string              // the part that has them
	listed    map[string]bool     // names in lower case and parts of sheets
	date1904  bool
	stale     bool // the file asks to be calculated when opened
	styles    []*format
	strings   *stringTable
	loaded    bool
}

// Sheet is a worksheet of a book.
type Sheet struct {
	Name   string
	Hidden bool // not among the tabs that a person sees

	part string
}

// Other is a sheet of a book that has no rows of cells.
type Other struct {
	Name string
	Kind string // the last word of its relation's type: "chartsheet", "dialogsheet", "xlMacrosheet"; "external" for a link
}

// relation is what a part says of another: its type (the last word of the URI) and where it is.
type relation struct{ kind, target string }

// Open reads the directory of a workbook and which sheets it has. A file that can't be taken gives a
// *reconcile.Refusal whose File is the caller's to fill; an error of reading src comes back as it is.
func Open(src io.ReaderAt, size int64, l reconcile.Limits) (*Book, error) {
	b := &Book{src: src, limits: l.Settled(), listed: map[string]bool{}}
	b.left = b.limits.Inflated
	var err error
	if b.members, err = readDirectory(src, size, b.limits.Parts); err != nil {
		return nil, err
	}
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	if b.relations, err = b.readRelations(main); err != nil {
		return nil, err
	}
	if err := b.readWorkbook(main); err != nil {
		return nil, err
	}
	return b, nil
}

// Sheets gives the worksheets in the workbook's order, without chart and macro sheets.
func (b *Book) Sheets() []Sheet { return b.sheets }

// Others gives the sheets that are no worksheets, in the workbook's order.
func (b *Book) Others() []Other { return b.others }

// Close frees what the book keeps in memory; the source it was opened on stays open.
func (b *Book) Close() error {
	*b = Book{}
	return nil
}

// mainPart finds the workbook part by the package's relations.
func (b *Book) mainPart() (string, error) {
	if b.members["_rels/.rels"] == nil || b.members["[content_types].xml"] == nil {
		return "", refuse("workbook-not-xlsx")
	}
	var err error
	if b.relations, err = b.readRelations(""); err != nil {
		return "", err
	}
	name, err := b.related("officeDocument")
	if err == nil && (name == "" || strings.HasSuffix(name, ".bin")) {
		err = refuse("workbook-not-xlsx")
	}
	return name, err
}

// walk gives every token of a part to visit, to its end.
func (b *Book) walk(name, root string, limit int64, visit func(*scanner, token) error) error {
	s, err := b.scan(name, limit)
	if err != nil {
		return err
	}
	for {
		t, err := s.next()
		switch {
		case err != nil:
			return err
		case t == tokenEOF:
			return nil
		case t == tokenStart && s.depth() == 1 && !s.isRoot(root):
			return damaged(name, root)
		}
		if err := visit(s, t); err != nil {
			return err
		}
	}
}

// scan opens a part by its name in any case, as part names are compared.
func (b *Book) scan(name string, limit int64) (*scanner, error) {
	m := b.members[strings.ToLower(name)]
	if m == nil {
		return nil, refuse("part-missing", name)
	}
	switch {
	case m.size > limit:
		return nil, refuse("part-bomb", m.name)
	case m.size > b.left:
		return nil, b.tooLarge(m.name, b.limits.Inflated-b.left+m.size)
	}
	p, err := openPart(b.src, m)
	if err != nil {
		return nil, err
	}
	return newScanner(m.name, &metered{p, b}), nil
}

// Namespaces of the parts that are read, transitional and strict.
var namespaces = map[string]bool{
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           true,
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                       true,
	"http://schemas.openxmlformats.org/package/2006/relationships":        true,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": true,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             true,
}

// isRoot tells whether the start just given is the element called name in one of the namespaces.
func (s *scanner) isRoot(name string) bool {
	declared := "xmlns"
	if n := len(s.prefix); n > 0 {
		declared += ":" + string(s.prefix[:n-1])
	}
	return string(s.name) == name && namespaces[string(s.find(declared))]
}

// readRelations gives the relations of a part inside the package, by id; of the package itself for "".
func (b *Book) readRelations(base string) (map[string]relation, error) {
	dir, file := path.Split(base)
	name := dir + "_rels/" + file + ".rels"
	b.rels = name
	found := map[string]relation{}
	if base != "" && b.members[strings.ToLower(name)] == nil {
		return found, nil
	}
	err := b.walk(name, "Relationships", smallPart, func(s *scanner, t token) error {
		if t != tokenStart || string(s.name) != "Relationship" {
			return nil
		}
		var values [4]string
		for i, a := range []string{"Id", "Type", "Target", "TargetMode"} {
			v, err := s.attribute(a)
			if err != nil {
				return err
			}
			if len(v) > maxText {
				return damaged(name, "Relationship/@"+a)
			}
			values[i] = v
		}
		if _, twice := found[values[0]]; twice || len(found) > b.limits.Parts {
			return damaged(name, "Relationship/@Id")
		}
		r := relation{kind: path.Base(values[1]), target: resolve(base, values[2])}
		if values[3] == "External" {
			r = relation{kind: "external"}
		}
		found[values[0]] = r
		return nil
	})
	return found, err
}

// readWorkbook lists the worksheets and takes the settings that cells depend on.
func (b *Book) readWorkbook(name string) error {
	return b.walk(name, "workbook", smallPart, func(s *scanner, t token) error {
		if t != tokenStart {
			return nil
		}
		switch string(s.name) {
		case "workbookPr":
			b.date1904 = isTrue(s.find("date1904"))
		case "calcPr":
			b.stale = isTrue(s.find("fullCalcOnLoad"))
		case "sheet":
			return b.addSheet(s)
		}
		return nil
	})
}

func (b *Book) addSheet(s *scanner) error {
	name, err := s.attribute("name")
	if err != nil {
		return err
	}
	var id string
	for _, a := range s.attrs {
		if _, local, prefixed := strings.Cut(string(a.name), ":"); prefixed && local == "id" {
			id = string(a.value)
		}
	}
	r, known := b.relations[id]
	twice := b.listed["name "+strings.ToLower(name)] || b.listed["part "+strings.ToLower(r.target)]
	if !known || name == "" || len(name) > maxText || twice {
		return damaged(s.part, "sheets/sheet")
	}
	b.listed["name "+strings.ToLower(name)], b.listed["part "+strings.ToLower(r.target)] = true, true
	if r.kind == "worksheet" {
		state := string(s.find("state"))
		b.sheets = append(b.sheets, Sheet{Name: name, Hidden: state == "hidden" || state == "veryHidden", part: r.target})
	} else {
		b.others = append(b.others, Other{Name: name, Kind: r.kind})
	}
	return nil
}

// related gives the part that the relations read last name as one of that kind, "" where there is none. Two would leave
// it to chance which is read.
func (b *Book) related(kind string) (name string, err error) {
	for _, r := range b.relations {
		switch {
		case r.kind != kind:
		case name != "":
			return "", damaged(b.rels, kind+"[2]")
		default:
			name = r.target
		}
	}
	return name, nil
}

// load reads what the cells of every sheet refer to, once.
func (b *Book) load() error {
	if b.loaded {
		return nil
	}
	for _, list := range []struct {
		kind string
		read func(part string) error
	}{{"styles", b.readStyles}, {"sharedStrings", b.readStrings}} {
		name, err := b.related(list.kind)
		if err == nil && name != "" {
			err = list.read(name)
		}
		if err != nil {
			return err
		}
	}
	b.loaded = true
	return nil
}

// notes says what the book as a whole has besides the sheet that is read.
func (b *Book) notes() []reconcile.Problem {
	var notes []reconcile.Problem
	hidden := 0
	for _, s := range b.sheets {
		if s.Hidden {
			hidden++
		}
	}
	notes = appendNote(notes, "hidden-sheets", hidden)
	kinds := map[string]int{}
	for _, r := range b.relations {
		kinds[r.kind]++
	}
	notes = appendNote(notes, "macros-ignored", kinds["vbaProject"]+kinds["xlMacrosheet"]+kinds["xlIntlMacrosheet"])
	return appendNote(notes, "external-links", kinds["externalLink"]+kinds["xlExternalLinkPath"])
}

func isTrue(v []byte) bool { return string(v) == "1" || string(v) == "true" }
