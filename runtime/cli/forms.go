package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"accstar/runtime/report"
)

// formFlags are the files that a plan or a result is written to, besides being shown.
type formFlags struct{ html, xlsx, markdown string }

func (f *formFlags) add(fs *pflag.FlagSet, what string) {
	fs.StringVar(&f.html, "html", "", "write "+what+" to `FILE` as a page of HTML that needs nothing else")
	fs.StringVar(&f.xlsx, "xlsx", "", "write "+what+" to `FILE` as an Excel workbook")
	fs.StringVar(&f.markdown, "markdown", "", "write "+what+" to `FILE` as Markdown; - is standard output")
}

// absolute makes the names independent of the current folder.
func (f *formFlags) absolute() error {
	for _, name := range []*string{&f.html, &f.xlsx, &f.markdown} {
		if *name == "" || *name == "-" {
			continue
		}
		abs, err := filepath.Abs(*name)
		if err != nil {
			return fmt.Errorf("find %s: %w", *name, err)
		}
		*name = abs
	}
	return nil
}

// any reports whether a file is asked for.
func (f *formFlags) any() bool { return f.html != "" || f.xlsx != "" || f.markdown != "" }

// write writes the document in every form that is asked for. Each file appears whole or not at all.
func (a *App) writeForms(f formFlags, d *report.Document) error {
	for _, form := range []struct {
		name  string
		write func(io.Writer) error
	}{{f.html, d.HTML}, {f.xlsx, d.Excel}, {f.markdown, d.Markdown}} {
		switch form.name {
		case "":
			continue
		case "-":
			if err := form.write(a.Out); err != nil {
				return err
			}
			continue
		}
		var out bytes.Buffer
		if err := form.write(&out); err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(form.name), 0o777); err != nil {
			return cannotWrite(form.name, err)
		}
		if err := writePrivate(form.name, out.Bytes()); err != nil {
			return cannotWrite(form.name, err)
		}
	}
	return nil
}

func cannotWrite(name string, err error) error {
	return &problem{message: fmt.Sprintf("cannot write %s: %v", name, err), hints: []string{"choose a folder that can be written to"}, err: err}
}
