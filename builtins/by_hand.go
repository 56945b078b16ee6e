package builtins

import (
	"strings"

	"go.starlark.net/starlark"

	"accstar/builtins/value"
)

func byHandEntry() entry {
	return entry{
		Doc: Doc{
			Name: "by_hand", Signature: "by_hand(what, whom = None, link = None)", Summary: "Puts something that ACC's API cannot do on the list for a person to do and tick off.",
			Text: "The list is part of the plan and of the report. Whom it is about may be a text or a record. link is the page where it is " +
				"done, an address that begins with https://; without one, the report links to the project's page, or to the account's.",
			Example: `by_hand("Archive the project", project)`,
		},
		mainOnly: true,
		body:     byHand,
	}
}

func byHand(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var what, link string
	var whom starlark.Value
	if err := args.unpack("what", &what, "whom??", &whom, "link??", &link); err != nil {
		return nil, err
	}
	if strings.TrimSpace(what) == "" {
		return nil, args.fail("for parameter what: got a blank text, want what is to be done")
	}
	if link != "" && (!strings.HasPrefix(link, "https://") || strings.ContainsAny(link, " <>\"'`\n")) {
		return nil, args.fail("for parameter link: got %q, want the address of a page, https://…", link)
	}
	todo := ByHand{What: what, Link: link, Origin: originOf(thread)}
	if whom != nil {
		todo.Whom = displayed(whom)
		todo.Project = projectOf(whom)
	}
	env.Sink.ByHand(todo)
	return starlark.None, nil
}

// projectOf is the ID of a project's record; "" of anything else.
func projectOf(v starlark.Value) string {
	r, ok := v.(*value.Record)
	if !ok || knownText(r, "jobNumber") == "" && knownText(r, "platform") == "" {
		return ""
	}
	return knownText(r, "id")
}
