package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"accstar/builtins/sheet"
	"accstar/runtime"
)

func (a *App) newCommand() *cobra.Command {
	var flags sheetFlags
	var from string
	cmd := &cobra.Command{
		Use:   "new PLAYBOOK --from FILE",
		Short: "Begin a playbook for a spreadsheet",
		Long: `Begin a playbook for a spreadsheet: it reads the file's columns as what they hold, and does what they suggest, such as adding
the people listed to their projects. Look through it, change what is not meant so, and preview it. A file that exists is never
overwritten.`,
		Example: `  accstar new onboard.star --from hires.xlsx
  accstar new jobs.star --from export.xlsx --sheet Jobs --header-row 3`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return &usageError{message: fmt.Sprintf("got %d names, want that of the playbook to write", len(args)), hints: []string{"accstar new onboard.star --from hires.xlsx"}}
			}
			if from == "" {
				return &usageError{message: "the spreadsheet to begin with is missing", hints: []string{"accstar new " + args[0] + " --from hires.xlsx"}}
			}
			opt, err := flags.options()
			if err != nil {
				return err
			}
			return a.begin(cmd.Context(), args[0], from, opt)
		},
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&from, "from", "", "the Excel or CSV `FILE` that the playbook is for")
	return cmd
}

// begin writes a playbook for a spreadsheet.
func (a *App) begin(ctx context.Context, name, from string, opt sheet.Options) error {
	if filepath.Ext(name) == "" {
		name += runtime.Extension
	}
	if filepath.Ext(name) != runtime.Extension {
		return &usageError{message: fmt.Sprintf("%s: got the ending %s, want %s", name, filepath.Ext(name), runtime.Extension), hints: []string{"accstar new NAME.star --from FILE"}}
	}
	src, closeFile, err := openSheet(from)
	if err != nil {
		return err
	}
	defer closeFile()
	table, err := sheet.Open(ctx, src, opt)
	if err != nil {
		return err
	}
	d := newDraft(table, opt)
	d.file = belowFolder(filepath.Dir(name), from)
	if err := writeNew(name, d.text(filepath.Base(from))); err != nil {
		return err
	}
	fmt.Fprintf(a.Out, "%s %s\n", name, d.goal.does())
	for _, open := range d.open {
		fmt.Fprintf(a.Out, "  to fill in: %s\n", open)
	}
	next := "accstar preview " + name
	if d.file == "" {
		next += " --" + d.goal.param() + " " + from
	}
	if d.needsProject() {
		next += " --project JOB"
	}
	fmt.Fprintf(a.Out, "Next: %s\n", next)
	return nil
}

// belowFolder is the name of a file as a playbook in a folder may read it by itself; "" when it is elsewhere.
func belowFolder(dir, file string) string {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return ""
	}
	if file, err = filepath.Abs(file); err != nil {
		return ""
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return ""
	}
	return filepath.ToSlash(rel)
}

// writeNew writes a file that must not exist yet, whole or not at all.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, fs.ErrExist):
		return &problem{message: name + " exists already, and is left as it is", hints: []string{"choose another name"}, err: err}
	case errors.Is(err, fs.ErrNotExist):
		return &problem{message: fmt.Sprintf("the folder %s does not exist", filepath.Dir(name)), hints: []string{"make it first, or choose another one"}, err: err}
	case err != nil:
		return cannotWrite(name, err)
	}
	_, err = strings.NewReader(text).WriteTo(f)
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
		return cannotWrite(name, err)
	}
	return nil
}
