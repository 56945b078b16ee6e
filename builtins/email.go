package builtins

import (
	"errors"
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/sheet"
)

func emailEntry() entry {
	return entry{
		Doc: Doc{
			Name: "email", Signature: "email(text)", Summary: "An e-mail address as ACC keeps it: trimmed and in lower case.",
			Text:    "A text that is no single address is an error.",
			Example: `known = email(" Ada@Example.com ") in index(acc.account_users.list(), "email")`,
		},
		body: func(_ *Env, _ *starlark.Thread, args arguments) (starlark.Value, error) {
			var text string
			if err := args.unpack("text", &text); err != nil {
				return nil, err
			}
			address, err := parseEmail(text)
			if err != nil {
				return nil, args.fail("%w", err)
			}
			return starlark.String(address), nil
		},
	}
}

// parseEmail checks an address as the cells of sheets are checked, and normalises it.
func parseEmail(text string) (string, error) {
	address, ok, err := sheet.TextAt(0, 0, text).AsEmail()
	var cell *sheet.CellError
	switch {
	case errors.As(err, &cell):
		return "", &textError{fmt.Sprintf("got %s, want %s", cell.Got, cell.Want), cell.Hint}
	case err != nil:
		return "", err
	case !ok:
		return "", &textError{fmt.Sprintf("got %q, want an e-mail address", text), ""}
	}
	return strings.ToLower(address), nil
}

// textError is a text that is not what it should be.
type textError struct{ problem, hint string }

func (e *textError) Error() string { return e.problem }

// Hints says what to do next.
func (e *textError) Hints() []string {
	if e.hint == "" {
		return nil
	}
	return []string{e.hint}
}
