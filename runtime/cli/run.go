package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"accstar/runtime"
	"accstar/runtime/preview"
	"accstar/runtime/report"
)

func (a *App) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run PLAYBOOK|--plan FILE [flags]",
		Short: "Preview a playbook, ask, and make its changes",
		Long: `Preview a playbook, show the plan, ask, and then run the playbook again, held to that plan: it makes exactly the changes
shown, and stops if the account has changed meanwhile. A playbook that has nothing to change is finished by its preview.

With --plan, run what accstar preview --out has saved: the same playbook with the same parameters, held to that plan.`,
		Example: `  accstar run scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx
  accstar run scripts/examples/access_audit.star --yes --out-dir audit
  accstar run --plan onboard.plan --on-drift skip`,
	}
	return a.playCommand(cmd, true, a.runHeld)
}

// runHeld previews, asks, and runs. Where there is nothing to change, the preview was the run.
func (a *App) runHeld(ctx context.Context, s *session) error {
	if s.options.dryRun {
		return a.previewOnly(ctx, s)
	}
	s.running = true
	if err := s.giveID(); err != nil {
		return err
	}
	said := &heldBack{}
	plan, err := s.preview(ctx, said.print)
	if plan == nil {
		return err
	}
	if err == nil {
		err = s.runnable(plan)
	}
	if err == nil {
		err = s.approved(plan)
	}
	if err == nil && len(plan.Changes) == 0 {
		return s.conclude(s.finish(ctx, plan, said))
	}
	if err != nil || !s.options.json {
		if showErr := s.showPlan(plan, err); showErr != nil {
			return showErr
		}
	}
	if err != nil {
		return err
	}
	if err := s.confirm(ctx, plan); err != nil {
		return err
	}
	result, err := s.held(ctx, plan, s.printer())
	return s.conclude(s.onward(ctx, plan, result, err))
}

// conclude shows what a run came to, and says by its error how it ended.
func (s *session) conclude(result *preview.Result, err error) error {
	if result == nil {
		return err
	}
	if showErr := s.showResult(result, err); showErr != nil {
		return errors.Join(err, showErr)
	}
	if errors.Is(err, errInterrupted) && s.oneScreen() && !s.options.json {
		return &exitError{code: ExitInterrupted} // the result has said so
	}
	if err != nil && s.next != "" {
		err = &hinted{err, s.next}
	}
	if err == nil && result.State == preview.RunPartly {
		return &exitError{code: ExitPartly}
	}
	return err
}

// heldBack keeps what a playbook prints until it is known whether it is to be shown.
type heldBack struct {
	at    []runtime.Position
	texts []string
}

func (h *heldBack) print(at runtime.Position, text string) {
	h.at, h.texts = append(h.at, at), append(h.texts, text)
}

// finish makes a run of a preview that found nothing to change: what it printed is shown, the files it put together are written.
func (s *session) finish(ctx context.Context, plan *preview.Plan, said *heldBack) (*preview.Result, error) {
	rec, err := s.beginJournal(plan)
	if err != nil {
		return nil, err
	}
	show := s.printer()
	for i, text := range said.texts {
		show(said.at[i], text)
	}
	result := &preview.Result{
		Version: 1, RunID: rec.writer.RunID(), Playbook: plan.Playbook, Title: plan.Title, Account: plan.Account, Params: plan.Params,
		Started: plan.Made, Unchanged: plan.Unchanged, More: plan.More, Rows: plan.Rows, ByHand: plan.ByHand, Tables: plan.Tables, Requests: plan.Cost.Reads,
	}
	folder := s.folder(plan.Made)
	err = s.staged.flush(ctx, folder)
	if err == nil {
		result.Files = folder.Written()
	}
	return result, errors.Join(err, s.endRun(ctx, result, rec.writer, err))
}

// runnable reports why a plan cannot be run as it is.
func (s *session) runnable(plan *preview.Plan) error {
	if bad := countBadRows(plan); bad > 0 && !s.options.skipBadRows {
		return &exitError{code: ExitPartly, err: &problem{message: plural(bad, "row is", "rows are") + " at fault; nothing was changed",
			hints: []string{"correct the cells named above and run again", "or run the other rows with --skip-bad-rows"}}}
	}
	if len(plan.Incomplete) > 0 && !s.options.allowIncomplete {
		return &problem{message: "the plan may not show everything, so it is not run", hints: []string{"--allow-incomplete makes the changes shown, and nothing else"}}
	}
	return nil
}

