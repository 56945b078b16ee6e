package builtins

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/builtins/sheet"
	"accstar/runtime"
)

func eachEntry() entry {
	return entry{
		Doc: Doc{
			Name: "each", Signature: "each(rows, fn)", Summary: "Calls a function for every row, and goes on with the next one where a row fails.",
			Text: `A row ends early where one of its cells is bad, where it calls row.fail or row.skip, and where ACC refuses what it asks for. The other rows go on. A preview shows the faults of all rows together, the report says what became of each, and a run with rows that failed needs --skip-bad-rows.

Anything else that goes wrong ends the playbook. Rows may be those of a sheet or the items of any list. Returns what fn returned for each row, in their order; None for a row that ended early.`,
			Example: `def add(row):
    acc.project_users.ensure(project, email = row.email("Email", required = True), company = row.text("Company"))

each(sheet.read(hires), add)`,
		},
		mainOnly: true,
		body:     each,
	}
}

func each(env *Env, thread *starlark.Thread, args arguments) (starlark.Value, error) {
	var rows starlark.Value
	var fn starlark.Callable
	if err := args.unpack("rows", &rows, "fn", &fn); err != nil {
		return nil, err
	}
	next, done, err := args.eachItem(rows)
	if err != nil {
		return nil, err
	}
	defer done()
	fork := runtime.TaskOf(thread).Fork()
	env.mark(RowsBegin, fork)
	var results []starlark.Value
	var item starlark.Value
	for i := 0; next(&item); i++ {
		if err := context.Cause(runtime.ContextOf(thread)); err != nil {
			return nil, err
		}
		r := rowRun{env: env, place: i + 1, item: item, task: fork.Child(i)}
		result, err := r.run(thread, fn)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return starlark.NewList(results), nil
}

// eachItem goes through the items: a copy of them, for fn may change the list; or rows as they are read.
func (a arguments) eachItem(rows starlark.Value) (next func(*starlark.Value) bool, done func(), err error) {
	if stream, ok := rows.(*rowStream); ok {
		iter := stream.Iterate()
		return iter.Next, iter.Done, nil
	}
	items, err := a.elements("rows", rows)
	if err != nil {
		return nil, nil, err
	}
	iter := starlark.Tuple(items).Iterate()
	return iter.Next, iter.Done, nil
}

// rowRun is the work on one row. A row is a task of its own: one that fails in the run though it did not in the preview
// leaves the keys of the others alone.
type rowRun struct {
	env   *Env
	place int // of the item, from 1
	item  starlark.Value
	task  *runtime.Task
}

func (r *rowRun) run(thread *starlark.Thread, fn starlark.Callable) (starlark.Value, error) {
	row, isRow := r.item.(*rowValue)
	if isRow {
		r.task.SetRow(row.ref())
		before := row.beginNotes()
		defer row.endNotes(before)
	}
	if isRow && row.broken != nil {
		return nil, row.broken
	}
	if isRow && row.bad != nil {
		o := r.outcome(thread, row.faults[0])
		for _, fault := range row.faults[1:] {
			o.Reasons = append(o.Reasons, reasonOf(fault))
		}
		r.env.Sink.Row(o)
		return starlark.None, nil
	}
	v, err := r.env.inTask(thread, r.task, func() (starlark.Value, error) {
		return starlark.Call(thread, fn, starlark.Tuple{r.item}, nil)
	})
	outcome := r.outcome(thread, err)
	if err != nil && !endsRow(err) {
		return nil, err
	}
	if isRow {
		notes := row.takeNotes()
		outcome.Reasons = append(outcome.Reasons, notes...)
		if outcome.State == RowDone && len(notes) > 0 {
			outcome.State = RowNoted
		}
	}
	r.env.Sink.Row(outcome)
	if err != nil {
		return starlark.None, nil
	}
	return v, nil
}

// outcome is what became of the row, by the error it ended with.
func (r *rowRun) outcome(thread *starlark.Thread, err error) RowOutcome {
	o := RowOutcome{Row: r.place, State: RowDone, Origin: originOf(thread), Task: r.task.Path()}
	prefix := ""
	if row, ok := r.item.(*rowValue); ok {
		ref := row.ref()
		o.Sheet, o.Row = ref.Sheet, ref.Row
	} else if err != nil {
		prefix = labelOf(r.item) + ": "
	}
	o.Origin.Sheet, o.Origin.Row = o.Sheet, o.Row
	if err == nil {
		return o
	}
	o.State = RowFailed
	var skip *rowSkip
	if errors.As(err, &skip) {
		o.State = RowSkipped
	}
	o.Reasons = []string{prefix + reasonOf(err)}
	if at, ok := failedAt(err); ok {
		o.Origin.File, o.Origin.Line, o.Origin.Col, o.Origin.Helper = at.File, at.Line, at.Col, at.Helper
	}
	return o
}

// endsRow reports whether an error is one of those that end the row being worked on, and no more.
func endsRow(err error) bool {
	if stopsRun(err) {
		return false
	}
	return errors.As(err, new(*sheet.CellError)) || errors.As(err, new(*RowError)) || errors.As(err, new(*rowSkip)) || refusalIn(err) != nil
}

// reasonOf is why a row ended early, in the words of a report that names sheet and row already.
func reasonOf(err error) string {
	var cell *sheet.CellError
	var row *RowError
	var skip *rowSkip
	switch {
	case errors.As(err, &skip):
		return skip.why
	case errors.As(err, &row):
		return row.reason()
	case errors.As(err, &cell):
		place := strings.TrimSpace(cell.Ref + " " + cell.Column)
		return withHint(fmt.Sprintf("%s: got %s, want %s", place, cell.Got, cell.Want), cell.Hint)
	}
	if refused := refusalIn(err); refused != nil {
		return withHint(refused.Error(), refused.Hint)
	}
	return err.Error()
}

// withHint appends what to do next as a sentence.
func withHint(text, hint string) string {
	if hint == "" {
		return text
	}
	hint = strings.ToUpper(hint[:1]) + hint[1:]
	if !strings.HasSuffix(hint, "?") && !strings.HasSuffix(hint, ".") {
		hint += "."
	}
	return text + ". " + hint
}

// failedAt is the user's line that an error arose at.
func failedAt(err error) (acc.Origin, bool) {
	var refused *acc.Error
	if errors.As(err, &refused) && refused.Origin.Line > 0 {
		return refused.Origin, true
	}
	d := runtime.Diagnose(err, nil)
	return acc.Origin{File: d.File, Line: d.Line, Col: d.Col}, d.Line > 0
}
