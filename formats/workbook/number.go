package workbook

import (
	"math"
	"strconv"
	"time"
)

// What stands against a number as the text of a cell.
const (
	numberFine       = ""
	numberDamaged    = "workbook-damaged"
	numberImprecise  = "number-imprecise"
	dateOutOfRange   = "date-out-of-range"
	preciseDigits    = 15
	preciseInteger   = 1e15
	secondsInDay     = 86400
	lastSerial       = 2958465 // 9999-12-31
	leapSerial       = 60      // 1900-02-29, which Excel has and the calendar has not
	days1904         = 1462    // from the first day of the 1900 system to that of the 1904 system
	earlySerialShift = 1       // before the leap day that was not, serials count from a day later
)

// appendNumber adds the text that a person sees for a stored number (an xsd:double): digits in the format's pattern,
// dates as ISO 8601 ("2006-01-02", "2006-01-02 15:04:05"), times as "15:04:05", any other number in full, without
// exponent, thousands or currency. The problem's code is "" where there is none.
func appendNumber(dst, v []byte, f *format, date1904 bool) (out []byte, problem string) {
	if f == nil && asShown(v) {
		return append(dst, v...), numberFine
	}
	if s := f.time(); s != nil {
		if seconds, ok := quickSerial(v); ok {
			return appendSeconds(dst, seconds, s, date1904)
		}
	}
	return appendDouble(dst, v, f, date1904)
}

// appendDouble is appendNumber for every number, by way of a float64 of fifteen digits.
func appendDouble(dst, v []byte, f *format, date1904 bool) (out []byte, problem string) {
	if !isDouble(v) {
		return dst, numberDamaged
	}
	n, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.IsInf(n, 0) {
		return dst, numberDamaged
	}
	if !asShown(v) {
		if n, err = strconv.ParseFloat(strconv.FormatFloat(n, 'g', preciseDigits, 64), 64); err != nil {
			return dst, numberImprecise
		}
	}
	if f == nil {
		return appendPlain(dst, n)
	}
	s := f.choose(n)
	switch {
	case s.date || s.clock:
		return appendTime(dst, n, s, date1904)
	case s.plain || n < 0 || n != math.Trunc(n) || n >= preciseInteger:
		return appendPlain(dst, n)
	}
	return s.appendPattern(dst, strconv.FormatInt(int64(n), 10)), numberFine
}

// asShown tells of a number whose text is already what a person sees: at most fifteen digits, which a float64 gives back
// as they are, and no zero at either end that could be left out.
func asShown(v []byte) bool {
	whole, rest := cutDigits(v)
	if whole == 0 || len(v) > preciseDigits || v[0] == '0' && whole > 1 {
		return false
	}
	if len(rest) == 0 {
		return true
	}
	fraction, after := cutDigits(rest[1:])
	return rest[0] == '.' && fraction > 0 && len(after) == 0 && v[len(v)-1] != '0'
}

// isDouble checks the form of a number, such as -12.5E+3, without the words and underscores that strconv takes.
func isDouble(v []byte) bool {
	whole, v := cutDigits(cutSign(v))
	fraction := 0
	if len(v) > 0 && v[0] == '.' {
		fraction, v = cutDigits(v[1:])
	}
	if whole+fraction == 0 {
		return false
	}
	if len(v) > 0 && v[0]|0x20 == 'e' {
		exponent, rest := cutDigits(cutSign(v[1:]))
		return exponent > 0 && len(rest) == 0
	}
	return len(v) == 0
}

func cutSign(v []byte) []byte {
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		return v[1:]
	}
	return v
}

func cutDigits(v []byte) (n int, rest []byte) {
	for n < len(v) && class[v[n]]&isDigit != 0 {
		n++
	}
	return n, v[n:]
}

func appendPlain(dst []byte, n float64) ([]byte, string) {
	if n == math.Trunc(n) && math.Abs(n) >= preciseInteger {
		return dst, numberImprecise
	}
	if n == 0 {
		n = 0 // -0
	}
	return strconv.AppendFloat(dst, n, 'f', -1, 64), numberFine
}

