package workbook

import (
	"fmt"
	"testing"
	"time"
)

func TestNumbers(t *testing.T) {
	tests := []struct{ code, stored, want string }{
		// Quantities are given in full.
		{"General", "0", "0"}, {"General", "-0", "0"}, {"General", "12", "12"}, {"General", "-12", "-12"}, {"General", "+5", "5"},
		{"General", "007", "7"}, {"General", "1.0", "1"}, {"General", "1.50", "1.5"}, {"General", ".5", "0.5"}, {"General", "5.", "5"},
		{"General", "0.30000000000000004", "0.3"}, {"General", "1E-7", "0.0000001"}, {"General", "999999999999999", "999999999999999"},
		{"General", "3.3E10", "33000000000"}, {"0.00E+00", "33000000000", "33000000000"}, {"0", "249043822", "249043822"},
		{"#,##0.00", "1234.5", "1234.5"}, {"#,##0", "1234567", "1234567"}, {"# ##0", "1234567", "1234567"}, {`#\ ###\ ##0`, "1234567", "1234567"},
		{"0%", "0.5", "0.5"}, {`0" €"`, "12", "12"}, {"[$€-40C] 00", "7", "7"}, {`#,##0.00\ "€"`, "7", "7"}, {`0" h"`, "35", "35"},
		{"# ?/?", "0.5", "0.5"}, {"@", "249043822", "249043822"}, {"Standard", "45292", "45292"}, {`00000`, "-7", "-7"}, {"00000", "12.5", "12.5"},
		{"_-* #,##0_-;-* #,##0_-", "12", "12"}, {"[Red]0", "12", "12"},
		// Digits with an identity are given as a person sees them.
		{"00000", "123", "00123"}, {"00000", "1234567", "1234567"}, {"00000", "0", "00000"}, {"000000000000000", "1", "000000000000001"},
		{`0#" "##" "##" "##" "##`, "612345678", "06 12 34 56 78"}, {"00 00 00 00 00", "612345678", "06 12 34 56 78"},
		{`00\.00\.00\.00\.00`, "612345678", "06.12.34.56.78"}, {"000-000-0000", "2125550123", "212-555-0123"}, {"000-00-0000", "12345678", "012-34-5678"},
		{"[<=9999999]###-####;(###) ###-####", "2125550123", "(212) 555-0123"}, {"[<=9999999]###-####;(###) ###-####", "5550123", "555-0123"},
		{`"EMP-"00000`, "123", "EMP-00123"}, {`"M"0`, "12", "M12"}, {`"M"General`, "12", "M12"}, {`\P\-000`, "1234", "P-1234"},
		{`+00 0 00 00 00 00`, "33612345678", "+33 6 12 34 56 78"}, {"00000;-00000;\"\"", "7", "00007"}, {"[Blue]000", "7", "007"},
		{"0000_)", "12", "0012"}, {"[$-40C]00000", "12", "00012"},
		// Dates and times.
		{"dd/mm/yyyy", "45292", "2024-01-01"}, {"dd/mm/yyyy", "45292.75", "2024-01-01"}, {"mmm-yy", "45292", "2024-01-01"}, {"d mmmm", "45292", "2024-01-01"},
		{"[$-40C]d mmmm yyyy;@", "45292", "2024-01-01"}, {"yyyy-mm-dd hh:mm:ss", "45292", "2024-01-01 00:00:00"}, {"m/d/yy h:mm AM/PM", "45292.999988425926", "2024-01-01 23:59:59"},
		{"hh:mm", "0.5", "12:00:00"}, {"hh:mm", "45292.5", "2024-01-01 12:00:00"}, {"mm:ss", "0.5", "12:00:00"}, {"[h]:mm", "1.25", "30:00:00"}, {"[mm]:ss", "1", "24:00:00"},
		{"dd/mm/yyyy", "1", "1900-01-01"}, {"dd/mm/yyyy", "59", "1900-02-28"}, {"dd/mm/yyyy", "60", "1900-02-29"}, {"dd/mm/yyyy", "61", "1900-03-01"},
		{"dd/mm/yyyy", "2958465", "9999-12-31"}, {"yyyy", "0", "1900-01-00"}, {`"d"0`, "5", "d5"}, {`yyyy"年"m"月"`, "45292", "2024-01-01"},
		// What can't be given.
		{"dd/mm/yyyy", "2958466", dateOutOfRange}, {"dd/mm/yyyy", "-1", dateOutOfRange}, {"hh:mm", "-0.5", dateOutOfRange},
		{"General", "1234567890123456", numberImprecise}, {"00000", "1234567890123450", numberImprecise}, {"General", "1E15", numberImprecise}, {"General", "-1E15", numberImprecise},
		{"General", "", numberDamaged}, {"General", "0x10", numberDamaged}, {"General", "1_0", numberDamaged}, {"General", "Inf", numberDamaged},
		{"General", "1E", numberDamaged}, {"General", "--1", numberDamaged}, {"General", "1,5", numberDamaged}, {"General", ".", numberDamaged}, {"General", "1E400", numberDamaged},
	}
	for _, tt := range tests {
		got, problem := appendNumber(nil, []byte(tt.stored), parseFormat(tt.code), false)
		if problem != "" {
			got = []byte(problem)
		}
		if string(got) != tt.want {
			t.Errorf("%s with %q: got %q, want %q", tt.stored, tt.code, got, tt.want)
		}
	}
}

