package workbook

import "strconv"

// maxStyles is how many cell formats Excel allows, rounded up.
const maxStyles = 1 << 16

// maxCodes is how many number formats of its own a workbook may have; Excel stops at a few hundred.
const maxCodes = 1 << 12

// maxCode is how many bytes a number format may have; Excel stops at 255 characters.
const maxCode = 1 << 10

// readStyles keeps, for each cell format (cellXfs), how its numbers are shown.
func (b *Book) readStyles(name string) error {
	codes := map[int]string{}
	var ids []int
	var in string // the list under the root that is being read
	err := b.walk(name, "styleSheet", smallPart, func(s *scanner, t token) error {
		if t != tokenStart {
			return nil
		}
		switch {
		case s.depth() == 2:
			in = string(s.name)
		case s.depth() == 3 && in == "numFmts" && string(s.name) == "numFmt":
			return addCode(s, codes)
		case s.depth() == 3 && in == "cellXfs" && string(s.name) == "xf":
			id, ok := number(s.find("numFmtId"), 0)
			if !ok || len(ids) == maxStyles {
				return damaged(s.part, "cellXfs/xf")
			}
			ids = append(ids, id)
		}
		return nil
	})
	b.styles = formats(ids, codes)
	return err
}

func addCode(s *scanner, codes map[int]string) error {
	id, ok := number(s.find("numFmtId"), -1)
	code, err := s.attribute("formatCode")
	switch {
	case err != nil:
		return err
	case !ok || id < 0 || len(codes) == maxCodes || len(code) > maxCode:
		return damaged(s.part, "numFmts/numFmt")
	}
	codes[id] = code
	return nil
}

// formats reads each code once, however many cell formats use it.
func formats(ids []int, codes map[int]string) []*format {
	parsed := map[int]*format{}
	out := make([]*format, len(ids))
	for i, id := range ids {
		f, known := parsed[id]
		if !known {
			if code, custom := codes[id]; custom {
				f = parseFormat(code)
			} else {
				f = builtIn(id)
			}
			parsed[id] = f
		}
		out[i] = f
	}
	return out
}

// number reads an attribute that is a whole number of at most nine digits; missing stands for one that is not there.
func number(v []byte, missing int) (n int, ok bool) {
	if v == nil {
		return missing, true
	}
	if len(v) == 0 || len(v) > 9 {
		return 0, false
	}
	for _, c := range v {
		if class[c]&isDigit == 0 {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// CellName gives a cell's name as a spreadsheet writes it, "C14": column from 0, row from 1.
func CellName(column, row int) string {
	var letters []byte
	for c := column; c >= 0; c = c/26 - 1 {
		letters = append([]byte{byte('A' + c%26)}, letters...)
	}
	return string(letters) + strconv.Itoa(row)
}
