package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"accstar/runtime"
	"accstar/runtime/preview"
	"accstar/runtime/report"
)

func (a *App) previewCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "preview PLAYBOOK [flags]",
		Aliases: []string{"plan"},
		Short:   "Show what a playbook would change, without changing anything",
		Long: `Show what a playbook would change, without changing anything. The playbook runs whole: what it reads is real, what it
changes is only worked out, and later steps see it as done. Only requests that read are sent.`,
		Example: `  accstar preview scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx
  accstar preview scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx --out onboard.plan --html onboard.html
  accstar preview scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx --rows 2-4`,
	}
	return a.playCommand(cmd, false, a.previewOnly)
}

// previewOnly previews and shows the plan.
func (a *App) previewOnly(ctx context.Context, s *session) error {
	plan, err := s.preview(ctx, s.printer())
	if plan == nil {
		return err
	}
	if showErr := s.showPlan(plan, err); showErr != nil {
		return showErr
	}
	if saveErr := s.keepPlan(plan); saveErr != nil {
		return errors.Join(err, saveErr)
	}
	if err == nil && hasBadRows(plan) {
		return &exitError{code: ExitPartly}
	}
	return err
}

// keepPlan writes the plan to the files that were asked for.
func (s *session) keepPlan(plan *preview.Plan) error {
	o := s.options.plan
	if o.out != "" {
		if err := s.savePlan(plan, o.out); err != nil {
			return err
		}
		if !s.options.json {
			fmt.Fprintf(s.app.Err, "The plan is saved in %s; accstar run --plan %s runs it\n", o.out, o.out)
		}
	}
	return s.app.writeForms(o.forms, report.OfPlan(plan))
}

// showPlan prints a plan. One that an error ended before it found anything is not worth showing: the error says it all.
func (s *session) showPlan(plan *preview.Plan, err error) error {
	if s.options.json {
		s.shown = true
		return report.PlanJSON(s.app.Out, plan)
	}
	if err != nil && nothingFound(plan) {
		return nil
	}
	s.planned = true
	return report.PlanText(s.app.Out, plan, s.style())
}

func (s *session) style() report.Style {
	return report.Style{Colour: s.app.colour(s.app.OutTTY), Width: s.app.Width, Full: s.options.full}
}

// printer shows what a playbook prints: among the output, or on standard error where that is for programs.
func (s *session) printer() func(runtime.Position, string) {
	w := s.app.Out
	if s.options.json {
		w = s.app.Err
	}
	return func(_ runtime.Position, text string) {
		s.progress.clear()
		fmt.Fprintln(w, text)
	}
}

// nothingFound reports whether a plan has nothing in it.
func nothingFound(p *preview.Plan) bool {
	return len(p.Changes)+len(p.Unchanged)+len(p.More)+len(p.ByHand)+len(p.Rows)+len(p.Tables)+len(p.Files) == 0
}

func hasBadRows(plan *preview.Plan) bool {
	for _, r := range plan.Rows {
		if r.State == preview.RowFailed {
			return true
		}
	}
	return false
}
