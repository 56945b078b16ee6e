package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"accstar/runtime/journal"
	"accstar/runtime/report"
)

func (a *App) runsExportCommand() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "export RUN",
		Short: "Put a run's record into one file, as evidence for an audit",
		Long: `Put a run's record into one .zip: its plan, who has approved it, its journal, its report as text, JSON and HTML, the hashes of what it read, and the hashes of all
these. Bodies of what was read are not in it. The sum of the journal's last record proves all before it.`,
		Example: "  accstar runs export k3f9 --out audit.zip",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			id, err := a.runNamed(args[0])
			if err != nil {
				return err
			}
			return a.exportRun(a.readRun(id), firstSet(out, "run-"+id+".zip"))
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write (default run-RUN.zip)")
	return cmd
}

func (a *App) exportRun(r *pastRun, out string) error {
	files, err := a.evidence(r)
	if err != nil {
		return err
	}
	var archive bytes.Buffer
	zw := zip.NewWriter(&archive)
	names := slices.Sorted(maps.Keys(files))
	sums := ""
	for _, name := range names {
		sums += fmt.Sprintf("%s  %s\n", hashOf(files[name])[len("sha256:"):], name)
	}
	files["SHA256SUMS"] = []byte(sums)
	for _, name := range append(names, "SHA256SUMS") {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: "run-" + r.RunID + "/" + name, Method: zip.Deflate, Modified: r.Ended})
		if err == nil {
			_, err = w.Write(files[name])
		}
		if err != nil {
			return err
		}
	}
	if err := zw.Close(); err != nil {
		return err
	}
	if err := writePrivate(out, archive.Bytes()); err != nil {
		return &problem{message: fmt.Sprintf("cannot write %s: %v", out, err), hints: []string{"choose another file with --out"}, err: err}
	}
	_, err = fmt.Fprintf(a.Out, "%s: %s, %d bytes\n", out, plural(len(files), "file", "files"), archive.Len())
	return err
}

// evidence are the files of an export.
func (a *App) evidence(r *pastRun) (map[string][]byte, error) {
	dir := filepath.Join(a.runsDir(), r.RunID)
	files := map[string][]byte{}
	for _, name := range []string{journal.JournalFile, planFile} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case err == nil:
			files[name] = data
		case !errors.Is(err, os.ErrNotExist):
			return nil, fmt.Errorf("read run %s: %w", r.RunID, err)
		}
	}
	if len(r.Approved) > 0 {
		approvals, err := json.MarshalIndent(r.Approved, "", "  ")
		if err != nil {
			return nil, err
		}
		files["approvals.json"] = approvals
	}
	inputs := ""
	for _, name := range slices.Sorted(maps.Keys(r.Inputs)) {
		inputs += r.Inputs[name] + "  " + name + "\n"
	}
	files["inputs.txt"] = []byte(inputs)
	summary, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, err
	}
	files["run.json"] = summary
	if r.log == nil {
		return files, nil
	}
	result := r.result()
	for name, write := range map[string]func(io.Writer) error{
		"report.txt":  func(w io.Writer) error { return report.ResultText(w, result, report.Style{Width: 100, Full: true}) },
		"report.json": func(w io.Writer) error { return report.ResultJSON(w, result) },
		"report.html": report.OfResult(result).HTML,
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			return nil, fmt.Errorf("write %s: %w", name, err)
		}
		files[name] = b.Bytes()
	}
	return files, nil
}
