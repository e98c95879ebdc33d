package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"
)

// hostile are values that lesser writers lose or change.
var hostile = []string{"=1+1", "+33 6", "-5", "@SUM(A1)", "'=1", "''+1", "'plain", "'", "\t=x", "_x0041_", "_x0041_x0042_", "__x005F_",
	"_x0041\x01", "a\x00b", "\x1b[31m", "\x7f", "a\rb", "a\r\nb", "line\nline", " leading", "trailing ", "00123", "1E5", "2026-01-02", "TRUE",
	"<b>&amp;\"'", "👩‍👩‍👧", "مرحبا", "\u202Eevil", "\uFFFE\uFFFF", "\uFFFD", "a;b,c\td|e", `"`, strings.Repeat("é", maxCell), strings.Repeat("😀", maxCell/2)}

func TestHostileValuesSurvive(t *testing.T) {
	var accounts []*reconcile.Account
	for i, v := range hostile {
		accounts = append(accounts, member(int64(i+1), map[reconcile.Field]string{reconcile.Role: v}))
	}
	out, _ := export(t, Export{Kind: XLSX, Layout: Audit, Lang: words.English}, accounts...)
	f := open(t, out)
	for i, v := range hostile {
		got, err := f.GetCellValue("Accounts", "D"+decimal(int64(i+2)))
		if err != nil || got != v {
			t.Errorf("xlsx: %.40q came back as %.40q, %v", v, got, err)
		}
	}
	out, _ = export(t, Export{Kind: CSV, Layout: Audit, Lang: words.French}, accounts...)
	r := csv.NewReader(bytes.NewReader(out))
	r.Comma = ';'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range hostile {
		v = strings.ReplaceAll(v, "\r\n", "\n") // encoding/csv folds it
		got := records[i+1][3]
		if strings.IndexByte("=+-@", (got + " ")[0]) >= 0 {
			t.Errorf("csv: %q would be run as a formula", got)
		}
		if got := unneutral(got); got != v {
			t.Errorf("csv: %.40q came back as %.40q", v, got)
		}
	}
}

func TestCellsThatCannotBeWritten(t *testing.T) {
	for value, code := range map[string]string{
		strings.Repeat("x", 40000):            "report-cell-too-long",
		strings.Repeat("😀", maxCell/2) + "xx": "report-cell-too-long",
		"\xff":                                "report-cell-not-text",
	} {
		a := member(4711, map[reconcile.Field]string{reconcile.Company: value})
		e := Export{Kind: XLSX, Layout: Audit, Lang: words.French}
		_, _, err := e.Write(io.Discard, sequence(a))
		wantCode(t, err, code, "4711", "Entreprise")
		if strings.Contains(err.Error(), value) {
			t.Error("the error holds the value")
		}
		e.Kind = CSV
		var out bytes.Buffer
		if _, _, err := e.Write(&out, sequence(a)); err != nil || !strings.Contains(out.String(), value) {
			t.Errorf("csv does not keep the value: %v", err)
		}
	}
}
