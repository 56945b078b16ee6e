package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"accstar/acc/catalog"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	words []string
}

func (c choice) Type() string   { return "WHAT" }
func (c choice) String() string { return "" }

func (c choice) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return fmt.Errorf("got %q, want %s", text, joinOr(c.words))
	}
	*c.value = text
	return nil
}

func joinOr(words []string) string {
	last := len(words) - 1
	text := ""
	for i, w := range words {
		switch {
		case i == 0:
			text = w
		case i == last:
			text += " or " + w
		default:
			text += ", " + w
		}
	}
	return text
}

// addInDoubt adds the flag that says what is done about changes in doubt.
func addInDoubt(fs *pflag.FlagSet, value *string) {
	fs.Var(choice{value, []string{"ask", "skip", "retry"}}, "in-doubt",
		"`WHAT` to do where it cannot be told whether a change was made: ask, skip it, or retry it (default ask; without a terminal the run stops)")
}

// resumeOptions are the flags of resume and retry.
type resumeOptions struct {
	connect      connectFlags
	inDoubt      string
	json, full   bool
	otherMachine bool
	yes          bool
}

func (o *resumeOptions) add(fs *pflag.FlagSet) {
	addInDoubt(fs, &o.inDoubt)
	fs.BoolVar(&o.json, "json", false, "print the result as JSON")
	fs.BoolVar(&o.full, "full", false, "show long lists whole")
	fs.BoolVar(&o.otherMachine, "from-other-machine", false, "take up a run that another machine began, once it is certain that it is not running there any more")
	fs.StringVar(&o.connect.secretFile, "client-secret-file", "", "`FILE` that holds the client secret (or APS_CLIENT_SECRET)")
}

func (a *App) resumeCommand() *cobra.Command {
	var o resumeOptions
	cmd := &cobra.Command{
		Use:   "resume [RUN]",
		Short: "Go on with a run that was interrupted",
		Long: `Go on with a run that was interrupted, by Ctrl-C, a crash, or a network that was gone: the last one, or the one named. What is done
is not done again; a change whose answer was lost is looked at in the account and only made if it is missing. The run stays held
to the plan that was confirmed, and ends as if nothing had happened.

The playbook and its files must be as they were when the run began.`,
		Example: "  accstar resume\n  accstar resume 20261120-231402-k3f9 --in-doubt skip",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			log, err := a.pickRun(args, resumable)
			if err != nil {
				return err
			}
			if id := log.Meta.RunID; !resumable(log) {
				hints := []string{"accstar runs show " + id + " shows what it came to"}
				if log.End.State != journal.Done {
					hints = append(hints, "accstar retry "+id+" tries again what failed in it")
				}
				return &problem{message: fmt.Sprintf("run %s was not interrupted: it ended %s", id, log.End.State), hints: hints}
			}
			return a.resume(cmd.Context(), log, o, false)
		},
	}
	o.add(cmd.Flags())
	return cmd
}

// resumable reports whether a run was interrupted.
func resumable(l *journal.Log) bool { return l.End == nil || l.End.State == journal.Interrupted }

// pickRun opens the journal of the run that is named, or of the last one that is wanted.
func (a *App) pickRun(args []string, wanted func(*journal.Log) bool) (*journal.Log, error) {
	if len(args) > 0 {
		id, err := a.runNamed(args[0])
		if err != nil {
			return nil, err
		}
		return a.openRun(id)
	}
	ids, err := journal.Runs(a.runsDir())
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		log, err := journal.Open(filepath.Join(a.runsDir(), id))
		if err != nil || !wanted(log) {
			continue
		}
		if running, err := journal.Running(log.Dir); err != nil || running {
			continue
		}
		return log, nil
	}
	hint := "accstar runs lists the runs there have been"
	if len(ids) > 0 {
		hint = "accstar runs show " + ids[0] + " shows what the last run came to"
	}
	return nil, &problem{message: "no run was interrupted", hints: []string{hint}}
}

// openRun opens the journal of a run.
func (a *App) openRun(id string) (*journal.Log, error) {
	dir := filepath.Join(a.runsDir(), id)
	log, err := journal.Open(dir)
	switch {
	case errors.Is(err, os.ErrPermission):
		return nil, &problem{message: fmt.Sprintf("run %s cannot be read: %v", id, err), hints: []string{"see to the permissions of " + dir}, err: err}
	case err != nil:
		return nil, err
	}
	return log, nil
}

