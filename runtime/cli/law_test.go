package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// The law: for any playbook and any account, the plan lists exactly the changes that the run then makes, with the same before
// and after, in the same number; and where ACC would refuse, the plan says so first; where it cannot know, it says that.
//
// Cases are generated: an account that others have worked on, and a playbook of creates, patches, removals, imports, helpers,
// loops over sheets, branches on reads, duplicates, missing targets, attempts and parallel work. Each is previewed, run for real, and
// compared with the requests the account received, with what it made of each of them, and with how it ends up. Where a preview ends
// in an error, the playbook is carried out with nothing in between, and has to end at the same line with the same refusal.

var (
	lawCases = flag.Int("law.cases", 150, "how many generated cases TestLaw runs")
	lawFrom  = flag.Int("law.from", 0, "the first of the cases that TestLaw runs")
	lawFlips = flag.Int("law.flips", 0, "how many generated cases each flipped assumption is held to; 0 takes a few")
)

// TestLaw holds generated playbooks to the law.
func TestLaw(t *testing.T) {
	t.Parallel()
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.trim()
	tally := newLawTally()
	for i := *lawFrom; i < *lawFrom+*lawCases; i++ {
		lawCase(t, fmt.Sprint("case ", i), genCase(i), w, dir, tally)
	}
	t.Log(tally.table())
	tally.check(t)
}

// lawCase holds one playbook to the law, and returns what came of it.
func lawCase(t *testing.T, name string, in lawInput, w *lawWorld, dir string, tally *lawTally) (verdict, why string) {
	t.Helper()
	c := &lawTrial{in: in, w: w, dir: filepath.Join(dir, strings.ReplaceAll(name, " ", "-")), tally: tally}
	c.fail = func(format string, args ...any) {
		t.Helper()
		tally.failed++
		t.Errorf("%s: %s\n--- account: %s\n--- playbook\n%s--- people.csv\n%s", name, fmt.Sprintf(format, args...), strings.Join(in.account, "; "), in.src, in.list)
	}
	tally.begin(in)
	verdict, why = c.hold()
	tally.outcomes[verdict]++
	must(os.RemoveAll(c.dir))
	return verdict, why
}

// lawTrial is one case being tried.
type lawTrial struct {
	in    lawInput
	w     *lawWorld
	dir   string
	tally *lawTally
	fail  func(format string, args ...any)
	said  []string // what the playbook has printed in one pass
}

func (c *lawTrial) print(_ runtime.Position, text string) { c.said = append(c.said, text) }

// begin makes the account and the playbook of the case anew.
func (c *lawTrial) begin() *session {
	c.w.renew(c.in.account...)
	c.said = nil
	must(os.MkdirAll(c.dir, 0o700))
	must(os.WriteFile(filepath.Join(c.dir, "people.csv"), []byte(c.in.list), 0o600))
	path := filepath.Join(c.dir, "case.star")
	must(os.WriteFile(path, []byte(c.in.src), 0o600))
	return c.w.session(c.dir, path)
}

// hold previews the playbook and runs it, or shows why that could not be.
func (c *lawTrial) hold() (verdict, why string) {
	s := c.begin()
	before := stateOf(c.w.memory)
	plan, err := s.preview(context.Background(), c.print)
	if made, refused := c.w.changes(); len(made)+len(refused) > 0 {
		c.fail("the preview sent changes: %v %v", made, refused)
	}
	if plan == nil {
		c.fail("the preview gave no plan: %v", err)
		return "no plan", fmt.Sprint(err)
	}
	c.tally.plan(plan)
	switch {
	case err != nil:
		return c.refused(before, plan, err)
	case len(plan.Incomplete) > 0:
		for _, gap := range plan.Incomplete {
			if !c.mayBe(gap) {
				c.fail("the plan is incomplete, and need not be: %v", gap)
			}
		}
		return "incomplete", plan.Incomplete[0]
	}
	return c.run(s, before, plan)
}

