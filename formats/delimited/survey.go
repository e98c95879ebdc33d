package delimited

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"rollcall/reconcile"
)

const surveySize = 256 << 10

// findEncoding decides how the file is to be read, and says whether it had to guess. What the user named wins.
func findEncoding(r io.ReaderAt, size int64, named string) (coding, bool, error) {
	named, err := ParseEncoding(named)
	if err != nil {
		return coding{}, false, err
	}
	head := make([]byte, min(size, surveySize))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return coding{}, false, shortRead(err)
	}
	mark, marked := byteOrderMark(head)
	if mark.name == utf32 && named == "" {
		return coding{}, false, refuse("encoding-unsupported", 0, utf32)
	}
	if found := sureEncoding(head, mark, marked, named); found.name != "" {
		if _, isWide := wides[found.name]; isWide {
			return found, false, checkWide(head[found.skip:], size, found)
		}
	}
	var s survey
	if err := s.look(head[:len(head)-begun(head)]); err != nil {
		return coding{}, false, placed(err, r, size)
	}
	if named == "" && !marked && !s.certain() {
		if s, err = surveyFile(r, size); err != nil {
			return coding{}, false, placed(err, r, size)
		}
	}
	switch {
	case named != "":
		return sureEncoding(head, mark, marked, named), false, nil
	case marked:
		return mark, false, nil
	case s.isUTF8():
		return coding{name: utf8Plain}, false, nil
	}
	name, err := guess(r, size)
	return coding{name: name}, true, err
}

// shortRead is what becomes of a file that ends before its size.
func shortRead(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return refuse("file-changed", 0)
	}
	return err
}

// utf32 is only told apart, not read.
const utf32 = "UTF-32"

// byteOrderMark gives the encoding that the file's first bytes declare.
func byteOrderMark(head []byte) (coding, bool) {
	for _, m := range [...]struct {
		bytes string
		name  string
	}{{"\xEF\xBB\xBF", utf8BOM}, {"\xFF\xFE\x00\x00", utf32}, {"\x00\x00\xFE\xFF", utf32}, {"\xFF\xFE", utf16LE}, {"\xFE\xFF", utf16BE}} {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			return coding{name: m.name, skip: int64(len(m.bytes))}, true
		}
	}
	return coding{}, false
}

// sureEncoding gives what is known without a look at the letters: the encoding named, else that of the byte order
// mark, else UTF-16 where every other byte is NUL.
func sureEncoding(head []byte, mark coding, marked bool, named string) coding {
	switch {
	case (named == utf8Plain || named == utf8BOM) && marked && mark.name == utf8BOM:
		return mark
	case named == utf8BOM:
		return coding{name: utf8Plain}
	case named != "" && marked && mark.name == named:
		return mark
	case named != "":
		return coding{name: named}
	case marked:
		return mark
	}
	return coding{name: nulPattern(head)}
}

// nulPattern gives the UTF-16 in which Latin text has its NUL bytes where head has them, else "".
func nulPattern(head []byte) string {
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i%2]++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs < 2:
		return ""
	case nuls[1]*10 >= pairs*6 && nuls[0]*20 <= pairs:
		return utf16LE
	case nuls[0]*10 >= pairs*6 && nuls[1]*20 <= pairs:
		return utf16BE
	}
	return ""
}

// checkWide refuses UTF-16 that is cut in a character, or in which a good part of the characters are control ones.
func checkWide(head []byte, size int64, c coding) error {
	if size%2 != 0 {
		return refuse("encoding-cut", 0)
	}
	controls := 0
	for i := 0; i+1 < len(head); i += 2 {
		if u := wides[c.name].Uint16(head[i:]); u < 0x20 && isControl(byte(u)) {
			controls++
		}
	}
	return checkBinary(controls, len(head)/2)
}

// checkBinary refuses text of which more than a twentieth are control characters.
func checkBinary(controls, of int) error {
	if controls >= 16 && controls*20 > of {
		return refuse("binary", 0)
	}
	return nil
}

