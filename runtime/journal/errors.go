package journal

import (
	"errors"
	"fmt"

	"accstar/acc"
)

// ErrExists is wrapped by the error of [Create] when the folder holds a journal already.
var ErrExists = errors.New("a run is recorded there already")

// ErrRunning is wrapped by the error of [Create] and [Continue] when another process is writing the journal.
var ErrRunning = errors.New("the run is still going on")

// ErrNoBody is wrapped when a body that was read is asked for and only its hash was kept.
var ErrNoBody = errors.New("only the hash of the answer was kept")

// WriteError is a journal that could not be written, because the disk is full or gone. Nothing more can be recorded, so nothing
// more is sent: it wraps [acc.ErrStop].
type WriteError struct {
	RunID string
	Op    string // the operation that was to be recorded; "" when it was no call
	// Sent is true when ACC had answered already, and only the answer could not be recorded. Result and Refused are
	// what it answered.
	Sent    bool
	Result  *acc.Result
	Refused error
	Err     error // the cause
}

// Error says whether anything was sent.
func (e *WriteError) Error() string {
	switch {
	case e.Op == "":
		return fmt.Sprintf("the journal of run %s cannot be written: %v", e.RunID, e.Err)
	case e.Sent:
		return fmt.Sprintf("%s: ACC answered, but the answer could not be recorded in the journal of run %s: %v", e.Op, e.RunID, e.Err)
	}
	return fmt.Sprintf("%s was not sent: the journal of run %s cannot be written: %v", e.Op, e.RunID, e.Err)
}

// MaybeMade reports whether the change that could not be recorded may have been made.
func (e *WriteError) MaybeMade() bool { return e.Sent }

// Unwrap returns [acc.ErrStop] and the cause.
func (e *WriteError) Unwrap() []error { return []error{acc.ErrStop, e.Err} }

// Hints say how to go on.
func (e *WriteError) Hints() []string {
	return []string{
		"make room on the disk that holds the run's folder, then go on with: accstar resume " + e.RunID,
	}
}

// DamagedError is a journal with a record that was altered or lost after it had been written. What comes before the record can
// still be read.
type DamagedError struct {
	Path string
	Line int64 // the first bad record, from 1
	Err  error // what is wrong with it
}

// Error names file and line.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("%s, line %d: the journal is damaged: %v", e.Path, e.Line, e.Err)
}

// Unwrap returns what is wrong with the record.
func (e *DamagedError) Unwrap() error { return e.Err }

// Hints say how to go on.
func (e *DamagedError) Hints() []string {
	return []string{
		"the run cannot be resumed; preview the playbook again: what is done already needs no change",
		"if you have a copy of the run's folder, put it back",
	}
}
