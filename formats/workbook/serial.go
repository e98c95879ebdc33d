package workbook

import "math/bits"

// time gives the section of a format that shows every number as a date or time, nil where there is none.
func (f *format) time() *section {
	if f == nil || len(f.sections) != 1 {
		return nil
	}
	if s := &f.sections[0]; s.compare == "" && (s.date || s.clock) {
		return s
	}
	return nil
}

// powers are those of ten.
var powers = func() (p [19]uint64) {
	p[0] = 1
	for i := range p[1:] {
		p[i+1] = p[i] * 10
	}
	return p
}()

// quickSerial reads a serial date as spreadsheets write it, days and a fraction of one, and gives it in whole seconds.
// Where ok is false it must be read by way of a float64. Rounding to fifteen digits, as that does, moves a serial of at
// most seven digits before the point by less than a thousandth of a second: nothing but what lies about the middle of
// two seconds could come out otherwise, and is left to it.
func quickSerial(v []byte) (seconds int64, ok bool) {
	days, rest := cutDigits(v)
	if days == 0 || days > 7 {
		return 0, false
	}
	day := digits(v[:days])
	if day > lastSerial {
		return 0, false
	}
	seconds = int64(day * secondsInDay)
	if len(rest) == 0 {
		return seconds, true
	}
	places, after := cutDigits(rest[1:])
	if rest[0] != '.' || places == 0 || places >= len(powers) || len(after) > 0 {
		return 0, false
	}
	unit := powers[places]
	high, low := bits.Mul64(digits(rest[1:1+places]), secondsInDay)
	second, part := bits.Div64(high, low, unit)
	switch hundredth := unit / 100; {
	case hundredth == 0 && part != 0, part > unit/2-hundredth && part < unit/2+hundredth:
		return 0, false
	case part > unit/2:
		second++
	}
	return seconds + int64(second), true
}

// digits gives the value of at most eighteen digits.
func digits(v []byte) (n uint64) {
	for _, c := range v {
		n = n*10 + uint64(c-'0')
	}
	return n
}
