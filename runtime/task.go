package runtime

import (
	"fmt"
	"sync/atomic"

	"go.starlark.net/starlark"
)

// Task numbers the calls of one strand of a run: main, or one item of a parallel map. What a strand does is the same in a
// preview, a run and a resume, however its neighbours are scheduled; so its path and these numbers make keys that last.
//
// A Task is safe for concurrent use, though the order of its numbers then is not determined.
type Task struct {
	path    string
	calls   atomic.Int64
	changes atomic.Int64
	forks   atomic.Int64
	row     atomic.Pointer[RowRef]
}

// RowRef is the row of a spreadsheet that a task is working on.
type RowRef struct {
	Sheet string // "new_hires.xlsx [Hires]"
	Row   int    // as the spreadsheet program numbers it
}

// NewTask returns a task of its own, for look-ups that all tasks share; such paths begin with "@". Main has the path "".
func NewTask(path string) *Task { return &Task{path: path} }

// Path is the task's place in the run: "" for main, "2.0" for the first item of main's second fork, "2.0/1.4" for the
// fifth item of the first fork within that.
func (t *Task) Path() string { return t.path }

// NextCall returns the number of the task's next call, from 1.
func (t *Task) NextCall() int { return int(t.calls.Add(1)) }

// NextChange returns the number of the task's next call that changes something, from 1.
func (t *Task) NextChange() int { return int(t.changes.Add(1)) }

// Row is the row being worked on, or nil.
func (t *Task) Row() *RowRef { return t.row.Load() }

// SetRow says which row is being worked on from now on; nil means none.
func (t *Task) SetRow(row *RowRef) { t.row.Store(row) }

// Fork begins the task's next fork: a set of child tasks, one for each item, numbered by their place in the input.
func (t *Task) Fork() *Fork {
	return &Fork{parent: t, number: int(t.forks.Add(1))}
}

// Fork is where a task splits into children.
type Fork struct {
	parent *Task
	number int
}

// Path is the fork's place in the run: "2" for main's second fork, "2.0/1" for the first fork within the first item of that.
func (f *Fork) Path() string {
	if f.parent.path == "" {
		return fmt.Sprint(f.number)
	}
	return fmt.Sprintf("%s/%d", f.parent.path, f.number)
}

// Child returns the task of item i, from 0. It works on its parent's row until told otherwise.
func (f *Fork) Child(i int) *Task {
	path := fmt.Sprintf("%d.%d", f.number, i)
	if f.parent.path != "" {
		path = f.parent.path + "/" + path
	}
	child := &Task{path: path}
	child.row.Store(f.parent.Row())
	return child
}

// TaskOf returns the task that runs on the thread; it is never nil.
func TaskOf(thread *starlark.Thread) *Task {
	if l := localOf(thread); l != nil {
		return l.task
	}
	return new(Task)
}

// InTask does something on the thread as another task: what it calls is numbered by that task. A row of a sheet and an attempt
// are tasks of their own, so that one that ends early does not shift the numbers of what comes after it.
func InTask(thread *starlark.Thread, task *Task, do func() (starlark.Value, error)) (starlark.Value, error) {
	l := localOf(thread)
	if l == nil {
		return do()
	}
	before := l.task
	l.task = task
	defer func() { l.task = before }()
	return do()
}
