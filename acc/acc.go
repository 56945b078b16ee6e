// Package acc speaks to Autodesk Construction Cloud: it holds what a call is, what comes back, what can go wrong, and the
// client that sends calls over HTTP.
//
// A playbook's call becomes a [Call], which nobody changes afterwards. A chain of [Doer]s decides what happens to it; only
// the last one, [Client], speaks HTTP. A preview and a run differ only in which chain is plugged together.
//
// The package knows nothing of Starlark, files or terminals.
package acc

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"accstar/acc/catalog"
)

// Doer decides what happens to a call. A Doer is safe for concurrent use.
//
// The error is an [*Error] where ACC refused the call or could not be reached; a Doer may also return errors of its own
// that end the run (a difference from the plan, an interrupt), which wrap [ErrStop].
type Doer interface {
	Do(ctx context.Context, call *Call) (*Result, error)
}

// DoerFunc is a function that is a Doer.
type DoerFunc func(ctx context.Context, call *Call) (*Result, error)

// Do calls f.
func (f DoerFunc) Do(ctx context.Context, call *Call) (*Result, error) { return f(ctx, call) }

// Call is one use of an operation. It is immutable once made: a link that must alter it works on a copy.
type Call struct {
	Op *catalog.Operation
	// Path holds the path parameters by name, all of them, unescaped.
	Path map[string]string
	// Query holds the query parameters by the API's own name, in the order of the catalogue. A list is one value,
	// joined by commas.
	Query []Param
	// Header holds headers beyond those the client sets itself, such as Region.
	Header []Param
	// Body is the JSON body: nil, bool, int64, float64, string, []any or map[string]any. Nil means no body.
	Body any
	// Max is the most items a list returns in all; 0 means every item.
	Max int

	Key    Key
	Origin Origin
	// About is what the call is about in a person's words, where whoever makes it knows better than the records show: a folder's
	// path. It is not sent.
	About About
}

// About says what a call is about and what it does to it.
type About struct {
	Subject string // "Project Files/Drawings/A"
	Text    string // "Superintendent: View + Download"
}

// Param is a named value in a query or header.
type Param struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// QueryValue returns the value of the query parameter with the API's name, and whether it is set.
func (c *Call) QueryValue(name string) (string, bool) {
	for _, p := range c.Query {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// Key identifies a call within a run, the same in preview, run and resume. Task is the path of the task that made it: "" for
// main, "2.0" for the first item of main's second parallel map, "2.0/1.4" for one within that; a path that begins with "@" is a
// look-up shared by all tasks and named by what it looks up. Call counts all calls of the task from 1; Change counts
// those that change the account, from 1, and is 0 for a read.
type Key struct {
	Task   string `json:"task,omitempty"`
	Call   int    `json:"call"`
	Change int    `json:"change,omitempty"`
}

// ChangeKey is the key a plan knows a change by: reads do not count, so that polling may differ between preview and run.
func (k Key) ChangeKey() string { return fmt.Sprintf("%s#%d", k.Task, k.Change) }

// CallKey is the key a journal knows a call by.
func (k Key) CallKey() string { return fmt.Sprintf("%s:%d", k.Task, k.Call) }

// Origin is the place in the user's own files that a call came from.
type Origin struct {
	File string `json:"file,omitempty"` // playbook, as the user named it
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
	// Helper is the helper the call was made by, as in "project_users.ensure"; empty for a direct call.
	Helper string `json:"helper,omitempty"`
	// Sheet and Row say which row of which spreadsheet was being worked on, if any: "new_hires.xlsx [Hires]", 4.
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
}

// String is the place as shown to a user, "onboard.star:12, new_hires.xlsx [Hires] row 4".
func (o Origin) String() string {
	var parts []string
	if o.File != "" {
		parts = append(parts, fmt.Sprintf("%s:%d", o.File, o.Line))
	}
	if o.Sheet != "" {
		parts = append(parts, fmt.Sprintf("%s row %d", o.Sheet, o.Row))
	}
	return strings.Join(parts, ", ")
}

// Result is what a call came to. Exactly one of Body and Value is set unless the operation returns nothing.
type Result struct {
	Status int
	// Body is the answer's JSON. For a list operation it is the bare list of items, over all pages asked for.
	Body json.RawMessage
	// Value is the answer already decoded, as a link that predicts or caches answers gives it; same types as
	// [Call.Body], and [Unknown] where only ACC can fill a field.
	Value any
	// Requests is how many HTTP requests it took; 0 when the answer was already known.
	Requests int
}

// Decoded returns the answer as a JSON value, decoding it if need be.
func (r *Result) Decoded() (any, error) {
	if r.Value != nil || len(r.Body) == 0 {
		return r.Value, nil
	}
	return DecodeJSON(r.Body)
}

// Unknown stands, in a predicted answer, for a field that only ACC can fill.
type Unknown struct {
	Field string // "createdAt"
	Of    string // what it is a field of: "project"
}

// DecodeJSON decodes a JSON value into nil, bool, int64, float64, string, []any and map[string]any. Whole numbers that fit
// are int64, so that long IDs stay exact.
func DecodeJSON(data []byte) (any, error) {
	dec := json.NewDecoder(strings.NewReader(string(data)))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	if dec.More() {
		return nil, fmt.Errorf("more than one JSON value")
	}
	return plainNumbers(v)
}

func plainNumbers(v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		f, err := v.Float64()
		return f, err
	case []any:
		for i := range v {
			x, err := plainNumbers(v[i])
			if err != nil {
				return nil, err
			}
			v[i] = x
		}
	case map[string]any:
		for k := range v {
			x, err := plainNumbers(v[k])
			if err != nil {
				return nil, err
			}
			v[k] = x
		}
	}
	return v, nil
}
