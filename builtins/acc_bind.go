package builtins

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/builtins/value"
	"accstar/runtime"
)

// ArgumentError is everything that is wrong with the arguments of one call. Nothing was sent.
type ArgumentError struct {
	Op    string   // "acc.project_users.patch"
	Wrong []string // each "name: got X, want Y"
}

// Error is the problem itself if there is one, else their number; [ArgumentError.Problems] has them all.
func (e *ArgumentError) Error() string {
	if len(e.Wrong) == 1 {
		return e.Op + ": " + e.Wrong[0]
	}
	return fmt.Sprintf("%s: %d arguments are wrong", e.Op, len(e.Wrong))
}

// Problems returns the problems, for showing one a line; none if there is but one, which [ArgumentError.Error] says.
func (e *ArgumentError) Problems() []string {
	if len(e.Wrong) == 1 {
		return nil
	}
	return e.Wrong
}

// Argument is the argument that is wrong, for underlining it; "" if there are several.
func (e *ArgumentError) Argument() string {
	if len(e.Wrong) != 1 {
		return ""
	}
	name, _, _ := strings.Cut(e.Wrong[0], ":")
	name = strings.TrimPrefix(name, "unknown argument ")
	end := strings.IndexFunc(name, func(r rune) bool {
		return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '"')
	})
	if end >= 0 {
		name = name[:end]
	}
	return strings.Trim(name, "\"")
}

// Hints says where the arguments are described.
func (e *ArgumentError) Hints() []string {
	name := strings.TrimPrefix(e.Op, "acc.")
	return []string{"accstar docs " + name + " lists what it takes"}
}

// Fatal reports that attempt does not catch it: the playbook is wrong, not the account.
func (e *ArgumentError) Fatal() bool { return true }

// binding is a call in the making.
type binding struct {
	env      *Env
	op       *catalog.Operation
	call     *acc.Call
	body     map[string]any
	whole    any
	problems []string
	text     catalogText
	// prefixed says that an ID came with a "b." that is not of this service, or without one that is; it was put right.
	prefixed string
	// pick are the text filters that ACC cannot make itself; max is how many records they may leave.
	pick []textPick
	max  int
}

// catalogText gathers how much of a value the text filters of a call ask for.
type catalogText struct {
	used bool
	mode string
}

func (b *binding) problem(format string, args ...any) {
	b.problems = append(b.problems, fmt.Sprintf(format, args...))
}

// bind makes a call of arguments, checking them all: what is wrong is reported together.
func bind(env *Env, op *catalog.Operation, defs []catalog.Arg, args starlark.Tuple, kwargs []starlark.Tuple) (*binding, error) {
	b := &binding{env: env, op: op, call: &acc.Call{Op: op, Path: map[string]string{}}}
	given := b.gather(defs, args, kwargs)
	for _, def := range defs {
		v, ok := given[def.Name]
		if !ok || v == starlark.None {
			if def.Required && !b.filled(def) {
				b.problem("%s is missing%s", def.Name, docHint(def.Field))
			}
			continue
		}
		b.put(def, v)
	}
	b.account()
	b.textMatch()
	if b.pick != nil {
		b.max, b.call.Max = b.call.Max, 0
	}
	b.finishBody(defs)
	if b.problems != nil {
		return nil, &ArgumentError{Op: "acc." + op.ID(), Wrong: b.problems}
	}
	return b, nil
}

// filled reports whether a required argument may be missing: the account is known, and a whole body may hold the field.
func (b *binding) filled(def catalog.Arg) bool {
	return def.In == catalog.InBody // judged once the whole body is known
}

func docHint(f catalog.Field) string {
	switch {
	case len(f.Enum) > 0 && len(f.Enum) <= 8:
		return ": one of " + quoted(f.Enum)
	case f.Doc != "":
		return ": " + f.Doc
	}
	return ""
}

