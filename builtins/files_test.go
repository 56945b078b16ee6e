package builtins

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDiskStaysBelowItsFolder(t *testing.T) {
	outer := t.TempDir()
	dir := filepath.Join(outer, "book")
	write(t, filepath.Join(dir, "data", "a.csv"), "inside")
	write(t, filepath.Join(outer, "secret.csv"), "outside")
	linked := os.Symlink(filepath.Join(outer, "secret.csv"), filepath.Join(dir, "link.csv")) == nil
	disk, err := OpenDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()

	for _, name := range []string{"data/a.csv", `data\a.csv`, "./data/../data/a.csv"} {
		f, err := disk.Below(name)
		if err != nil {
			t.Errorf("Below(%q): %v", name, err)
			continue
		}
		if text, err := io.ReadAll(f); err != nil || string(text) != "inside" {
			t.Errorf("Below(%q) holds %q, %v", name, text, err)
		}
		f.Close()
	}
	for name, want := range map[string]string{
		"../secret.csv":             "is not below the playbook's folder",
		`..\secret.csv`:             "is not below the playbook's folder",
		"data/../../secret.csv":     "is not below the playbook's folder",
		outer + "/secret.csv":       "is not below the playbook's folder",
		"":                          "is not below the playbook's folder",
		"data":                      "is a folder, want a file",
		"nope.csv":                  "does not exist",
		"a folder that is no/b.csv": `"a folder that is no/b.csv" does not exist`,
	} {
		if _, err := disk.Below(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Below(%q): got error %v, want %q", name, err, want)
		}
	}
	if linked {
		if _, err := disk.Below("link.csv"); err == nil || !strings.Contains(err.Error(), "leads out of the playbook's folder") {
			t.Errorf("a link out of the folder: got error %v", err)
		}
	}
	if _, err := disk.Named(filepath.Join(outer, "secret.csv")); err != nil {
		t.Errorf("a file that the user named: %v", err)
	}
	if _, err := disk.Named(outer); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("a folder that the user named: got error %v", err)
	}
	if got := len(disk.Inputs()); got != 2 {
		t.Errorf("%d files are noted as read, want 2: %v", got, disk.Inputs())
	}
}

func TestFolderWritesWholeFilesOnly(t *testing.T) {
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "out", "onboard")
	out := NewFolder(dir)
	hello := func(w io.Writer) error {
		_, err := io.WriteString(w, "hello")
		return err
	}
	path, err := out.Write(ctx, "a/b.csv", hello)
	if err != nil {
		t.Fatal(err)
	}
	if path != filepath.Join(dir, "a", "b.csv") {
		t.Errorf("got the name %s", path)
	}
	broken := errors.New("no more rows")
	_, err = out.Write(ctx, "c.csv", func(w io.Writer) error {
		_ = hello(w)
		return broken
	})
	if err != broken {
		t.Errorf("got error %v, want that of the writer", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := out.Write(ended, "d.csv", hello); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v for a run that has ended", err)
	}
	if _, err := out.Write(ctx, `A\B.csv`, hello); err == nil || !strings.Contains(err.Error(), "has been written before in this run") {
		t.Errorf("the same name twice: got error %v", err)
	}
	if got := out.Written(); !slices.Equal(got, []string{path}) {
		t.Errorf("written are %q, want the first file only", got)
	}
	// What failed may be tried again, and a run that is resumed replaces what it had written.
	if _, err := out.Write(ctx, "c.csv", hello); err != nil {
		t.Error(err)
	}
	if _, err := NewFolder(dir).Write(ctx, "a/b.csv", hello); err != nil {
		t.Error(err)
	}
	var files []string
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, filepath.Base(path))
		}
		return err
	})
	if !slices.Equal(files, []string{"b.csv", "c.csv"}) {
		t.Errorf("on disk are %q, want the whole files only", files)
	}
}

func TestOutputNames(t *testing.T) {
	for name, want := range map[string]string{
		"":              "is no name of a file",
		".":             "is no name of a file",
		"a/":            "is no name of a file",
		"../a.csv":      "is not below the output folder",
		`..\a.csv`:      "is not below the output folder",
		"/a.csv":        "is not below the output folder",
		"a/../../b":     "is not below the output folder",
		`C:\a.csv`:      "", // no folder of that name anywhere
		"a?.csv":        "has a character that names of files cannot have everywhere",
		"a\nb.csv":      "has a character",
		"NUL":           "is the name of a device on Windows",
		"x/com1.csv":    "is the name of a device on Windows",
		"report. ":      "ends with a dot or a space",
		"folder./a.csv": "ends with a dot or a space",
	} {
		got, err := outputName(name)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("outputName(%q) = %q, %v, want error %q", name, got, err, want)
		}
	}
	for name, want := range map[string]string{"a.csv": "a.csv", `x\y.csv`: "x/y.csv", "./a//b.csv": "a/b.csv", "Ärger & Co.xlsx": "Ärger & Co.xlsx", "community.csv": "community.csv"} {
		if got, err := outputName(name); err != nil || got != want {
			t.Errorf("outputName(%q) = %q, %v, want %q", name, got, err, want)
		}
	}
}

func TestPlannedWritesNothing(t *testing.T) {
	out := new(Planned)
	called := false
	name, err := out.Write(t.Context(), "b.csv", func(w io.Writer) error {
		called = true
		_, err := w.Write([]byte("x"))
		return err
	})
	if err != nil || name != "b.csv" || !called {
		t.Errorf("got %q, %v, put together: %t", name, err, called)
	}
	broken := errors.New("no more rows")
	if _, err := out.Write(t.Context(), "a.csv", func(io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("got error %v, want that of the writer", err)
	}
	if got := out.Written(); !slices.Equal(got, []string{"b.csv"}) {
		t.Errorf("written are %q", got)
	}
}