// resume takes a run up again. Reopen makes its refused changes anew.
func (a *App) resume(ctx context.Context, log *journal.Log, o resumeOptions, reopen bool) error {
	plan, saved, err := a.readyToResume(log, o)
	if err != nil {
		return err
	}
	o.connect.fromRun(log.Meta, saved)
	conn, err := a.connect(o.connect)
	if err != nil {
		return err
	}
	conn.Note = ""
	if !conn.Practice && conn.AccountID != log.Meta.Account {
		return &usageError{message: fmt.Sprintf("run %s is on account %s; the connection is to account %s", log.Meta.RunID, log.Meta.Account, conn.AccountID),
			hints: []string{"choose the connection that the run was begun with"}}
	}
	s := &session{path: log.Meta.Playbook, given: map[string]string{}, undoes: saved.Undoes, options: playOptions{
		connect: o.connect, json: o.json, full: o.full, inDoubt: o.inDoubt, pace: paceFlags{saved.Ahead, saved.NoFuse}, skipBadRows: saved.SkipBadRows, allowIncomplete: saved.AllowIncomplete,
		outDir: saved.OutDir, timeout: saved.Timeout, maxSteps: saved.MaxSteps, maxMemory: saved.MaxMemory, maxChanges: -1, maxDeletes: -1,
		plan: planFlags{onDrift: saved.OnDrift, rest: saved.Rest, protect: saved.Protect},
	}}
	for _, p := range log.Meta.Params {
		if preview.IsRedacted(p.Value) {
			return &problem{message: fmt.Sprintf("the parameter %s of run %s is a secret, and not kept", p.Name, log.Meta.RunID), hints: []string{"run the playbook again: it does what is left"}}
		}
		s.given[p.Name] = p.Value
	}
	return a.withSession(ctx, conn, s, func(ctx context.Context, s *session) error {
		if err := s.samePractice(log, saved); err != nil {
			return err
		}
		meta, err := s.meta(log.Meta.RunID, plan, nil)
		if err != nil {
			return err
		}
		meta.PlanHash = lastPart(log).PlanHash
		w, log, err := journal.Continue(log.Dir, meta, journal.Options{Now: a.Now, ReadBodies: journal.KeepBodies, Open: a.OpenJournal})
		if err != nil {
			return resumeError(err)
		}
		rec := &recording{writer: w, log: log, replay: journal.NewReplay(log, w, reopen)}
		if !o.json {
			fmt.Fprintf(a.Err, "%s run %s: %s\n", map[bool]string{false: "Resuming", true: "Retrying"}[reopen], w.RunID(), progressOf(log, plan))
		}
		result, err := s.heldTo(ctx, plan, rec, s.printer())
		return s.conclude(s.onward(ctx, plan, result, err))
	})
}

// progressOf says how far a run has come.
func progressOf(log *journal.Log, plan *preview.Plan) string {
	made, refused := 0, 0
	for _, c := range log.Changes() {
		switch {
		case c.Unsettled() || c.Unmade():
		case c.Refusal() != nil:
			refused++
		default:
			made++
		}
	}
	text := fmt.Sprintf("%d of %s made", made, plural(len(plan.Changes), "change is", "changes are"))
	if refused > 0 {
		text += fmt.Sprintf(", %d refused", refused)
	}
	if n := len(log.Unsettled()); n > 0 {
		text += fmt.Sprintf(", %s to be looked at", plural(n, "change is", "changes are"))
	}
	return text
}

func resumeError(err error) error {
	if errors.Is(err, journal.ErrRunning) {
		return &problem{message: err.Error(), hints: []string{"wait for it to end, or end it with Ctrl-C where it runs"}, err: err}
	}
	return &problem{message: "the run cannot be taken up: " + err.Error(), hints: hintsOf(err), err: err}
}

