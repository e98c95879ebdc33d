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
	limits    Limits
	members   map[string]*member // by name in lower case
	sheets    []Sheet
	relations map[string]relation // of the workbook part, by id
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

// relation is what a part says of another: its type (the last word of the URI) and where it is.
type relation struct{ kind, target string }

// Open reads the directory of a workbook and which sheets it has. A file that can't be taken gives a
// *reconcile.Refusal whose File is the caller's to fill; an error of reading src comes back as it is.
func Open(src io.ReaderAt, size int64, l Limits) (*Book, error) {
	b := &Book{src: src, limits: l.filled()}
	var err error
	if b.members, err = readDirectory(src, size, b.limits.Members); err != nil {
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

// Close frees what the book keeps in memory; the source it was opened on stays open.
func (b *Book) Close() error {
	*b = Book{}
	return nil
}

// Kind tells by its members' names what a ZIP archive is: "xlsx" (also with macros), "xlsb", "ods", "docx", "pptx" or
// "zip" for anything else.
func Kind(names []string) string {
	known := map[string]string{
		"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "word/document.xml": "docx", "ppt/presentation.xml": "pptx",
	}
	openDocument := 0
	for _, n := range names {
		n = strings.ToLower(n)
		if kind := known[n]; kind != "" {
			return kind
		}
		if n == "content.xml" || n == "mimetype" || n == "meta-inf/manifest.xml" {
			openDocument++
		}
	}
	if openDocument > 1 {
		return "ods"
	}
	return "zip"
}

// mainPart finds the workbook part by the package's relations.
func (b *Book) mainPart() (string, error) {
	if b.members["_rels/.rels"] == nil || b.members["[content_types].xml"] == nil {
		return "", refuse("workbook-not-xlsx")
	}
	relations, err := b.readRelations("")
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.kind == "officeDocument" {
			if strings.HasSuffix(r.target, ".bin") {
				break
			}
			return r.target, nil
		}
	}
	return "", refuse("workbook-not-xlsx")
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

// scan opens a part by its name in any case.
func (b *Book) scan(name string, limit int64) (*scanner, error) {
	m := b.members[strings.ToLower(name)]
	if m == nil {
		return nil, refuse("part-missing", name)
	}
	p, err := openPart(b.src, m, min(limit, b.limits.Inflated))
	if err != nil {
		return nil, err
	}
	return newScanner(m.name, p), nil
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
			values[i] = v
		}
		if _, twice := found[values[0]]; twice || len(found) > b.limits.Members {
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
	if !known || name == "" || len(b.sheets) == b.limits.Members {
		return damaged(s.part, "sheets/sheet")
	}
	if r.kind == "worksheet" {
		state := string(s.find("state"))
		b.sheets = append(b.sheets, Sheet{Name: name, Hidden: state == "hidden" || state == "veryHidden", part: r.target})
	}
	return nil
}

// related gives the workbook's relation of that kind, "" where there is none.
func (b *Book) related(kind string) string {
	for _, r := range b.relations {
		if r.kind == kind {
			return r.target
		}
	}
	return ""
}

// load reads what the cells of every sheet refer to, once.
func (b *Book) load() error {
	if b.loaded {
		return nil
	}
	if name := b.related("styles"); name != "" {
		if err := b.readStyles(name); err != nil {
			return err
		}
	}
	if name := b.related("sharedStrings"); name != "" {
		if err := b.readStrings(name); err != nil {
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