// mayBe reports whether the playbook has something in it of which no preview can know what comes of it: a gap that is none would keep
// playbooks from running that could.
func (c *lawTrial) mayBe(gap string) bool {
	for part, kind := range map[string]string{
		"project_users.list: whether":               "members listed", // a filter by what only ACC knows of somebody new
		"looks at a person whose projects":          "products or roles of a person listed",
		"project_users.list asks for":               "removed members listed",
		"companies.list: what filter[status]":       "companies listed",
		"companies.list asks for":                   "companies listed",
		"projects.patch_hq":                         "BIM 360 project changed",
		"account_users.list_user_projects: whether": "projects of a person listed",
		"projects.list_for_user: whether":           "projects of a person listed",
	} {
		if strings.Contains(gap, part) && c.in.kinds[kind] > 0 {
			return true
		}
	}
	return false
}

// run runs the playbook held to its plan, and compares.
func (c *lawTrial) run(s *session, before *lawState, plan *preview.Plan) (verdict, why string) {
	said := c.said
	c.said = nil
	result, err := s.held(context.Background(), plan, c.print)
	made, refused := c.w.changes()
	c.tally.result(result)
	if err != nil || result.Count(preview.ItemDone) < len(result.Items) || len(result.Rows) != len(plan.Rows) {
		if c.tally.flipped {
			return noticed(result, err)
		}
		switch {
		case raced(result):
			return "says differs, since two tasks race", ""
		case err != nil && c.in.kinds["parallel.map over one thing"] > 0 && len(refused) == 0:
			return "stopped, since two tasks race", err.Error() // which of them makes a change that both ask for is settled only then
		case forewarned(result):
			return "refused, as the plan had warned", ""
		}
		c.fail("the run did not make its plan: %v, %s: %s\n%s", err, result.State, result.Error, itemsNotDone(result))
		return "not as planned", ""
	}
	if len(refused) > 0 && !c.tally.flipped {
		c.fail("the account refused what was planned: %v", refused)
	}
	var planned []string
	for _, ch := range plan.Changes {
		planned = append(planned, ch.Op)
	}
	slices.Sort(planned)
	slices.Sort(made)
	if !slices.Equal(planned, made) {
		c.fail("planned %v\nmade    %v", planned, made)
	}
	if !slices.Equal(said, c.said) && !c.tally.flipped && c.in.kinds["parallel.map over one thing"] == 0 {
		c.fail("the preview read\n  %s\nand the run\n  %s", strings.Join(said, "\n  "), strings.Join(c.said, "\n  "))
	}
	if len(plan.ByHand) != len(result.ByHand) {
		c.fail("%d things by hand were planned, %d came up", len(plan.ByHand), len(result.ByHand))
	}
	if diff, n := asPlanned(before, plan, c.w.done); diff != "" && !c.tally.flipped {
		c.fail("changes are not as planned:\n%s", diff)
	} else {
		c.tally.records += n
	}
	c.settle(before, plan)
	if len(planned) == 0 {
		return "nothing to change", ""
	}
	c.tally.changes += len(planned)
	return "planned and made", ""
}

// raced reports whether all that is not as planned is that nobody of a template has come into a clone, where somebody new to the account
// was added to several projects side by side: whether they were in the account before hangs on which came first.
func raced(r *preview.Result) bool {
	n := 0
	for _, i := range r.Items {
		if i.State != preview.ItemDone {
			n++
			if i.State != preview.ItemDiffers || !strings.Contains(i.Error, "ACC did not do by itself what was expected") || !strings.Contains(i.Change.Key.Task, ".") {
				return false
			}
		}
	}
	return n > 0
}

// forewarned reports whether every change that was refused is one of which the plan had said that it may be.
func forewarned(r *preview.Result) bool {
	n := 0
	for _, i := range r.Items {
		if i.State == preview.ItemRefused {
			n++
			if len(i.Change.Warnings) == 0 {
				return false
			}
		}
	}
	return n > 0
}

// settle compares how the account ends up with how it was planned to.
func (c *lawTrial) settle(before *lawState, plan *preview.Plan) {
	c.w.memory.Settle(c.w.clock.Now().Add(time.Hour))
	if diff := before.after(plan).diff(stateOf(c.w.memory)); diff != "" {
		c.fail("the account ends up otherwise than planned:\n%s", diff)
	}
}

// noticed says how a run took it that the account does not keep to the assumptions.
func noticed(result *preview.Result, err error) (verdict, why string) {
	for _, i := range result.Items {
		if i.State == preview.ItemDiffers || i.State == preview.ItemUnseen {
			return "says differs", i.Error
		}
	}
	for _, i := range result.Items {
		if i.State != preview.ItemDone && i.Error != "" {
			return "stopped", i.Error
		}
	}
	if err != nil {
		return "stopped", err.Error()
	}
	return "stopped", result.Error
}

