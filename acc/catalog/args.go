package catalog

import "strings"

// In says where an argument of a playbook's call goes.
type In string

// The places an argument goes to.
const (
	InPath   In = "path"
	InQuery  In = "query"
	InHeader In = "header"
	InBody   In = "body"  // a top-level field of the body
	InWhole  In = "whole" // the whole body, or what the named fields do not cover: any JSON value
	InMax    In = "max"   // not sent: the most items a list returns in all
)

// Arg is one argument of an operation as a playbook gives it.
type Arg struct {
	Name string // unique within the operation, and a Starlark identifier
	In   In
	// Field describes the value. For InWhole and InMax it is made up; for InBody its fields further down are
	// [Operation.BodyFields].
	Field Field
	// Positional arguments may also be given by place, in the order of [Operation.Args].
	Positional bool
	Required   bool
}

// The arguments that every operation of the right shape has beside its own parameters.
const (
	limitArg = "limit"
	bodyArg  = "body"
)

// Args returns the arguments of the operation in the order a signature shows them: path parameters in the order of the path,
// then the rest by name. The account is optional, since the profile knows it, and so never given by place. What the client
// sets by itself (authorization, content type, region, user, the page of a list) is no argument.
//
// A name belongs to the first that claims it: path, "limit", body fields, query, headers, filters. Later ones are told
// apart by where they go: filter_status, query_name, header_name.
func (o *Operation) Args() []Arg {
	names := claims{}
	var args []Arg
	for _, f := range o.PathParams {
		account := f.Name == "account_id" || f.Name == "hub_id"
		args = append(args, Arg{Name: names.claim(f.ArgName(), "path"), In: InPath, Field: f, Positional: !account, Required: !account})
	}
	var rest []Arg
	if o.Returns.Shape == List && !o.Effect.Changes() {
		f := Field{Name: limitArg, Type: "int", Min: 1, Doc: "Most items in all; every item when left out"}
		rest = append(rest, Arg{Name: names.claim(limitArg, "max"), In: InMax, Field: f})
	}
	for _, f := range o.topBody() {
		rest = append(rest, Arg{Name: names.claim(f.ArgName(), "body"), In: InBody, Field: f, Required: f.Required && !o.selfEvident(f)})
	}
	if o.takesWholeBody() {
		rest = append(rest, Arg{Name: names.claim(bodyArg, "whole"), In: InWhole, Field: o.wholeBody(), Required: o.BodyShape != ObjectBody})
	}
	query := o.PlaybookQuery()
	for _, f := range query {
		if !f.isFilter() {
			rest = append(rest, Arg{Name: names.claim(f.ArgName(), "query"), In: InQuery, Field: f, Required: f.Required})
		}
	}
	for _, f := range o.Headers {
		if !clientSets(f.Name) {
			rest = append(rest, Arg{Name: names.claim(f.ArgName(), "header"), In: InHeader, Field: f, Required: f.Required})
		}
	}
	for _, f := range query {
		if f.isFilter() {
			rest = append(rest, Arg{Name: names.claim(f.ArgName(), "filter"), In: InQuery, Field: f, Required: f.Required})
		}
	}
	return append(args, inReadingOrder(rest)...)
}

// inReadingOrder puts what must be given first and leaves the order alone otherwise, with filters before the parameters
// that shape an answer and "body" and "limit" last.
func inReadingOrder(args []Arg) []Arg {
	rank := func(a Arg) int {
		switch {
		case a.In == InMax:
			return 5
		case a.In == InWhole && !a.Required:
			return 4
		case a.Required:
			return 0
		case a.In == InHeader:
			return 3
		case a.In == InQuery && !a.Field.isFilter() && a.Field.Test == nil:
			return 2
		}
		return 1
	}
	out := make([]Arg, 0, len(args))
	for want := range 6 {
		for _, a := range args {
			if rank(a) == want {
				out = append(out, a)
			}
		}
	}
	return out
}

// Arg returns the argument of that name, and whether there is one. It builds the list anew on each call: a caller that
// binds often keeps a map of its own.
func (o *Operation) Arg(name string) (Arg, bool) {
	for _, a := range o.Args() {
		if a.Name == name {
			return a, true
		}
	}
	return Arg{}, false
}

// ArgMap returns the arguments by name.
func (o *Operation) ArgMap() map[string]Arg {
	all := map[string]Arg{}
	for _, a := range o.Args() {
		all[a.Name] = a
	}
	return all
}

// PlaybookQuery returns the query parameters that a playbook may set: all but those the client pages with.
func (o *Operation) PlaybookQuery() []Field {
	var out []Field
	for _, f := range o.Query {
		if !o.pages(f.Name) {
			out = append(out, f)
		}
	}
	return out
}

// pages reports whether the client sets the parameter itself to page through a list.
func (o *Operation) pages(name string) bool {
	p := o.Pagination
	return p.Style != NoPages && (name == p.LimitParam || name == p.OffsetParam)
}

// BodyFields returns the fields of the body directly below the given path: "" for the top level, "products[]" for the
// fields of each item of products, "[]" for those of each item of a body that is a list. Their names are in full.
func (o *Operation) BodyFields(path string) []Field {
	return fieldsBelow(o.Body, path)
}

// ReturnFields returns the fields of the answer directly below the given path, as [Operation.BodyFields] does for the body.
func (o *Operation) ReturnFields(path string) []Field {
	return fieldsBelow(o.Returns.Fields, path)
}

func fieldsBelow(fields []Field, path string) []Field {
	if path != "" {
		path += "."
	}
	var out []Field
	for _, f := range fields {
		rest, ok := strings.CutPrefix(f.Name, path)
		if ok && !strings.Contains(rest, ".") && !(path == "" && strings.HasPrefix(rest, "[]")) {
			out = append(out, f)
		}
	}
	return out
}

// topBody is the body's own fields that are arguments of their own.
func (o *Operation) topBody() []Field {
	if o.BodyShape != ObjectBody {
		return nil
	}
	var out []Field
	for _, f := range o.BodyFields("") {
		if !o.Pagination.CursorInBody || !o.pages(f.Name) {
			out = append(out, f)
		}
	}
	return out
}

// takesWholeBody reports whether the body may be given as one value.
func (o *Operation) takesWholeBody() bool {
	return o.BodyShape != ObjectBody || (len(o.Body) > 0 && (o.Encoding == JSON || o.Encoding == JSONAPI))
}

func (o *Operation) wholeBody() Field {
	f := Field{Name: bodyArg, Type: "any", Doc: "The whole JSON body; fields given by name come on top of it"}
	switch o.BodyShape {
	case ArrayBody:
		f.Type, f.Required, f.Doc = "[]object", true, "The JSON body, a list"
		if len(o.Body) > 0 && o.Body[0].Name == "[]" {
			f.Type = "[]" + o.Body[0].Type.Elem()
		}
	case MapBody:
		f.Type, f.Required, f.Doc = "map", true, "The JSON body, a dict"
	}
	return f
}

func (f Field) isFilter() bool { return strings.HasPrefix(f.Name, "filter[") }

// clientSets reports whether the client sets the header by itself.
func clientSets(header string) bool {
	switch strings.ToLower(header) {
	case "authorization", "content-type", "accept", "region", "x-ads-region", "user-id", "x-user-id":
		return true
	}
	return false
}

// claims are the argument names taken so far.
type claims map[string]bool

// claim takes the name, or the name told apart by what it belongs to if it is taken.
func (c claims) claim(name, kind string) string {
	if c[name] {
		name = kind + "_" + strings.TrimSuffix(name, "_")
	}
	c[name] = true
	return name
}
