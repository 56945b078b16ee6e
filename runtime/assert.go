package runtime

import (
	"fmt"
	"regexp"
	"strings"

	"go.starlark.net/starlark"
	"go.starlark.net/starlarkstruct"
	"go.starlark.net/syntax"
)

// Assert is the module that tests written in Starlark check with. A check that fails is reported with its line, and the
// test goes on.
//
//	assert.eq(got, want)         they are equal
//	assert.ne(got, other)        they are not
//	assert.true(cond, msg?)      cond is true
//	assert.lt(x, y)              x is less than y
//	assert.contains(x, y)        y in x
//	assert.fails(fn, pattern)    fn() fails with a message that matches the regular expression
func Assert(report func(at Position, message string)) starlark.Value {
	a := &assert{report}
	members := starlark.StringDict{}
	for name, fn := range map[string]assertion{"eq": a.eq, "ne": a.ne, "true": a.isTrue, "lt": a.lt, "contains": a.contains, "fails": a.fails} {
		members[name] = Builtin("assert."+name, func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			failure, err := fn(thread, b, args, kwargs)
			if failure != "" {
				a.report(Where(thread), b.Name()+": "+failure)
			}
			return starlark.None, err
		})
	}
	return &starlarkstruct.Module{Name: "assert", Members: members}
}

type assert struct {
	report func(Position, string)
}

// assertion checks its arguments and returns what is wrong with them, "" for nothing.
type assertion = func(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (failure string, err error)

// pair takes the two arguments that most checks have.
func pair(b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (x, y starlark.Value, err error) {
	err = starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &x, &y)
	return x, y, err
}

func (a *assert) eq(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	got, want, err := pair(b, args, kwargs)
	if err != nil {
		return "", err
	}
	same, err := starlark.Equal(got, want)
	if err != nil || same {
		return "", err
	}
	return gotWant(got, want), nil
}

// gotWant shows two values that should be equal, on lines of their own when they are long.
func gotWant(got, want starlark.Value) string {
	g, w := got.String(), want.String()
	if g == w {
		g, w = g+" ("+got.Type()+")", w+" ("+want.Type()+")"
	}
	if len(g)+len(w) < 80 {
		return "got " + g + ", want " + w
	}
	return "\n   got " + g + "\n  want " + w
}

func (a *assert) ne(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	x, y, err := pair(b, args, kwargs)
	if err != nil {
		return "", err
	}
	same, err := starlark.Equal(x, y)
	if err != nil || !same {
		return "", err
	}
	return "both are " + x.String(), nil
}

func (a *assert) isTrue(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	var cond starlark.Value
	message := "the condition does not hold"
	if err := starlark.UnpackArgs(b.Name(), args, kwargs, "cond", &cond, "msg?", &message); err != nil {
		return "", err
	}
	if cond.Truth() {
		return "", nil
	}
	return message, nil
}

func (a *assert) lt(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	x, y, err := pair(b, args, kwargs)
	if err != nil {
		return "", err
	}
	less, err := starlark.Compare(syntax.LT, x, y)
	if err != nil || less {
		return "", err
	}
	return fmt.Sprintf("%s is not less than %s", x, y), nil
}

func (a *assert) contains(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	x, y, err := pair(b, args, kwargs)
	if err != nil {
		return "", err
	}
	in, err := starlark.Binary(syntax.IN, y, x)
	if err != nil || bool(in.Truth()) {
		return "", err
	}
	return fmt.Sprintf("%s does not contain %s", x, y), nil
}

func (a *assert) fails(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (string, error) {
	var fn starlark.Callable
	var pattern string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &fn, &pattern); err != nil {
		return "", err
	}
	want, err := regexp.Compile(pattern)
	if err != nil {
		return "", fmt.Errorf("%s: %q is no regular expression: %v", b.Name(), pattern, err)
	}
	v, err := starlark.Call(thread, fn, nil, nil)
	if err == nil {
		return fmt.Sprintf("it returned %s, want an error that matches %q", v, pattern), nil
	}
	if stopped := ContextOf(thread).Err(); stopped != nil {
		return "", err
	}
	if text := Diagnose(err, nil).Plain(); !want.MatchString(text) {
		return fmt.Sprintf("it failed with %q, want an error that matches %q", text, pattern), nil
	}
	return "", nil
}

// Plain is what the diagnostic says, without saying where: summary, single problems and hints, a line each.
func (d *Diagnostic) Plain() string {
	lines := append([]string{d.Summary}, d.Detail...)
	return strings.Join(append(lines, d.Hints...), "\n")
}
