package builtins

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.starlark.net/starlark"

	"accstar/runtime"
	"accstar/runtime/runtimetest"
)

// load loads a playbook that declares what is given, and takes any parameters.
func load(t *testing.T, declaration string) *runtimetest.Fixture {
	t.Helper()
	dir := t.TempDir()
	env, _ := newEnv(t, dir)
	f := runtimetest.New(t, Universe(env))
	f.Dir = dir
	f.File("p.star", declaration+"\n\ndef main(**params):\n    print(params)\n")
	return f
}

func TestDeclaration(t *testing.T) {
	f := load(t, `playbook(max_changes = 2000, max_deletes = 0, protect = ["North", "ada@example.com"], params = {"a": param.string()})`)
	book, err := runtime.Load(t.Context(), f.Path("p.star"), f.Options)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"max_changes": "2000", "max_deletes": "0", "protect": `["North", "ada@example.com"]`} {
		if got := book.Declared.Settings[name]; got == nil || got.String() != want {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	if params := book.Params(); len(params) != 1 || params[0].Name != "a" || !params[0].Required {
		t.Errorf("got parameters %v, want a alone, required", params)
	}
}

func TestDeclarationErrors(t *testing.T) {
	for _, test := range []struct{ declaration, want string }{
		{`playbook({"a": param.string()})`, `playbook: got 1 arguments by place, want all by name: playbook(params = {…})`},
		{`playbook(max_change = 3)`, `playbook: there is no argument "max_change" (did you mean max_changes?)`},
		{`playbook(max_changes = -1)`, `playbook: max_changes: got -1, want 0 or more`},
		{`playbook(max_deletes = "all")`, `playbook: max_deletes: got string, want a whole number`},
		{`playbook(protect = "North")`, `playbook: protect: got string, want a list of names`},
		{`playbook(protect = ["a", ""])`, `playbook: protect: item 2: got "", want a name`},
		{`playbook(params = ["a"])`, `playbook: params: got list, want a dict from name to param.string(), param.file() and so on`},
		{`playbook(params = {"a b": param.string()})`, `playbook: params: got the name "a b", want letters, digits and underscores`},
		{`playbook(params = {"a": "string"})`, `playbook: params: a: got string, want a kind of parameter, such as param.string()`},
		{`playbook(params = {"a": param.strin()})`, `there is no param.strin (did you mean string?)`},
		{`playbook()` + "\n" + `playbook()`, `playbook: it has been declared before`},
		{`param.string(default = 3)`, `param.string: default: got int, want string`},
		{`param.string(default = "x", required = True)`, `param.string: required = True does not go with a default`},
		{`param.string(required = 1)`, `param.string: for parameter required: got int, want True or False`},
		{`param.string(defualt = "x")`, `param.string: there is no argument "defualt" (did you mean default?)`},
		{`param.int(default = "x")`, `param.int: default: got "x", want a whole number`},
		{`param.int(default = 0, min = 1)`, `param.int: default: got 0, want at least 1`},
		{`param.int(min = "1")`, `param.int: for parameter min: got string, want a number`},
		{`param.float(default = True)`, `param.float: default: got True, want a number`},
		{`param.bool(default = 1)`, `param.bool: default: got int, want True or False`},
		{`param.choice([])`, `param.choice: for parameter choices: got none, want at least one`},
		{`param.choice(["a", "b"], default = "c")`, `param.choice: default: got "c", want "a" or "b"`},
		{`param.list(default = [1, 2], of = param.email())`, `param.list: default: item 1: got "1", want an e-mail address`},
		{`param.list(default = 3)`, `param.list: default: got int, want a list`},
		{`param.list(of = param.bool())`, `param.list: for parameter of: a list of bools cannot be written on the command line`},
		{`param.list(sep = "")`, `param.list: for parameter sep: got an empty text`},
		{`param.date(default = 2026)`, `param.date: default: got int, want a date`},
		{`param.date(default = "1.3.2026")`, `param.date: default: got "1.3.2026", want a date such as 2026-03-01`},
		{`param.file(default = "")`, `param.file: default: got a blank name, want a file`},
		{`param.email(default = "ada")`, `param.email: default: got "ada", want an e-mail address`},
		{`param.project(default = 2.5)`, `param.project: default: got float, want the name or ID of a project`},
	} {
		f := load(t, test.declaration)
		_, err := runtime.Load(t.Context(), f.Path("p.star"), f.Options)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\n got error %v\nwant %s", test.declaration, err, test.want)
		}
	}
}

