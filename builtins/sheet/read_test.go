package sheet

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestQuick(t *testing.T) {
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"Email", "Start", "Job", "Active"})
	f.SetSheetRow("Sheet1", "A2", &[]any{"ada@example.com", time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC), 24017, true})
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	tb, err := Open(context.Background(), BytesSource("a.xlsx", b.Bytes()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range tb.Rows {
		for _, c := range r.Cells {
			t.Log(c.Ref(), c.Kind, c.Text())
		}
	}
	tb, err = Open(context.Background(), BytesSource("a.csv", []byte("Email;Job\n\nada@example.com;\"0\"\"07\"\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range tb.Rows {
		for _, c := range r.Cells {
			t.Log(c.Ref(), c.Kind, c.Text())
		}
	}
}
