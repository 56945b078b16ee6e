package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
)

func (a *App) runsCommand() *cobra.Command {
	var o listOptions
	cmd := &cobra.Command{
		Use:   "runs",
		Short: "The runs there have been: list them, look at one, find who changed what",
		Long: `List the runs there have been on this machine, newest first. Every run is recorded as it goes, in a folder of its own; docs/journal.md
says what is in it.`,
		Example: "  accstar runs --state interrupted\n  accstar runs --playbook onboard --since 7d --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return &usageError{message: fmt.Sprintf("there is no command \"runs %s\"", args[0]), hints: []string{"accstar runs show " + args[0] + " shows a run", "accstar runs --help"}}
		},
		RunE: func(*cobra.Command, []string) error { return a.listRuns(o) },
	}
	fs := cmd.Flags()
	fs.Var(choice{&o.state, []string{"done", "partly", "failed", "interrupted", stateCrashed, stateRunning, stateElsewhere, stateDamaged}}, "state",
		"only those in this `STATE`: done, partly, failed, interrupted, crashed, running, elsewhere (begun on another machine, and not ended) or damaged")
	fs.StringVar(&o.playbook, "playbook", "", "only those of playbooks with `TEXT` in their name")
	fs.StringVar(&o.profile, "profile", "", "only those on the connection called `NAME`")
	fs.Var((*age)(&o.since), "since", "only those of the last `TIME`, as in 7d or 12h")
	fs.BoolVar(&o.json, "json", false, "print as JSON")
	cmd.AddCommand(a.runsShowCommand(), a.runsChangesCommand(), a.runsExportCommand(), a.runsVerifyCommand(), a.runsGiveUpCommand(), a.runsPruneCommand())
	return cmd
}

type listOptions struct {
	state, playbook, profile string
	since                    time.Duration
	json                     bool
}

// age is a length of time that may be given in days.
type age time.Duration

func (g *age) Type() string { return "TIME" }

func (g *age) String() string {
	if *g == 0 {
		return ""
	}
	return time.Duration(*g).String()
}

func (g *age) Set(text string) error {
	scaled, scale := text, time.Duration(1)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		scaled, scale = days+"h", 24
	}
	d, err := time.ParseDuration(scaled)
	if err != nil || d <= 0 || d > 1000000*time.Hour {
		return fmt.Errorf("got %q, want a length of time such as 30d or 12h", text)
	}
	*g = age(d * scale)
	return nil
}

func (o *listOptions) wants(r *pastRun, now time.Time) bool {
	return (o.state == "" || r.State == o.state) && strings.Contains(r.Playbook, o.playbook) && (o.profile == "" || r.Profile == o.profile) &&
		(o.since == 0 || now.Sub(r.Started) <= o.since)
}

func (a *App) listRuns(o listOptions) error {
	ids, err := journal.Runs(a.runsDir())
	if err != nil {
		return err
	}
	runs := []*pastRun{}
	for _, id := range ids {
		if r := a.readRun(id); o.wants(r, a.Now()) {
			runs = append(runs, r)
		}
	}
	if o.json {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(runs)
	}
	if len(runs) == 0 {
		_, err := fmt.Fprintln(a.Out, "No runs.")
		return err
	}
	tw := tabwriter.NewWriter(a.Out, 2, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "RUN\tSTARTED\tTOOK\tSTATE\tCHANGES\tACCOUNT\tPLAYBOOK")
	for _, r := range runs {
		changes := fmt.Sprint(r.Made)
		if r.Made != r.Planned {
			changes = fmt.Sprintf("%d of %d", r.Made, r.Planned)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.RunID, when(r.Started, a.Now().Location()), lasted(r.Seconds), r.State, changes, firstSet(r.Name, r.Profile), r.label())
	}
	return tw.Flush()
}

// label is the playbook as a list shows it.
func (r *pastRun) label() string {
	if r.Undoes != "" {
		return "undo of " + r.Undoes
	}
	return r.Playbook
}

// runNamed is the run that a text names: its ID, a part of it that no other run has, or "last".
func (a *App) runNamed(text string) (string, error) {
	ids, err := journal.Runs(a.runsDir())
	if err != nil {
		return "", err
	}
	if text == "last" && len(ids) > 0 {
		return ids[0], nil
	}
	var found []string
	for _, id := range ids {
		switch {
		case id == text:
			return id, nil
		case text != "" && strings.Contains(id, text):
			found = append(found, id)
		}
	}
	switch len(found) {
	case 0:
		return "", &usageError{message: fmt.Sprintf("there is no run %q", text), hints: []string{"accstar runs lists the runs there have been"}}
	case 1:
		return found[0], nil
	}
	return "", &usageError{message: fmt.Sprintf("%d runs have %q in their IDs: %s", len(found), text, strings.Join(found[:min(len(found), 5)], ", ")),
		hints: []string{"give more of the ID"}}
}

// requestsOf counts the HTTP requests of a run so far.
func requestsOf(l *journal.Log) int {
	n := 0
	for _, r := range l.Records {
		if r.Kind == journal.Look || r.Kind == journal.Answer {
			n += r.Requests
		}
	}
	return n
}

// optionsOf are the flags that a run was begun with.
func optionsOf(m journal.Meta) runOptions {
	var o runOptions
	_ = json.Unmarshal(m.Options, &o) // a run of another version of accstar may have others, or none
	return o
}
