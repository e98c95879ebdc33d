package workbook

import "bytes"

// What the scanner needs to know of a byte.
const (
	isBlank   = 1 << iota // XML's white space
	endsName              // can't stand in a name
	endsValue             // needs a look in an attribute's value
	needsLook             // needs a look in text: see appendText
	isUnder               // may begin an escape _xHHHH_
	isHigh                // beyond ASCII
	isDigit
)

var class = classes()

func classes() (t [256]uint8) {
	for c := range t {
		if c < 0x20 || c == '&' || c == ']' || c == 0xEF {
			t[c] |= needsLook
		}
		if c >= 0x80 {
			t[c] |= isHigh
		}
		if c < 0x20 {
			t[c] |= endsName
		}
		if c >= '0' && c <= '9' {
			t[c] |= isDigit
		}
	}
	for _, c := range " \t\r\n" {
		t[c] |= isBlank | endsName
	}
	t['\t'] &^= needsLook
	t['\n'] &^= needsLook
	t['_'] |= isUnder
	for _, c := range "/>=<&\"'" {
		t[c] |= endsName
	}
	for _, c := range "<\"'" {
		t[c] |= endsValue
	}
	return t
}

// startTag reads a start tag and its attributes. When the window ends inside it, it is read again from its beginning.
func (s *scanner) startTag() (token, bool, error) {
	b := s.buf[s.pos:s.end]
	i, local := 1, 0
	for ; i < len(b) && class[b[i]]&endsName == 0; i++ {
		if b[i] == ':' {
			if local != 0 {
				return 0, false, s.malformed()
			}
			local = i // the name begins at 1, so this is the prefix with its colon
		}
	}
	if i == 1 && i < len(b) || local == i-1 && local != 0 {
		return 0, false, s.malformed()
	}
	name := b[1:i]
	i, empty, err := s.attributes(b, i)
	if err != nil {
		return 0, false, err
	}
	if i < 0 {
		return 0, false, s.fill()
	}
	s.pos += i
	s.tag, s.closing = b[:i], empty
	return tokenStart, true, s.push(name, local)
}

// attributes reads from i to the tag's end and gives the place after it, or -1 when b ends before.
func (s *scanner) attributes(b []byte, i int) (after int, empty bool, err error) {
	s.attrs = s.attrs[:0]
	for {
		blank := i
		for i < len(b) && class[b[i]]&isBlank != 0 {
			i++
		}
		if i+1 >= len(b) && (i == len(b) || b[i] == '/') {
			return -1, false, nil
		}
		switch {
		case b[i] == '>':
			return i + 1, false, nil
		case b[i] == '/' && b[i+1] == '>':
			return i + 2, true, nil
		case blank == i || len(s.attrs) == maxAttrs:
			return 0, false, s.malformed()
		}
		var a attr
		var ok bool
		a, i, ok = readAttr(b, i)
		if !ok {
			return 0, false, s.malformed()
		}
		if i < 0 {
			return -1, false, nil
		}
		if s.has(a.name) {
			return 0, false, s.malformed()
		}
		s.attrs = append(s.attrs, a)
	}
}

func (s *scanner) has(name []byte) bool {
	for i := range s.attrs {
		if bytes.Equal(s.attrs[i].name, name) {
			return true
		}
	}
	return false
}

// readAttr reads name="value" at i and gives the place after it, or -1 when b ends before; ok is false where it is
// not well-formed.
func readAttr(b []byte, i int) (a attr, after int, ok bool) {
	start := i
	for i < len(b) && class[b[i]]&endsName == 0 {
		i++
	}
	a.name = b[start:i]
	i = skipBlanks(b, i)
	if i == len(b) {
		return a, -1, true
	}
	if len(a.name) == 0 || b[i] != '=' {
		return a, 0, false
	}
	i = skipBlanks(b, i+1)
	if i == len(b) {
		return a, -1, true
	}
	quote := b[i]
	if quote != '"' && quote != '\'' {
		return a, 0, false
	}
	i++
	for start = i; i < len(b); i++ {
		if class[b[i]]&endsValue == 0 {
			continue
		}
		if b[i] == quote {
			a.value = b[start:i:i]
			return a, i + 1, true
		}
		if b[i] == '<' {
			return a, 0, false
		}
	}
	return a, -1, true
}

func skipBlanks(b []byte, i int) int {
	for i < len(b) && class[b[i]]&isBlank != 0 {
		i++
	}
	return i
}

// declaration reads a comment or CDATA section; a DOCTYPE is refused.
func (s *scanner) declaration() (token, bool, error) {
	b := s.buf[s.pos:s.end]
	switch {
	case len(b) < len("<![CDATA[") && !s.ended:
		return 0, false, s.fill()
	case bytes.HasPrefix(b, []byte("<!--")):
		_, _, err := s.upTo(len("<!--"), "-->")
		return 0, false, err
	case bytes.HasPrefix(b, []byte("<![CDATA[")) && len(s.stack) > 0:
		text, found, err := s.upTo(len("<![CDATA["), "]]>")
		s.text, s.cdata = text, true
		return tokenText, found, err
	case bytes.HasPrefix(b, []byte("<!DOCTYPE")):
		return 0, false, refuse("xml-doctype", s.part)
	}
	return 0, false, s.malformed()
}

// upTo takes what stands between the next skip bytes and the closing mark; found is false when more must be read.
func (s *scanner) upTo(skip int, mark string) (inside []byte, found bool, err error) {
	b := s.buf[s.pos+skip : s.end]
	i := bytes.Index(b, []byte(mark))
	if i < 0 {
		return nil, false, s.fill()
	}
	s.pos += skip + i + len(mark)
	return b[:i], true, nil
}

// instruction passes over a processing instruction; an XML declaration must name UTF-8 or nothing.
func (s *scanner) instruction() error {
	inside, found, err := s.upTo(len("<?"), "?>")
	if err != nil || !found || !bytes.HasPrefix(inside, []byte("xml")) || len(inside) < 4 || class[inside[3]]&isBlank == 0 {
		return err
	}
	if s.rooted {
		return s.malformed()
	}
	_, after, named := bytes.Cut(inside, []byte("encoding"))
	after = bytes.ToLower(bytes.Trim(after, "= \t\r\n"))
	if named && (len(after) == 0 || !utf8Names[firstQuoted(after)]) {
		return refuse("xml-encoding", s.part)
	}
	return nil
}

var utf8Names = map[string]bool{"utf-8": true, "utf8": true, "us-ascii": true}

func firstQuoted(b []byte) string {
	value, _, _ := bytes.Cut(b[1:], b[:1])
	return string(value)
}
