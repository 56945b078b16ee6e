package builtins

import (
	"fmt"
	"math"
	"strings"
	"time"

	libtime "go.starlark.net/lib/time"
	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func timeEntries() []entry {
	span := func(name string, d time.Duration) entry {
		return entry{
			Doc: Doc{Name: "time." + name, Signature: "time." + name, Summary: "A " + name + ": a span of time.",
				Example: fmt.Sprintf("time.sleep(5 * time.%s)", name)},
			value: libtime.Duration(d),
		}
	}
	return []entry{
		{
			Doc: Doc{
				Name: "time.now", Signature: "time.now()", Summary: "The time, as the playbook sees it.",
				Text: `It is the instant of the plan and the playbook's own sleeps since: the same in preview, run and resume. A time has year, month, day, hour, minute, second, unix; times compare, and their difference is a span of time. It is sent as ISO text.`,
				Example: `started = time.now()
print(started.year)`,
			},
			mainOnly: true,
			body: func(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
				if err := args.unpack(); err != nil {
					return nil, err
				}
				return libtime.Time(env.Now(thread)), nil
			},
		},
		{
			Doc: Doc{Name: "time.today", Signature: "time.today()", Summary: "The date of time.now().",
				Example: "if project_end < time.today():\n    print(\"over\")"},
			mainOnly: true,
			body: func(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
				if err := args.unpack(); err != nil {
					return nil, err
				}
				return value.DateOf(env.Now(thread)), nil
			},
		},
		{
			Doc: Doc{
				Name: "time.sleep", Signature: "time.sleep(span)", Summary: "Waits.",
				Text:    "Span is a number of seconds, or a span such as 2 * time.minute. In a preview it takes no time, though time.now() moves on as if it had.",
				Example: "time.sleep(30)",
			},
			mainOnly: true,
			body:     timeSleep,
		},
		{
			Doc: Doc{
				Name: "time.parse", Signature: "time.parse(text)", Summary: "Reads a time as ACC writes it.",
				Text:    "Text is ISO: \"2026-03-01T08:00:00Z\", with or without fractions of a second; without a zone it is UTC.",
				Example: `age = time.now() - time.parse(project.createdAt)`,
			},
			body: timeParse,
		},
		span("second", time.Second),
		span("minute", time.Minute),
		span("hour", time.Hour),
	}
}

// longestSleep is how long a playbook may sleep at once: a mistake in the unit should not hang a run.
const longestSleep = 24 * time.Hour

func timeSleep(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var v starlark.Value
	if err := args.unpack("span", &v); err != nil {
		return nil, err
	}
	var d time.Duration
	switch v := v.(type) {
	case libtime.Duration:
		d = time.Duration(v)
	case starlark.Int, starlark.Float:
		seconds, _ := starlark.AsFloat(v)
		if math.IsNaN(seconds) || seconds < 0 || seconds > longestSleep.Seconds() {
			return nil, args.fail("got %s seconds, want 0 to %.0f", v, longestSleep.Seconds())
		}
		d = time.Duration(seconds * float64(time.Second))
	default:
		return nil, args.fail("got %s, want a number of seconds, or a span such as 2 * time.minute", v.Type())
	}
	if d < 0 || d > longestSleep {
		return nil, args.fail("got %s, want at most %s", d, longestSleep)
	}
	if err := env.Sleep(thread, d); err != nil {
		return nil, err
	}
	return starlark.None, nil
}

func timeParse(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	var text string
	if err := args.unpack("text", &text); err != nil {
		return nil, err
	}
	trimmed := strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, trimmed); err == nil {
			return libtime.Time(t.UTC()), nil
		}
	}
	return nil, args.fail("got %q, want a time such as 2026-03-01T08:00:00Z (for a date, use date(text))", text)
}
