package report

import (
	"fmt"
	"io"
	"iter"
	"testing"

	"rollcall/reconcile"
	"rollcall/words"

	"github.com/xuri/excelize/v2"
)

const benchRows = 20_000

// many gives n accounts that look like people, the same account each time with other values.
func many(n int) iter.Seq2[*reconcile.Account, error] {
	return func(yield func(*reconcile.Account, error) bool) {
		for i := range n {
			login := fmt.Sprintf("camille.durand%d", i*7919%n)
			a := member(int64(i+1), map[reconcile.Field]string{reconcile.FirstName: "Camille", reconcile.LastName: fmt.Sprintf("Durand %d", i%997),
				reconcile.Login: login, reconcile.Email: login + "@example.org", reconcile.Phone: fmt.Sprintf("+336%08d", i*31337%100_000_000),
				reconcile.EmployeeNumber: fmt.Sprintf("%06d", i), reconcile.Role: "Member", reconcile.Company: fmt.Sprintf("Company %d", i%50)})
			a.LastSignIn = noon
			if !yield(a, nil) {
				return
			}
		}
	}
}

// written counts the bytes of a file.
type written int64

func (w *written) Write(p []byte) (int, error) {
	*w += written(len(p))
	return len(p), nil
}

func benchExport(b *testing.B, kind Kind) {
	var size written
	e := Export{Kind: kind, Layout: Audit, Lang: words.English}
	if _, _, err := e.Write(&size, many(benchRows)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size))
}

func BenchmarkExportXLSX(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		benchExport(b, XLSX)
	}
}

func BenchmarkExportCSV(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		benchExport(b, CSV)
	}
}

// BenchmarkStreamWriter writes the same cells with excelize's StreamWriter and its default settings.
func BenchmarkStreamWriter(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var size written
		if err := streamWriter(&size, many(benchRows)); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(size))
	}
}

func streamWriter(w io.Writer, accounts iter.Seq2[*reconcile.Account, error]) error {
	f := excelize.NewFile()
	defer f.Close()
	sheet, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	from, err := sources(Audit, words.English, nil)
	if err != nil {
		return err
	}
	n := 1
	for a := range accounts {
		n++
		cells := make([]any, len(from))
		for i := range from {
			cells[i] = from[i].value(a)
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", n), cells); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
