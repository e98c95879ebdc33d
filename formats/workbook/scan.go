package workbook

import (
	"bytes"
	"io"
)

// token is what the scanner found.
type token uint8

const (
	tokenEnd   token = iota // </name>, and after the start of <name/>
	tokenStart              // <name …>
	tokenText               // characters between tags, undecoded
	tokenEOF                // the root element is closed and nothing follows
)

const (
	window   = 128 << 10 // bytes of XML held at first
	maxToken = 1 << 20   // bytes in one tag, text or comment
	maxDepth = 64        // elements open at once
	maxAttrs = 64        // attributes of one element
)

// attr is an attribute as written; its value's entities are not decoded.
type attr struct{ name, value []byte }

// open is an element that is not closed yet: where its name stands in scanner.names, and where its prefix ends.
type open struct{ at, local int }

// scanner walks one XML part (XML 1.0, UTF-8) and refuses what is not well-formed, and a DOCTYPE. All slices it gives
// are valid until the next token.
type scanner struct {
	part  string
	src   io.Reader
	buf   []byte
	pos   int
	end   int
	ended bool // src gave io.EOF

	name    []byte // of the element, without the root's namespace prefix; any other prefix is kept
	attrs   []attr
	tag     []byte // the start tag just given, as written
	text    []byte
	cdata   bool // text stands as it is
	closing bool // the element just given was <name/>
	names   []byte
	stack   []open
	prefix  []byte // of the root element, with its colon
	rooted  bool
}

func newScanner(part string, src io.Reader) *scanner {
	return &scanner{part: part, src: src, buf: make([]byte, window)}
}

func (s *scanner) depth() int { return len(s.stack) }

func (s *scanner) malformed() error { return refuse("xml-malformed", s.part) }

// fill reads on; what stands before pos is given up. It refuses a part that ends where more must come.
func (s *scanner) fill() error {
	if s.ended {
		return refuse("xml-cut", s.part)
	}
	copy(s.buf, s.buf[s.pos:s.end])
	s.end -= s.pos
	s.pos = 0
	if s.end == len(s.buf) {
		if len(s.buf) >= maxToken {
			return refuse("xml-token-too-long", s.part)
		}
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for s.end < len(s.buf) && !s.ended {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if err == io.EOF {
			s.ended = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// next gives the next token.
func (s *scanner) next() (token, error) {
	if s.closing {
		s.closing = false
		s.pop()
		return tokenEnd, nil
	}
	for {
		if s.pos == s.end {
			if s.ended && s.rooted && len(s.stack) == 0 {
				return tokenEOF, nil
			}
			if err := s.fill(); err != nil {
				return 0, err
			}
			continue
		}
		if s.buf[s.pos] != '<' {
			t, err := s.characters()
			if t == tokenText || err != nil {
				return t, err
			}
			continue
		}
		t, found, err := s.markup()
		if found || err != nil {
			return t, err
		}
	}
}

// characters gives the text up to the next tag. Outside the root element only blanks may stand.
func (s *scanner) characters() (token, error) {
	from := 0
	for {
		i := bytes.IndexByte(s.buf[s.pos+from:s.end], '<')
		if i >= 0 {
			from += i
			break
		}
		from = s.end - s.pos
		if s.ended && len(s.stack) == 0 {
			break
		}
		if err := s.fill(); err != nil {
			return 0, err
		}
	}
	s.text, s.cdata = s.buf[s.pos:s.pos+from], false
	s.pos += from
	if len(s.stack) > 0 {
		return tokenText, nil
	}
	if len(bytes.Trim(s.text, " \t\r\n")) > 0 {
		return 0, s.outsideRoot()
	}
	return tokenEOF, nil
}

// outsideRoot takes a byte order mark and says of other encodings what they are.
func (s *scanner) outsideRoot() error {
	if s.rooted {
		return s.malformed()
	}
	if bytes.Equal(s.text, []byte("\xef\xbb\xbf")) {
		return nil
	}
	if bytes.HasPrefix(s.text, []byte{0xff, 0xfe}) || bytes.HasPrefix(s.text, []byte{0xfe, 0xff}) || s.text[0] == 0 {
		return refuse("xml-encoding", s.part)
	}
	return s.malformed()
}

// markup reads what begins with "<"; found is false where it is nothing to give, or more must be read first.
func (s *scanner) markup() (t token, found bool, err error) {
	if s.end-s.pos < 2 {
		return 0, false, s.fill()
	}
	switch s.buf[s.pos+1] {
	case '/':
		return s.endTag()
	case '!':
		return s.declaration()
	case '?':
		return 0, false, s.instruction()
	}
	return s.startTag()
}

func (s *scanner) endTag() (token, bool, error) {
	if len(s.stack) == 0 {
		return 0, false, s.malformed()
	}
	name := s.names[s.stack[len(s.stack)-1].at:]
	b := s.buf[s.pos+2 : s.end]
	if len(b) <= len(name) {
		return 0, false, s.fill()
	}
	if !bytes.Equal(b[:len(name)], name) {
		return 0, false, s.malformed()
	}
	i := len(name)
	for i < len(b) && class[b[i]]&isBlank != 0 {
		i++
	}
	if i == len(b) {
		return 0, false, s.fill()
	}
	if b[i] != '>' {
		return 0, false, s.malformed()
	}
	s.pos += 2 + i + 1
	s.pop()
	return tokenEnd, true, nil
}

// push opens the element called qname, whose prefix (with its colon) is local bytes long.
func (s *scanner) push(qname []byte, local int) error {
	if len(s.stack) == 0 {
		if s.rooted {
			return s.malformed()
		}
		s.rooted, s.prefix = true, bytes.Clone(qname[:local])
	}
	if len(s.stack) == maxDepth {
		return refuse("xml-too-deep", s.part)
	}
	s.stack = append(s.stack, open{len(s.names), local})
	s.names = append(s.names, qname...)
	s.setName(qname, local)
	return nil
}

func (s *scanner) pop() {
	top := s.stack[len(s.stack)-1]
	s.setName(s.names[top.at:], top.local)
	s.names = s.names[:top.at]
	s.stack = s.stack[:len(s.stack)-1]
}

func (s *scanner) setName(qname []byte, local int) {
	switch {
	case local != len(s.prefix):
		s.name = qname
		if local == 0 {
			s.name = append([]byte(":"), qname...) // no prefix where the root has one: another namespace
		}
	case string(qname[:local]) == string(s.prefix):
		s.name = qname[local:]
	default:
		s.name = qname
	}
}

// skip passes over the element whose start was just given.
func (s *scanner) skip() error {
	for depth := len(s.stack); ; {
		t, err := s.next()
		if err != nil {
			return err
		}
		if t == tokenEnd && len(s.stack) < depth {
			return nil
		}
	}
}

// find gives an attribute's value as written, nil where there is none.
func (s *scanner) find(name string) []byte {
	for _, a := range s.attrs {
		if string(a.name) == name {
			return a.value
		}
	}
	return nil
}

// attribute gives an attribute's value decoded, "" where there is none.
func (s *scanner) attribute(name string) (string, error) {
	v, ok := appendText(nil, s.find(name), false)
	if !ok {
		return "", s.malformed()
	}
	return string(v), nil
}
