package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"accstar/acc/catalog"
	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// namesPlan reports whether a command line has --plan, and so no playbook.
func namesPlan(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool { return arg == "--plan" || strings.HasPrefix(arg, "--plan=") })
}

// runPlan runs a saved plan: accstar run --plan FILE.
func (a *App) runPlan(cmd *cobra.Command, o *playOptions, args []string) error {
	if err := cmd.Flags().Parse(args); err != nil {
		return flagError(cmd, err)
	}
	if help, _ := cmd.Flags().GetBool("help"); help {
		return cmd.Help()
	}
	if rest := cmd.Flags().Args(); len(rest) > 0 {
		return &usageError{message: fmt.Sprintf("--plan says which playbook to run, got %s besides", strings.Join(rest, " ")), hints: []string{"accstar run --plan FILE"}}
	}
	if err := settledByPlan(cmd.Flags()); err != nil {
		return err
	}
	f, err := readPlanFile(o.plan.file)
	if err != nil {
		return err
	}
	if err := o.plan.forms.absolute(); err != nil {
		return err
	}
	if err := a.current(f.Plan, o); err != nil {
		return err
	}
	s, err := a.sessionOf(f.Plan, *o)
	if err != nil {
		return err
	}
	conn, err := a.connect(s.options.connect)
	if err != nil {
		return err
	}
	conn.Note = ""
	return a.withSession(cmd.Context(), conn, s, func(ctx context.Context, s *session) error { return s.carryOutPlan(ctx, f) })
}

// settledByPlan refuses flags whose values a saved plan brings with it.
func settledByPlan(fs *pflag.FlagSet) error {
	var given []string
	for _, name := range []string{"dry-run", "max-steps", "max-memory", "timeout"} {
		if fs.Changed(name) {
			given = append(given, "--"+name)
		}
	}
	if given == nil {
		return nil
	}
	return &usageError{message: fmt.Sprintf("%s does not go with --plan: the saved plan settles it", joinAnd(given)), hints: []string{"preview again with it and --out to change the plan"}}
}

// current reports why a saved plan is not, or no longer, to be run.
func (a *App) current(plan *preview.Plan, o *playOptions) error {
	again := "preview the playbook again with --out"
	age := a.Now().Sub(plan.Made)
	switch {
	case plan.Error != "":
		return &problem{message: "the preview ended in an error, so this plan cannot be run", hints: []string{"accstar show " + o.plan.file + " says why", again}}
	case age > planLife:
		return &problem{message: fmt.Sprintf("the plan is %s old; plans are good for a day, as accounts go on changing", days(age)), hints: []string{again}}
	case age < -planLife/24:
		return &problem{message: fmt.Sprintf("the plan was made at %s, which is still to come", plan.Made.Format("2006-01-02 15:04:05 MST")), hints: []string{"set the clock of this machine right"}}
	}
	hash, err := catalog.New().Hash()
	if err != nil {
		return err
	}
	if plan.Catalogue != hash {
		return &problem{message: fmt.Sprintf("the plan was made by accstar %s, which knows ACC's operations otherwise than this one (%s)", firstSet(plan.Settings.Program, "of another version"), version),
			hints: []string{"run it with the accstar that made it, or " + again}}
	}
	if dir := plan.Settings.Dir; changedFile(plan.Inputs) != nil && dir != "" {
		if here, err := os.Getwd(); err == nil && here != dir && os.Chdir(dir) == nil && changedFile(plan.Inputs) != nil {
			if err := os.Chdir(here); err != nil {
				return fmt.Errorf("return to the current folder: %w", err)
			}
		}
	}
	return changedFile(plan.Inputs)
}

func days(age interface{ Hours() float64 }) string {
	if h := age.Hours(); h < 48 {
		return fmt.Sprintf("%.0f hours", h)
	}
	return fmt.Sprintf("%.0f days", age.Hours()/24)
}

