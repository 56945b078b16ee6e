package practice

import (
	"maps"

	"accstar/acc"
	"accstar/acc/tenant"
)

// withoutLostRows works out a call of which some rows get lost, the last ones, as many as lose says: ACC has looked at them and
// accepted them, and nothing comes of it. Only an import that answers before it is done can lose rows.
func withoutLostRows(call *acc.Call, decide func(*acc.Call) (*tenant.Outcome, error), lose func(op string, rows int) int) (*tenant.Outcome, error) {
	out, err := decide(call)
	if err != nil || !call.Op.Async || call.Op.BatchLimit == 0 {
		return out, err
	}
	name, rows := importRows(call)
	if len(rows) == 0 {
		return out, nil
	}
	lost := lose(call.Op.ID(), len(rows))
	switch {
	case lost == 0:
		return out, nil
	case lost >= len(rows): // an import of no rows would be refused
		out.Changes, out.Later, out.Invitations = nil, nil, 0
		return out, nil
	}
	fewer := *call
	fewer.Body = rows[:len(rows)-lost]
	if name != "" {
		body := maps.Clone(call.Body.(map[string]any))
		body[name] = fewer.Body
		fewer.Body = body
	}
	return decide(&fewer)
}

// importRows are the rows of an import's body: the body itself, or the one list of objects in it, with its name.
func importRows(call *acc.Call) (name string, rows []any) {
	switch body := call.Body.(type) {
	case []any:
		return "", body
	case map[string]any:
		for _, f := range call.Op.Body {
			if rows, ok := body[f.Name].([]any); ok {
				return f.Name, rows
			}
		}
	}
	return "", nil
}
