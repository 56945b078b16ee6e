package runtime_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"accstar/runtime"
	"accstar/runtime/runtimetest"

	"github.com/google/go-cmp/cmp"
)

func TestLoadedFiles(t *testing.T) {
	f := runtimetest.New(t, universe(t)).
		File("x.star", "load('lib/a.star', 'a', second = 'b')\ndef main():\n    assert.eq(a() + second, 'a and b of /x')\n").
		File("lib/a.star", "load('b.star', _b = 'b')\nload('../top.star', 'top')\nb = ' of ' + top\ndef a(): return 'a and ' + _b\n").
		File("lib/b.star", "b = 'b'\n").
		File("top.star", "top = '/x'\n")
	book := f.Run("x.star", nil).Ok(t).Playbook

	sum := sha256.Sum256([]byte("b = 'b'\n"))
	if got, want := book.Inputs[f.Path("lib/b.star")], "sha256:"+hex.EncodeToString(sum[:]); got != want {
		t.Errorf("got hash %q, want %q", got, want)
	}
	var names []string
	for name := range book.Inputs {
		rel, err := filepath.Rel(f.Dir, name)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, filepath.ToSlash(rel))
		if _, ok := book.Sources()[name]; !ok {
			t.Errorf("%s has no source", name)
		}
	}
	if len(names) != 4 {
		t.Errorf("got inputs %q, want four", names)
	}
}

