package workbook

import "strings"

// isPattern tells digits with an identity (00123, 06 12 34 56 78, EMP-7) from a quantity (12, 1 234, 35 h): the pattern
// pads with zeros, has a literal with letters before the digits, or groups the digits otherwise than by thousands.
func isPattern(glyphs []glyph) bool {
	zeros, places, lettered, groups := 0, 0, false, []int{0}
	last := byte(0)
	for _, g := range glyphs {
		switch {
		case g.place == 0:
			lettered = lettered || places == 0 && strings.ToLower(string(g.char)) != strings.ToUpper(string(g.char))
			if groups[len(groups)-1] > 0 {
				groups = append(groups, 0)
			}
			continue
		case g.place == '0':
			zeros++
		}
		last = g.place
		places++
		groups[len(groups)-1]++
	}
	if groups[len(groups)-1] == 0 {
		groups = groups[:len(groups)-1]
	}
	switch {
	case places == 0:
		return false
	case lettered || zeros > 1:
		return true
	case zeros == 1 && last != '0':
		return true
	}
	return len(groups) > 1 && !byThousands(groups[1:])
}

func byThousands(groups []int) bool {
	for _, n := range groups {
		if n != 3 {
			return false
		}
	}
	return true
}

// appendPattern adds a whole number's digits in the section's pattern. Digits that have no place stand at the first.
func (s *section) appendPattern(dst []byte, digits string) []byte {
	places := 0
	for _, g := range s.glyphs {
		if g.place != 0 {
			places++
		}
	}
	start := len(dst)
	for _, g := range s.glyphs {
		switch extra := len(digits) - places; {
		case g.place == 0:
			dst = append(dst, string(g.char)...)
			continue
		case g.place == 'G' || extra > 0:
			n := max(1, extra+1)
			if g.place == 'G' {
				n = len(digits) - (places - 1)
			}
			n = max(0, min(n, len(digits)))
			dst, digits = append(dst, digits[:n]...), digits[n:]
		case extra == 0:
			dst, digits = append(dst, digits[0]), digits[1:]
		case g.place == '0':
			dst = append(dst, '0')
		}
		places--
	}
	return append(dst[:start], strings.Trim(string(dst[start:]), " \u00a0")...)
}
