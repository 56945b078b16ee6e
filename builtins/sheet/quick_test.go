package sheet

import (
	"strings"
	"testing"
)

// cellWays is what the readers make of a text.
func cellWays(text string, l Locale) (all [5]any) {
	c := TextAt(1, 1, text)
	way := func(v any, ok bool, err error) any { return [3]any{v, ok, err == nil} }
	n, ok, err := c.AsInt(l)
	all[0] = way(n, ok, err)
	f, ok, err := c.AsDecimal(l)
	all[1] = way(f, ok, err)
	b, ok, err := c.AsBool()
	all[2] = way(b, ok, err)
	d, ok, err := c.AsDate(l)
	all[3] = way(d, ok, err)
	e, ok, err := c.AsEmail()
	all[4] = way(e, ok, err)
	return all
}

// FuzzCells compares the quick readings of a text with the long ones, which the same text takes behind a space: a cell's value does
// not depend on the spaces around it.
func FuzzCells(f *testing.F) {
	for _, s := range []string{
		"0", "007", "-5", "999999999999999999", "1.5", "1,5", ".5", "5.", "1.234.567", "1e5", "yes", "No", "TRUE", "x", "2025-03-04", "2025-02-29", "2024-02-29",
		"0000-01-01", "2025-00-10", "2025-13-01", "2025-04-31", "04/03/2025", "ada@example.com", "a.b+c_d@x-y.example.co", ".a@b.cc", "a..b@c.dd", "a.@b.cc",
		"a@b", "a@b.c", "a@-b.cc", "a@b-.cc", "a@b.c-", "a@.cc", "a@@b.cc", "@b.cc", "a@", "a@b.cc.", "mailto:a@b.cc", strings.Repeat("a", 65) + "@b.cc",
		"a@" + strings.Repeat("b", 64) + ".cc",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, european bool) {
		l := Locale{}
		if european {
			l = Locale{DecimalComma: true, Dates: DayFirst}
		}
		got, want := cellWays(text, l), cellWays(" "+text, l)
		if len(text) > 60 { // no number or date is that long, with the space or without
			copy(got[:4], want[:4])
		}
		if got != want {
			t.Errorf("%q: got %v, want %v as behind a space", text, got, want)
		}
	})
}

// TestQuick pins that the usual ways of writing take the quick way: nobody would notice else but for the time it takes.
func TestQuick(t *testing.T) {
	if n, ok := quickInt("24017"); n != 24017 || !ok {
		t.Errorf("got %d, %v", n, ok)
	}
	if f, ok := quickDecimal("1234.5"); f != 1234.5 || !ok {
		t.Errorf("got %v, %v", f, ok)
	}
	if yes, ok := quickBool("yes"); !yes || !ok {
		t.Errorf("got %v, %v", yes, ok)
	}
	if d, ok := quickDay("2025-03-31"); d != (Day{2025, 3, 31}) || !ok {
		t.Errorf("got %v, %v", d, ok)
	}
	if !quickEmail("ada.lovelace+x@mail.example.com") {
		t.Error("got false for an e-mail address")
	}
	rows := &csvRows{delimiter: ',', buf: []byte("a,\"b, \"\"c\"\"\",5\" x\r\n"), end: 19}
	if got := rows.simpleRow(); got != 19 {
		t.Errorf("got a row of %d bytes, want 19", got)
	}
}