// appendTime adds a serial date or time, to the second.
func appendTime(dst []byte, n float64, s *section, date1904 bool) ([]byte, string) {
	if n < 0 || n > lastSerial+1 {
		return dst, dateOutOfRange
	}
	return appendSeconds(dst, int64(math.Round(n*secondsInDay)), s, date1904)
}

// appendSeconds adds the date or time that stands so many seconds after the first day of the date system.
func appendSeconds(dst []byte, seconds int64, s *section, date1904 bool) ([]byte, string) {
	day, rest := seconds/secondsInDay, seconds%secondsInDay
	if s.elapsed {
		return appendClock(dst, seconds), numberFine
	}
	if !s.date && day == 0 || s.either && day == 0 && rest != 0 {
		return appendClock(dst, rest), numberFine
	}
	if date1904 {
		day += days1904
	}
	if day > lastSerial {
		return dst, dateOutOfRange
	}
	dst = appendDay(dst, day)
	if s.clock && !(s.either && rest == 0) {
		dst = appendClock(append(dst, ' '), rest)
	}
	return dst, numberFine
}

// appendDay adds the date of a serial of the 1900 system, with the leap day of 1900 that Excel inherited.
func appendDay(dst []byte, serial int64) []byte {
	switch {
	case serial == 0:
		return append(dst, "1900-01-00"...)
	case serial == leapSerial:
		return append(dst, "1900-02-29"...)
	case serial < leapSerial:
		serial += earlySerialShift
	}
	year, month, day := civil(serial)
	dst = appendTwo(appendTwo(dst, year/100), year%100)
	dst = appendTwo(append(dst, '-'), month)
	return appendTwo(append(dst, '-'), day)
}

// civil gives the date that stands so many days after 1899-12-30, in the calendar of today. It counts years from March
// on, so that the leap day is a year's last, in eras of 400 years.
func civil(days int64) (year, month, day int) {
	const fromYear0 = 693899 // days from 0000-03-01 to 1899-12-30
	const era = 146097       // days in 400 years
	n := int(days) + fromYear0
	at := n % era
	y := (at - at/1460 + at/36524 - at/(era-1)) / 365
	at -= 365*y + y/4 - y/100
	m := (5*at + 2) / 153
	day = at - (153*m+2)/5 + 1
	year, month = n/era*400+y, m+3
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// appendClock adds hours, minutes and seconds; the hours may pass 24.
func appendClock(dst []byte, seconds int64) []byte {
	hours, rest := seconds/3600, int(seconds%3600)
	if hours < 100 {
		dst = appendTwo(dst, int(hours))
	} else {
		dst = strconv.AppendInt(dst, hours, 10)
	}
	dst = appendTwo(append(dst, ':'), rest/60)
	return appendTwo(append(dst, ':'), rest%60)
}

// appendTwo adds a number from 0 to 99 in two digits.
func appendTwo(dst []byte, n int) []byte { return append(dst, byte('0'+n/10), byte('0'+n%10)) }

// isoForms are the forms of a date that a cell of type d may hold; a zone is dropped, the wall clock stays.
var isoForms = [...]string{"2006-01-02", "2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04", "15:04:05"}

// appendISO adds an ISO 8601 date as appendNumber writes dates; at midnight the time is left out.
func appendISO(dst []byte, v string) (out []byte, ok bool) {
	for _, form := range isoForms {
		t, err := time.Parse(form, v)
		switch {
		case err != nil:
			continue
		case t.Year() == 0:
			return t.AppendFormat(dst, time.TimeOnly), true
		case t.Hour()+t.Minute()+t.Second() == 0:
			return t.AppendFormat(dst, time.DateOnly), true
		}
		return t.AppendFormat(dst, time.DateTime), true
	}
	return dst, false
}

func trimBlanks(v []byte) []byte {
	for len(v) > 0 && class[v[0]]&isBlank != 0 {
		v = v[1:]
	}
	for len(v) > 0 && class[v[len(v)-1]]&isBlank != 0 {
		v = v[:len(v)-1]
	}
	return v
}
