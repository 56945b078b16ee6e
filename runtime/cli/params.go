package cli

import (
	"errors"
	"fmt"
	iofs "io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.starlark.net/starlark"

	"accstar/runtime"
)

// flagName is the flag of a parameter.
func flagName(param string) string { return strings.ReplaceAll(param, "_", "-") }

// paramFlag is the text given for a parameter; it is parsed with the parameter.
type paramFlag struct {
	kind, text string
	times      int
}

func (f *paramFlag) String() string { return f.text }
func (f *paramFlag) Type() string   { return f.kind }

func (f *paramFlag) Set(text string) error {
	f.text = text
	f.times++
	return nil
}

// addParamFlags adds the parameters of a playbook to the flags. One whose name is taken is left out: --param sets it.
func addParamFlags(fs *pflag.FlagSet, params []runtime.Param) {
	for _, p := range params {
		name := flagName(p.Name)
		if fs.Lookup(name) != nil || name == "help" {
			continue
		}
		fs.Var(&paramFlag{kind: p.Kind}, name, p.Help)
		if p.Kind == "bool" {
			fs.Lookup(name).NoOptDefVal = "true"
		}
	}
}

// givenParams are the parameters given as flags and with --param.
func givenParams(cmd *cobra.Command, path string, params []runtime.Param, pairs []string) (map[string]string, error) {
	given := map[string]string{}
	var names []string
	for _, p := range params {
		names = append(names, p.Name)
		if f := ownFlag(cmd.Flags(), p); f != nil && f.times > 0 {
			if f.times > 1 {
				return nil, twice(p)
			}
			given[p.Name] = f.text
		}
	}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, &usageError{message: fmt.Sprintf("--param: got %q, want NAME=VALUE", pair)}
		}
		name = strings.ReplaceAll(name, "-", "_")
		i := slices.Index(names, name)
		if i < 0 {
			return nil, &usageError{message: fmt.Sprintf("--param: the playbook has no parameter %q%s", name, runtime.DidYouMean(name, names)),
				hints: []string{listParams(cmd, path)}}
		}
		if _, again := given[name]; again {
			return nil, twice(params[i])
		}
		given[name] = value
	}
	return given, missingParams(cmd, path, params, given)
}

func missingParams(cmd *cobra.Command, path string, params []runtime.Param, given map[string]string) error {
	var missing, hints []string
	for _, p := range params {
		if _, ok := given[p.Name]; !ok && p.Required {
			missing = append(missing, named(cmd.Flags(), p))
			hints = append(hints, aboutParam(cmd.Flags(), p))
		}
	}
	if missing == nil {
		return nil
	}
	return &usageError{message: isAre(missing) + " required", hints: append(hints, listParams(cmd, path))}
}

// ownFlag is the flag of a parameter; nil if its name is taken by one of ours.
func ownFlag(fs *pflag.FlagSet, p runtime.Param) *paramFlag {
	if f := fs.Lookup(flagName(p.Name)); f != nil {
		own, _ := f.Value.(*paramFlag)
		return own
	}
	return nil
}

// named is a parameter as a user sets it: "--hires" or "--param profile=…".
func named(fs *pflag.FlagSet, p runtime.Param) string {
	if fs == nil || ownFlag(fs, p) != nil {
		return "--" + flagName(p.Name)
	}
	return "--param " + p.Name + "=…"
}

func twice(p runtime.Param) error {
	e := &usageError{message: fmt.Sprintf("the parameter %s is given twice", p.Name), hints: []string{"give it once"}}
	if strings.HasPrefix(p.Kind, "list") {
		e.hints = []string{"give all its items at once, separated by commas"}
	}
	return e
}

func listParams(cmd *cobra.Command, path string) string {
	return fmt.Sprintf("%s %s --help lists the playbook's parameters", cmd.CommandPath(), path)
}

// parseValues turns what was given on the command line into values. The flags say how each is set; nil if that is past.
func parseValues(fs *pflag.FlagSet, params []runtime.Param, given map[string]string) (map[string]starlark.Value, error) {
	values := map[string]starlark.Value{}
	var names []string
	for _, p := range params {
		names = append(names, p.Name)
		text, ok := given[p.Name]
		if !ok {
			continue
		}
		v, err := p.Parse(text)
		if err != nil {
			return nil, &usageError{message: fmt.Sprintf("%s: %v", named(fs, p), err), hints: append(hintsOf(err), aboutParam(fs, p))}
		}
		values[p.Name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(names, name) {
			return nil, &usageError{message: fmt.Sprintf("the playbook has no parameter %q%s", name, runtime.DidYouMean(name, names))}
		}
	}
	return values, nil
}

// checkFiles reports a file given as a parameter that is not there, before anything is begun.
func checkFiles(fs *pflag.FlagSet, params []runtime.Param, given map[string]string) error {
	for _, p := range params {
		name, ok := given[p.Name]
		if !ok || p.Kind != "file" {
			continue
		}
		info, err := os.Stat(name)
		switch {
		case errors.Is(err, iofs.ErrNotExist):
			return &usageError{message: fmt.Sprintf("%s: %s does not exist%s", named(fs, p), name, runtime.DidYouMean(filepath.Base(name), beside(name))),
				hints: []string{"check the name, and the folder it is looked for in", aboutParam(fs, p)}}
		case err == nil && info.IsDir():
			return &usageError{message: fmt.Sprintf("%s: %s is a folder, want a file", named(fs, p), name), hints: []string{aboutParam(fs, p)}}
		}
	}
	return nil
}

// beside are the names of the files in the folder that a file should be in.
func beside(name string) []string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return nil // then that is what is wrong
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

func hintsOf(err error) []string {
	var h runtime.Hinter
	if errors.As(err, &h) {
		return h.Hints()
	}
	return nil
}

// aboutParam says what a parameter is: "--hires is a file: Excel or CSV list of new hires".
func aboutParam(fs *pflag.FlagSet, p runtime.Param) string {
	text := fmt.Sprintf("%s is %s", named(fs, p), aKind(p.Kind))
	if p.Help != "" {
		text += ": " + p.Help
	}
	return text
}

// aKind is a kind of parameter in a user's words.
func aKind(kind string) string {
	switch kind {
	case "string":
		return "a text"
	case "int":
		return "a whole number"
	case "float":
		return "a number"
	case "bool":
		return "true or false"
	case "email":
		return "an e-mail address"
	}
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}