// changedFile reports a file that the preview read and that is not as it was then.
func changedFile(inputs map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(inputs)) {
		hash, err := hashFile(filepath.FromSlash(name))
		if err == nil && hash == inputs[name] {
			continue
		}
		message := fmt.Sprintf("%s has changed since the preview; nothing was sent", name)
		if err != nil {
			message = fmt.Sprintf("%s cannot be read as it was in the preview: %v; nothing was sent", name, err)
		}
		return &problem{message: message, hints: []string{"put it back as it was, or preview the playbook again with --out"}, err: err}
	}
	return nil
}

// sessionOf is the session that runs a plan: with its playbook, parameters and flags.
func (a *App) sessionOf(plan *preview.Plan, o playOptions) (*session, error) {
	from := plan.Settings
	o.skipBadRows = from.SkipBadRows || o.skipBadRows
	o.allowIncomplete = from.AllowIncomplete || o.allowIncomplete
	o.outDir = firstSet(o.outDir, from.OutDir)
	o.timeout, o.maxSteps, o.maxMemory = from.Timeout, from.MaxSteps, from.MaxMemory
	o.maxChanges, o.maxDeletes = stricter(o.maxChanges, boundOf(from.MaxChanges)), stricter(o.maxDeletes, boundOf(from.MaxDeletes))
	o.plan.protect = append(slices.Clone(from.Protect), o.plan.protect...)
	if c := &o.connect; *c == (connectFlags{secretFile: c.secretFile}) {
		c.profile = plan.Account.Profile
		if c.profile == environmentProfile {
			c.profile = ""
			c.accountID, c.baseURL = plan.Account.ID, plan.Account.BaseURL
			c.clientID, c.adminEmail, c.region = from.ClientID, from.AdminEmail, from.Region
		}
	}
	s := &session{path: plan.Playbook, given: map[string]string{}, options: o, running: true}
	for _, p := range plan.Params {
		s.given[p.Name] = p.Value
	}
	return s, s.secretParams(plan)
}

// stricter is the smaller of two bounds of which each may be none.
func stricter(a, b int) int {
	if a < 0 || b >= 0 && b < a {
		return b
	}
	return a
}

// secretParams takes parameters that are not kept in a plan from --param.
func (s *session) secretParams(plan *preview.Plan) error {
	for _, pair := range s.options.params {
		name, value, ok := strings.Cut(pair, "=")
		name = strings.ReplaceAll(name, "-", "_")
		if old, known := s.given[name]; !ok || !known || !preview.IsRedacted(old) {
			return &usageError{message: fmt.Sprintf("--param %s: the saved plan settles the parameters but for secret ones", name), hints: []string{"preview again with --out to change the plan"}}
		}
		s.given[name] = value
	}
	for _, p := range plan.Params {
		if preview.IsRedacted(s.given[p.Name]) {
			return &usageError{message: fmt.Sprintf("the parameter %s is a secret and not kept in the plan", p.Name), hints: []string{"give it again: --param " + p.Name + "=…"}}
		}
	}
	return nil
}

// carryOutPlan checks a saved plan against the account it is for, asks, and runs it.
func (s *session) carryOutPlan(ctx context.Context, f *preview.File) error {
	plan := f.Plan
	if err := s.sameAccount(plan); err != nil {
		return err
	}
	s.account = plan.Account
	approved := *plan // the whole, which is what was approved
	if err := s.narrow(plan, s.options.plan.selection); err != nil {
		return err
	}
	err := s.runnable(plan)
	if err == nil {
		err = s.approved(&approved)
	}
	if err == nil {
		err = s.guardAgain(ctx, plan)
	}
	if err != nil || !s.options.json {
		if showErr := s.showPlan(plan, err); showErr != nil {
			return showErr
		}
	}
	if err != nil {
		return err
	}
	if len(plan.Changes) > 0 {
		if err := s.confirm(ctx, plan); err != nil {
			return err
		}
	}
	result, err := s.held(ctx, plan, s.printer())
	return s.conclude(s.onward(ctx, plan, result, err))
}

