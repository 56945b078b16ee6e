package builtins

import (
	"strings"

	"go.starlark.net/starlark"
)

// FailError is what a playbook raises with fail(...).
type FailError struct{ Text string }

// Error is the playbook's own text.
func (e *FailError) Error() string { return e.Text }

func failEntry() entry {
	return entry{
		Doc: Doc{
			Name: "fail", Signature: "fail(*reasons, sep = \" \")", Summary: "Ends the playbook with an error at this line.",
			Text: "Nothing further is sent. Only attempt catches it. To end just the row being worked on, use row.fail.",
			Example: `if not projects:
    fail("no project is active in", region)`,
		},
		body: fail,
	}
}

// fail takes the place of Starlark's own, so that attempt can tell it from other errors.
func fail(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
	sep := " "
	named := arguments{name: args.name, kwargs: args.kwargs}
	if err := named.unpack("sep?", &sep); err != nil {
		return nil, err
	}
	var words []string
	for _, v := range args.args {
		if text, ok := starlark.AsString(v); ok {
			words = append(words, text)
		} else {
			words = append(words, v.String())
		}
	}
	if len(words) == 0 {
		return nil, &FailError{"the playbook failed without giving a reason"}
	}
	return nil, &FailError{strings.Join(words, sep)}
}
