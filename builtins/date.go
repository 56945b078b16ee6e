package builtins

import (
	"time"

	libtime "go.starlark.net/lib/time"
	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func dateEntry() entry {
	return entry{
		Doc: Doc{
			Name: "date", Signature: `date(text) or date(year, month, day)`, Summary: "A calendar date.",
			Text: `Text is ISO: "2026-03-01". date(t) is the date of a time. Dates compare; date + days(n) and date - days(n) are dates, and date - date is a number of days. A date has year, month, day and weekday ("Monday"), and prints and is sent as ISO.`,
			Example: `if project_end < time.today() + days(30):
    print("ends soon")`,
		},
		body: makeDate,
	}
}

func makeDate(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	if len(args.args)+len(args.kwargs) == 1 {
		var v starlark.Value
		if err := args.unpack("text", &v); err != nil {
			return nil, err
		}
		switch v := v.(type) {
		case starlark.String:
			d, err := value.ParseDate(string(v))
			if err != nil {
				return nil, args.fail("%w", err)
			}
			return d, nil
		case libtime.Time:
			return value.DateOf(time.Time(v)), nil
		case value.Date:
			return v, nil
		}
		return nil, args.fail("got %s, want a text such as \"2026-03-01\"", v.Type())
	}
	var year, month, day int
	if err := args.unpack("year", &year, "month", &month, "day", &day); err != nil {
		return nil, err
	}
	d, err := value.NewDate(year, time.Month(month), day)
	if err != nil {
		return nil, args.fail("%w", err)
	}
	return d, nil
}

func daysEntry() entry {
	return entry{
		Doc: Doc{
			Name: "days", Signature: "days(n)", Summary: "A number of days, to add to a date or take from it.",
			Text:    "The difference of two dates is one too: (b - a).count is its number, b - a > days(30) compares.",
			Example: `deadline = date("2026-03-01") + days(14)`,
		},
		body: func(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
			var n starlark.Int
			if err := args.unpack("n", &n); err != nil {
				return nil, err
			}
			count, ok := n.Int64()
			if !ok {
				return nil, args.fail("got %s, which is too many", n)
			}
			d, err := value.NewDays(count)
			if err != nil {
				return nil, args.fail("%w", err)
			}
			return d, nil
		},
	}
}