// A file that two others load runs once, on a thread of its own.
func TestFileIsLoadedOnce(t *testing.T) {
	f := runtimetest.New(t, nil).
		File("x.star", "load('a.star', 'x')\nload('b.star', 'y')\ndef main():\n    assert.true(x == y)\n").
		File("a.star", "load('c.star', 'c')\nx = c\n").
		File("b.star", "load('./c.star', 'c')\ny = c\n").
		File("c.star", "print('once')\nc = [1]\n")
	if diff := cmp.Diff([]string{"once"}, f.Run("x.star", nil).Ok(t).Printed); diff != "" {
		t.Error(diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string // a part of the diagnostic
	}{
		{"no such playbook", map[string]string{"onboarding.star": ""}, "x.star does not exist"},
		{"a misspelt playbook", map[string]string{"xx.star": "", "other.star": ""}, "x.star does not exist"},
		{"a missing file", map[string]string{"x.star": "load('lib.star', 'f')", "libs.star": ""},
			"lib.star does not exist\n  ╷\n 1│ load('lib.star', 'f')\n  │      ^^^^^^^^^^\n  ╵ at x.star:1\nhint: did you mean libs.star?"},
		{"a missing folder", map[string]string{"x.star": "load('lib/a.star', 'f')"}, "a.star does not exist"},
		{"a folder", map[string]string{"x.star": "load('lib.star', 'f')", "lib.star/y.star": ""}, "lib.star is a folder, not a playbook"},
		{"the parent folder", map[string]string{"x.star": "load('../secret.star', 'f')"}, "../secret.star is outside the playbook's folder"},
		{"the parent folder, the long way round", map[string]string{"x.star": "load('a/../../secret.star', 'f')"}, "is outside the playbook's folder"},
		{"an absolute path", map[string]string{"x.star": "load('/etc/secret.star', 'f')"}, "/etc/secret.star is outside the playbook's folder"},
		{"a backslash", map[string]string{"x.star": `load('lib\\a.star', 'f')`}, `hint: write "lib/a.star"`},
		{"no name", map[string]string{"x.star": "load('', 'f')"}, "load needs the name of a file"},
		{"no extension", map[string]string{"x.star": "load('lib', 'f')"}, `hint: did you mean "lib.star"?`},
		{"a name the file lacks", map[string]string{"x.star": "load('lib.star', 'helo')", "lib.star": "hello = 1"},
			"name helo not found in module lib.star (did you mean hello?)\n  ╷\n 1│ load('lib.star', 'helo')\n  │                   ^^^^\n"},
		{"not text", map[string]string{"x.star": "load('lib.star', 'f')", "lib.star": "# fine\n# caf\xe9\n"},
			"lib.star is not UTF-8 text\n  at lib.star:2, loaded from x.star:1\nhint: save it as UTF-8"},
		{"UTF-16", map[string]string{"x.star": "\xff\xfed\x00e\x00"}, "x.star is UTF-16 text, want UTF-8"},
		{"a file too large", map[string]string{"x.star": strings.Repeat("#", runtime.MaxFileSize+1)}, "x.star is too large for a playbook: the limit is 5 MiB"},
		{"a file that loads itself", map[string]string{"x.star": "load('x.star', 'f')"}, "x.star loads itself"},
		{"a cycle", map[string]string{"x.star": "load('a.star', 'f')", "a.star": "load('b.star', 'f')", "b.star": "load('a.star', 'f')"},
			"files load each other: a.star loads b.star loads a.star\n  ╷\n 1│ load('a.star', 'f')\n  │      ^^^^^^^^\n  ╵ at b.star:1, loaded from a.star:1, loaded from x.star:1\n"},
		{"two playbook()", map[string]string{"x.star": "playbook(params = {})\nplaybook(params = {})"}, "playbook: it has been declared before, at x.star:1"},
		{"playbook() in a library", map[string]string{"x.star": "load('a.star', 'f')", "a.star": "playbook(params = {})"}, "not in a file it loads"},
		{"playbook() in main", map[string]string{"x.star": "def main():\n    playbook(params = {})"}, "it can only be declared at the top level"},
		{"work at the top level", map[string]string{"x.star": "users = acc.users.list()"},
			"acc.users.list: the top level of a playbook only declares; call it from main"},
		{"main that is no function", map[string]string{"x.star": "main = 3"}, "main in x.star is a int, want a function"},
		{"main with *args", map[string]string{"x.star": "def main(a, *rest): pass"}, "main cannot take *args"},
		{"main with **kwargs", map[string]string{"x.star": "def main(**kwargs): pass"}, "main takes **kwargs, but no parameters are declared"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := runtimetest.New(t, universe(t))
			for name, text := range test.files {
				f.File(name, text)
			}
			got := filepath.ToSlash(f.Run("x.star", nil).Text())
			if !strings.Contains(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestLoadRefusesWhatIsNoPlaybook(t *testing.T) {
	f := runtimetest.New(t, nil).File("onboard.star", "").File("onboard.py", "").File("many/a.star", "").File("many/b.star", "")
	for _, test := range []struct{ path, want string }{
		{"onboard.py", "is not a playbook: its name does not end in .star\nhint: did you mean " + f.Path("onboard.star") + "?"},
		{"onboard", "is not a playbook: its name does not end in .star\nhint: did you mean " + f.Path("onboard.star") + "?"},
		{"onbaord.star", "does not exist\nhint: did you mean " + f.Path("onboard.star") + "?"},
		{"many", "is a folder, not a playbook\nhint: it has " + f.Path("many/a.star") + ", " + f.Path("many/b.star")},
	} {
		_, err := runtime.Load(t.Context(), f.Path(test.path), f.Options)
		if err == nil {
			t.Errorf("%s was loaded", test.path)
			continue
		}
		want := "error: " + f.Path(test.path) + " " + test.want + "\n"
		if diff := cmp.Diff(want, runtime.Diagnose(err, nil).Text(0, false)); diff != "" {
			t.Errorf("%s: %s", test.path, diff)
		}
	}
}

func TestLinksMayNotLeadOut(t *testing.T) {
	outside := runtimetest.New(t, nil).File("secret.star", "secret = 1\n")
	f := runtimetest.New(t, nil).
		File("x.star", "load('link.star', 'secret')\ndef main(): pass\n").
		File("y.star", "load('inside.star', 'v')\ndef main():\n    print(v)\n").
		File("z.star", "load('folder/secret.star', 'secret')\ndef main(): pass\n").
		File("real.star", "v = 'ok'\n")
	link(t, outside.Path("secret.star"), f.Path("link.star"))
	link(t, outside.Dir, f.Path("folder"))
	link(t, "real.star", f.Path("inside.star"))
	for _, name := range []string{"x.star", "z.star"} {
		if got := f.Run(name, nil).Text(); !strings.Contains(got, "is outside the playbook's folder") {
			t.Errorf("%s: got %s", name, got)
		}
	}
	if diff := cmp.Diff([]string{"ok"}, f.Run("y.star", nil).Ok(t).Printed); diff != "" {
		t.Error(diff)
	}
}

// The playbook itself may be named by a link: its folder is that of the real file.
func TestPlaybookNamedByLink(t *testing.T) {
	real := runtimetest.New(t, nil).File("x.star", "load('lib.star', 'v')\ndef main():\n    fail(v)\n").File("lib.star", "v = 'found'\n")
	f := runtimetest.New(t, nil)
	link(t, real.Path("x.star"), f.Path("today.star"))
	got := f.Run("today.star", nil)
	d := runtime.Diagnose(got.Err, nil)
	if d.Summary != "found" || d.File != f.Path("today.star") || d.Excerpt == "" {
		t.Errorf("got %+v", d)
	}
	if got.Playbook.Dir == f.Dir {
		t.Errorf("got folder %s, want that of the real file", got.Playbook.Dir)
	}
}

// link makes a symbolic link. Where the system does not let us, there is none to be refused either.
func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.Symlink(target, name); err != nil {
		t.Fatal(err)
	}
}

func TestByteOrderMarkAndLineEnds(t *testing.T) {
	f := runtimetest.New(t, nil).File("x.star", "\ufeffdef main():\r\n    x = 1\r\n    fail('no')\r\n")
	got := f.Run("x.star", nil).Text()
	if !strings.Contains(got, " 3│     fail('no')\n  │     ^^^^\n") {
		t.Errorf("got %s", got)
	}
}

func TestUnreadableFile(t *testing.T) {
	f := runtimetest.New(t, nil)
	if err := os.Symlink(f.Path("loop.star"), f.Path("loop.star")); err != nil {
		t.Fatal(err)
	}
	_, err := runtime.Load(t.Context(), f.Path("loop.star"), f.Options)
	if err == nil || !strings.Contains(err.Error(), "loop.star cannot be read") {
		t.Errorf("got %v", err)
	}
	permission := runtime.FileErrorOf("x.star", &fs.PathError{Op: "open", Path: "x.star", Err: fs.ErrPermission})
	if got, want := permission.Error(), "x.star cannot be read: permission denied"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// While the top level runs there is no environment and main has not begun.
func TestDialect(t *testing.T) {
	f := runtimetest.New(t, nil)
	for _, test := range []struct{ src, want string }{
		{"x = set([1, 2])\nx = 1\nif x:\n    y = [z for z in range(3)]\nfor i in y:\n    x += i\ndef main():\n    assert.eq(x, 4)\n", ""},
		{"def main():\n    while True:\n        pass\n", "playbooks have no while loops"},
		{"def f(): f()\ndef main():\n    f()\n", "function f called recursively"},
		{"def main():\n    [f(1) for f in [lambda n: main()]]\n", "function main called recursively"},
	} {
		got := f.File("x.star", test.src).Run("x.star", nil).Text()
		if (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
			t.Errorf("%s: got %s, want %s", test.src, got, test.want)
		}
	}
}
