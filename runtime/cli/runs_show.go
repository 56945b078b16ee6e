package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"accstar/runtime/report"
)

func (a *App) runsShowCommand() *cobra.Command {
	var asJSON, full bool
	cmd := &cobra.Command{
		Use:     "show RUN",
		Short:   "Show a run: who, when, where, with what, and what became of each change",
		Example: "  accstar runs show 20261120-231402-k3f9",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			id, err := a.runNamed(args[0])
			if err != nil {
				return err
			}
			r := a.readRun(id)
			if asJSON {
				enc := json.NewEncoder(a.Out)
				enc.SetIndent("", "  ")
				return enc.Encode(struct {
					*pastRun
					Changes []pastChange `json:"changes"`
				}{r, r.changes()})
			}
			return a.showRun(r, full)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	cmd.Flags().BoolVar(&full, "full", false, "show long lists whole")
	return cmd
}

func (a *App) showRun(r *pastRun, full bool) error {
	zone := a.Now().Location()
	tw := tabwriter.NewWriter(a.Out, 2, 4, 2, ' ', 0)
	line := func(name, format string, args ...any) {
		fmt.Fprintf(tw, "  %s\t%s\n", name, fmt.Sprintf(format, args...))
	}
	fmt.Fprintf(a.Out, "Run %s: %s\n\n", r.RunID, firstSet(r.Title, r.Playbook))
	line("State", "%s", r.State)
	line("Who", "%s on %s", firstSet(r.User, "-"), firstSet(r.Machine, "-"))
	line("When", "%s, %s, %s", when(r.Started, zone), lasted(r.Seconds), plural(r.Parts, "part", "parts"))
	line("Account", "%s (%s), profile %s", firstSet(r.Name, "-"), r.Account, r.Profile)
	line("Playbook", "%s %.19s…", r.Playbook, r.Inputs[r.Playbook])
	line("Folder", "%s", r.Folder)
	for _, p := range r.Params {
		line("Parameter", "%s = %s", p.Name, p.Value)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Inputs)) {
		if name != r.Playbook {
			line("Read", "%s %.19s…", name, r.Inputs[name])
		}
	}
	changes := fmt.Sprintf("%d planned, %d made, %d refused, %d in doubt", r.Planned, r.Made, r.Refused, r.InDoubt)
	if r.Unseen > 0 {
		changes += fmt.Sprintf(", %d accepted but not seen", r.Unseen)
	}
	for _, approval := range r.Approved {
		line("Approved", "by %s, %s", approval.By, when(approval.At, zone))
	}
	line("Changes", "%s", changes)
	line("Requests", "%d", r.Requests)
	line("Record", "%d records, accstar %s", r.Records, r.Version)
	if r.Undoes != "" {
		line("Undoes", "run %s", r.Undoes)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(a.Out)
	if r.planErr != nil && r.log != nil {
		fmt.Fprintf(a.Out, "Its plan cannot be shown: %v\n", r.planErr)
	}
	if r.log == nil {
		_, err := fmt.Fprintln(a.Out, r.Error)
		return err
	}
	doc := report.OfResult(r.result())
	doc.Title, doc.Heads = "", nil // all that is said above
	var text bytes.Buffer
	if err := doc.Text(&text, report.Style{Colour: a.colour(a.OutTTY), Width: a.Width, Full: full}); err != nil {
		return err
	}
	_, err := a.Out.Write(bytes.TrimLeft(text.Bytes(), "\n"))
	return err
}