// placed names the line of the first control character in the refusal of a file that is no text.
func placed(err error, r io.ReaderAt, size int64) error {
	var no *reconcile.Refusal
	if !errors.As(err, &no) || no.Problem.Code != "binary" {
		return err
	}
	line := 1
	found := eachPart(r, size, func(part []byte) error {
		i := bytes.IndexFunc(part, func(c rune) bool { return c < 0x20 && isControl(byte(c)) })
		if i < 0 {
			line += bytes.Count(part, []byte("\n"))
			return nil
		}
		line += bytes.Count(part[:i], []byte("\n"))
		return errUnclean
	})
	if errors.Is(found, errUnclean) {
		no.Problem.Line = line
	}
	return err
}

// isControl tells whether b stands in no text: NUL and the C0 controls but for tab, line ends, form feed and the like.
func isControl(b byte) bool { return b < 0x20 && (b < '\t' || b > '\r') && b != 0x1A && b != 0x1B }

// survey is what one look at all bytes of a file finds.
type survey struct {
	sequences int // UTF-8 sequences of more than one byte
	latin     int // of them: Latin letters and the punctuation of European languages
	invalid   int // bytes that are not UTF-8
}

// isUTF8 tells whether the text is UTF-8, be it with some damage. Text of another encoding has hardly any sequence
// that is valid UTF-8 by chance, and fewer still that are Latin letters. Where two files of different encodings were
// put together, reading them as UTF-8 rejects rows; reading them as anything else would misspell names.
func (s survey) isUTF8() bool {
	return s.invalid == 0 || s.latin*4 >= s.invalid || s.sequences >= 4*s.invalid
}

// certain tells whether the beginning of a file, having so many letters of UTF-8 and nothing else, settles the matter.
func (s survey) certain() bool { return s.invalid == 0 && s.latin >= 16 }

// surveyFile looks at every byte; a part that is not text refuses the file. Most files are clean, and that is seen
// fast; letters and damage are counted only in the others.
func surveyFile(r io.ReaderAt, size int64) (survey, error) {
	var s survey
	err := eachPart(r, size, func(part []byte) error {
		if !clean(part) {
			return errUnclean
		}
		return nil
	})
	if !errors.Is(err, errUnclean) {
		return s, err
	}
	err = eachPart(r, size, s.look)
	return s, err
}

var errUnclean = errors.New("not clean UTF-8")

// eachPart gives the file to look in parts that end with a whole UTF-8 character, up to the first error.
func eachPart(r io.ReaderAt, size int64, look func(part []byte) error) error {
	src := &exactReader{r: r, to: size}
	buf := make([]byte, surveySize)
	held := 0
	for {
		n, err := src.Read(buf[held:])
		if err != nil && err != io.EOF {
			return err
		}
		part := buf[:held+n]
		if err == nil {
			part = part[:len(part)-begun(part)]
		}
		if bad := look(part); bad != nil || err == io.EOF {
			return bad
		}
		held = copy(buf, buf[len(part):held+n])
	}
}

// begun gives how many bytes at the end of part begin a character that is not whole.
func begun(part []byte) int {
	for k := 1; k < utf8.UTFMax && k <= len(part); k++ {
		if tail := part[len(part)-k:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return 0
			}
			return k
		}
	}
	return 0
}

// look counts the characters of one part of the file, and refuses one that is not text.
func (s *survey) look(part []byte) error {
	controls := 0
	for i := 0; i < len(part); {
		if b := part[i]; b < utf8.RuneSelf {
			if isControl(b) {
				controls++
			}
			i++
			continue
		}
		i += s.sequence(part[i:])
	}
	return checkBinary(controls, len(part))
}

// sequence counts the character, or the invalid byte, that b begins with, and gives its length.
func (s *survey) sequence(b []byte) int {
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n == 1 {
		s.invalid++
		return 1
	}
	s.sequences++
	if 0xC0 <= r && r <= 0x17F || 0x2010 <= r && r <= 0x2026 || r == 0x20AC || r == 0xA0 {
		s.latin++
	}
	return n
}