// sameAccount refuses a plan that was made for another account, or for the same one reached elsewhere.
func (s *session) sameAccount(plan *preview.Plan) error {
	was := plan.Account
	hint := []string{"run it with the connection it was made with (" + firstSet(was.Profile, environmentProfile) + "), or preview again with --out"}
	switch {
	case was.Practice != s.conn.Practice:
		return &problem{message: fmt.Sprintf("the plan is for %s, and the connection is to %s; nothing was sent", whichAccount(was), whichAccount(s.account)), hints: hint}
	case was.ID != s.conn.AccountID:
		return &problem{message: fmt.Sprintf("the plan is for account %s, and the connection is to account %s; nothing was sent", was.ID, s.conn.AccountID), hints: hint}
	case !s.conn.Practice && was.BaseURL != s.conn.BaseURL:
		return &problem{message: fmt.Sprintf("the plan was made at %s, and the connection is to %s; nothing was sent", orAutodesk(was.BaseURL), orAutodesk(s.conn.BaseURL)), hints: hint}
	}
	return nil
}

func whichAccount(a preview.Account) string {
	if a.Practice {
		return "the practice account"
	}
	return "account " + a.ID
}

func orAutodesk(url string) string { return firstSet(url, "Autodesk's own address") }

// approved demands that somebody has looked over a plan as large as the profile says.
func (s *session) approved(plan *preview.Plan) error {
	if s.conn.RequireApprovalAbove == nil || len(plan.Approvals) > 0 {
		return nil
	}
	above := max(0, *s.conn.RequireApprovalAbove)
	if len(plan.Changes) <= above {
		return nil
	}
	hints := []string{"accstar approve FILE --by NAME notes in a saved plan who has looked it over"}
	if s.options.plan.file != "" {
		hints = []string{"once somebody has looked it over: accstar approve " + s.options.plan.file + " --by NAME"}
	} else {
		hints = append([]string{"save it with accstar preview … --out FILE, and run it with accstar run --plan FILE once it is approved"}, hints...)
	}
	return &guardError{message: fmt.Sprintf("the plan makes %d changes and nobody has approved it; profile %s demands that above %d (require_approval_above)",
		len(plan.Changes), s.conn.Profile, above), hints: hints}
}

// narrow leaves out of a plan what is not chosen.
func (s *session) narrow(plan *preview.Plan, sel preview.Selection) error {
	if sel.IsZero() {
		return nil
	}
	chosen, left, err := sel.Apply(plan.Changes)
	if err != nil {
		return &usageError{message: err.Error(), hints: hintsOf(err)}
	}
	plan.Changes, plan.LeftOut = chosen, append(left, plan.LeftOut...)
	plan.Settings.Selection = sel
	plan.Rows = slices.DeleteFunc(slices.Clone(plan.Rows), func(r preview.Row) bool { return !sel.TakesRow(r.Row) })
	plan.Cost = preview.EstimateCost(s.cat, plan.Changes, plan.Cost.ByOp)
	return nil
}

// guardAgain holds a saved plan against the guards as they are now, and sees that its changes can be made.
func (s *session) guardAgain(ctx context.Context, plan *preview.Plan) error {
	book, err := s.declared(ctx)
	if err != nil {
		return err
	}
	if err := s.guard(plan, book); err != nil {
		return err
	}
	if _, err := s.client(true, s.progress.event); err != nil {
		return err
	}
	if err := s.foresee(book); err != nil {
		return err
	}
	return s.able(ctx, plan)
}

// declared loads the playbook for what it declares.
func (s *session) declared(ctx context.Context) (*runtime.Playbook, error) {
	return runtime.Load(ctx, s.path, runtime.Options{Universe: builtins.Universe(&builtins.Env{Catalogue: s.cat}), Limits: s.options.limits()})
}