// readyToResume sees to it that everything is as it was when the run began, and returns its plan and flags.
func (a *App) readyToResume(log *journal.Log, o resumeOptions) (*preview.Plan, runOptions, error) {
	var saved runOptions
	id := log.Meta.RunID
	if a.elsewhere(log) && !o.otherMachine {
		return nil, saved, atOtherMachine(log)
	}
	if err := json.Unmarshal(log.Meta.Options, &saved); err != nil && len(log.Meta.Options) > 0 {
		return nil, saved, fmt.Errorf("read the flags of run %s: %w", id, err)
	}
	plan, err := readPlan(log)
	if err != nil {
		return nil, saved, err
	}
	if dir, err := os.Getwd(); err == nil && log.Meta.Dir != "" && dir != log.Meta.Dir {
		if err := os.Chdir(log.Meta.Dir); err != nil {
			return nil, saved, &problem{message: fmt.Sprintf("the folder that run %s was begun in cannot be entered: %v", id, err),
				hints: []string{"the playbook and its files must be where they were"}, err: err}
		}
	}
	return plan, saved, sameInputs(log.Meta)
}

// atOtherMachine says that a run is not for this machine to touch.
func atOtherMachine(log *journal.Log) error {
	return &problem{message: fmt.Sprintf("run %s was begun on %s, and may still be running there", log.Meta.RunID, lastPart(log).Machine),
		hints: []string{"resume it there, or, once it is certain that it has ended, here: accstar resume " + log.Meta.RunID + " --from-other-machine"}}
}

// readPlan reads the plan that a run is held to.
func readPlan(log *journal.Log) (*preview.Plan, error) {
	id := log.Meta.RunID
	data, err := os.ReadFile(filepath.Join(log.Dir, planFile))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, &problem{message: fmt.Sprintf("run %s ended before anything was sent; there is nothing to go on with", id), hints: []string{"run the playbook again"}, err: err}
	case err != nil:
		return nil, fmt.Errorf("read the plan of run %s: %w", id, err)
	case hashOf(data) != lastPart(log).PlanHash:
		return nil, &problem{message: fmt.Sprintf("the plan of run %s has been changed since the run began", id), hints: []string{"preview the playbook afresh and run what is left"}}
	}
	return preview.DecodePlan(data)
}

// lastPart says who took the run up last.
func lastPart(log *journal.Log) journal.Meta {
	last := log.Meta
	for _, r := range log.Records {
		if r.Kind == journal.Resume && r.Meta != nil {
			last = *r.Meta
		}
	}
	return last
}

// sameInputs checks that playbook and files are as they were when the run began.
func sameInputs(m journal.Meta) error {
	for _, name := range slices.Sorted(maps.Keys(m.Inputs)) {
		hash, err := hashFile(name)
		if err == nil && hash == m.Inputs[name] {
			continue
		}
		what := "has changed since run " + m.RunID + " began"
		if err != nil {
			what = "cannot be read as when run " + m.RunID + " began: " + err.Error()
		}
		return &problem{message: fmt.Sprintf("%s %s; nothing was sent", name, what),
			hints: []string{"put it back as it was, or preview the playbook afresh and run what is left"}, err: err}
	}
	return nil
}

func hashFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", err
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}

// fromRun takes from a run's record how it reached its account. Secrets come from where they are kept.
func (f *connectFlags) fromRun(m journal.Meta, saved runOptions) {
	if m.Profile != environmentProfile {
		f.profile = m.Profile
		return
	}
	f.accountID, f.baseURL = m.Account, m.BaseURL
	f.clientID, f.adminEmail, f.region = saved.ClientID, saved.AdminEmail, saved.Region
}

// samePractice reports a practice account that was begun anew since the run began: it has given fewer IDs than the run was given.
func (s *session) samePractice(log *journal.Log, saved runOptions) error {
	if !s.conn.Practice {
		return nil
	}
	given := saved.Practice
	for _, c := range log.Changes() {
		if op := s.cat.Operation(c.Op); op != nil && op.Effect == catalog.Create && c.Answered() && c.Refusal() == nil && !c.Unmade() {
			given++
		}
	}
	if s.conn.PracticeMade >= given {
		return nil
	}
	return &problem{message: fmt.Sprintf("the practice account was reset after run %s began; what the run has done is no longer there", log.Meta.RunID),
		hints: []string{"run the playbook again"}}
}