func TestBuiltInFormats(t *testing.T) {
	show := func(id int, stored string) string {
		got, problem := appendNumber(nil, []byte(stored), builtIn(id), false)
		return string(got) + problem
	}
	for id, want := range map[int]string{
		0: "45292.5", 1: "45292.5", 4: "45292.5", 10: "45292.5", 11: "45292.5", 13: "45292.5", 14: "2024-01-01", 17: "2024-01-01", 18: "2024-01-01 12:00:00",
		22: "2024-01-01 12:00:00", 27: "2024-01-01 12:00:00", 36: "2024-01-01 12:00:00", 37: "45292.5", 44: "45292.5", 45: "2024-01-01 12:00:00",
		46: "1087020:00:00", 47: "2024-01-01 12:00:00", 48: "45292.5", 49: "45292.5", 50: "2024-01-01 12:00:00", 58: "2024-01-01 12:00:00", 59: "45292.5",
	} {
		if got := show(id, "45292.5"); got != want {
			t.Errorf("format %d: %s, want %s", id, got, want)
		}
	}
	if got := show(27, "45292"); got != "2024-01-01" {
		t.Errorf("a whole day in format 27: %s", got)
	}
}

// Every day of both date systems is the calendar's, but for the day that 1900 had not.
func TestEveryDay(t *testing.T) {
	day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	f := parseFormat("yyyy-mm-dd")
	for serial := 1; serial <= 60000; serial++ {
		if serial == leapSerial {
			continue
		}
		want := day.Format(time.DateOnly)
		if got, _ := appendNumber(nil, fmt.Append(nil, serial), f, false); string(got) != want {
			t.Fatalf("serial %d: %s, want %s", serial, got, want)
		}
		if serial > days1904 {
			if got, _ := appendNumber(nil, fmt.Append(nil, serial-days1904), f, true); string(got) != want {
				t.Fatalf("serial %d of 1904: %s, want %s", serial-days1904, got, want)
			}
		}
		day = day.AddDate(0, 0, 1)
	}
}

// Every serial's date is the one that package time gives.
func TestCivil(t *testing.T) {
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	for serial := range int64(lastSerial + 1) {
		year, month, day := first.AddDate(0, 0, int(serial)).Date()
		if y, m, d := civil(serial); y != year || m != int(month) || d != day {
			t.Fatal(serial, y, m, d)
		}
	}
}
