package delimited

import (
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The encodings that are read, named as in reconcile.File.
const (
	utf8Plain = "utf-8"
	utf8BOM   = "utf-8-bom"
	utf16LE   = "utf-16le"
	utf16BE   = "utf-16be"
	cp1252    = "windows-1252"
	latin9    = "iso-8859-15"
	macRoman  = "macintosh"
	cp850     = "cp850"
)

var encodingNames = []string{utf8Plain, utf8BOM, utf16LE, utf16BE, cp1252, latin9, macRoman, cp850}

// aliases are other names of the encodings, without hyphens, underscores, blanks and dots.
var aliases = map[string]string{
	"utf8": utf8Plain, "utf8bom": utf8BOM, "utf8sig": utf8BOM, "utf16le": utf16LE, "utf16be": utf16BE,
	"utf16": utf16LE, "unicode": utf16LE, "windows1252": cp1252, "cp1252": cp1252, "win1252": cp1252,
	"1252": cp1252, "ansi": cp1252, "latin1": cp1252, "iso88591": cp1252, "iso885915": latin9, "latin9": latin9,
	"latin0": latin9, "macintosh": macRoman, "macroman": macRoman, "mac": macRoman, "xmacroman": macRoman,
	"cp850": cp850, "850": cp850, "ibm850": cp850, "dos": cp850,
}

// ParseEncoding gives the name, as in reconcile.File, of an encoding that a person names: in any case, or by a usual
// alias (utf8, cp1252, latin9, macroman, dos). "" stays "". ISO-8859-1 is read as Windows-1252, which contains its
// letters. An unknown name gives a *reconcile.Refusal that lists the known ones.
func ParseEncoding(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	plain := strings.NewReplacer("-", "", "_", "", " ", "", ".", "").Replace(strings.ToLower(name))
	if known, ok := aliases[plain]; ok {
		return known, nil
	}
	return "", refuse("encoding-unknown", 0, name, strings.Join(encodingNames, ", "))
}

var charmaps = map[string]*charmap.Charmap{
	cp1252: charmap.Windows1252, latin9: charmap.ISO8859_15, macRoman: charmap.Macintosh, cp850: charmap.CodePage850,
}

// bytesOf gives the UTF-8 of each byte of a single-byte encoding. A byte that stands for no character stands for
// itself: it is above 0x7F and follows whole characters, so it stays recognisable as invalid UTF-8.
func bytesOf(name string) *[256][]byte {
	var out [256][]byte
	for i := range out {
		b := byte(i)
		r := charmaps[name].DecodeByte(b)
		if r == utf8.RuneError || 0x80 <= r && r <= 0x9F {
			out[i] = []byte{b}
			continue
		}
		out[i] = utf8.AppendRune(nil, r)
	}
	return &out
}

// coding is how the file's bytes are to be read.
type coding struct {
	name string
	skip int64 // bytes of its byte order mark
}

// section gives the text of a file of size bytes, without its byte order mark and without the Ctrl-Z that DOS
// programs end a file with.
func (c coding) section(r io.ReaderAt, size int64) section {
	s := section{coding: c, r: r, from: c.skip, to: size}
	var last [1]byte
	if _, wide := wides[c.name]; !wide && size > c.skip {
		if _, err := r.ReadAt(last[:], size-1); err == nil || err == io.EOF {
			if last[0] == 0x1A {
				s.to--
			}
		}
	}
	return s
}
