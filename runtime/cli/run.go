package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"accstar/runtime/preview"
	"accstar/runtime/report"
)

func (a *App) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run PLAYBOOK [flags]",
		Short: "Preview a playbook, ask, and make its changes",
		Long: `Preview a playbook, show the plan, ask, and then run the playbook again, held to that plan: it makes exactly the changes
shown, and stops if the account has changed meanwhile. A playbook that has nothing to change is finished by its preview.`,
		Example: `  accstar run scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx
  accstar run scripts/examples/access_audit.star --yes --out-dir audit`,
	}
	return a.playCommand(cmd, true, a.runHeld)
}

// runHeld previews, asks, and runs.
func (a *App) runHeld(ctx context.Context, s *session) error {
	if s.options.dryRun {
		return a.previewOnly(ctx, s)
	}
	plan, err := s.preview(ctx, silent)
	if plan == nil {
		return err
	}
	if err != nil || !s.options.json {
		if showErr := s.showPlan(plan); showErr != nil {
			return showErr
		}
	}
	if err != nil {
		return err
	}
	if err := s.runnable(plan); err != nil {
		return err
	}
	if len(plan.Changes) > 0 {
		if err := s.confirm(ctx, plan); err != nil {
			return err
		}
	}
	result, runErr := s.held(ctx, plan, s.printer())
	if result == nil {
		return runErr
	}
	if err := s.showResult(result); err != nil {
		return errors.Join(runErr, err)
	}
	if runErr != nil {
		return runErr
	}
	if result.State == preview.RunPartly {
		return &exitError{code: ExitPartly}
	}
	return nil
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
	account := firstSet(s.account.Name, "account "+s.account.ID)
	which := fmt.Sprintf("these %d changes", len(plan.Changes))
	if len(plan.Changes) == 1 {
		which = "this change"
	}
	fmt.Fprintf(s.app.Err, "\nMake %s in %s? [y/N] ", which, account)
	answer, err := readLine(ctx, s.app)
	if err != nil {
		return err
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	fmt.Fprintln(s.app.Err, "Nothing was changed.")
	return &exitError{code: ExitDone}
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
		return "", context.Cause(ctx)
	}
}

// showResult prints what a run came to.
func (s *session) showResult(r *preview.Result) error {
	if s.options.json {
		return report.ResultJSON(s.app.Out, r)
	}
	return report.ResultText(s.app.Out, r, s.style())
}
