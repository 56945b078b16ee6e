package builtins

import (
	"strings"

	"go.starlark.net/starlark"
)

// What ACC's pages call states, and what its API calls them.

// words(code) is a state in the words of ACC's pages: "in_progress" is "In progress", "openRev1" "Open rev1".
func (h *helperNames) words(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var code string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &code); err != nil {
		return nil, err
	}
	return starlark.String(inWords(code)), nil
}

// submittalStatus are the states of submittals, which the API numbers.
func submittalStatus(code string) string {
	switch code {
	case "1":
		return "Required"
	case "2":
		return "Open"
	case "3":
		return "Closed"
	case "4":
		return "Void"
	case "5":
		return "Empty"
	case "6":
		return "Draft"
	}
	return ""
}

func inWords(code string) string {
	if s := submittalStatus(code); s != "" {
		return s
	}
	var out strings.Builder
	for i, r := range strings.ReplaceAll(code, "_", " ") {
		upper := r >= 'A' && r <= 'Z'
		switch {
		case i == 0:
			out.WriteString(strings.ToUpper(string(r)))
		case upper && strings.ToUpper(code) != code:
			out.WriteString(" " + strings.ToLower(string(r)))
		default:
			out.WriteString(strings.ToLower(string(r)))
		}
	}
	return out.String()
}

// code(words) is the API's name for a state: "In progress" is "in_progress".
func (h *helperNames) code(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var words string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &words); err != nil {
		return nil, err
	}
	return starlark.String(strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(words), " ")), " ", "_")), nil
}

// is_text(value) reports whether a value is a text.
func (h *helperNames) isText(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var v starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &v); err != nil {
		return nil, err
	}
	_, ok := starlark.AsString(v)
	return starlark.Bool(ok), nil
}
