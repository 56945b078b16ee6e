package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
)

func (a *App) retryCommand() *cobra.Command {
	var o resumeOptions
	cmd := &cobra.Command{
		Use:   "retry RUN",
		Short: "Try again what failed in a run that has ended",
		Long: `Try again what failed in a run that has ended: changes that ACC refused, and those that were not attempted because of them. What is done
is not done again. The run stays held to the plan that was confirmed.`,
		Example: "  accstar retry 20261120-231402-k3f9",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			log, err := a.pickRun(args, nil)
			if err != nil {
				return err
			}
			id := log.Meta.RunID
			switch {
			case resumable(log):
				return &problem{message: fmt.Sprintf("run %s has not come to its end", id), hints: []string{"accstar resume " + id + " goes on with it"}}
			case log.End.State == journal.Done:
				return &problem{message: fmt.Sprintf("everything in run %s is done", id), hints: []string{"accstar runs show " + id}}
			}
			return a.resume(cmd.Context(), log, o, true)
		},
	}
	o.add(cmd.Flags())
	return cmd
}
