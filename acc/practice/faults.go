package practice

import (
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// Fault is something that goes wrong on purpose, to try out what a playbook and the engine make of it.
//
// As text, for a flag, a fault is WHAT[:WHERE][:WHEN], and several are joined by commas:
//
//	500                          every call answers 500
//	503:project_users.create:2   the first two such calls answer 503
//	429=20s:changes:#3           the third change answers 429 with Retry-After: 20
//	drop-after:projects.create   the connection is cut after the project was created
//	500-after:projects.create    the project is created, and the answer is 500 all the same
//	slow=2s:reads:10%            one read in ten takes two seconds longer
//	silent-import:3              the next imports lose three rows without a word
//
// WHAT is an HTTP status from 400 to 599 (with =DURATION for its Retry-After header; with -after once the call is carried out),
// or one of drop-before and drop-after (the connection is cut before or after the call is carried out), slow=DURATION, html (an error page of a proxy), broken-json (carried
// out, but the answer is cut short), 429-no-retry-after, and silent-import. WHERE is an operation's full name in which "*"
// stands for any text, or "reads" or "changes"; every operation when left out. The Authentication service is only meant when it
// is named: authentication.token. WHEN is N (the first N such calls), #N (the Nth alone), #N-M, #N- or P% (each with that chance);
// every such call when left out. The number of silent-import counts rows instead.
type Fault struct {
	Kind   FaultKind
	Status int           // of a StatusFault
	After  bool          // a StatusFault comes once the call has been carried out
	Delay  time.Duration // how long SlowFault waits; Retry-After of a StatusFault, 0 for none
	Where  string        // as in the text; "" is every operation
	First  int           // the first matching call it happens to, from 1; 0 means 1
	Last   int           // the last one; 0 means no end
	Chance float64       // from 0 to 1; 0 means always
	Rows   int           // rows a SilentImport loses in all; 0 means every row
}

// FaultKind is what goes wrong.
type FaultKind string

// The kinds of faults.
const (
	StatusFault  FaultKind = "status"
	DropBefore   FaultKind = "drop-before"
	DropAfter    FaultKind = "drop-after"
	SlowFault    FaultKind = "slow"
	HTMLFault    FaultKind = "html"
	BrokenJSON   FaultKind = "broken-json"
	NoRetryAfter FaultKind = "429-no-retry-after"
	SilentImport FaultKind = "silent-import"
)

// ParseFaults reads faults from text; see [Fault] for its form. An empty text has none.
func ParseFaults(text string) ([]Fault, error) {
	var faults []Fault
	for _, item := range strings.Split(text, ",") {
		item = strings.TrimSpace(item)
		if item == "" {
			continue
		}
		f, err := parseFault(item)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", item, err)
		}
		faults = append(faults, f)
	}
	return faults, nil
}

func parseFault(item string) (Fault, error) {
	parts := strings.Split(item, ":")
	if len(parts) > 3 {
		return Fault{}, fmt.Errorf("got %d parts, want at most three: what, where and when, as in 500:project_users.create:2", len(parts))
	}
	f, err := parseWhat(parts[0])
	if err != nil {
		return Fault{}, err
	}
	rest := parts[1:]
	if len(rest) == 1 && isWhen(rest[0]) {
		rest = []string{"", rest[0]}
	}
	if len(rest) > 0 {
		f.Where = rest[0]
		if f.Where == "*" {
			f.Where = ""
		}
		if _, err := path.Match(f.Where, ""); err != nil {
			return Fault{}, fmt.Errorf("where: %q is no pattern, want an operation's name in which * stands for any text", f.Where)
		}
	}
	if len(rest) > 1 {
		if err := f.parseWhen(rest[1]); err != nil {
			return Fault{}, err
		}
	}
	return f, nil
}

// afterSuffix marks a status that is answered once the call has been carried out.
const afterSuffix = "-after"

func parseWhat(what string) (Fault, error) {
	name, arg, hasArg := strings.Cut(what, "=")
	var f Fault
	if hasArg {
		d, err := time.ParseDuration(arg)
		if err != nil || d <= 0 {
			return f, fmt.Errorf("got %q after %s=, want a duration such as 2s or 500ms", arg, name)
		}
		f.Delay = d
	}
	number, after := strings.CutSuffix(name, afterSuffix)
	if status, err := strconv.Atoi(number); err == nil {
		if status < 400 || status > 599 {
			return f, fmt.Errorf("got status %d, want one from 400 to 599", status)
		}
		f.Kind, f.Status, f.After = StatusFault, status, after
		return f, nil
	}
	f.Kind = FaultKind(name)
	switch f.Kind {
	case SlowFault:
		if !hasArg {
			return f, fmt.Errorf("want how slow, as in slow=2s")
		}
		return f, nil
	case DropBefore, DropAfter, HTMLFault, BrokenJSON, NoRetryAfter, SilentImport:
		if hasArg {
			return f, fmt.Errorf("%s takes no duration", name)
		}
		return f, nil
	}
	return f, fmt.Errorf("got %q, want a status from 400 to 599 or one of %s, %s, %s=2s, %s, %s, %s, %s",
		name, DropBefore, DropAfter, SlowFault, HTMLFault, BrokenJSON, NoRetryAfter, SilentImport)
}

func isWhen(s string) bool {
	return s != "" && (s[0] == '#' || s[0] >= '0' && s[0] <= '9')
}