// refused carries a playbook whose preview ended in an error out with nothing in between: ACC has to refuse the same, at the same
// line, after the same changes.
func (c *lawTrial) refused(before *lawState, plan *preview.Plan, previewed error) (verdict, why string) {
	var guard *preview.GuardError
	var refusal *acc.Error
	switch {
	case errors.As(previewed, &guard):
		return "a guard forbids it", previewed.Error()
	case strings.Contains(previewed.Error(), "is only known once"):
		return "reads what only ACC knows", previewed.Error()
	case !errors.As(previewed, &refusal):
		return "the playbook is wrong", previewed.Error()
	case strings.Contains(refusal.Message, "in whose name the profile acts"):
		return "the caller may not", refusal.Message
	case len(plan.Incomplete) > 0:
		return "incomplete", plan.Incomplete[0]
	case c.tally.flipped:
		return "refused in the preview", refusal.Message
	}
	if slices.Contains(c.in.account, "the caller is no admin") {
		return "the caller may not", refusal.Message // ACC says that first, and of anything
	}
	said := c.said
	err := c.bare()
	var real *acc.Error
	switch {
	case c.callerGone():
		return "the caller has made themselves unable", "" // which no plan does that comes to a run: a guard forbids it
	case !errors.As(err, &real):
		c.fail("the preview ends in a refusal: %v\nbut with nothing in between it comes to %v", previewed, err)
	case real.Kind != refusal.Kind || real.Origin.Line != refusal.Origin.Line:
		c.fail("the preview ends in a refusal: %v (%s, line %d)\nwith nothing in between it is another: %v (%s, line %d)", previewed, refusal.Kind, refusal.Origin.Line, err, real.Kind, real.Origin.Line)
	case !slices.Equal(letters(said), letters(c.said)) && !strings.Contains(c.in.src, "limit = "): // the order, and so who comes first, may be one that only ACC knows
		c.fail("the preview read\n  %s\nand with nothing in between the playbook reads\n  %s", strings.Join(said, "\n  "), strings.Join(c.said, "\n  "))
	}
	c.settle(before, plan)
	c.tally.bare++
	return "refused, as ACC does", refusal.Message
}

// callerGone reports whether the person in whose name changes are made can make none any more.
func (c *lawTrial) callerGone() bool {
	d := &disturber{c.w.memory}
	return d.find("account_user", c.w.memory.AccountID(), "email", tenant.DemoAccount().AdminEmail)["status"] != "active"
}

// bare carries the playbook out on a new copy of the account, each call sent as it is, and lets time pass after each change, so that
// ACC has done what it does by itself.
func (c *lawTrial) bare() error {
	s := c.begin()
	client, err := s.client(false, func(acc.Event) {})
	must(err)
	now := c.w.clock.Now()
	send := acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		res, err := client.Do(ctx, call)
		if call.Op.Effect.Changes() {
			must(c.w.clock.Sleep(ctx, 2*time.Minute))
		}
		return res, err
	})
	overlay := preview.NewOverlay(preview.Config{Catalogue: s.cat, Rules: s.rules, Live: client, Now: c.w.clock.Now, Sleep: c.w.clock.Sleep, AccountID: s.conn.AccountID})
	p, err := s.begin(context.Background(), now, s.plannedOutput(now), overlay, c.w.clock.Sleep, c.print)
	must(err)
	defer p.files.Close()
	p.env.Doer = send
	return p.run(context.Background(), s, true)
}

// letters are lines with what is in each in one order.
func letters(lines []string) []string {
	var out []string
	for _, l := range lines {
		b := []byte(l)
		slices.Sort(b)
		out = append(out, string(b))
	}
	return out
}

func itemsNotDone(r *preview.Result) string {
	var b strings.Builder
	for _, i := range r.Items {
		if i.State != preview.ItemDone {
			fmt.Fprintf(&b, "  %s %s in %s: %s %s\n", i.Change.Op, i.Change.Subject, i.Change.Group, i.State, i.Error)
		}
	}
	return b.String()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
