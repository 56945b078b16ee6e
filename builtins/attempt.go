package builtins

import (
	"errors"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"

	"accstar/acc"
	"accstar/runtime"
)

func attemptEntry() entry {
	return entry{
		Doc: Doc{
			Name: "attempt", Signature: "attempt(fn, *args, **kwargs)", Summary: "Calls a function and gives back what came of it, also where ACC refused.",
			Text: `Returns result(ok, value, error). When ok is True, value is what the function returned and error is None. Otherwise error has kind, message, status, code and op.

error.kind is what to branch on: "exists", "not_found", "invalid", "forbidden", "limited" or "unavailable"; it is "failed" for fail(...). Only these two are caught: what ACC answered, and fail. Wrong arguments, guards, differences from the plan, limits and interrupts end the playbook all the same.`,
			Example: `got = attempt(acc.projects.get, project_id)
if not got.ok and got.error.kind != "not_found":
    fail(got.error.message)`,
		},
		body: attempt,
	}
}

func attempt(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	if len(args.args) == 0 {
		return nil, args.fail("missing argument for fn")
	}
	fn, ok := args.args[0].(starlark.Callable)
	if !ok {
		return nil, args.fail("for parameter fn: got %s, want a function (write attempt(fn, x), not attempt(fn(x)))", args.args[0].Type())
	}
	fork := runtime.TaskOf(thread).Fork()
	env.mark(AttemptBegins, fork)
	v, err := env.inTask(thread, fork.Child(0), func() (starlark.Value, error) {
		return starlark.Call(thread, fn, args.args[1:], args.kwargs)
	})
	if err == nil {
		env.mark(AttemptOK, fork)
		return result(v, starlark.None), nil
	}
	if caught := caughtError(err); caught != nil {
		env.mark(AttemptCaught, fork)
		return result(starlark.None, caught), nil
	}
	return nil, err
}

// stopsRun reports whether no playbook may go on after an error.
func stopsRun(err error) bool { return runtime.Fatal(err) || errors.Is(err, acc.ErrStop) }

// refusalIn is the refusal by ACC in an error that a playbook may go on after. A change that may have been carried out is
// none: what is in doubt has to be settled first.
func refusalIn(err error) *acc.Error {
	var refused *acc.Error
	if stopsRun(err) || !errors.As(err, &refused) || refused.InDoubt {
		return nil
	}
	return refused
}

// caughtError is an error as a playbook sees it, nil if attempt does not catch it.
func caughtError(err error) starlark.Value {
	if refused := refusalIn(err); refused != nil {
		return errorValue(string(refused.Kind), refused.Message, refused.Status, refused.Code, refused.Op)
	}
	var failed *FailError
	if !stopsRun(err) && errors.As(err, &failed) {
		return errorValue("failed", failed.Text, 0, "", "")
	}
	return nil
}

func result(v, err starlark.Value) starlark.Value {
	return starlarkstruct.FromStringDict(starlark.String("result"), starlark.StringDict{
		"ok": starlark.Bool(err == starlark.None), "value": v, "error": err,
	})
}

func errorValue(kind, message string, status int, code, op string) starlark.Value {
	orNone := func(text string) starlark.Value {
		if text == "" {
			return starlark.None
		}
		return starlark.String(text)
	}
	fields := starlark.StringDict{
		"kind": starlark.String(kind), "message": starlark.String(message), "status": starlark.None, "code": orNone(code), "op": orNone(op),
	}
	if status != 0 {
		fields["status"] = starlark.MakeInt(status)
	}
	return starlarkstruct.FromStringDict(starlark.String("error"), fields)
}