// TestParamValues follows what is written on a command line to what main gets.
func TestParamValues(t *testing.T) {
	for _, test := range []struct{ param, text, want string }{
		{`param.string()`, ` x `, `" x "`},
		{`param.int(min = 1, max = 9)`, ` 7 `, `7`},
		{`param.int(max = 9)`, `10`, `error: got 10, want at most 9`},
		{`param.int()`, `7.5`, `error: got "7.5", want a whole number`},
		{`param.float()`, `7`, `7.0`},
		{`param.float()`, `7,5`, `error: got "7,5", want a number such as 12.5`},
		{`param.float()`, `inf`, `error: got "inf", want a number such as 12.5`},
		{`param.bool()`, `YES`, `True`},
		{`param.bool()`, `off`, `False`},
		{`param.bool()`, `maybe`, `error: got "maybe", want true or false`},
		{`param.choice(["member", "admin"])`, `Admin`, `"admin"`},
		{`param.choice(["member", "admin"])`, `amdin`, `error: got "amdin", want "member" or "admin" (did you mean "admin"?)`},
		{`param.list()`, `a, b,,c `, `["a", "b", "c"]`},
		{`param.list(of = param.int(), sep = ";")`, `1;2`, `[1, 2]`},
		{`param.list(of = param.int())`, `1,x`, `error: item 2: got "x", want a whole number`},
		{`param.list(of = param.project())`, `North,South`, `[record(id = "1", name = "North"), record(id = "1", name = "South")]`},
		{`param.date()`, `2026-03-01`, `2026-03-01`},
		{`param.date()`, `tomorrow`, `error: got "tomorrow", want a date such as 2026-03-01`},
		{`param.email()`, `Ada@Example.com`, `"ada@example.com"`},
		{`param.email()`, `ada`, `error: got "ada", want an e-mail address`},
		{`param.project()`, ` North `, `record(id = "1", name = "North")`},
		{`param.project()`, ` `, `error: got a blank text, want the name or ID of a project`},
		{`param.company()`, `nobody`, `error: parameter "x": param.company: no company is called "nobody"`},
		{`param.file()`, `OUTSIDE`, `OUTSIDE`},
		{`param.file()`, `OUTSIDE.nope`, `error: parameter "x": OUTSIDE.nope does not exist`},
		{`param.file()`, ` `, `error: got a blank name, want a file`},
		// What is not given.
		{`param.string(default = "d")`, ``, `"d"`},
		{`param.string(required = False)`, ``, `None`},
		{`param.project(default = None)`, ``, `None`},
		{`param.project(default = 24017)`, ``, `record(id = "1", name = "24017")`},
		{`param.list(default = ["a"], of = param.company())`, ``, `[record(id = "1", name = "a")]`},
		{`param.list(default = None, of = param.company())`, ``, `None`},
		{`param.int(default = 3)`, ``, `3`},
		{`param.float(default = 3)`, ``, `3.0`},
		{`param.bool()`, ``, `False`},
		{`param.date(default = "2026-03-01")`, ``, `2026-03-01`},
		{`param.date(default = date(2026, 3, 1))`, ``, `2026-03-01`},
		{`param.file(default = "p.star")`, ``, `p.star`},
		{`param.file(default = None)`, ``, `None`},
		{`param.file(default = "../p.star")`, ``, `error: parameter "x": ../p.star is not below the playbook's folder`},
		{`param.file(default = "nope.csv")`, ``, `error: parameter "x": nope.csv does not exist`},
		{`param.string()`, ``, `error: parameter "x" is missing`},
	} {
		outside := filepath.ToSlash(filepath.Join(t.TempDir(), "outside.csv"))
		if err := os.WriteFile(outside, []byte("A\n1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		f := load(t, `playbook(params = {"x": `+test.param+`})`)
		got := paramValueOf(t, f, strings.ReplaceAll(test.text, "OUTSIDE", outside))
		if want := strings.ReplaceAll(test.want, "OUTSIDE", outside); got != want {
			t.Errorf("%s with %q\n got %s\nwant %s", test.param, test.text, got, want)
		}
	}
}

// paramValueOf parses a text as the command line does, "" for none, and returns what main printed or the error.
func paramValueOf(t *testing.T, f *runtimetest.Fixture, text string) string {
	t.Helper()
	book, err := runtime.Load(t.Context(), f.Path("p.star"), f.Options)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]starlark.Value{}
	if text != "" {
		v, err := book.Params()[0].Parse(text)
		if err != nil {
			return "error: " + err.Error()
		}
		values["x"] = v
	}
	printed := ""
	err = book.Run(t.Context(), values, runtime.Locals{Print: func(_ runtime.Position, s string) { printed = s }})
	if err != nil {
		return "error: " + err.Error()
	}
	return strings.TrimSuffix(strings.TrimPrefix(printed, `{"x": `), "}")
}

// TestFileParam reads a file the user named, which may be anywhere.
func TestFileParam(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "new hires.csv")
	if err := os.WriteFile(outside, []byte("\ufeffName\nAda\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env, _ := newEnv(t, dir)
	f := runtimetest.New(t, Universe(env))
	f.File("p.star", `
playbook(params = {"hires": param.file(help = "new hires")})

def main(hires):
    assert.eq([r["Name"] for r in sheet.read(hires)], ["Ada"])
    assert.eq(hires.name, "new hires.csv")
    assert.eq(hires.text(), "Name\nAda\n")
    assert.eq(type(hires), "file")
    hires.nam
`)
	book, err := runtime.Load(t.Context(), f.Path("p.star"), f.Options)
	if err != nil {
		t.Fatal(err)
	}
	param := book.Params()[0]
	if param.Kind != "file" || param.Help != "new hires" || !param.Required {
		t.Errorf("got parameter %+v", param)
	}
	v, err := param.Parse(outside)
	if err != nil {
		t.Fatal(err)
	}
	err = book.Run(t.Context(), map[string]starlark.Value{"hires": v}, runtime.Locals{})
	if err == nil || !strings.Contains(err.Error(), "file has no .nam field or method (did you mean .name?)") {
		t.Errorf("got error %v, want that of the last line", err)
	}
	if hash := env.Files.(*Disk).Inputs()[outside]; !strings.HasPrefix(hash, "sha256:") {
		t.Errorf("the hash of the file is %q", hash)
	}
}
