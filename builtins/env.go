package builtins

import (
	"context"
	"io"
	"sync"
	"time"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/runtime"
)

// Env is what one run gives its builtins. Nothing else of the outside world reaches a playbook. An Env belongs to one run,
// as does the universe made of it; it is safe for use by the run's threads at once.
type Env struct {
	Catalogue *catalog.Catalogue
	Doer      acc.Doer
	AccountID string
	Files     Files
	Out       Output
	Clock     Clock
	Sink      Sink
	// Fetch writes a file that ACC has to w; nil where there is no account to fetch from.
	Fetch func(ctx context.Context, from acc.Source, w io.Writer) (acc.Fetched, error)
	// RunID is the ID of the run; "" in a preview, which is none.
	RunID string
	// Resolve turns what a user gave for a parameter of the kind "project", "company" or "role" into its record. The part
	// that knows ACC sets it.
	Resolve func(thread *starlark.Thread, kind, text string) (starlark.Value, error)

	// Mark, if set, is told where a playbook comes to what bears on the order of its changes.
	Mark func(Mark)

	slept sleeps
	told  sync.Map // what is to be said once in a run, and has been
}

// Mark is a place in a playbook that bears on the order of its changes: what is beyond may hang on what came of what is before.
type Mark struct {
	Kind MarkKind
	Fork string // path of the fork whose tasks are meant; see [runtime.Fork]
}

// MarkKind is what a playbook comes to.
type MarkKind string

// The kinds of marks.
const (
	RowsBegin     MarkKind = "rows"    // each: a row that fails ends itself alone
	AttemptBegins MarkKind = "attempt" // attempt: what fails within is caught
	AttemptOK     MarkKind = "ok"      // an attempt has ended well
	AttemptCaught MarkKind = "caught"  // an attempt has caught something
)

func (e *Env) mark(kind MarkKind, fork *runtime.Fork) {
	if e.Mark != nil {
		e.Mark(Mark{Kind: kind, Fork: fork.Path()})
	}
}

// first reports whether something that is to be said once in a run is said for the first time.
func (e *Env) first(what string) bool {
	_, before := e.told.LoadOrStore(what, true)
	return !before
}

// Clock is the time that a playbook lives in.
type Clock struct {
	// Start is the plan's instant: what time.now() gives until the playbook has slept.
	Start time.Time
	// Sleep waits, or ends with the cause of the context's end. In a preview it returns at once. The key is the sleep's place
	// among the calls of its task.
	Sleep func(ctx context.Context, key acc.Key, d time.Duration) error
}

// Now is the time as the thread's task sees it: the plan's instant and the task's own sleeps since.
func (e *Env) Now(thread *starlark.Thread) time.Time {
	return e.Clock.Start.Add(e.slept.of(runtime.TaskOf(thread)))
}

// Sleep lets the thread's task sleep, and moves its time on by as much.
func (e *Env) Sleep(thread *starlark.Thread, d time.Duration) error {
	task := runtime.TaskOf(thread)
	if err := e.Clock.Sleep(runtime.ContextOf(thread), acc.Key{Task: task.Path(), Call: task.NextCall()}, d); err != nil {
		return err
	}
	e.slept.add(task, d)
	return nil
}

// sleeps is how long each task has slept. A task begins with the time of the one that forked it, and hands on its own when
// it ends; so time is the same however tasks are scheduled.
type sleeps struct {
	mu     sync.Mutex
	byTask map[string]time.Duration
}

func (s *sleeps) of(task *runtime.Task) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.byTask[task.Path()]
}

func (s *sleeps) add(task *runtime.Task, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byTask == nil {
		s.byTask = map[string]time.Duration{}
	}
	s.byTask[task.Path()] += d
}

// begin gives a new task the time at which it was forked off.
func (s *sleeps) begin(child *runtime.Task, at time.Duration) {
	if at != 0 {
		s.add(child, at)
	}
}

// end takes a task's time away, for its parent to join.
func (s *sleeps) end(child *runtime.Task) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.byTask[child.Path()]
	delete(s.byTask, child.Path())
	return at
}

// join moves a task's time on to the latest of its children's.
func (s *sleeps) join(parent *runtime.Task, latest time.Duration) {
	if d := latest - s.of(parent); d > 0 {
		s.add(parent, d)
	}
}

// inTask does something on the thread as another task, a child of its own, which sleeps for it.
func (e *Env) inTask(thread *starlark.Thread, child *runtime.Task, do func() (starlark.Value, error)) (starlark.Value, error) {
	parent := runtime.TaskOf(thread)
	e.slept.begin(child, e.slept.of(parent))
	defer func() { e.slept.join(parent, e.slept.end(child)) }()
	return runtime.InTask(thread, child, do)
}

// Sink receives what a playbook has to say beyond print. It is safe for concurrent use.
type Sink interface {
	// Table is a table the playbook reports.
	Table(Table)
	// ByHand is something for a person to do, because ACC's API cannot.
	ByHand(ByHand)
	// Row is what became of one row of each(...), told once at its end, or of a note made outside of it.
	Row(RowOutcome)
	// Unchanged is something that a playbook asked for and that is right already.
	Unchanged(Note)
	// More is something that has more than was asked for, and was left alone.
	More(Note)
	// Warn is something the user should know about what was read: "2 rows are hidden (4, 9) and were read all the same."
	Warn(text string, origin acc.Origin)
}

// ByHand is something for a person to do.
type ByHand struct {
	What    string
	Whom    string // who or what it is about; "" if nobody has said
	Project string // ID of the project it is about; "" if it is about none
	Link    string // the page where it is done, as the playbook gives it; "" for none
	Origin  acc.Origin
}

// Table is a table as a playbook reports it, in the words of a person.
type Table struct {
	Title   string
	Columns []string // headings; none when the rows have no names for their cells
	Rows    [][]string
	Origin  acc.Origin
}

// Note is a remark about something that needs no change.
type Note struct {
	Group   string // what it is shown under: the project's name, or "Account"
	Subject string // who or what it is about
	Text    string
	Origin  acc.Origin
}

// RowState is what became of a row.
type RowState string

// The states of a row.
const (
	RowDone    RowState = "done"
	RowSkipped RowState = "skipped" // by the playbook
	RowFailed  RowState = "failed"
	RowNoted   RowState = "noted" // done, with something to say about it
)

// RowOutcome is what became of one row.
type RowOutcome struct {
	Sheet string // "new_hires.xlsx [Hires]"; "" when the rows are not those of a sheet
	Row   int    // as the spreadsheet program numbers it; without a sheet the item's place, from 1
	State RowState
	// Reasons are why it failed or was skipped, and what was noted: "C4 Company: no company is called \"Acme\"".
	Reasons []string
	Origin  acc.Origin // the line that ended it, or that called each
	Task    string     // path of the row's task
}
