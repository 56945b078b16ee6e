package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// What an Error cell of our own making holds; the others hold Excel's names, such as #N/A.
const (
	errNoResult = "a formula without a result"
	errNoDate   = "a number that is no date"
	errBadCell  = "a value that cannot be read"
)

// errorHint says what to do about an Error cell.
func errorHint(text string) string {
	switch text {
	case errNoResult:
		return "Open the file in Excel, let it calculate, and save it."
	case errNoDate:
		return "Excel shows it as ##### or as a day that never was: type the date anew."
	case errBadCell:
		return "Open the file in Excel and save it again."
	case "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!":
		return "Correct the formula in Excel."
	}
	return ""
}

const (
	dayMillis  = 24 * 60 * 60 * 1000
	lastSerial = 2958465 // 31 December 9999
)

// setNumber makes c what a number is under a number format.
func (c *Cell) setNumber(v float64, format *numberFormat, date1904 bool) {
	if format == nil {
		c.setPlain(v)
		return
	}
	section := format.pick(v)
	switch section.kind {
	case dateFormat, timeFormat, dateTimeFormat, elapsedFormat:
		c.setSerial(v, section.kind, date1904)
	case paddedFormat:
		if text, ok := section.render(v, v < 0 && section == &format.sections[0]); ok {
			c.setText(text)
			return
		}
		c.setPlain(v)
	default:
		c.setPlain(v)
	}
}

// setPlain makes c an Int or a Decimal, with the 15 digits that Excel shows and calculates with.
func (c *Cell) setPlain(v float64) {
	if !whole(v) {
		rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
		if err == nil {
			v = rounded
		}
	}
	if !whole(v) {
		c.setDecimal(v)
		return
	}
	c.setInt(int64(v))
	if math.Abs(v) >= 1e15 {
		c.flags |= truncated
	}
}

// setSerial makes c a date or time from Excel's count of days. Days count from 1 January 1900 as day 1, with a 29 February 1900 that
// never was as day 60, or from 1 January 1904 as day 0.
func (c *Cell) setSerial(v float64, kind formatKind, date1904 bool) {
	if math.IsNaN(v) || math.Abs(v) > lastSerial+1 {
		c.setError(errNoDate)
		return
	}
	ms := int64(math.Round(v * dayMillis))
	switch kind {
	case elapsedFormat:
		c.setMillis(Duration, ms)
		return
	case timeFormat:
		if ms >= 0 {
			c.setMillis(Time, ms%dayMillis)
			return
		}
	}
	day := floorDiv(ms, dayMillis)
	clock := ms - day*dayMillis
	epoch := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		epoch = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
		if day < 0 || day > lastSerial-1462 {
			c.setError(errNoDate)
			return
		}
	case day < 1 || day == 60 || day > lastSerial:
		c.setError(errNoDate)
		return
	case day < 60:
		day++
	}
	ms = epoch.UnixMilli() + day*dayMillis
	if kind == dateTimeFormat {
		c.setMillis(DateTime, ms+clock)
		return
	}
	c.setMillis(Date, ms)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// setISO makes c what the text of a cell of type d says: a date, a time, or both, of which the format may show the date only.
func (c *Cell) setISO(text string, format *numberFormat) {
	text = strings.TrimSuffix(trim(text), "Z")
	for _, try := range []struct {
		layout string
		kind   Kind
	}{
		{"2006-01-02", Date},
		{"2006-01-02T15:04:05", DateTime},
		{"2006-01-02T15:04", DateTime},
		{"2006-01-02 15:04:05", DateTime},
		{"15:04:05", Time},
		{"15:04", Time},
	} {
		t, err := time.Parse(try.layout, text)
		if err != nil {
			continue
		}
		ms := t.UnixMilli()
		switch {
		case try.kind == Time:
			ms = t.Sub(t.Truncate(24 * time.Hour)).Milliseconds()
		case try.kind == DateTime && format != nil && format.pick(1).kind == dateFormat:
			ms = floorDiv(ms, dayMillis) * dayMillis
			try.kind = Date
		}
		c.setMillis(try.kind, ms)
		return
	}
	c.setError(errBadCell)
}
