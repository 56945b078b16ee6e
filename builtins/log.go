package builtins

import (
	"strings"

	"go.starlark.net/starlark"
)

func logEntry() entry {
	return entry{
		Doc: Doc{
			Name: "log", Signature: "log(message, **details)", Summary: "Prints a message followed by details as name=value.",
			Text:    "It goes where print goes. Values with spaces are put in quotes.",
			Example: `log("added", email = email, project = project.name)`,
		},
		body: log,
	}
}

func log(_ *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	if len(args.args) != 1 {
		return nil, args.fail("got %d arguments, want one message and details by name", len(args.args))
	}
	var b strings.Builder
	b.WriteString(displayed(args.args[0]))
	for _, kv := range args.kwargs {
		name := string(kv[0].(starlark.String))
		text := displayed(kv[1])
		if text == "" || strings.ContainsAny(text, " \t\n\"=") {
			text = starlark.String(text).String()
		}
		b.WriteString(" " + name + "=" + text)
	}
	if thread.Print != nil {
		thread.Print(thread, b.String())
	}
	return starlark.None, nil
}