func (f *Fault) parseWhen(when string) error {
	bad := fmt.Errorf("when: got %q, want 2 (the first two), #3 (the third), #3-5, #3- or 10%%", when)
	if percent, ok := strings.CutSuffix(when, "%"); ok {
		p, err := strconv.ParseFloat(percent, 64)
		if err != nil || !(p > 0 && p <= 100) {
			return bad
		}
		f.Chance = p / 100
		return nil
	}
	if span, ok := strings.CutPrefix(when, "#"); ok {
		from, to, ranged := strings.Cut(span, "-")
		var err error
		if f.First, err = strconv.Atoi(from); err != nil || f.First < 1 {
			return bad
		}
		switch {
		case !ranged:
			f.Last = f.First
		case to != "":
			if f.Last, err = strconv.Atoi(to); err != nil || f.Last < f.First {
				return bad
			}
		}
		return nil
	}
	n, err := strconv.Atoi(when)
	if err != nil || n < 1 {
		return bad
	}
	if f.Kind == SilentImport {
		f.Rows = n
		return nil
	}
	f.First, f.Last = 1, n
	return nil
}

// String is the fault as text, as [ParseFaults] reads it.
func (f Fault) String() string {
	var b strings.Builder
	if f.Kind == StatusFault {
		b.WriteString(strconv.Itoa(f.Status))
		if f.After {
			b.WriteString(afterSuffix)
		}
	} else {
		b.WriteString(string(f.Kind))
	}
	if f.Delay > 0 {
		b.WriteString("=" + f.Delay.String())
	}
	when := f.when()
	if f.Where != "" || when != "" {
		b.WriteString(":" + f.Where)
	}
	if when != "" {
		b.WriteString(":" + when)
	}
	return b.String()
}

func (f Fault) when() string {
	switch {
	case f.Chance > 0:
		return strconv.FormatFloat(f.Chance*100, 'g', -1, 64) + "%"
	case f.Rows > 0:
		return strconv.Itoa(f.Rows)
	case f.Last > 0 && f.First == f.Last:
		return fmt.Sprintf("#%d", f.First)
	case f.Last > 0 && f.First <= 1:
		return strconv.Itoa(f.Last)
	case f.Last > 0:
		return fmt.Sprintf("#%d-%d", f.First, f.Last)
	case f.First > 1:
		return fmt.Sprintf("#%d-", f.First)
	}
	return ""
}

// CheckFaults reports a fault whose WHERE names no operation of the catalogue.
func CheckFaults(cat *catalog.Catalogue, faults []Fault) error {
	changes := map[string]bool{}
	for _, op := range cat.Operations() {
		changes[op.ID()] = op.Effect.Changes()
	}
	for _, ep := range endpoints() {
		changes[ep.name] = false
	}
	changes[storageUpload], changes[storageDownload] = true, false
	names := slices.Collect(maps.Keys(changes))
	slices.Sort(names)
	for _, f := range faults {
		if !slices.ContainsFunc(names, func(name string) bool { return f.matches(name, changes[name]) }) {
			return fmt.Errorf("fault %q: no operation is called %s%s; want a name such as project_users.create, a pattern such as projects.*, reads or changes",
				f, f.Where, tenant.DidYouMean(f.Where, names))
		}
	}
	return nil
}

// authPrefix begins the names of the Authentication service's operations.
const authPrefix = "authentication."

// matches reports whether an operation is among those the fault is meant for.
func (f *Fault) matches(op string, changes bool) bool {
	if strings.HasPrefix(op, authPrefix) && !strings.HasPrefix(f.Where, authPrefix) {
		return false
	}
	switch f.Where {
	case "":
		return true
	case "reads":
		return !changes
	case "changes":
		return changes
	}
	ok, _ := path.Match(f.Where, op)
	return ok
}

// faults decides which call meets which fault. It counts, for each fault, the calls it is meant for; a chance is settled by
// the seed and that count, so that the same calls meet the same faults again.
type faults struct {
	list []Fault
	seed uint64

	mu   sync.Mutex
	seen []int
	rows []int // rows each SilentImport has lost
}

func newFaults(list []Fault, seed uint64) *faults {
	return &faults{list: list, seed: seed, seen: make([]int, len(list)), rows: make([]int, len(list))}
}

// next counts a call and returns the faults it meets; silent imports are left to [faults.loseRows].
func (fs *faults) next(op string, changes bool) []Fault {
	if len(fs.list) == 0 {
		return nil
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	var met []Fault
	for i := range fs.list {
		f := &fs.list[i]
		if f.Kind == SilentImport || !f.matches(op, changes) {
			continue
		}
		fs.seen[i]++
		if fs.happens(i, fs.seen[i]) {
			met = append(met, *f)
		}
	}
	return met
}

func (fs *faults) happens(i, n int) bool {
	f := &fs.list[i]
	if n < f.First || f.Last > 0 && n > f.Last {
		return false
	}
	return f.Chance <= 0 || dice(fs.seed, i, n) < f.Chance
}

// loseRows says how many of an import's rows get lost, the last ones.
func (fs *faults) loseRows(op string, rows int) int {
	if len(fs.list) == 0 {
		return 0
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	lost := 0
	for i := range fs.list {
		f := &fs.list[i]
		if f.Kind != SilentImport || !f.matches(op, true) {
			continue
		}
		fs.seen[i]++
		if !fs.happens(i, fs.seen[i]) {
			continue
		}
		n := rows - lost
		if f.Rows > 0 {
			n = min(n, f.Rows-fs.rows[i])
		}
		fs.rows[i] += n
		lost += n
	}
	return lost
}

// dice is a number from 0 to 1 that depends on nothing but its arguments (the finalizer of splitmix64).
func dice(seed uint64, fault, n int) float64 {
	x := seed + uint64(fault)<<32 + uint64(n)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / math.Exp2(53)
}
