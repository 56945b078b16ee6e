package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// undoFile is the playbook that takes a run back, in the run's folder.
const undoFile = "undo.star"

func (a *App) undoCommand() *cobra.Command {
	o := playOptions{maxChanges: -1, maxDeletes: -1}
	cmd := &cobra.Command{
		Use:   "undo RUN",
		Short: "Take back what a run has changed",
		Long: `Take back what a run has changed, last change first: people it added are removed, what it set is set back to what it was, people it
removed are added again with their roles, company and products. What someone else has changed since is left alone and listed; what
ACC cannot undo, such as a created project or an invitation, goes on the list of things to do by hand.

It is a run like any other: previewed, confirmed, held to its plan, recorded, and it can be resumed and undone.`,
		Example: "  accstar undo k3f9 --dry-run\n  accstar undo 20261120-231402-k3f9",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := a.runNamed(args[0])
			if err != nil {
				return err
			}
			return a.undo(cmd.Context(), a.readRun(id), o)
		},
	}
	fs := cmd.Flags()
	fs.BoolVar(&o.yes, "yes", false, "make the changes without asking")
	fs.BoolVar(&o.dryRun, "dry-run", false, "only preview")
	fs.BoolVar(&o.json, "json", false, "print the plan or the result as JSON")
	fs.BoolVar(&o.full, "full", false, "show long lists whole")
	fs.Var((*bound)(&o.maxChanges), "max-changes", "refuse a plan with more than `N` changes")
	fs.Var((*bound)(&o.maxDeletes), "max-deletes", "refuse a plan that removes or lowers more than `N` times")
	fs.StringVar(&o.connect.secretFile, "client-secret-file", "", "`FILE` that holds the client secret (or APS_CLIENT_SECRET)")
	addInDoubt(fs, &o.inDoubt)
	return cmd
}

func (a *App) undo(ctx context.Context, r *pastRun, o playOptions) error {
	switch {
	case r.log == nil || r.State == stateDamaged:
		return &problem{message: fmt.Sprintf("the record of run %s is damaged: %s", r.RunID, r.Error), hints: []string{"nothing was changed"}}
	case r.State == stateRunning:
		return &problem{message: fmt.Sprintf("run %s is still going on", r.RunID), hints: []string{"end it with Ctrl-C where it runs, then undo what it has done"}}
	case r.State == stateElsewhere:
		return atOtherMachine(r.log)
	case r.planErr != nil:
		return errors.Join(r.planErr)
	case r.InDoubt > 0:
		return &problem{message: fmt.Sprintf("of %s in run %s it is not known whether they were made", plural(r.InDoubt, "change", "changes"), r.RunID),
			hints: []string{"accstar resume " + r.RunID + " finds out, and goes on", "accstar runs give-up " + r.RunID + " ends the run as it is"}}
	}
	cat := catalog.New()
	u := &undoer{cat: cat, rules: tenant.NewRules(cat, r.Account, tenant.Assumptions{}), run: r}
	source, n := u.playbook()
	if n == 0 {
		return &problem{message: fmt.Sprintf("run %s has changed nothing", r.RunID), hints: []string{"there is nothing to undo"}}
	}
	path := filepath.Join(a.runsDir(), r.RunID, undoFile)
	if err := writePrivate(path, []byte(source)); err != nil {
		return fmt.Errorf("write the playbook that undoes run %s: %w", r.RunID, err)
	}
	o.connect.fromRun(r.log.Meta, optionsOf(r.log.Meta))
	conn, err := a.connect(o.connect)
	if err != nil {
		return err
	}
	conn.Note = ""
	s := &session{path: path, given: map[string]string{}, options: o, undoes: r.RunID}
	return a.withSession(ctx, conn, s, a.runHeld)
}
