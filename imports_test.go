package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed says which of our packages each package may import. Arrows point down only; a package that is not listed may not
// exist, so that a new one is placed on purpose.
func allowed() map[string][]string {
	return map[string][]string{
		"":                    {"runtime/cli"},
		"acc/catalog":         {},
		"acc/auth":            {},
		"acc":                 {"acc/catalog"},
		"acc/tenant":          {"acc", "acc/catalog"},
		"acc/practice":        {"acc", "acc/catalog", "acc/tenant"},
		"runtime":             {},
		"runtime/runtimetest": {"runtime"},
		"runtime/preview":     {"acc", "acc/catalog", "acc/tenant"},
		"runtime/journal":     {"acc", "acc/catalog"},
		"runtime/report":      {"acc", "acc/catalog", "acc/tenant", "runtime/preview"},
		"runtime/tooling":     {"acc/catalog", "acc/tenant", "builtins", "runtime"},
		"builtins/value":      {},
		"builtins/sheet":      {},
		"builtins":            {"runtime", "acc", "acc/catalog", "builtins/value", "builtins/sheet"},
		"runtime/cli": {"acc", "acc/auth", "acc/catalog", "acc/practice", "acc/tenant", "builtins", "builtins/sheet", "builtins/value", "runtime",
			"runtime/journal", "runtime/preview", "runtime/report", "runtime/tooling"},
		"scripts/bench": {}, "scripts/bench/bare": {},
	}
}

func TestImports(t *testing.T) {
	rules := allowed()
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && file != "." || d.Name() == "testdata" || d.Name() == "out") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		dir := path.Dir(filepath.ToSlash(file))
		if dir == "." {
			dir = ""
		}
		seen[dir] = true
		may, listed := rules[dir]
		if !listed {
			t.Errorf("package %q is not listed in allowed: say what it may import", dir)
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range parsed.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(name, "accstar/"); ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s, which %q may not", file, ours, dir)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for dir := range rules {
		if !seen[dir] {
			t.Errorf("package %q is listed in allowed and does not exist", dir)
		}
	}
}

// TestOnlyCliTouchesTheProcess keeps arguments, standard streams, environment, exit and the wall clock in runtime/cli, and in the
// programs of scripts/bench, which are no part of accstar.
func TestOnlyCliTouchesTheProcess(t *testing.T) {
	forbidden := []string{"os.Args", "os.Stdout", "os.Stdin", "os.Stderr", "os.Exit(", "os.Getenv(", "os.LookupEnv(", "time.Now()"}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		slash := filepath.ToSlash(file)
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && file != "." || slash == "runtime/cli" || slash == "scripts/bench" || d.Name() == "testdata" || d.Name() == "out") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || file == "main.go" {
			return nil
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			return err
		}
		for _, use := range uses(parsed) {
			for _, f := range forbidden {
				if use.name == strings.TrimSuffix(strings.TrimSuffix(f, "()"), "(") {
					t.Errorf("%s uses %s, which only runtime/cli may: have it handed in", set.Position(use.pos), use.name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
