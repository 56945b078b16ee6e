package cli

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"accstar/runtime/preview"
)

// lawTally counts what a number of cases met.
type lawTally struct {
	flipped bool // the account does not keep to the assumptions

	cases, changes, records, bare, failed int

	outcomes     map[string]int // of cases
	kinds        map[string]int // statements, by kind
	disturbances map[string]int
	planned      map[string]int // changes, by operation
	read         map[string]int // reads, by operation
	effects      map[string]int // what plans hold beside changes
	states       map[string]int // what became of changes
}

func newLawTally() *lawTally {
	return &lawTally{outcomes: map[string]int{}, kinds: map[string]int{}, disturbances: map[string]int{}, planned: map[string]int{}, read: map[string]int{},
		effects: map[string]int{}, states: map[string]int{}}
}

func (l *lawTally) begin(in lawInput) {
	l.cases++
	for k, n := range in.kinds {
		l.kinds[k] += n
	}
	for _, d := range in.account {
		l.disturbances[d]++
	}
	if len(in.account) == 0 {
		l.disturbances["none"]++
	}
}

// plan counts what a plan holds.
func (l *lawTally) plan(p *preview.Plan) {
	for op, n := range p.Cost.ByOp {
		l.read[op] += n
	}
	for _, c := range p.Changes {
		l.planned[c.Op]++
		l.effects["invitations"] += c.Invitations
		l.effects["rows an import leaves out"] += len(c.Warnings)
		for _, r := range c.Later {
			if r.Auto {
				l.effects["done by ACC itself, later"]++
			}
		}
		for _, r := range c.Records {
			if r.Auto {
				l.effects["done by ACC itself, at once"]++
			}
		}
	}
	l.effects["already right"] += len(p.Unchanged)
	l.effects["has more than asked"] += len(p.More)
	l.effects["by hand"] += len(p.ByHand)
	for _, r := range p.Rows {
		l.effects["row "+string(r.State)]++
	}
}

func (l *lawTally) result(r *preview.Result) {
	for _, i := range r.Items {
		l.states[string(i.State)]++
	}
}

// table says what was met, and how often.
func (l *lawTally) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d cases, %d changes planned and made, %d records compared before and after, %d refusals compared with ACC's, %d failed", l.cases, l.changes, l.records, l.bare, l.failed)
	for _, part := range []struct {
		title string
		n     map[string]int
	}{{"outcomes", l.outcomes}, {"statements", l.kinds}, {"accounts", l.disturbances}, {"changes planned", l.planned}, {"requests of previews", l.read}, {"in plans", l.effects}, {"what became of changes", l.states}} {
		fmt.Fprintf(&b, "\n%s", part.title)
		keys := slices.SortedFunc(maps.Keys(part.n), func(x, y string) int { return cmp.Or(cmp.Compare(part.n[y], part.n[x]), strings.Compare(x, y)) })
		for _, k := range keys {
			fmt.Fprintf(&b, "\n  %7d  %s", part.n[k], k)
		}
	}
	return b.String()
}

// check sees to it that the cases have met what they are to meet: a generator that has stopped generating something would prove
// nothing about it. Few cases cannot meet everything.
func (l *lawTally) check(t *testing.T) {
	t.Helper()
	if made := l.outcomes["planned and made"]; made < l.cases/3 {
		t.Errorf("only %d of %d cases came to a run that changes something", made, l.cases)
	}
	if l.cases < 100 {
		return
	}
	for _, s := range statements() {
		if l.kinds[s.name] == 0 {
			t.Errorf("no case has %q", s.name)
		}
	}
	for d := range disturbances() {
		if l.disturbances[d] == 0 {
			t.Errorf("no case has an account where %s", d)
		}
	}
	for _, op := range []string{"project_users.create", "project_users.patch", "project_users.delete", "project_users.import_users", "projects.create",
		"account_users.create", "account_users.patch", "account_users.import_users", "companies.create", "companies.patch", "companies.import_companies", "business_units.replace"} {
		if l.planned[op] == 0 {
			t.Errorf("no plan has %s", op)
		}
	}
	for _, what := range []string{"invitations", "rows an import leaves out", "done by ACC itself, later", "done by ACC itself, at once", "already right", "has more than asked", "row failed"} {
		if l.effects[what] == 0 {
			t.Errorf("no plan has: %s", what)
		}
	}
	if l.bare == 0 {
		t.Error("no case ends in a refusal that was compared with ACC's")
	}
}
