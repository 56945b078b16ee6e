package cli

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
)

func (a *App) runsVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify [RUN]",
		Short: "See whether the records of runs are as they were written",
		Long: `See whether the record of a run, or of all, is as it was written. Each record carries a hash over itself and the one before, so an altered,
dropped or added one is found. Whoever writes the whole chain anew is not: compare the last sum with one that was kept elsewhere,
as in an export.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ids, err := journal.Runs(a.runsDir())
			if err != nil {
				return err
			}
			if len(args) > 0 {
				id, err := a.runNamed(args[0])
				if err != nil {
					return err
				}
				ids = []string{id}
			}
			bad := 0
			for _, id := range ids {
				text, ok := a.verifyRun(id)
				if !ok {
					bad++
				}
				fmt.Fprintf(a.Out, "%s  %s\n", id, text)
			}
			if bad > 0 {
				return &problem{message: plural(bad, "record is", "records are") + " not as written",
					hints: []string{"restore the folders under " + a.runsDir() + " from a backup, or compare with an export"}}
			}
			return nil
		},
	}
}

// verifyRun says what is found about a run's record, and whether that is all right.
func (a *App) verifyRun(id string) (string, bool) {
	dir := filepath.Join(a.runsDir(), id)
	log, err := journal.Open(dir)
	if err != nil {
		return err.Error(), false
	}
	running, err := journal.Running(dir)
	if err != nil {
		return err.Error(), false
	}
	if err := log.CheckReads(); err != nil && !running {
		return err.Error(), false
	}
	last := log.Records[len(log.Records)-1]
	text := fmt.Sprintf("%d records, last sum %.16s…", last.N, last.Sum)
	if running {
		return text + ", still running", true
	}
	if _, err := readPlan(log); err != nil && last.N > 1 {
		return err.Error(), false
	}
	switch {
	case log.Torn > 0:
		return fmt.Sprintf("%s; after them %d bytes that are no record: a crash tore them, or somebody altered the last ones", text, log.Torn), false
	case log.End == nil:
		return text + "; it has no end: a crash, or somebody cut it off", true
	}
	return text, true
}