func countBadRows(plan *preview.Plan) int {
	n := 0
	for _, r := range plan.Rows {
		if r.State == preview.RowFailed {
			n++
		}
	}
	return n
}

// confirm asks whether to go on. Without a terminal only --yes does.
func (s *session) confirm(ctx context.Context, plan *preview.Plan) error {
	if s.options.yes {
		return s.guardYes(plan)
	}
	if !s.app.InTTY || !s.app.ErrTTY {
		return &usageError{message: fmt.Sprintf("there is no terminal to ask whether to make %s", plural(len(plan.Changes), "change", "changes")),
			hints: []string{"run it in a terminal, or add --yes to make the changes without being asked"}}
	}
	if s.options.json { // what is asked about is to be seen
		style := s.style()
		style.Colour = s.app.colour(s.app.ErrTTY)
		if err := report.PlanText(s.app.Err, plan, style); err != nil {
			return err
		}
	}
	fmt.Fprintf(s.app.Err, "\n%s ", reflow(s.question(plan)+" [y/N]", s.app.Width-len(" yes")))
	answer, err := readLine(ctx, s.app)
	if err != nil {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		fmt.Fprintln(s.app.Err)
		return nil
	}
	fmt.Fprintln(s.app.Err, "Nothing was changed.")
	return &exitError{code: ExitDone}
}

// question is what is asked before a run: how much is changed, how much of it taken away, and where.
func (s *session) question(plan *preview.Plan) string {
	which := fmt.Sprintf("these %d changes", len(plan.Changes))
	if len(plan.Changes) == 1 {
		which = "this change"
	}
	switch n := lowering(plan); {
	case n == 0:
	case n == len(plan.Changes):
		which += ", which takes something away,"
		if n > 1 {
			which = fmt.Sprintf("these %d changes, all of which take something away,", n)
		}
	default:
		which += fmt.Sprintf(", %d of which take something away,", n)
	}
	account := firstSet(s.account.Name, "account "+s.account.ID)
	if !s.account.Practice && s.account.Profile != environmentProfile {
		account += " (profile " + s.account.Profile + ")"
	}
	return fmt.Sprintf("Make %s in %s?", which, account)
}

// readLine reads a line, or ends with the context.
func readLine(ctx context.Context, a *App) (string, error) {
	type line struct {
		text string
		err  error
	}
	got := make(chan line, 1)
	go func() {
		text, err := bufio.NewReader(a.In).ReadString('\n')
		got <- line{text, err}
	}()
	select {
	case l := <-got:
		return l.text, nil // the end of the input is an empty answer: no
	case <-ctx.Done():
		fmt.Fprintln(a.Err) // the question is left standing
		return "", context.Cause(ctx)
	}
}

// oneScreen reports whether output and errors come to the eyes of the same person, on a terminal.
func (s *session) oneScreen() bool { return s.app.OutTTY && s.app.ErrTTY }

// showResult prints what a run came to, without what the screen says already: the head of the plan above it, and the error that
// is about to be shown below.
func (s *session) showResult(r *preview.Result, err error) error {
	doc := report.OfResult(r)
	if formsErr := s.app.writeForms(s.options.plan.forms, doc); formsErr != nil {
		return formsErr
	}
	if s.options.json {
		s.shown = true
		return report.ResultJSON(s.app.Out, r)
	}
	if s.planned {
		doc.Heads = nil
		if r.State == preview.RunDone && !s.options.full {
			doc.Sections = slices.DeleteFunc(doc.Sections, func(x report.Section) bool { return x.Folded && x.Sheet == "Changes" })
		}
	}
	if err != nil && !errors.Is(err, errInterrupted) && s.oneScreen() {
		doc.Alerts = slices.DeleteFunc(doc.Alerts, func(x report.Alert) bool { return x.Tone == report.Bad })
	}
	return doc.Text(s.app.Out, s.style())
}
