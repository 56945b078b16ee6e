package runtime_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what is got into testdata as what is wanted")

// TestDiagnose runs every archive of testdata/diagnose: x.star and the files it loads, and the text that a user reads, in the
// files want (100 columns) and want.N (N columns).
func TestDiagnose(t *testing.T) {
	cases, err := filepath.Glob("testdata/diagnose/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			name, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			err = diagnoseCase(t, archive)
			checked := 0
			for i, file := range archive.Files {
				columns, ok := wantColumns(file.Name)
				if !ok {
					continue
				}
				checked++
				got := filepath.ToSlash(runtime.Diagnose(err, nil).Text(columns, false))
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(file.Data), got); diff != "" {
					t.Errorf("%s (-want +got): %s", file.Name, diff)
				}
			}
			if checked == 0 {
				t.Error("the case wants nothing")
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// wantColumns is the width that the file of a case is for, if it is one that says what is wanted.
func wantColumns(name string) (int, bool) {
	if name == "want" {
		return 100, true
	}
	number, ok := strings.CutPrefix(name, "want.")
	columns, err := strconv.Atoi(number)
	return columns, ok && err == nil
}

// diagnoseCase runs x.star of a case. Its folder is the current one, so that files have the names they have in the case.
func diagnoseCase(t *testing.T, archive *txtar.Archive) error {
	f := runtimetest.New(t, universe(t))
	for _, file := range archive.Files {
		if _, ok := wantColumns(file.Name); !ok {
			f.File(file.Name, string(file.Data))
		}
	}
	t.Chdir(f.Dir)
	f.Options.Limits.Steps = 1_000_000
	book, err := runtime.Load(t.Context(), "x.star", f.Options)
	if err == nil {
		err = book.Run(t.Context(), nil, runtime.Locals{})
	}
	if err == nil {
		t.Fatal("the playbook ran to its end")
	}
	return err
}

func TestDiagnoseColour(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", "def main():\n    acc.users.patch('x')\n")
	d := runtime.Diagnose(f.Run("x.star", nil).Err, nil)
	got := d.Text(0, true)
	for _, want := range []string{
		"\x1b[1;31merror: \x1b[0m\x1b[1macc.users.patch: ada@example.com",
		"\x1b[2m  │ \x1b[0m    \x1b[1;31m^^^^^^^^^^^^^^^\x1b[0m\n",
		"\x1b[36mhint: \x1b[0minvite",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want in it %q", got, want)
		}
	}
	d.Severity = runtime.SeverityWarning
	if got := d.Text(0, true); !strings.HasPrefix(got, "\x1b[1;33mwarning: ") {
		t.Errorf("got %q", got)
	}
	if strings.Contains(d.Text(0, false), "\x1b") {
		t.Error("there is colour that nobody asked for")
	}
}

func TestDiagnoseJSON(t *testing.T) {
	f := runtimetest.New(t, universe(t)).File("x.star", "def w(i):\n    ensure('several')\ndef main():\n    parallel.map(w, ['a'])\n")
	f.Run("x.star", nil)
	t.Chdir(f.Dir)
	book, err := runtime.Load(t.Context(), "x.star", f.Options)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.MarshalIndent(runtime.Diagnose(book.Run(t.Context(), nil, runtime.Locals{}), nil), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "severity": "error",
  "kind": "run",
  "summary": "acc.users.patch: 2 problems",
  "file": "x.star",
  "line": 2,
  "col": 5,
  "end_col": 11,
  "excerpt": "    ensure('several')",
  "detail": [
    "products[2].access: got \"admn\", want one of \"none\", \"member\", \"administrator\" (did you mean \"administrator\"?)",
    "roles: got int, want list"
  ],
  "hints": [
    "invite the person first: acc.users.create(email = \"ada@example.com\")"
  ],
  "stack": [
    {
      "function": "acc.users.ensure"
    },
    {
      "function": "w",
      "file": "x.star",
      "line": 2,
      "col": 11,
      "link": "call"
    },
    {
      "function": "main",
      "file": "x.star",
      "line": 4,
      "col": 17,
      "link": "item",
      "item": "item 1 (\"a\")"
    }
  ]
}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
}

func TestDiagnoseErrorsFromElsewhere(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
		kind string
	}{
		{errors.New("the profile \"work\" has no account"), "error: the profile \"work\" has no account\n", runtime.KindRun},
		{fmt.Errorf("acc.projects.list: %w", context.Canceled), "error: interrupted\n", runtime.KindInterrupted},
		{&runtime.StopError{Cause: context.DeadlineExceeded}, "error: out of time\n", runtime.KindInterrupted},
		{&runtime.InternalError{Panic: "index out of range", GoStack: []byte("goroutine 1")},
			"error: internal error: index out of range\nhint: this is a fault in accstar, not in the playbook; please report it, with the lines above\n", runtime.KindInternal},
		{fmt.Errorf("config: %w", &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}), "error: config: open x: file does not exist\n", runtime.KindRun},
		{errors.New("first\n\n  second\nthird"), "error: first\n  - second\n  - third\n", runtime.KindRun},
		{errors.New("\x1b[31mred\x1b[0m\ttext\u0007"), "error: ·[31mred·[0m text·\n", runtime.KindRun},
	} {
		d := runtime.Diagnose(test.err, nil)
		if diff := cmp.Diff(test.want, d.Text(0, false)); diff != "" {
			t.Error(diff)
		}
		if d.Kind != test.kind {
			t.Errorf("%v: got kind %q, want %q", test.err, d.Kind, test.kind)
		}
	}
	if runtime.Diagnose(nil, nil) != nil {
		t.Error("there is a diagnostic of no error")
	}
}

