package builtins

import (
	"errors"
	"fmt"
	"maps"
	"slices"
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
func bind(env *Env, op *catalog.Operation, defs []catalog.Arg, args starlark.Tuple, kwargs []starlark.Tuple) (*acc.Call, error) {
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
	b.finishBody(defs)
	if b.problems != nil {
		return nil, &ArgumentError{Op: "acc." + op.ID(), Wrong: b.problems}
	}
	return b.call, nil
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
	// These services know projects and accounts without the prefix that Data Management gives them.
	if strings.HasPrefix(b.op.Path, "/construction/admin/") || strings.HasPrefix(b.op.Path, "/hq/") {
		text = strings.TrimPrefix(text, "b.")
	}
	b.call.Path[def.Field.Name] = text
}

// putParam enters a query parameter or header.
func (b *binding) putParam(def catalog.Arg, v starlark.Value) {
	if m, ok := v.(TextMatch); ok {
		if def.Field.Test == nil || (def.Field.Test.Match != catalog.MatchText && def.Field.Test.Match != catalog.MatchPartial) {
			b.problem("%s: got %s, but this parameter compares whole values only", def.Name, m)
			return
		}
		b.askText(def.Name, m.Mode)
		v = starlark.String(m.Text)
	} else if t := def.Field.Test; t != nil && (t.Match == catalog.MatchText || t.Match == catalog.MatchPartial) {
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
		if _, set := b.call.Path[p.Name]; !set && p.Name == "account_id" {
			b.call.Path[p.Name] = b.env.AccountID
		}
	}
}

// finishBody puts the body together and checks it against the catalogue.
func (b *binding) finishBody(defs []catalog.Arg) {
	if b.whole == nil && b.body == nil {
		for _, d := range defs {
			if d.In == catalog.InBody && d.Required {
				b.problem("%s is missing%s", d.Name, docHint(d.Field))
			}
		}
		return
	}
	body := b.whole
	if b.body != nil {
		merged, ok := b.whole.(map[string]any)
		if b.whole != nil && !ok {
			b.problem("body: got a %s and named fields beside it, want a dict", jsonType(b.whole))
			return
		}
		all := map[string]any{}
		for k, v := range merged {
			all[k] = v
		}
		for k, v := range b.body {
			all[k] = v
		}
		body = all
	}
	b.call.Body = body
	c := bodyCheck{op: b.op, strict: b.whole == nil}
	switch b.op.BodyShape {
	case catalog.ArrayBody:
		c.list("body", "[]", catalog.Field{Name: "[]", Type: "[]object"}, body)
		if items, ok := body.([]any); ok && b.op.BatchLimit > 0 && len(items) > b.op.BatchLimit {
			b.problem("body: got %d items, want at most %d in one call", len(items), b.op.BatchLimit)
		}
	case catalog.ObjectBody:
		if b.op.Service != "request" {
			c.object("", "", body)
		}
	}
	b.problems = append(b.problems, c.problems...)
}

// bodyCheck holds a JSON body against the catalogue's description of it.
type bodyCheck struct {
	op       *catalog.Operation
	strict   bool // fields that the catalogue does not know are wrong; not in a body given whole
	problems []string
}

func (c *bodyCheck) problem(path, format string, args ...any) {
	c.problems = append(c.problems, strings.TrimPrefix(path, ".")+": "+fmt.Sprintf(format, args...))
}

// object checks the fields of an object; shown is its path as the user wrote it, below its path in the catalogue.
func (c *bodyCheck) object(shown, below string, v any) {
	obj, ok := v.(map[string]any)
	if !ok {
		c.problem(orBody(shown), "got %s, want a dict", jsonType(v))
		return
	}
	fields := c.op.BodyFields(below)
	if len(fields) == 0 {
		return // described no further
	}
	for _, f := range fields {
		name := lastPart(f.Name)
		x, set := obj[name]
		path := shown + "." + name
		switch {
		case !set && f.Required && shown == "":
			c.problems = append(c.problems, name+" is missing"+docHint(f))
		case !set && f.Required:
			c.problems = append(c.problems, strings.TrimPrefix(path, ".")+" is missing"+docHint(f))
		case set:
			c.value(path, f, x)
		}
	}
	if c.strict && shown != "" {
		c.unknown(shown, fields, obj)
	}
}

// unknown reports the fields of a nested object that the catalogue does not have.
func (c *bodyCheck) unknown(shown string, fields []catalog.Field, obj map[string]any) {
	var names []string
	for _, f := range fields {
		names = append(names, lastPart(f.Name))
	}
	for _, k := range slices.Sorted(maps.Keys(obj)) {
		if !slices.Contains(names, k) {
			c.problem(shown, "unknown field %q%s", k, runtime.DidYouMean(k, names))
		}
	}
}

func orBody(path string) string {
	if path == "" {
		return "body"
	}
	return path
}

func lastPart(name string) string {
	name = strings.TrimPrefix(name, "[].")
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return strings.TrimSuffix(name, "[]")
}

// list checks the items of a list.
func (c *bodyCheck) list(shown, below string, f catalog.Field, v any) {
	items, ok := v.([]any)
	if !ok {
		c.problem(orBody(shown), "got %s, want a list", jsonType(v))
		return
	}
	if f.Name != "[]" && c.op.BatchLimit > 0 && len(items) > c.op.BatchLimit && len(c.op.BodyFields(below)) > 0 && !strings.Contains(f.Name, "[]") {
		c.problem(shown, "got %d items, want at most %d in one call", len(items), c.op.BatchLimit)
	}
	for i, x := range items {
		path := fmt.Sprintf("%s[%d]", shown, i)
		if elem := f.Type.Elem(); elem == "object" || elem == "any" {
			if len(c.op.BodyFields(below)) > 0 {
				c.object(path, below, x)
			}
			continue
		}
		c.value(path, catalog.Field{Name: f.Name, Type: f.Type.Elem(), Enum: f.Enum, MaxLen: f.MaxLen}, x)
	}
}

// value checks one value against its field.
func (c *bodyCheck) value(shown string, f catalog.Field, v any) {
	if v == nil {
		if !f.Type.Nullable() {
			c.problem(shown, "null is not allowed here; leave the argument out to keep what is there")
		}
		return
	}
	base := f.Type.Base()
	switch {
	case base.IsList():
		c.list(shown, f.Name+"[]", f, v)
		return
	case base == "object":
		c.object(shown, f.Name, v)
		return
	}
	if msg := checkJSON(f, v); msg != "" {
		c.problem(shown, "%s", msg)
	}
}

// checkJSON says what is wrong with a scalar, "" if nothing is.
func checkJSON(f catalog.Field, v any) string {
	ok := true
	switch f.Type.Base() {
	case "string", "uuid", "urn", "date", "datetime":
		_, ok = v.(string)
	case "int":
		_, ok = v.(int64)
	case "number":
		switch v.(type) {
		case int64, float64:
		default:
			ok = false
		}
	case "bool":
		_, ok = v.(bool)
	}
	if !ok {
		hint := ""
		if _, isInt := v.(int64); isInt && f.Type.Base() == "string" {
			hint = fmt.Sprintf("; write \"%d\" or str(…)", v)
		}
		return fmt.Sprintf("got %s, want %s%s", jsonType(v), typeName(f.Type), hint)
	}
	if s, isText := v.(string); isText {
		return checkString(f, s)
	}
	if n, isInt := v.(int64); isInt && (f.Min != 0 || f.Max != 0) && (n < f.Min || f.Max != 0 && n > f.Max) {
		return fmt.Sprintf("got %d, want %d to %d", n, f.Min, f.Max)
	}
	return ""
}

// checkString checks length and vocabulary.
func checkString(f catalog.Field, s string) string {
	if len(f.Enum) > 0 && !slices.Contains(f.Enum, s) {
		want := "one of " + quoted(f.Enum)
		if len(f.Enum) > 12 {
			want = fmt.Sprintf("one of %d values", len(f.Enum))
		}
		near := runtime.Suggest(s, f.Enum)
		if near != "" {
			near = fmt.Sprintf(" (did you mean %q?)", near)
		}
		return fmt.Sprintf("got %q, want %s%s", s, want, near)
	}
	if n := utf8.RuneCountInString(s); f.MaxLen > 0 && n > f.MaxLen {
		return fmt.Sprintf("got %d characters, want at most %d", n, f.MaxLen)
	}
	return ""
}

// checkText checks one value of a query parameter or header, given as v and sent as text.
func checkText(f catalog.Field, text string, v starlark.Value) string {
	switch f.Type.Elem() {
	case "int":
		if _, ok := v.(starlark.Int); !ok {
			return fmt.Sprintf("got %s, want int", brief(v))
		}
	case "bool":
		if _, ok := v.(starlark.Bool); !ok {
			return fmt.Sprintf("got %s, want True or False", brief(v))
		}
	}
	if f.Test != nil && f.Test.Match == catalog.MatchNotOneOf {
		text = strings.TrimPrefix(text, "-")
	}
	if strings.HasPrefix(f.Name, "sort") {
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

// jsonType names the type of a JSON value as Starlark does.
func jsonType(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case int64:
		return "int"
	case float64:
		return "float"
	case string:
		return "string"
	case []any:
		return "list"
	}
	return "dict"
}

// brief is a value for an error message, cut short.
func brief(v starlark.Value) string {
	s := v.String()
	if utf8.RuneCountInString(s) > 60 {
		s = string([]rune(s)[:57]) + "…"
	}
	return v.Type() + " " + s
}
