package builtins

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"accstar/acc/catalog"
	"accstar/runtime"
)

// TestUses: what a playbook calls in any case is told from what it may call; what cannot be known by reading is left out.
func TestUses(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"one after the other", "acc.projects.get(1)\n    x = len(acc.issues.list(2))\n    return acc.rfis.list(3)", "projects.get! issues.list! rfis.list!"},
		{"in a branch", "if acc.projects.get(1):\n        acc.issues.list(2)\n    else:\n        acc.rfis.list(2)\n    acc.forms.list(3)", "projects.get! issues.list rfis.list forms.list!"},
		{"in a loop", "for p in acc.projects.list():\n        acc.issues.list(p)\n    acc.rfis.list(3)", "projects.list! issues.list rfis.list!"},
		{"after a return in a branch", "acc.forms.list(1)\n    if x:\n        return\n    acc.rfis.list(3)", "forms.list! rfis.list"},
		{"after a return in a loop", "for y in x:\n        if y:\n            return\n    acc.rfis.list(3)", "rfis.list"},
		{"after fail", "if x:\n        fail('no')\n    acc.rfis.list(3)", "rfis.list!"},
		{"behind a return", "return 1\n    acc.rfis.list(3)", ""},
		{"conditional", "y = acc.rfis.list(1) if x else acc.forms.list(2)\n    z = x and acc.issues.list(1)\n    w = acc.projects.get(1) or x", "rfis.list forms.list issues.list projects.get!"},
		{"comprehension", "y = [acc.rfis.list(p) for p in acc.projects.list() if acc.forms.list(p)]", "projects.list! forms.list rfis.list"},
		{"a function that is called", "helper(1)", "issues.list! rfis.list"},
		{"a function called in a branch, and then in any case", "if x:\n        helper(1)\n    helper(2)", "issues.list! rfis.list"},
		{"a function that is handed on", "each(x, helper)", "issues.list rfis.list"},
		{"an operation that is handed on", "attempt(acc.rfis.list, 1)", "rfis.list"},
		{"a function of its own", "def add(p):\n        acc.rfis.list(p)\n    each(x, add)", "rfis.list"},
		{"lambda", "each(x, lambda p: acc.rfis.list(p))", "rfis.list"},
		{"a function that is not called", "pass", ""},
		{"an argument", "print('%s' % {'a': [acc.rfis.list(1)[0]]}, sep = acc.forms.list(2))", "rfis.list! forms.list!"},
		{"of another file", "lib(1)", "assets.list!"},
		{"a helper", "acc.account_users.find('x')", "account_users.search(acc.account_users.find)!"},
		{"a helper whose calls depend on what is there", "acc.project_users.ensure('x', 'a@b.c')", "project_users.list(acc.project_users.ensure)!"},
		{"a helper that is built from one", "acc.project_users.remove('x', 'a@b.c')", "project_users.list(acc.project_users.remove)!"},
		{"a helper in a branch", "if x:\n        acc.account_users.find('x')", "account_users.search(acc.account_users.find)"},
		{"a variable", "s = acc.rfis\n    s.list(1)", ""},
		{"a name that is not acc", "acc = x\n    acc.rfis.list(1)", ""},
		{"a helper that calls one thing in one of two ways", "acc.companies.find('x')", "companies.list(acc.companies.find)!"},
		{"a helper that goes one way or another", "acc.companies.ensure('x', 'y')", ""},
		{"a name that means two things", "helper = x\n    helper(1)", ""},
		{"a name nobody knows", "acc.rfis.no_such_thing(1)", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write := func(name, text string) string {
				path := filepath.Join(dir, name)
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				return path
			}
			write("lib.star", "def other(x):\n    acc.assets.list(x)\n")
			path := write("main.star", "load('lib.star', lib = 'other')\n\ndef helper(p):\n    acc.issues.list(p)\n    if p:\n        acc.rfis.list(p)\n\ndef main(x = 1):\n    "+c.body+"\n")
			cat := catalog.New()
			book, err := runtime.Load(t.Context(), path, runtime.Options{Universe: Universe(&Env{Catalogue: cat})})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, u := range Uses(cat, book) {
				text := u.Op.ID()
				if u.Helper != "" {
					text += "(" + u.Helper + ")"
				}
				if u.Sure {
					text += "!"
				}
				got = append(got, text)
				if line := strings.Split(book.Sources()[u.At.File], "\n")[u.At.Line-1]; !strings.HasPrefix(line[u.At.Col-1:], "acc.") {
					t.Errorf("%s is said to be at %s", text, u.At)
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
				t.Error(fmt.Sprintf("%s (-want +got):\n%s", c.body, diff))
			}
		})
	}
}