func TestNewDiagnostic(t *testing.T) {
	sources := runtime.Sources{"x.star": "def main():\n    unused = acc.users.list()\n"}
	at := runtime.Position{File: "x.star", Line: 2, Col: 5}
	d := runtime.NewDiagnostic(runtime.SeverityWarning, at, 0, "unused is never used", sources, "remove it")
	want := "warning: unused is never used\n  ╷\n 2│     unused = acc.users.list()\n  │     ^^^^^^\n  ╵ at x.star:2\nhint: remove it\n"
	if diff := cmp.Diff(want, d.Text(80, false)); diff != "" {
		t.Error(diff)
	}
	d = runtime.NewDiagnostic(runtime.SeverityError, at, 30, "no", sources)
	if !strings.Contains(d.Text(80, false), "│     ^^^^^^^^^^^^^^^^^^^^^^^^^\n") {
		t.Errorf("got %s", d.Text(80, false))
	}
	d = runtime.NewDiagnostic(runtime.SeverityError, at, 0, "no", nil)
	if diff := cmp.Diff("error: no\n  at x.star:2\n", d.Text(80, false)); diff != "" {
		t.Error(diff)
	}
}

func TestPlain(t *testing.T) {
	d := &runtime.Diagnostic{Summary: "a", Detail: []string{"b"}, Hints: []string{"c"}}
	if got := d.Plain(); got != "a\nb\nc" {
		t.Errorf("got %q", got)
	}
}

// FuzzLoad loads and runs anything at all, and explains what comes of it: nothing may panic.
func FuzzLoad(f *testing.F) {
	cases, err := filepath.Glob("testdata/diagnose/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".star") {
				f.Add(file.Data)
			}
		}
	}
	f.Add([]byte("load('x.star', 'a')"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Add([]byte("def main():\n\tx = {'\u4f60': 1}; x['\u597d']"))
	f.Add([]byte("def main(): \r fail('\x1b[31m')"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.star")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		opts := runtime.Options{Universe: universe(t), Limits: runtime.Limits{Steps: 10_000}}
		book, err := runtime.Load(t.Context(), path, opts)
		if err == nil {
			err = book.Run(t.Context(), nil, runtime.Locals{})
		}
		if err == nil {
			return
		}
		d := runtime.Diagnose(err, nil)
		if d.Summary == "" {
			t.Errorf("no summary for %#v", err)
		}
		for _, columns := range []int{0, 1, 20, 100} {
			text := d.Text(columns, columns == 20)
			if !strings.HasSuffix(text, "\n") || columns != 20 && strings.ContainsRune(text, '\x1b') {
				t.Errorf("got text %q", text)
			}
		}
		if _, err := json.Marshal(d); err != nil {
			t.Error(err)
		}
		if runes := len([]rune(d.Excerpt)); d.Excerpt != "" && (d.Col < 1 || d.Col > runes+1 || d.EndCol <= d.Col) {
			t.Errorf("columns %d to %d of %q", d.Col, d.EndCol, d.Excerpt)
		}
	})
}