// gather assigns arguments to names.
func (b *binding) gather(defs []catalog.Arg, args starlark.Tuple, kwargs []starlark.Tuple) map[string]starlark.Value {
	given := map[string]starlark.Value{}
	var positional, names []string
	for _, d := range defs {
		names = append(names, d.Name)
		if d.Positional {
			positional = append(positional, d.Name)
		}
	}
	if b.op.Effect.Changes() && b.op.BodyShape == catalog.ObjectBody && b.op.Encoding == catalog.JSON {
		names = append(names, "extra")
	}
	for i, v := range args {
		if i >= len(positional) {
			b.problem("got %d arguments by place, want at most %d%s; give the rest by name", len(args), len(positional), inParens(positional))
			break
		}
		given[positional[i]] = v
	}
	for _, kv := range kwargs {
		name := string(kv[0].(starlark.String))
		if !slices.Contains(names, name) {
			b.problem("unknown argument %q%s", name, runtime.DidYouMean(name, names))
			continue
		}
		if _, twice := given[name]; twice {
			b.problem("%s is given twice", name)
		}
		given[name] = kv[1]
		if name == "extra" {
			b.extra(kv[1])
		}
	}
	return given
}

func inParens(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// extra is the escape hatch: body fields that the catalogue does not know yet.
func (b *binding) extra(v starlark.Value) {
	if v == starlark.None {
		return
	}
	body, _, err := value.ToBody(v)
	fields, ok := body.(map[string]any)
	if err != nil || !ok {
		b.problem("extra: want a dict of body fields")
		return
	}
	for k, x := range fields {
		b.setBody(k, x)
	}
}

func (b *binding) setBody(name string, v any) {
	if b.body == nil {
		b.body = map[string]any{}
	}
	b.body[name] = v
}

// put enters one argument where it goes.
func (b *binding) put(def catalog.Arg, v starlark.Value) {
	switch def.In {
	case catalog.InPath:
		b.putPath(def, v)
	case catalog.InQuery, catalog.InHeader:
		b.putParam(def, v)
	case catalog.InMax:
		n, err := starlark.AsInt32(v)
		if err != nil || n < 1 {
			b.problem("%s: got %s, want a whole number from 1", def.Name, brief(v))
			return
		}
		b.call.Max = n
	case catalog.InWhole:
		body, _, err := value.ToBody(v)
		if err != nil {
			b.problem("%s%s", def.Name, pathOf(err))
			return
		}
		b.whole = body
	case catalog.InBody:
		b.putBody(def, v)
	}
}

// putPath takes a record or an ID.
func (b *binding) putPath(def catalog.Arg, v starlark.Value) {
	_, isText := v.(starlark.String)
	if rec, ok := v.(*value.Record); ok {
		id, found := rec.Field("id")
		if !found {
			b.problem("%s: got a record without an id%s", def.Name, docHint(def.Field))
			return
		}
		v = id
	}
	if u, ok := v.(value.Unknown); ok {
		b.problem("%s: %s", def.Name, (&value.UnknownError{Unknown: u}).Error())
		return
	}
	var text string
	switch v := v.(type) {
	case starlark.String:
		text = string(v)
	case starlark.Int:
		text = v.String()
	default:
		b.problem("%s: got %s, want a record or an ID", def.Name, v.Type())
		return
	}
	if text == "" || text == "." || text == ".." || strings.ContainsAny(text, "\x00\n\r") {
		b.problem("%s: got %q, want an ID", def.Name, text)
		return
	}
	spelled := spell(def.Field.Prefix, text)
	if spelled != text && isText {
		b.prefixed = fmt.Sprintf("%s: got %q; %s", def.Name, text, prefixNote(def.Field.Prefix))
	}
	b.call.Path[def.Field.Name] = spelled
}

// spell is the ID of an account or a project as a service spells it.
func spell(p catalog.Prefix, id string) string {
	switch {
	case p == catalog.Prefixed && !strings.HasPrefix(id, "b."):
		return "b." + id
	case p == catalog.Unprefixed:
		return strings.TrimPrefix(id, "b.")
	}
	return id
}

func prefixNote(p catalog.Prefix) string {
	if p == catalog.Prefixed {
		return `this service spells IDs of accounts and projects with "b." before them, which was added, as it is wherever it is missing`
	}
	return `this service spells IDs of accounts and projects without "b.", which was taken off, as it is wherever it is too much`
}

// putParam enters a query parameter or header.
func (b *binding) putParam(def catalog.Arg, v starlark.Value) {
	if def.Field.Type.Base() == "map" && def.In == catalog.InQuery {
		b.putMap(def, v)
		return
	}
	t := def.Field.Test
	byText := t != nil && (t.Match == catalog.MatchText || t.Match == catalog.MatchPartial)
	if m, ok := v.(TextMatch); ok {
		switch {
		case !byText && t == nil && def.Field.Type.Elem() == "string" && len(def.Field.Enum) == 0:
			b.problem("%s: got %s, but how ACC compares this parameter is not documented; give the plain text, or list without it and pick in the playbook", def.Name, m)
			return
		case !byText:
			b.problem("%s: got %s, but this parameter compares whole values only", def.Name, m)
			return
		case t.Match == catalog.MatchPartial && m.Mode != matchContains:
			// ACC can only look for the text anywhere; which of those it finds are meant is seen here.
			b.pick = append(b.pick, textPick{t.Field, m})
		}
		mode := m.Mode
		if t.Match == catalog.MatchPartial {
			mode = matchContains
		}
		b.askText(def.Name, mode)
		v = starlark.String(m.Text)
	} else if byText && v != starlark.None {
		b.askText(def.Name, "equals")
	}
	text, send, err := queryText(v)
	if err != nil {
		b.problem("%s: %s", def.Name, err)
		return
	}
	if !send {
		return
	}
	for _, part := range b.parts(def.Field, v, text) {
		if msg := checkText(def.Field, part, v); msg != "" {
			b.problem("%s: %s", def.Name, msg)
			return
		}
	}
	p := acc.Param{Name: def.Field.Name, Value: text}
	if def.In == catalog.InHeader {
		b.call.Header = append(b.call.Header, p)
		return
	}
	b.call.Query = append(b.call.Query, p)
}

// putMap enters a query parameter that stands for many: {"createTime-ge": "2026-01-01"} is filter[createTime]-ge=2026-01-01.
func (b *binding) putMap(def catalog.Arg, v starlark.Value) {
	m, ok := v.(starlark.IterableMapping)
	if !ok {
		b.problem("%s: got %s, want a dict from names to values", def.Name, v.Type())
		return
	}
	for _, item := range m.Items() {
		name, isText := starlark.AsString(item[0])
		if !isText || name == "" || strings.ContainsAny(name, "[]&=") {
			b.problem("%s: got the key %s, want the name of a field", def.Name, item[0])
			return
		}
		text, send, err := queryText(item[1])
		if err != nil {
			b.problem("%s[%q]: %s", def.Name, name, err)
			return
		}
		compare := ""
		if i := strings.LastIndexByte(name, '-'); i > 0 && slices.Contains([]string{"lt", "le", "eq", "ge", "gt", "starts", "ends", "contains"}, name[i+1:]) {
			name, compare = name[:i], name[i:]
		}
		if send {
			b.call.Query = append(b.call.Query, acc.Param{Name: def.Field.Name + "[" + name + "]" + compare, Value: text})
		}
	}
}

// textPick is a text filter that is made here, on what ACC answered.
type textPick struct {
	field string
	match TextMatch
}

// picked leaves of a list what the text filters that ACC cannot make ask for.
func (b *binding) picked(v starlark.Value) (starlark.Value, error) {
	list, ok := v.(*starlark.List)
	if b.pick == nil || !ok {
		return v, nil
	}
	var out []starlark.Value
	for _, x := range oneOrMany(list) {
		fits := true
		for _, p := range b.pick {
			rec, isRecord := x.(starlark.Mapping)
			if !isRecord {
				continue
			}
			held, _, err := rec.Get(starlark.String(p.field))
			if err != nil {
				return nil, err
			}
			text, _ := starlark.AsString(held)
			fits = fits && p.match.matches(text)
		}
		if fits && (b.max == 0 || len(out) < b.max) {
			out = append(out, x)
		}
	}
	return starlark.NewList(out), nil
}

// parts are the single values of a parameter.
func (b *binding) parts(f catalog.Field, v starlark.Value, text string) []string {
	if f.Type.IsList() || strings.Contains(text, ",") && isSequence(v) {
		return strings.Split(text, ",")
	}
	return []string{text}
}

func isSequence(v starlark.Value) bool {
	_, isString := v.(starlark.String)
	_, isList := v.(starlark.Iterable)
	return isList && !isString
}

// askText notes how much of a value a text filter asks for; one request can ask for one way only.
func (b *binding) askText(name, mode string) {
	if b.text.used && b.text.mode != mode {
		b.problem("%s: the text filters of one call compare in one way; %s does not go with %s", name, mode, b.text.mode)
	}
	b.text = catalogText{true, mode}
}

// textMatch sets the parameter that says how text filters compare: whole values unless asked otherwise.
func (b *binding) textMatch() {
	if !b.text.used {
		return
	}
	for _, f := range b.op.Query {
		if _, set := b.call.QueryValue(f.Name); set {
			continue
		}
		switch f.Name {
		case "filterTextMatch":
			b.call.Query = append(b.call.Query, acc.Param{Name: f.Name, Value: b.text.mode})
		case "partial":
			b.call.Query = append(b.call.Query, acc.Param{Name: f.Name, Value: fmt.Sprint(b.text.mode != "equals")})
		}
	}
}

// putBody enters a top-level field of the body.
func (b *binding) putBody(def catalog.Arg, v starlark.Value) {
	if def.Field.Type.Base() == "file" {
		b.putFile(def, v)
		return
	}
	body, send, err := value.ToBody(v)
	if err != nil {
		b.problem("%s%s", def.Name, pathOf(err))
		return
	}
	if !send {
		return
	}
	b.setBody(def.Field.Name, body)
}

// pathOf is an error within a value as it follows the argument's name: "[2].access: got …".
func pathOf(err error) string {
	var p *value.PathError
	if errors.As(err, &p) {
		if strings.HasPrefix(p.Path, "[") {
			return p.Error()
		}
		return "." + p.Error()
	}
	return ": " + err.Error()
}

// account fills in the account's ID where the playbook gave none.
func (b *binding) account() {
	for _, p := range b.op.PathParams {
		if _, set := b.call.Path[p.Name]; !set && (p.Name == "account_id" || p.Name == "hub_id") {
			b.call.Path[p.Name] = spell(p.Prefix, b.env.AccountID)
		}
	}
}

// checkText checks one value of a query parameter or header, given as v and sent as text.
func checkText(f catalog.Field, text string, v starlark.Value) string {
	ofList := f.Type.IsList() && isSequence(v)
	switch f.Type.Elem() {
	case "int":
		if _, err := strconv.Atoi(text); ofList && err != nil {
			return fmt.Sprintf("got %q in the list, want int", text)
		}
		if _, ok := v.(starlark.Int); !ok && !ofList {
			return fmt.Sprintf("got %s, want int", brief(v))
		}
	case "bool":
		if _, ok := v.(starlark.Bool); !ok && !ofList {
			return fmt.Sprintf("got %s, want True or False", brief(v))
		}
	}
	if f.Test != nil && f.Test.Match == catalog.MatchNotOneOf {
		text = strings.TrimPrefix(text, "-")
	}
	if strings.HasPrefix(f.Name, "sort") && !slices.Contains(f.Enum, text) {
		text, _, _ = strings.Cut(strings.TrimSpace(text), " ")
	}
	return checkString(f, text)
}

// queryText is a value as it is written in a query; send is false for None.
func queryText(v starlark.Value) (text string, send bool, err error) {
	body, send, err := value.ToBody(v)
	if err != nil || !send {
		return "", send, err
	}
	if items, ok := body.([]any); ok {
		parts := make([]string, len(items))
		for i, x := range items {
			if parts[i], err = scalarText(x); err != nil {
				return "", false, fmt.Errorf("[%d]: %w", i, err)
			}
			if strings.Contains(parts[i], ",") {
				return "", false, fmt.Errorf("[%d]: got %q; a value in a list cannot hold a comma", i, parts[i])
			}
		}
		return strings.Join(parts, ","), len(parts) > 0, nil
	}
	text, err = scalarText(body)
	return text, true, err
}

func scalarText(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case bool, int64, float64:
		return fmt.Sprint(v), nil
	}
	return "", fmt.Errorf("got %s, want a string, number, bool or date, or a list of them", jsonType(v))
}

func quoted(list []string) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(parts, ", ")
}

// typeName is a catalogue type as a playbook's author knows it.
func typeName(t catalog.Type) string {
	switch t.Base() {
	case "uuid", "urn":
		return "an ID (string)"
	case "date":
		return "a date, or \"2026-03-01\""
	case "datetime":
		return "a time as string, \"2026-03-01T08:00:00Z\""
	case "number":
		return "a number"
	case "bool":
		return "True or False"
	}
	return string(t.Base())
}

// brief is a value for an error message, cut short.
func brief(v starlark.Value) string {
	s := v.String()
	if utf8.RuneCountInString(s) > 60 {
		s = string([]rune(s)[:57]) + "…"
	}
	return v.Type() + " " + s
}
