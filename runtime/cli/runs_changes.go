package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
)

type changesOptions struct {
	by, about      string
	all, json, csv bool
}

func (a *App) runsChangesCommand() *cobra.Command {
	var o changesOptions
	cmd := &cobra.Command{
		Use:   "changes [RUN]",
		Short: "List the changes of a run, or of all: when did we give her access, and by which run?",
		Example: `  accstar runs changes k3f9 --by project
  accstar runs changes --about ada@example.com`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.listChanges(args, o) },
	}
	fs := cmd.Flags()
	fs.Var(choice{&o.by, []string{"user", "project"}}, "by", "group them: `WHAT` is user or project")
	fs.StringVar(&o.about, "about", "", "only those about `WHOM`: an e-mail address, a project, a company")
	fs.BoolVar(&o.all, "all", false, "also those that were not made")
	fs.BoolVar(&o.json, "json", false, "print as JSON")
	fs.BoolVar(&o.csv, "csv", false, "print as CSV, for a spreadsheet program")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	return cmd
}

func (a *App) listChanges(args []string, o changesOptions) error {
	var ids []string
	var err error
	if len(args) > 0 {
		id, err := a.runNamed(args[0])
		if err != nil {
			return err
		}
		ids = []string{id}
	} else if ids, err = journal.Runs(a.runsDir()); err != nil {
		return err
	}
	slices.Sort(ids)
	changes := []pastChange{}
	for _, id := range ids {
		for _, c := range a.readRun(id).changes() {
			if (o.all || !c.At.IsZero()) && (o.about == "" || c.about(o.about)) {
				changes = append(changes, c)
			}
		}
	}
	if o.json {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		return enc.Encode(changes)
	}
	if o.csv {
		return writeChangesCSV(a.Out, changes)
	}
	return a.showChanges(changes, o.by)
}

// showChanges prints changes, under what they are grouped by.
func (a *App) showChanges(changes []pastChange, by string) error {
	if len(changes) == 0 {
		_, err := fmt.Fprintln(a.Out, "No changes.")
		return err
	}
	head := func(c pastChange) string {
		switch by {
		case "user":
			return c.Subject
		case "project":
			return c.Group
		}
		return ""
	}
	slices.SortStableFunc(changes, func(x, y pastChange) int { return strings.Compare(head(x), head(y)) })
	tw := tabwriter.NewWriter(a.Out, 2, 4, 2, ' ', 0)
	last := ""
	for i, c := range changes {
		if h := head(c); by != "" && (i == 0 || h != last) {
			if i > 0 {
				fmt.Fprintln(tw)
			}
			fmt.Fprintln(tw, h)
			last = h
		}
		about := c.Subject
		if by == "user" {
			about = c.Group
		} else if by == "" {
			about = c.Group + "  " + c.Subject
		}
		fmt.Fprintf(tw, "  %s\t%s\t%s\t%s\t%s\t%s\n", when(c.At, a.Now().Location()), c.State, c.Op, about, c.what(), c.RunID)
	}
	return tw.Flush()
}

// what says in a few words what a change did.
func (c *pastChange) what() string {
	if c.Text != "" {
		return c.Text
	}
	var parts []string
	for _, f := range c.Fields {
		if f.Before == "" {
			parts = append(parts, f.Name+" "+f.After)
		} else {
			parts = append(parts, fmt.Sprintf("%s %s → %s", f.Name, f.Before, f.After))
		}
	}
	return strings.Join(parts, ", ")
}
