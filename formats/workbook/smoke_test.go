package workbook

import (
	"bytes"
	"io"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestSmoke(t *testing.T) {
	f := excelize.NewFile()
	for i := 1; i < 5; i++ {
		f.SetSheetRow("Sheet1", CellName(1, i*2), &[]any{"a & b", 12.5, 33000000000, true, nil, "é"})
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		t.Fatal(err)
	}
	b, err := Open(bytes.NewReader(buf.Bytes()), int64(buf.Len()), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Read(0)
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d %q", rec.Line, rec.Cells)
	}
}
