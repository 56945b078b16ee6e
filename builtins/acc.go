package builtins

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/builtins/value"
	"accstar/runtime"
)

// accModule is the value acc: its attributes are the services of the catalogue, and what belongs to none of them.
type accModule struct {
	env     *Env
	members starlark.StringDict
}

var _ starlark.HasAttrs = (*accModule)(nil)

// newACC builds the value acc for a run. Helpers are loaded once, with the operations as what they are built from.
func newACC(env *Env) (*accModule, error) {
	m := &accModule{env: env, members: starlark.StringDict{}}
	for _, s := range env.Catalogue.Services {
		m.members[s.Name] = newService(env, s)
	}
	m.members["request"] = starlark.NewBuiltin("acc.request", m.request)
	m.members["products"] = productPresets()
	if err := m.loadHelpers(); err != nil {
		return nil, err
	}
	return m, nil
}

func (m *accModule) String() string        { return "acc" }
func (m *accModule) Type() string          { return "acc" }
func (m *accModule) Freeze()               {}
func (m *accModule) Truth() starlark.Bool  { return true }
func (m *accModule) Hash() (uint32, error) { return 0, fmt.Errorf("acc cannot be a key") }
func (m *accModule) AttrNames() []string   { return m.members.Keys() }

func (m *accModule) Attr(name string) (starlark.Value, error) {
	if v, ok := m.members[name]; ok {
		return v, nil
	}
	return nil, starlark.NoSuchAttrError(fmt.Sprintf("acc has no service %q", name))
}

// service is a service as a playbook sees it: its operations, and helpers built from them. A helper may take the place of an
// operation of the same name; the operation is then what the helper is built from.
type service struct {
	env     *Env
	service *catalog.Service
	members starlark.StringDict
	helpers starlark.StringDict
}

var _ starlark.HasAttrs = (*service)(nil)

func newService(env *Env, s *catalog.Service) *service {
	v := &service{env: env, service: s, members: starlark.StringDict{}, helpers: starlark.StringDict{}}
	for _, op := range s.Members() {
		v.members[op.Name] = &operation{env: env, op: op, args: sync.OnceValue(op.Args)}
	}
	return v
}

func (s *service) String() string        { return "acc." + s.service.Name }
func (s *service) Type() string          { return "service" }
func (s *service) Freeze()               {}
func (s *service) Truth() starlark.Bool  { return true }
func (s *service) Hash() (uint32, error) { return 0, fmt.Errorf("a service cannot be a key") }

func (s *service) Attr(name string) (starlark.Value, error) {
	if v, ok := s.helpers[name]; ok {
		return v, nil
	}
	if v, ok := s.members[name]; ok {
		return v, nil
	}
	return nil, starlark.NoSuchAttrError(fmt.Sprintf("acc.%s has no operation %q", s.service.Name, name))
}

func (s *service) AttrNames() []string {
	names := append(s.members.Keys(), s.helpers.Keys()...)
	slices.Sort(names)
	return slices.Compact(names)
}

// operation is an operation as a playbook calls it.
type operation struct {
	env  *Env
	op   *catalog.Operation
	args func() []catalog.Arg // worked out when the operation is first called: a playbook uses few of them
}

var _ starlark.Callable = (*operation)(nil)

func (o *operation) Name() string          { return "acc." + o.op.ID() }
func (o *operation) String() string        { return "<operation acc." + o.op.ID() + ">" }
func (o *operation) Type() string          { return "operation" }
func (o *operation) Freeze()               {}
func (o *operation) Truth() starlark.Bool  { return true }
func (o *operation) Hash() (uint32, error) { return starlark.String(o.op.ID()).Hash() }

// CallInternal checks the arguments, makes a call of them, and hands it to whatever decides its fate.
func (o *operation) CallInternal(thread *starlark.Thread, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := runtime.RequireMain(thread, o.Name()); err != nil {
		return nil, err
	}
	b, err := bind(o.env, o.op, o.args(), args, kwargs)
	if err != nil {
		return nil, err
	}
	if b.prefixed != "" && o.env.first("prefix") {
		o.env.Sink.Warn(b.prefixed, originOf(thread))
	}
	var v starlark.Value
	if parts := batches(b.call); len(parts) > 1 {
		v, err = doBatches(thread, o.env, parts)
	} else {
		v, err = do(thread, o.env, b.call)
	}
	if err != nil {
		return nil, err
	}
	tellRefusedItems(thread, o.env, b.call, v)
	return b.picked(v)
}

// do numbers a call, notes where it came from, and carries it out.
func do(thread *starlark.Thread, env *Env, call *acc.Call) (starlark.Value, error) {
	if shared, ok := thread.Local(sharedLocal).(string); ok {
		call.Key = acc.Key{Task: shared, Call: 1, Change: 1}
	} else {
		task := runtime.TaskOf(thread)
		call.Key = acc.Key{Task: task.Path(), Call: task.NextCall()}
		if call.Op.Effect.Changes() {
			call.Key.Change = task.NextChange()
		}
	}
	call.Origin = originOf(thread)
	if about, ok := thread.Local(aboutLocal).(acc.About); ok {
		call.About = about
	}
	res, err := env.Doer.Do(runtime.ContextOf(thread), call)
	if err != nil {
		return nil, err
	}
	return answer(call, res)
}

