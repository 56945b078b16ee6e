package value

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Date is a calendar date from year 1 to 9999, without time or zone. In a playbook dates compare, date + days(n) and
// date - days(n) are dates, and the difference of two dates is a number of [Days]. A date has the attributes year, month,
// day and weekday ("Monday"), and prints and is sent as ISO text: 2026-03-01.
type Date struct{ day int32 } // days since 1970-01-01

// Days is a number of days: what days(n) makes, and what lies between two dates. Its attribute count is the number.
type Days int64

var (
	_ starlark.TotallyOrdered = Date{}
	_ starlark.HasAttrs       = Date{}
	_ starlark.HasBinary      = Date{}
	_ starlark.TotallyOrdered = Days(0)
	_ starlark.HasAttrs       = Days(0)
	_ starlark.HasBinary      = Days(0)
	_ starlark.HasUnary       = Days(0)
)

const (
	isoDate             = "2006-01-02"
	secondsPerDay       = 24 * 60 * 60
	firstDay      int64 = -719162 // 0001-01-01
	lastDay       int64 = 2932896 // 9999-12-31
	maxDays       Days  = Days(lastDay - firstDay)
)

// NewDate returns the date; a day that the month does not have is an error.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, d := t.Date(); y != year || m != month || d != day || y < 1 || y > 9999 {
		return Date{}, fmt.Errorf("got %04d-%02d-%02d, which is no date", year, int(month), day)
	}
	return DateOf(t), nil
}

// DateOf returns the date that a clock in t's own zone shows.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{int32(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)}
}

// ParseDate reads ISO text such as "2026-03-01". Spaces around it do not count.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(isoDate, strings.TrimSpace(text))
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("got %q, want a date such as 2026-03-01", text)
	}
	return DateOf(t), nil
}

// Time returns midnight UTC of the date.
func (d Date) Time() time.Time { return time.Unix(int64(d.day)*secondsPerDay, 0).UTC() }

// String is the ISO text.
func (d Date) String() string { return d.Time().Format(isoDate) }

// Type returns "date".
func (d Date) Type() string { return "date" }

// Freeze does nothing.
func (d Date) Freeze() {}

// Truth is true.
func (d Date) Truth() starlark.Bool { return true }

// Hash makes equal dates meet.
func (d Date) Hash() (uint32, error) { return uint32(d.day) * 2654435761, nil }

// Attr returns year, month, day or weekday.
func (d Date) Attr(name string) (starlark.Value, error) {
	t := d.Time()
	switch name {
	case "year":
		return starlark.MakeInt(t.Year()), nil
	case "month":
		return starlark.MakeInt(int(t.Month())), nil
	case "day":
		return starlark.MakeInt(t.Day()), nil
	case "weekday":
		return starlark.String(t.Weekday().String()), nil
	}
	return nil, nil
}

// AttrNames lists the attributes.
func (d Date) AttrNames() []string { return []string{"day", "month", "weekday", "year"} }

// Cmp orders dates in time.
func (d Date) Cmp(other starlark.Value, _ int) (int, error) {
	return cmp.Compare(d.day, other.(Date).day), nil
}

// Binary is date + days, date - days and date - date.
func (d Date) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Days:
		if op == syntax.PLUS {
			return d.plus(y)
		}
		if op == syntax.MINUS && side == starlark.Left {
			return d.plus(-y)
		}
	case Date:
		if op == syntax.MINUS {
			return Days(d.day - y.day), nil
		}
	case starlark.Int:
		if op == syntax.PLUS || op == syntax.MINUS && side == starlark.Left {
			return nil, fmt.Errorf("unknown binary op: date %s int (a number of days is days(%s))", op, y)
		}
	}
	return nil, nil
}

func (d Date) plus(n Days) (starlark.Value, error) {
	if day := int64(d.day) + int64(n); day >= firstDay && day <= lastDay {
		return Date{int32(day)}, nil
	}
	return nil, fmt.Errorf("%s and %s: outside of the years 1 to 9999", d, n)
}

// NewDays returns n days. More than lie between the first date and the last are an error.
func NewDays(n int64) (Days, error) {
	if n > int64(maxDays) || n < -int64(maxDays) {
		return 0, fmt.Errorf("got %d days, want at most %d", n, maxDays)
	}
	return Days(n), nil
}

// String is "1 day", "2 days".
func (n Days) String() string {
	if n == 1 || n == -1 {
		return fmt.Sprintf("%d day", int64(n))
	}
	return fmt.Sprintf("%d days", int64(n))
}

// Type returns "days".
func (n Days) Type() string { return "days" }

// Freeze does nothing.
func (n Days) Freeze() {}

// Truth is false for no days.
func (n Days) Truth() starlark.Bool { return n != 0 }

// Hash makes equal numbers meet.
func (n Days) Hash() (uint32, error) { return uint32(n) * 2246822519, nil }

// Attr returns count.
func (n Days) Attr(name string) (starlark.Value, error) {
	if name == "count" {
		return starlark.MakeInt64(int64(n)), nil
	}
	return nil, nil
}

// AttrNames lists the attribute.
func (n Days) AttrNames() []string { return []string{"count"} }

// Cmp orders by number.
func (n Days) Cmp(other starlark.Value, _ int) (int, error) { return cmp.Compare(n, other.(Days)), nil }

// Binary is days + days, days - days and days * int.
func (n Days) Binary(op syntax.Token, y starlark.Value, side starlark.Side) (starlark.Value, error) {
	switch y := y.(type) {
	case Days:
		switch op {
		case syntax.PLUS:
			return NewDays(int64(n) + int64(y))
		case syntax.MINUS:
			return NewDays(int64(n) - int64(y))
		}
	case starlark.Int:
		if op != syntax.STAR {
			return nil, nil
		}
		factor, ok := y.Int64()
		if ok && factor > math.MinInt32 && factor < math.MaxInt32 {
			return NewDays(int64(n) * factor)
		}
		return nil, fmt.Errorf("%s * %s: too many days", n, y)
	}
	return nil, nil
}

// Unary is -days and +days.
func (n Days) Unary(op syntax.Token) (starlark.Value, error) {
	switch op {
	case syntax.MINUS:
		return -n, nil
	case syntax.PLUS:
		return n, nil
	}
	return nil, nil
}
