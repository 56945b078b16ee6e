package builtins

import (
	"strings"

	"go.starlark.net/starlark"
)

func byHandEntry() entry {
	return entry{
		Doc: Doc{
			Name: "by_hand", Signature: "by_hand(what, whom = None)", Summary: "Puts something that ACC's API cannot do on the list for a person to do and tick off.",
			Text:    "The list is part of the plan and of the report. Whom it is about may be a text or a record.",
			Example: `by_hand("Archive the project", project)`,
		},
		mainOnly: true,
		body:     byHand,
	}
}

func byHand(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var what string
	var whom starlark.Value
	if err := args.unpack("what", &what, "whom??", &whom); err != nil {
		return nil, err
	}
	if strings.TrimSpace(what) == "" {
		return nil, args.fail("for parameter what: got a blank text, want what is to be done")
	}
	about := ""
	if whom != nil {
		about = displayed(whom)
	}
	env.Sink.ByHand(what, about, originOf(thread))
	return starlark.None, nil
}