// originOf is the place in the user's files that a thread is at.
func originOf(thread *starlark.Thread) acc.Origin {
	pos := runtime.Where(thread)
	origin := acc.Origin{File: pos.File, Line: pos.Line, Col: pos.Col, Helper: pos.Helper}
	if row := runtime.TaskOf(thread).Row(); row != nil {
		origin.Sheet, origin.Row = row.Sheet, row.Row
	}
	return origin
}

// answer turns a result into a value.
func answer(call *acc.Call, res *acc.Result) (starlark.Value, error) {
	if res.Value == nil && len(res.Body) > 0 {
		v, err := value.Decode(res.Body)
		if err != nil {
			return nil, &acc.Error{Kind: acc.Unavailable, Op: call.Op.ID(), Status: res.Status, Origin: call.Origin, Err: err,
				Message: "the answer is not JSON as it should be", InDoubt: call.Op.Effect.Changes(),
				Hint: "try again; if it stays, a proxy between you and Autodesk may be answering in its place"}
		}
		return v, nil
	}
	return value.FromJSON(res.Value, special)
}

// special turns what a prediction leaves open into the value that says so when it is read.
func special(v any) (starlark.Value, bool) {
	if u, ok := v.(acc.Unknown); ok {
		return value.Unknown{Field: u.Field, Of: u.Of}, true
	}
	return nil, false
}

// request is acc.request(method, path, ...): a call to an endpoint that the catalogue does not know.
//
//	acc.request("GET", "/construction/example/v1/things", query = {"limit": 10})
//	acc.request("POST", "/construction/example/v1/things", body = {"name": "x"})
//
// Anything but a GET counts as a change whose effect is not known, and makes a plan incomplete.
func (m *accModule) request(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := runtime.RequireMain(thread, b.Name()); err != nil {
		return nil, err
	}
	var method, path string
	var query *starlark.Dict
	var body starlark.Value
	var scopes *starlark.List
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "method", &method, "path", &path, "query?", &query, "body?", &body, "scopes?", &scopes); err != nil {
		return nil, &ArgumentError{Op: b.Name(), Wrong: []string{strings.TrimPrefix(err.Error(), b.Name()+": ")}}
	}
	op, err := requestOperation(method, path, scopes)
	if err != nil {
		return nil, err
	}
	call := &acc.Call{Op: op, Path: map[string]string{}}
	if query != nil {
		for _, item := range query.Items() {
			name, ok := starlark.AsString(item[0])
			if !ok {
				return nil, &ArgumentError{Op: b.Name(), Wrong: []string{fmt.Sprintf("query: got key %s, want a string", item[0])}}
			}
			text, send, err := queryText(item[1])
			if err != nil {
				return nil, &ArgumentError{Op: b.Name(), Wrong: []string{fmt.Sprintf("query[%q]: %s", name, err)}}
			}
			if send {
				call.Query = append(call.Query, acc.Param{Name: name, Value: text})
			}
		}
	}
	if body != nil && body != starlark.None {
		if call.Body, _, err = value.ToBody(body); err != nil {
			return nil, &ArgumentError{Op: b.Name(), Wrong: []string{"body" + pathOf(err)}}
		}
	}
	return do(thread, m.env, call)
}

// requestOperation makes up the operation for acc.request.
func requestOperation(method, path string, scopes *starlark.List) (*catalog.Operation, error) {
	method = strings.ToUpper(method)
	op := &catalog.Operation{Service: "request", Name: strings.ToLower(method), Method: method, Path: path, Summary: method + " " + path, Status: 200,
		Tokens:  []catalog.TokenKind{catalog.TwoLegged, catalog.TwoLeggedUser, catalog.ThreeLegged},
		Returns: catalog.Returns{Shape: catalog.Object}}
	var problems []string
	switch method {
	case "GET", "HEAD":
		op.Effect = catalog.Read
		op.Scopes = []string{"data:read", "account:read"}
	case "POST", "PUT", "PATCH", "DELETE":
		op.Effect, op.Model = catalog.Action, catalog.Opaque
		op.Scopes = []string{"data:read", "data:write", "account:read", "account:write"}
	default:
		problems = append(problems, fmt.Sprintf("method: got %q, want GET, POST, PUT, PATCH or DELETE", method))
	}
	if !strings.HasPrefix(path, "/") || strings.Contains(path, "://") || strings.ContainsAny(path, "?#{}") {
		problems = append(problems, fmt.Sprintf("path: got %q, want the path of an endpoint, as in \"/construction/admin/v1/projects/…\"; put parameters in query =", path))
	}
	if scopes != nil {
		op.Scopes = nil
		for i := range scopes.Len() {
			s, ok := starlark.AsString(scopes.Index(i))
			if !ok {
				problems = append(problems, fmt.Sprintf("scopes[%d]: got %s, want string", i, scopes.Index(i).Type()))
			}
			op.Scopes = append(op.Scopes, s)
		}
	}
	if problems != nil {
		return nil, &ArgumentError{Op: "acc.request", Wrong: problems}
	}
	return op, nil
}
