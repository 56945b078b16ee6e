// Package builtins is what a playbook sees of the world: acc and its services, spreadsheets, parameters, rows, tables, time.
//
// [Universe] makes the names of one run out of its [Env]. They are listed in one table, [entries], a line each; every name
// has its own file and a [Doc], from which the reference and the help of editors are made.
//
// The services of acc are derived from the catalogue of operations, with helpers in Starlark on top of them; see acc.go.
package builtins

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	mathlib "go.starlark.net/lib/math"
	"go.starlark.net/starlark"

	"accstar/builtins/value"
	"accstar/runtime"
)

// Doc describes one name that playbooks see.
type Doc struct {
	Name      string // dotted: "param.string"
	Signature string // as it is called: "param.string(default, help = \"\")"
	Summary   string // one sentence, ending with a full stop
	Text      string // the rest of what there is to know, in paragraphs; may be ""
	Example   string // lines of a playbook
}

// entry is one name of the universe: a function, or a value that is always the same.
type entry struct {
	Doc
	mainOnly bool // a top level, which only declares, may not call it
	body     body
	value    starlark.Value // instead of body
}

// body is what a builtin function does.
type body func(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error)

// entries lists everything but acc and the services of it.
func entries() []entry {
	return slices.Concat(
		[]entry{
			attemptEntry(),
			byHandEntry(),
			dateEntry(),
			daysEntry(),
			eachEntry(),
			emailEntry(),
			failEntry(),
			flattenEntry(),
			groupByEntry(),
			indexEntry(),
			joinEntry(),
			logEntry(),
			nullEntry(),
			parallelMapEntry(),
			playbookEntry(),
			reportTableEntry(),
			sheetAnnotateEntry(),
			sheetReadEntry(),
			sheetRowsEntry(),
			sheetWriteEntry(),
			sortByEntry(),
			uniqueEntry(),
		},
		columnEntries(),
		jsonEntries(),
		paramEntries(),
		textMatchEntries(),
		timeEntries(),
	)
}

// Docs describes all names but acc and the services of it, sorted by name.
func Docs() []Doc {
	var docs []Doc
	for _, e := range entries() {
		docs = append(docs, e.Doc)
	}
	docs = append(docs, accDocs()...)
	docs = append(docs, rowDocs()...)
	docs = append(docs, borrowedDocs()...)
	slices.SortFunc(docs, func(a, b Doc) int { return strings.Compare(a.Name, b.Name) })
	return docs
}

// Universe makes the names that the playbook of one run sees, besides Starlark's own. An Env without a catalogue makes
// them without acc.
func Universe(env *Env) starlark.StringDict {
	universe := starlark.StringDict{"math": mathlib.Module}
	for _, e := range entries() {
		v := e.value
		if v == nil {
			v = function(env, e)
		}
		space, name, dotted := strings.Cut(e.Name, ".")
		if !dotted {
			universe[e.Name] = v
			continue
		}
		ns, ok := universe[space].(*namespace)
		if !ok {
			ns = &namespace{name: space, members: starlark.StringDict{}}
			universe[space] = ns
		}
		ns.members[name] = v
	}
	if env.Catalogue != nil {
		universe["acc"] = mustACC(env)
	}
	return universe
}

// mustACC builds acc. It can only fail where the embedded helpers do not fit the catalogue, which tests rule out.
func mustACC(env *Env) starlark.Value {
	module, err := newACC(env)
	if err != nil {
		panic(fmt.Sprintf("builtins: %v", err))
	}
	return module
}

// function makes the value of a builtin function.
func function(env *Env, e entry) *starlark.Builtin {
	return runtime.Builtin(e.Name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
		if e.mainOnly {
			if err := runtime.RequireMain(thread, b.Name()); err != nil {
				return nil, err
			}
		}
		return e.body(env, thread, arguments{b.Name(), args, kwargs})
	})
}

// namespace is a name that holds others, as param holds param.string.
type namespace struct {
	name    string
	members starlark.StringDict
}

var _ starlark.HasAttrs = (*namespace)(nil)

func (n *namespace) String() string        { return "<module " + n.name + ">" }
func (n *namespace) Type() string          { return "module" }
func (n *namespace) Freeze()               {}
func (n *namespace) Truth() starlark.Bool  { return true }
func (n *namespace) Hash() (uint32, error) { return 0, fmt.Errorf("unhashable type: module") }
func (n *namespace) AttrNames() []string   { return slices.Sorted(maps.Keys(n.members)) }

// Attr returns a member.
func (n *namespace) Attr(name string) (starlark.Value, error) {
	if v, ok := n.members[name]; ok {
		return v, nil
	}
	return nil, fmt.Errorf("there is no %s.%s%s", n.name, name, runtime.DidYouMean(name, n.AttrNames()))
}

func nullEntry() entry {
	return entry{
		Doc: Doc{Name: "null", Signature: "null", Summary: "Clears a field: it is sent as JSON null.",
			Text:    "None is different: whatever is None is left out of what is sent, so that a blank cell never clears anything.",
			Example: "acc.project_users.patch(project, user, companyId = null)"},
		value: value.Null,
	}
}

// borrowedDocs describes what comes from elsewhere.
func borrowedDocs() []Doc {
	return []Doc{
		{Name: "math", Signature: "math", Summary: "The usual functions and constants of arithmetic.",
			Text:    "math.ceil, floor, round, fabs, pow, sqrt, mod, log, exp, pi, e and the trigonometric functions.",
			Example: "pages = math.ceil(count / 100)"},
		{Name: "print", Signature: "print(*values, sep = \" \")", Summary: "Prints a line.",
			Text:    "What a preview prints is shown by preview only; a run shows its own.",
			Example: `print(len(projects), "projects")`},
	}
}
