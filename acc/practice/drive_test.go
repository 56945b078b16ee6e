package practice

import (
	"bytes"
	"fmt"
	"maps"
	"mime/multipart"
	"net/url"
	"slices"
	"strings"
	"testing"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// driver calls operations of the catalogue on the demo account, with arguments that it finds in the catalogue and the account.
type driver struct {
	*bench
	uid, user string            // the person who calls: Autodesk ID and account user ID
	project   string            // the project that everything happens in
	known     map[string]string // IDs for path parameters, by SERVICE.PARAMETER
	fresh     map[string]string // IDs of records made here, by entity
	tokens    map[string]string
	answers   map[string]response // the last one of each operation
	driven    map[string]bool     // operations that have been answered as they should
}

// startDriver serves the demo account.
func startDriver(t *testing.T) *driver {
	t.Helper()
	clock := newTestClock()
	account := tenant.DemoAccount()
	state := NewState(tenant.Demo(testCatalogue(), clock.Now))
	state.auth.apply(&authChanges{Key: testKey()})
	b := startState(t, state, clock, func(c *Config) {
		c.Rules = tenant.NewRules(testCatalogue(), account.ID, tenant.Assumptions{})
		c.RateLimits.Off = true
	})
	d := &driver{bench: b, known: map[string]string{}, fresh: map[string]string{}, tokens: map[string]string{}, answers: map[string]response{}, driven: map[string]bool{}}
	people := state.Account()
	admins, err := people.Lookup(t.Context(), tenant.Collection{Entity: "account_user", Parent: account.ID}, "email", account.AdminEmail)
	if err != nil || len(admins) != 1 {
		t.Fatalf("got %v %v, want the account admin", admins, err)
	}
	d.uid, d.user = admins[0]["uid"].(string), admins[0]["id"].(string)
	projects, err := people.List(t.Context(), tenant.Collection{Entity: "project", Parent: account.ID})
	if err != nil {
		t.Fatal(err)
	}
	d.project = projects[slices.IndexFunc(projects, func(p tenant.Record) bool { return p["jobNumber"] == "24-017" })]["id"].(string)
	return d
}

// token is one that an operation takes: the caller's own where there is a choice.
func (d *driver) tokenFor(op *catalog.Operation) string {
	scopes := slices.Clone(op.Scopes)
	if len(scopes) == 0 {
		scopes = []string{"data:read"}
	}
	slices.Sort(scopes)
	kind := catalog.TwoLegged
	if len(op.Tokens) > 0 && slices.Contains(op.Tokens, catalog.ThreeLegged) {
		kind = catalog.ThreeLegged
	}
	key := string(kind) + " " + strings.Join(scopes, " ")
	if d.tokens[key] == "" {
		if kind == catalog.ThreeLegged {
			t, _, err := d.server.tokens.issue(DemoApp().ClientID, d.uid, scopes)
			if err != nil {
				d.t.Fatal(err)
			}
			d.tokens[key] = t
		} else {
			d.tokens[key] = d.appToken(strings.Join(scopes, " "))
		}
	}
	return d.tokens[key]
}

// get is the value at a path of an operation's answer, which is called if it has not been.
func (d *driver) get(id, path string) string {
	d.t.Helper()
	r, ok := d.answers[id]
	if !ok {
		keep := d.token
		r = d.drive(testCatalogue().Must(id), arguments{})
		d.token = keep
	}
	v := r.at(path)
	if v == nil {
		d.t.Errorf("%s has no %s: %s", id, path, short(r.text))
		return ""
	}
	return fmt.Sprint(v)
}

// drive calls an operation and checks its answer. The arguments set come on top of those found.
func (d *driver) drive(op *catalog.Operation, set arguments) response {
	d.t.Helper()
	path := d.pathOf(op, set)
	query := url.Values{}
	for _, f := range op.Query {
		if f.Required {
			query.Set(f.Name, fmt.Sprint(d.valueOf(op, f)))
		}
	}
	for name, value := range set.query {
		query.Set(name, value)
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	header := []string{"User-Id", d.user, "x-user-id", d.uid}
	for _, f := range op.Headers {
		if f.Required && !slices.Contains([]string{"Authorization", "Content-Type", "User-Id", "x-user-id"}, f.Name) {
			header = append(header, f.Name, fmt.Sprint(d.valueOf(op, f)))
		}
	}
	d.token = d.tokenFor(op)
	r := d.send(op, path, set, header)
	status := op.Status
	if set.status != 0 {
		status = set.status
	}
	if r.status != status {
		d.t.Errorf("got %d %s, want %d", r.status, short(r.text), status)
		return r
	}
	if status == op.Status {
		for _, wrong := range misshapen(op, r) {
			d.t.Error(wrong)
		}
	}
	d.answers[op.ID()] = r
	d.driven[op.ID()] = true
	if op.Effect == catalog.Create && op.Entity != "" {
		if e := testCatalogue().Entity(op.Entity); e != nil {
			if id := idIn(r.body, e); id != "" {
				d.fresh[op.Entity] = id
			}
		}
	}
	return r
}

func short(s string) string {
	if len(s) > 400 {
		return s[:400] + "…"
	}
	return s
}

// send sends the call, its body as the operation's encoding wants it.
func (d *driver) send(op *catalog.Operation, path string, set arguments, header []string) response {
	d.t.Helper()
	switch op.Encoding {
	case catalog.Binary:
		return d.call(op.Method, path, "contents", append(header, "Content-Type", "application/octet-stream")...)
	case catalog.Multipart:
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		for _, f := range op.Body {
			part, err := w.CreateFormFile(f.Name, "file.png")
			if err != nil {
				d.t.Fatal(err)
			}
			part.Write([]byte("x"))
		}
		w.Close()
		return d.call(op.Method, path, form.String(), append(header, "Content-Type", w.FormDataContentType())...)
	}
	body := d.bodyOf(op)
	if set.body != nil {
		body = merged(body, set.body)
	}
	if len(op.Body) == 0 && set.body == nil {
		return d.call(op.Method, path, nil, header...)
	}
	return d.call(op.Method, path, body, header...)
}

// merged is a body with what was set on top; an object is merged, anything else replaced.
func merged(body, set any) any {
	to, ok1 := body.(map[string]any)
	from, ok2 := set.(map[string]any)
	if !ok1 || !ok2 {
		return set
	}
	out := maps.Clone(to)
	for k, v := range from {
		if v == leftOut {
			delete(out, k)
		} else {
			out[k] = merged(out[k], v)
		}
	}
	return out
}

// arguments are those of one call that do not follow from the catalogue.
type arguments struct {
	path, query map[string]string
	body        any
	status      int // expected, where it is not the operation's own
}

// leftOut stands for a field that the catalogue has and the call leaves out.
const leftOut = "\x00left out"

// bodyOf is a body of the required fields.
func (d *driver) bodyOf(op *catalog.Operation) any {
	switch op.BodyShape {
	case catalog.ArrayBody:
		if op.Body[0].Name == "[]" {
			f := op.Body[0]
			f.Type = f.Type.Elem()
			return []any{d.valueOf(op, f)}
		}
		return []any{d.object(op, "[]")}
	case catalog.MapBody:
		return map[string]any{}
	}
	return op.FillConstants(d.object(op, "").(map[string]any))
}

func (d *driver) object(op *catalog.Operation, path string) any {
	out := map[string]any{}
	for _, f := range op.BodyFields(path) {
		if f.Required {
			out[f.Name[strings.LastIndexByte(f.Name, '.')+1:]] = d.valueOf(op, f)
		}
	}
	return out
}

// valueOf is a believable value for a parameter or field.
func (d *driver) valueOf(op *catalog.Operation, f catalog.Field) any {
	name := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
	if f.Type.IsList() {
		elem := f
		elem.Type = f.Type.Elem()
		if elem.Type == "object" {
			return []any{d.object(op, f.Name+"[]")}
		}
		return []any{d.valueOf(op, elem)}
	}
	switch {
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Type.Base() == "object":
		return d.object(op, f.Name)
	case strings.HasSuffix(name, "Id"):
		if id := d.find(op, snake(name)); id != "" {
			return id
		}
	}
	switch f.Type.Base() {
	case "int", "number":
		return max(f.Min, 1)
	case "bool":
		return true
	case "date":
		return "2026-02-03"
	case "datetime":
		return "2026-02-03T10:00:00.000Z"
	case "uuid":
		return "22222222-2222-4333-8444-555555555555"
	case "map":
		return map[string]any{}
	}
	return "Text of " + name
}

func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// pathOf is the path of a call.
func (d *driver) pathOf(op *catalog.Operation, set arguments) string {
	return fill(op.Path, func(name string) string { return url.PathEscape(d.pathValue(op, set, name)) })
}

// pathValue is the value of a parameter of a call's path.
func (d *driver) pathValue(op *catalog.Operation, set arguments, name string) string {
	{
		if v, ok := set.path[name]; ok {
			return v
		}
		if op.Target == name && op.Effect.Changes() && d.fresh[op.Entity] != "" {
			id := d.fresh[op.Entity]
			if op.Effect == catalog.Delete {
				delete(d.fresh, op.Entity)
			}
			return id
		}
		id := d.find(op, name)
		if id == "" {
			d.t.Errorf("there is no %s to call it with", name)
		}
		return id
	}
}

// find is the ID of something that exists, by the name that an operation's parameter has: the first in the list of what has that
// name in the operation's service.
func (d *driver) find(op *catalog.Operation, name string) string {
	switch name {
	case "account_id":
		return tenant.DemoAccount().ID
	case "hub_id":
		return "b." + tenant.DemoAccount().ID
	case "container_id":
		return d.project
	case "project_id":
		for _, f := range op.PathParams {
			if f.Name == name && f.Prefix == catalog.Prefixed {
				return "b." + d.project
			}
		}
		return d.project
	}
	key := op.Service + "." + name
	if name == "id" {
		key += "." + op.Entity
	}
	if id, ok := d.known[key]; ok {
		return id
	}
	d.known[key] = "" // a list that needs itself finds nothing
	if source := d.sources()[op.Service+"."+name]; source != nil {
		d.known[key] = source()
		return d.known[key]
	}
	service := testCatalogue().Service(op.Service)
	for _, other := range service.Operations {
		e := testCatalogue().Entity(other.Entity)
		if other.Target != name || e == nil || e.List == "" || name == "id" && other.Entity != op.Entity {
			continue
		}
		list := testCatalogue().Must(e.List)
		keep := d.token
		r := d.drive(list, arguments{})
		d.token = keep
		if items := itemsIn(list, r.body); len(items) > 0 {
			d.known[key] = idIn(items[0], e)
		}
		break
	}
	return d.known[key]
}

// itemsIn are the items of a list's answer.
func itemsIn(op *catalog.Operation, body any) []any {
	path := op.Pagination.Items
	if path == "" {
		path = op.Returns.Items
	}
	if path != "" && path != "$" {
		body = at(body, path)
	}
	items, _ := body.([]any)
	return items
}

// idIn is the ID of the record that an answer shows; "" if it shows none.
func idIn(v any, e *catalog.Entity) string {
	object, _ := v.(map[string]any)
	if data, ok := object["data"].(map[string]any); ok && object[e.IDs[0]] == nil {
		object = data
	}
	if id := object[e.IDs[0]]; id != nil {
		return fmt.Sprint(id)
	}
	return ""
}
