package report

import (
	"fmt"
	"math"
	"strings"
	"time"

	"accstar/runtime/preview"
)

// Count is a number of records of one kind that ACC adds or removes by itself.
type Count struct {
	N      int
	Entity string // "project_company"
	Gone   bool   // they are removed, not added
}

// things is the count in words: "12 members".
func (c Count) things() string { return count(c.N, strings.ReplaceAll(c.Entity, "_", " ")) }

// count is a number with its noun, in the plural if need be.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.ContainsAny(stem[max(0, len(stem)-1):], "aeiou") {
		noun = stem + "ie"
	}
	return number(n) + " " + noun + "s"
}

// number groups digits by thousands: 12,345.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// and joins words as a sentence does.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// byItself says what ACC does by itself.
func byItself(counts []Count) string {
	var added, gone []string
	for _, c := range counts {
		if c.Gone {
			gone = append(gone, c.things())
		} else {
			added = append(added, c.things())
		}
	}
	var parts []string
	if len(added) > 0 {
		parts = append(parts, "adds "+and(added))
	}
	if len(gone) > 0 {
		parts = append(parts, "removes "+and(gone))
	}
	return "ACC itself " + and(parts)
}

// addUp adds counts of the same kind, in the order they are met.
func addUp(sum, more []Count) []Count {
next:
	for _, c := range more {
		for i := range sum {
			if sum[i].Entity == c.Entity && sum[i].Gone == c.Gone {
				sum[i].N += c.N
				continue next
			}
		}
		sum = append(sum, c)
	}
	return sum
}

// roughly is a planned time: "under a minute", "about 3 minutes".
func roughly(minutes float64) string {
	if minutes < 1 {
		return "under a minute"
	}
	if minutes < 90 {
		return "about " + count(int(math.Ceil(minutes)), "minute")
	}
	return fmt.Sprintf("about %.1f hours", minutes/60)
}

// took is a measured time: "0.4 s", "12 s", "1 min 12 s", "2 h 3 min".
func took(d time.Duration) string {
	switch {
	case d < 0:
		return "0 s"
	case d < 10*time.Second:
		return fmt.Sprintf("%.1f s", d.Seconds())
	case d < time.Minute:
		return fmt.Sprintf("%.0f s", d.Seconds())
	case d < time.Hour:
		return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
	}
	return fmt.Sprintf("%d h %d min", int(d.Hours()), int(d.Minutes())%60)
}

// value is one side of a field's change: nothing is said in words.
func value(s string) string {
	if s == "" {
		return "(empty)"
	}
	return s
}

// heads are what a plan and a result have in common.
func heads(account preview.Account, playbook string, params []preview.Param) []Head {
	out := []Head{{"Account", []string{accountText(account)}}, {"Playbook", []string{playbook}}}
	if len(params) > 0 {
		h := Head{Label: "Parameters"}
		for _, p := range params {
			h.Values = append(h.Values, p.Name+" = "+p.Value)
		}
		out = append(out, h)
	}
	return out
}

// accountText names the account so that nobody takes the practice account for a real one, or one real one for another.
func accountText(a preview.Account) string {
	name := a.Name
	if name == "" {
		name = a.ID
	}
	if a.Practice {
		if a.Name == "" {
			return "the practice account; nothing real is touched"
		}
		return name + ", the practice account; nothing real is touched"
	}
	if a.Name != "" && a.ID != "" {
		name += " (" + a.ID + ")"
	}
	switch a.Profile {
	case "":
	case "environment":
		name += ", by flags and environment"
	default:
		name += ", profile " + a.Profile
	}
	if a.BaseURL != "" {
		name += ", at " + a.BaseURL
	}
	return name
}

// action is what a line does, in a word; "" if it does nothing.
func action(l *Line) string {
	if l.RowState != "" {
		return string(l.RowState)
	}
	switch l.Mark {
	case Add:
		return "add"
	case Alter:
		return "change"
	case Remove:
		return "remove"
	case Act:
		return "start"
	}
	return ""
}
