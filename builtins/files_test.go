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

// TestDiskSaysWhoHasAFileOpen reads files although a spreadsheet program has them open.
func TestDiskSaysWhoHasAFileOpen(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "data", "a.xlsx"), "x")
	write(t, filepath.Join(dir, "data", "~$a.xlsx"), "\x03Ada"+strings.Repeat(" ", 161))
	write(t, filepath.Join(dir, "data", "b.csv"), "x")
	write(t, filepath.Join(dir, "data", ".~lock.b.csv#"), "Grace Hopper,grace,desk,,;")
	write(t, filepath.Join(dir, "data", "c.csv"), "x")
	if err := os.Mkdir(filepath.Join(dir, "data", "~$c.csv"), 0o755); err != nil {
		t.Fatal(err)
	}
	disk, err := OpenDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	for name, want := range map[string]string{"a.xlsx": "Excel (Ada)", "b.csv": "LibreOffice (Grace Hopper)", "c.csv": ""} {
		below, err := disk.Below("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		defer below.Close()
		named, err := disk.Named(filepath.Join(dir, "data", name))
		if err != nil {
			t.Fatal(err)
		}
		defer named.Close()
		for _, f := range []File{below, named} {
			if got := f.(interface{ InUse() string }).InUse(); got != want {
				t.Errorf("%s: got %q, want %q", name, got, want)
			}
		}
	}
	missing := heldError("x.xlsx", "Excel (Ada)", &os.PathError{Op: "open", Path: "x.xlsx", Err: os.ErrNotExist})
	if got := missing.Error(); got != "x.xlsx does not exist" {
		t.Errorf("got %q", got)
	}
	held := heldError("x.xlsx", "Excel (Ada)", &os.PathError{Op: "open", Path: "x.xlsx", Err: os.ErrPermission})
	if got := held.Error(); got != "x.xlsx is open in Excel (Ada), which lets nobody read it now" {
		t.Errorf("got %q", got)
	}
}

// TestFolderLeavesOpenFilesAlone gives a file another name while a spreadsheet program has the one of its own name open.
func TestFolderLeavesOpenFilesAlone(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.xlsx"), "old")
	write(t, filepath.Join(dir, "~$a.xlsx"), "\x03Ada"+strings.Repeat(" ", 161))
	write(t, filepath.Join(dir, "a (2).xlsx"), "someone's")
	write(t, filepath.Join(dir, "~$b.xlsx"), "\x03Ada"+strings.Repeat(" ", 161)) // left behind: there is no b.xlsx
	var told []string
	out := NewFolder(dir)
	out.Tell = func(line string) { told = append(told, line) }
	hello := func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		return err
	}
	path, err := out.Write(t.Context(), "a.xlsx", hello)
	if err != nil || path != filepath.Join(dir, "a (3).xlsx") {
		t.Errorf("got %s, %v", path, err)
	}
	other, err := out.Write(t.Context(), "b.xlsx", hello)
	if err != nil || other != filepath.Join(dir, "b.xlsx") {
		t.Errorf("got %s, %v", other, err)
	}
	want := filepath.Join(dir, "a.xlsx") + " is open in Excel (Ada) and stays as it is: the new one is " + path
	if !slices.Equal(told, []string{want}) {
		t.Errorf("told %q, want %q", told, want)
	}
	if got := out.Written(); !slices.Equal(got, []string{path, other}) {
		t.Errorf("written are %q", got)
	}
	for name, want := range map[string]string{"a.xlsx": "old", "a (2).xlsx": "someone's", "a (3).xlsx": "new", "b.xlsx": "new"} {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(data) != want {
			t.Errorf("%s holds %q, %v, want %q", name, data, err, want)
		}
	}
	if _, err := out.Write(t.Context(), "a.xlsx", hello); err == nil || !strings.Contains(err.Error(), "written before") {
		t.Errorf("the same name twice: got error %v", err)
	}
}
