package sheet

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cell. Cells of a CSV file are Blank or Text only: what a text means there is for the reader of the column to say.
const (
	Blank    Kind = iota // nothing, or nothing but space
	Text                 // text, and numbers that a format such as 00000 pads with zeros
	Int                  // a whole number
	Decimal              // a number with a fraction, or one too large for an Int
	Bool                 // TRUE or FALSE
	Date                 // a calendar day
	Time                 // a time of day
	DateTime             // a calendar day and a time of day, in no particular zone
	Duration             // a span of time, from a format such as [h]:mm
	Error                // #N/A and its like, a formula without a result, a date that cannot be
)

// String is the kind in a person's words: "a date".
func (k Kind) String() string {
	switch k {
	case Blank:
		return "blank"
	case Text:
		return "text"
	case Int:
		return "a whole number"
	case Decimal:
		return "a decimal number"
	case Bool:
		return "TRUE or FALSE"
	case Date:
		return "a date"
	case Time:
		return "a time"
	case DateTime:
		return "a date with a time"
	case Duration:
		return "a duration"
	case Error:
		return "an error"
	}
	return "kind " + strconv.Itoa(int(k))
}

// Cell is one typed cell with its place. The zero Cell is blank and has no place. Cells are small values: copy them.
type Cell struct {
	text  string // Text and Error
	num   uint64 // the other kinds: see newInt, newDecimal, newMillis
	row   int32  // from 1
	col   int16  // from 1
	Kind  Kind
	flags cellFlags
}

type cellFlags uint8

const (
	merged    cellFlags = 1 << iota // the value is that of a merge's first cell
	truncated                       // a number of more digits than Excel keeps
	replaced                        // a text with a character in place of one that could not be read
)

// BlankAt is a blank cell in a row and a column, both counted from 1.
func BlankAt(row, col int) Cell { return Cell{row: int32(row), col: int16(col)} }

// TextAt is a cell holding text; text that is empty or only space makes a blank cell.
func TextAt(row, col int, text string) Cell {
	c := BlankAt(row, col)
	c.setText(text)
	return c
}

func (c *Cell) setText(text string) {
	if isSpace(text) {
		return
	}
	c.Kind, c.text = Text, text
}

func (c *Cell) setError(text string) { c.Kind, c.text = Error, text }

func (c *Cell) setInt(n int64) { c.Kind, c.num = Int, uint64(n) }

func (c *Cell) setDecimal(f float64) { c.Kind, c.num = Decimal, math.Float64bits(f) }

func (c *Cell) setBool(b bool) {
	c.Kind, c.num = Bool, 0
	if b {
		c.num = 1
	}
}

// setMillis makes c a Date or DateTime (milliseconds since 1970), a Time (since midnight) or a Duration.
func (c *Cell) setMillis(k Kind, ms int64) { c.Kind, c.num = k, uint64(ms) }

// Row is the number of the cell's row as the spreadsheet program shows it, from 1.
func (c Cell) Row() int { return int(c.row) }

// Col is the number of the cell's column, from 1 for A.
func (c Cell) Col() int { return int(c.col) }

// Ref is the cell's place: "C4". It is "" for a cell without one.
func (c Cell) Ref() string {
	if c.row <= 0 || c.col <= 0 {
		return ""
	}
	return refOf(int(c.row), int(c.col))
}

// Merged reports whether the value is that of a merged range whose first cell is another one.
func (c Cell) Merged() bool { return c.flags&merged != 0 }

// Text is the cell's value as text: text as it stands, numbers without grouping and with a decimal point, dates as 2025-03-04,
// TRUE and FALSE, an error's name; "" for a blank cell.
func (c Cell) Text() string {
	switch c.Kind {
	case Text, Error:
		return c.text
	case Int:
		return strconv.FormatInt(int64(c.num), 10)
	case Decimal:
		return decimalText(math.Float64frombits(c.num))
	case Bool:
		if c.num != 0 {
			return "TRUE"
		}
		return "FALSE"
	case Date:
		return c.Time().Format("2006-01-02")
	case Time:
		return clockText(c.Time())
	case DateTime:
		t := c.Time()
		return t.Format("2006-01-02T") + clockText(t)
	case Duration:
		return durationText(c.Duration())
	}
	return ""
}

// Int is the number an Int cell holds, else 0.
func (c Cell) Int() int64 {
	if c.Kind != Int {
		return 0
	}
	return int64(c.num)
}

// Float is the number an Int or Decimal cell holds, else 0.
func (c Cell) Float() float64 {
	switch c.Kind {
	case Int:
		return float64(int64(c.num))
	case Decimal:
		return math.Float64frombits(c.num)
	}
	return 0
}

// Bool is the value of a Bool cell, else false.
func (c Cell) Bool() bool { return c.Kind == Bool && c.num != 0 }

// Time is the instant of a Date (midnight), DateTime or Time (on 1 January 1970) cell, written as UTC because a sheet knows no
// zones; else the zero time.
func (c Cell) Time() time.Time {
	switch c.Kind {
	case Date, DateTime, Time:
		return time.UnixMilli(int64(c.num)).UTC()
	}
	return time.Time{}
}

// Duration is the span a Duration cell holds, to the millisecond, else 0.
func (c Cell) Duration() time.Duration {
	if c.Kind != Duration {
		return 0
	}
	return time.Duration(int64(c.num)) * time.Millisecond
}

// Day is a calendar day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// String is the day as 2025-03-04.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

func dayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// valid reports whether the day is in the calendar.
func (d Day) valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && dayOf(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)) == d
}

// decimalText is a number as a person would write it: 15 digits at most, no exponent unless the number is very large or small.
func decimalText(f float64) string {
	if a := math.Abs(f); a != 0 && (a >= 1e21 || a < 1e-9) {
		return strconv.FormatFloat(f, 'G', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func clockText(t time.Time) string {
	if t.Nanosecond() != 0 {
		return t.Format("15:04:05.000")
	}
	return t.Format("15:04:05")
}

// durationText is a span as hours, minutes and seconds: 37:30:00.
func durationText(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	s := fmt.Sprintf("%s%d:%02d:%02d", sign, int64(d/time.Hour), int64(d/time.Minute)%60, int64(d/time.Second)%60)
	if ms := d.Milliseconds() % 1000; ms != 0 {
		s += fmt.Sprintf(".%03d", ms)
	}
	return s
}
