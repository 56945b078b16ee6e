package builtins

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/runtime"
)

// HelperServices are the services that have no operations of their own: helpers over several of ACC's APIs.
func HelperServices() []*catalog.Service {
	return []*catalog.Service{
		{Name: "folders", Title: "Folders", Summary: "Folders of ACC's Files by their path, and who may do what in them, in the words of its pages."},
		{Name: "people", Title: "People", Summary: "One person over the whole account: projects, what waits for them, what they may do in folders."},
		{Name: "jobs", Title: "Jobs", Summary: "Waiting for work that ACC does after it has answered: exports, uploads, extracts, publishing."},
	}
}

// aboutLocal is the thread-local key of what calls are about.
const aboutLocal = "accstar.about"

// about(subject, text, fn) is fn(), with the changes it makes told as about subject: a folder's path.
func (h *helperNames) about(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var about acc.About
	var fn starlark.Callable
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 3, &about.Subject, &about.Text, &fn); err != nil {
		return nil, err
	}
	before := thread.Local(aboutLocal)
	thread.SetLocal(aboutLocal, about)
	defer thread.SetLocal(aboutLocal, before)
	return starlark.Call(thread, fn, nil, nil)
}

// sharedLocal is the thread-local key of the task that a change belongs to which any task may come to make first.
const sharedLocal = "accstar.shared"

// once(key, fn) is fn(), which makes one change, for whichever task comes first; the others wait for it and get what it gave. The
// change belongs to no task but is known by the key: side by side, tasks come in any order.
func (h *helperNames) once(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var key string
	var fn starlark.Callable
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &key, &fn); err != nil {
		return nil, err
	}
	turn, _ := h.turns.LoadOrStore(key, &sync.Mutex{})
	turn.(*sync.Mutex).Lock()
	defer turn.(*sync.Mutex).Unlock()
	if made, ok := h.made.Load("once/" + key); ok {
		return made.(starlark.Value), nil
	}
	sum := sha256.Sum256([]byte(key))
	thread.SetLocal(sharedLocal, "@made/"+hex.EncodeToString(sum[:8]))
	defer thread.SetLocal(sharedLocal, nil)
	v, err := starlark.Call(thread, fn, nil, nil)
	if err != nil {
		return nil, err
	}
	v.Freeze()
	h.made.Store("once/"+key, v)
	return v, nil
}

// remember(key, value = None) keeps a value until the run ends, or is the value kept, None if there is none. Helpers know by it
// what they have made: the listings that they read may be from before.
func (h *helperNames) remember(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var key string
	var v starlark.Value = starlark.None
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &key, &v); err != nil {
		return nil, err
	}
	if v != starlark.None {
		v.Freeze()
		h.made.Store(key, v)
		return v, nil
	}
	if held, ok := h.made.Load(key); ok {
		return held.(starlark.Value), nil
	}
	return starlark.None, nil
}

// folderLevel is an access level of a folder as ACC's pages name it.
type folderLevel struct {
	name    string
	actions []string
}

// folderLevels are the levels, each with all of the one before.
func folderLevels() []folderLevel {
	return []folderLevel{
		{"View", []string{"VIEW", "COLLABORATE"}},
		{"View + Download", []string{"VIEW", "DOWNLOAD", "COLLABORATE"}},
		{"View + Download + Publish markups", []string{"VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP"}},
		{"View + Download + Publish markups + Upload", []string{"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP"}},
		{"View + Download + Publish markups + Upload + Edit", []string{"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT"}},
		{"Full control", []string{"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT", "CONTROL"}},
	}
}

func levelNames() []string {
	var names []string
	for _, l := range folderLevels() {
		names = append(names, l.name)
	}
	return names
}

// findLevel finds a level by what people call it: the whole name, or the most it allows.
func findLevel(text string) (folderLevel, bool) {
	levels := folderLevels()
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' })
	most := -1
	for _, w := range words {
		switch w {
		case "only", "and", "full", "folder", "publish", "markup":
		case "view", "read":
			most = max(most, 0)
		case "download":
			most = max(most, 1)
		case "markups":
			most = max(most, 2)
		case "upload", "create":
			most = max(most, 3)
		case "edit":
			most = max(most, 4)
		case "control", "controller", "manage", "admin":
			most = max(most, 5)
		default:
			return folderLevel{}, false
		}
		if w == "markup" {
			most = max(most, 2)
		}
	}
	if most < 0 {
		return folderLevel{}, false
	}
	return levels[most], true
}

// actions(level) is the actions that an access level stands for.
func (h *helperNames) actions(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var text string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &text); err != nil {
		return nil, err
	}
	level, ok := findLevel(text)
	if !ok {
		return nil, refusal(thread, &acc.Error{Kind: acc.Invalid, Op: helperOp(thread), Message: fmt.Sprintf("level: there is no access level %q%s", text, runtime.DidYouMean(text, levelNames())),
			Hint: "levels are " + strings.Join(levelNames(), "; ") + `; "Upload" for short stands for all up to it`})
	}
	return textList(level.actions), nil
}

// level(actions) is the name of the access level that a list of actions makes up: the highest that they cover; "" for none.
func (h *helperNames) level(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var list starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &list); err != nil {
		return nil, err
	}
	held := textsOf(list)
	name := ""
	for _, l := range folderLevels() {
		without := slices.DeleteFunc(slices.Clone(l.actions), func(a string) bool { return a == "PUBLISH_MARKUP" }) // BIM 360 does not have it
		if !slices.ContainsFunc(without, func(a string) bool { return !slices.Contains(held, a) }) {
			name = l.name
			if l.name == "View + Download + Publish markups" && !slices.Contains(held, "PUBLISH_MARKUP") {
				name = "View + Download"
			}
		}
	}
	if name == "" && slices.Contains(held, "PUBLISH") {
		name = "Upload only"
	}
	return starlark.String(name), nil
}

// covers(held, wanted) reports whether a list has all that another has.
func (h *helperNames) covers(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var held, wanted starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &held, &wanted); err != nil {
		return nil, err
	}
	have := textsOf(held)
	return starlark.Bool(!slices.ContainsFunc(textsOf(wanted), func(a string) bool { return !slices.Contains(have, a) })), nil
}

func textsOf(v starlark.Value) []string {
	var out []string
	for _, x := range oneOrMany(v) {
		if s, ok := starlark.AsString(x); ok {
			out = append(out, s)
		}
	}
	return out
}
