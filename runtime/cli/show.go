package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"accstar/runtime/report"
)

func (a *App) showCommand() *cobra.Command {
	var forms formFlags
	var asJSON, full bool
	cmd := &cobra.Command{
		Use:   "show FILE",
		Short: "Show a saved plan",
		Long: `Show a plan that a preview has saved with --out, as text, or in another form. What is shown is what is in the file: nothing is
asked of ACC. A file that is not as it was saved is refused.`,
		Example: "  accstar show onboard.plan\n  accstar show onboard.plan --xlsx onboard.xlsx --html onboard.html\n  accstar show onboard.plan --markdown",
		Args:    oneFile("a plan file"),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := readPlanFile(args[0])
			if err != nil {
				return err
			}
			if err := a.writeForms(forms, report.OfPlan(f.Plan)); err != nil || forms.any() && !asJSON {
				return err
			}
			if asJSON {
				return report.PlanJSON(a.Out, f.Plan)
			}
			return report.PlanText(a.Out, f.Plan, report.Style{Colour: a.colour(a.OutTTY), Width: a.Width, Full: full})
		},
	}
	fs := cmd.Flags()
	forms.add(fs, "the plan")
	fs.Lookup("markdown").NoOptDefVal = "-"
	fs.Lookup("markdown").Usage = "write the plan as Markdown to standard output; --markdown=`FILE` to a file"
	fs.BoolVar(&asJSON, "json", false, "print the plan as JSON")
	fs.BoolVar(&full, "full", false, "show long lists whole")
	return cmd
}

// oneFile is for commands that take one file.
func oneFile(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return &usageError{message: fmt.Sprintf("%s takes %s, got %d arguments", cmd.CommandPath(), what, len(args)), hints: []string{cmd.CommandPath() + " --help"}}
	}
}
