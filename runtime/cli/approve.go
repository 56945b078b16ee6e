package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"accstar/runtime/preview"
)

func (a *App) approveCommand() *cobra.Command {
	var by, note string
	cmd := &cobra.Command{
		Use:   "approve FILE --by NAME",
		Short: "Note in a saved plan that somebody has looked it over",
		Long: `Note in a saved plan who has looked it over. The approval holds for the plan as it is: one that is made anew has to be looked over
anew. A profile can demand it of large plans: require_approval_above = 100.

It is a note between colleagues and no signature: who may write the file may also write a name into it.`,
		Example: "  accstar show onboard.plan\n  accstar approve onboard.plan --by \"Grace Hopper\"\n  accstar run --plan onboard.plan",
		Args:    oneFile("a plan file"),
		RunE: func(_ *cobra.Command, args []string) error {
			by, note = strings.TrimSpace(by), strings.TrimSpace(note)
			if by == "" || strings.ContainsFunc(by+note, unicode.IsControl) {
				return &usageError{message: fmt.Sprintf("--by: got %q, want the name of who has looked the plan over", by), hints: []string{"accstar approve FILE --by NAME"}}
			}
			f, err := readPlanFile(args[0])
			if err != nil {
				return err
			}
			plan := f.Plan
			if plan.Error != "" {
				return &problem{message: "the preview ended in an error, so there is no plan to approve", hints: []string{"accstar show " + args[0] + " says why"}}
			}
			same := func(x preview.Approval) bool { return strings.EqualFold(x.By, by) }
			if slices.ContainsFunc(plan.Approvals, same) {
				fmt.Fprintf(a.Out, "%s has approved plan %s before.\n", by, plan.ID)
				return nil
			}
			f.Approve(preview.Approval{By: by, At: a.Now().Round(0).UTC(), User: a.User, Host: a.Host, Note: note})
			if err := a.writePlanFile(args[0], f); err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "%s approves plan %s: %s in %s.\n", by, plan.ID, plural(len(plan.Changes), "change", "changes"), firstSet(plan.Account.Name, "account "+plan.Account.ID))
			return nil
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "`NAME` of who has looked the plan over")
	cmd.Flags().StringVar(&note, "note", "", "`TEXT` to go with it")
	return cmd
}
