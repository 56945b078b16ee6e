package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
)

func (a *App) runsGiveUpCommand() *cobra.Command {
	force := false
	cmd := &cobra.Command{
		Use:   "give-up RUN",
		Short: "Give a run up that has not come to its end: it is not resumed, and what it has read is dropped",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			id, err := a.runNamed(args[0])
			if err != nil {
				return err
			}
			r := a.readRun(id)
			if r.log == nil || r.State == stateDamaged {
				return &problem{message: fmt.Sprintf("the record of run %s is damaged: %s", id, r.Error), hints: []string{"accstar runs prune can remove it"}}
			}
			if r.State == string(journal.Done) {
				return &problem{message: fmt.Sprintf("run %s is done", id), hints: []string{"there is nothing to give up"}}
			}
			if r.State == stateElsewhere && !force {
				return atOtherMachine(r.log)
			}
			meta := lastPart(r.log)
			meta.Version, meta.Machine, meta.User = version, a.Host, a.User
			w, _, err := journal.Continue(r.log.Dir, meta, journal.Options{Now: a.Now, ReadBodies: journal.KeepHashes})
			if err != nil {
				return resumeError(err)
			}
			if err := w.Close(journal.End{State: journal.Failed, Error: "given up by " + firstSet(a.User, "the user")}); err != nil {
				return err
			}
			if err := journal.DropReads(r.log.Dir); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.Out, "Run %s is given up: %d of %d changes were made.\n", id, r.Made, r.Planned)
			return err
		},
	}
	cmd.Flags().BoolVar(&force, "from-other-machine", false, "also a run that another machine began, once it is certain that it is not running there any more")
	return cmd
}

type pruneOptions struct {
	olderThan   time.Duration
	keep        int
	yes, dryRun bool
}

func (a *App) runsPruneCommand() *cobra.Command {
	o := pruneOptions{olderThan: 365 * 24 * time.Hour}
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Remove the records of old runs",
		Long: `Remove the records of runs that ended long ago. A run that has not come to its end is kept, as is one that another command is writing.
What was removed cannot be undone, shown or verified any more; export what has to be kept.`,
		Example: "  accstar runs prune --older-than 180d --dry-run",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.prune(cmd.Context(), o) },
	}
	fs := cmd.Flags()
	fs.Var((*age)(&o.olderThan), "older-than", "remove runs that ended longer than `TIME` ago, as in 180d (default 365d)")
	fs.IntVar(&o.keep, "keep", 0, "keep the last `N` runs however old they are")
	fs.BoolVar(&o.yes, "yes", false, "remove them without asking")
	fs.BoolVar(&o.dryRun, "dry-run", false, "only say which")
	return cmd
}

func (a *App) prune(ctx context.Context, o pruneOptions) error {
	ids, err := journal.Runs(a.runsDir())
	if err != nil {
		return err
	}
	var old []*pastRun
	for i, id := range ids {
		if i < o.keep {
			continue
		}
		r := a.readRun(id)
		if !r.unfinished() && a.Now().Sub(later(r.Ended, r.Started)) > o.olderThan {
			old = append(old, r)
		}
	}
	if len(old) == 0 {
		_, err := fmt.Fprintln(a.Out, "No run is that old.")
		return err
	}
	for _, r := range old {
		fmt.Fprintf(a.Out, "%s  %s  %s\n", r.RunID, r.State, r.Playbook)
	}
	if o.dryRun {
		return nil
	}
	if ok, err := a.sure(ctx, fmt.Sprintf("Remove the records of %s?", plural(len(old), "run", "runs")), o.yes); !ok || err != nil {
		return err
	}
	for _, r := range old {
		if err := os.RemoveAll(filepath.Join(a.runsDir(), r.RunID)); err != nil {
			return fmt.Errorf("remove run %s: %w", r.RunID, err)
		}
	}
	_, err = fmt.Fprintf(a.Out, "Removed %s.\n", plural(len(old), "run", "runs"))
	return err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sure asks, unless told that the answer is yes.
func (a *App) sure(ctx context.Context, question string, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	if !a.InTTY || !a.ErrTTY {
		return false, &usageError{message: "there is no terminal to ask in: " + question, hints: []string{"add --yes"}}
	}
	fmt.Fprintf(a.Err, "%s [y/N] ", question)
	answer, err := readLine(ctx, a)
	if err != nil {
		return false, err
	}
	answer = strings.ToLower(strings.TrimSpace(answer))
	return answer == "y" || answer == "yes", nil
}
