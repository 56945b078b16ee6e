package cli

import (
	"context"
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
		Example: "  accstar preview scripts/examples/onboard.star --hires scripts/examples/new_hires.xlsx",
	}
	return a.playCommand(cmd, false, a.previewOnly)
}

// previewOnly previews and shows the plan.
func (a *App) previewOnly(ctx context.Context, s *session) error {
	plan, err := s.preview(ctx, s.printer())
	if plan == nil {
		return err
	}
	if showErr := s.showPlan(plan); showErr != nil {
		return showErr
	}
	if err == nil && hasBadRows(plan) {
		return &exitError{code: ExitPartly}
	}
	return err
}

// showPlan prints a plan.
func (s *session) showPlan(plan *preview.Plan) error {
	if s.options.json {
		return report.PlanJSON(s.app.Out, plan)
	}
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

// silent drops what a playbook prints in the preview that comes before a run: the run will print its own.
func silent(runtime.Position, string) {}

func hasBadRows(plan *preview.Plan) bool {
	for _, r := range plan.Rows {
		if r.State == preview.RowFailed {
			return true
		}
	}
	return false
}
