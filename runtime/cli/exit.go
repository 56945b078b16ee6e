package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"accstar/acc"
	"accstar/runtime"
)

// The exit codes, few and fixed.
const (
	ExitDone        = 0
	ExitFailed      = 1   // an error ended it
	ExitUsage       = 2   // the command line is wrong; nothing was tried
	ExitPartly      = 3   // it ran to its end, but some items failed
	ExitInterrupted = 130 // Ctrl-C
)

// exitError ends a command with a code. What there is to say has been said if Err is nil.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usageError is a command line that makes no sense.
type usageError struct {
	message string
	hints   []string
}

func (e *usageError) Error() string   { return e.message }
func (e *usageError) Hints() []string { return e.hints }

// problem is an error with what to do next.
type problem struct {
	message string
	hints   []string
	err     error
}

func (e *problem) Error() string   { return e.message }
func (e *problem) Hints() []string { return e.hints }
func (e *problem) Unwrap() error   { return e.err }

// hinted is an error with one more thing to do about it.
type hinted struct {
	error
	hint string
}

func (e *hinted) Hints() []string { return []string{e.hint} }
func (e *hinted) Unwrap() error   { return e.error }

// exitCode is the code that an error ends the process with.
func exitCode(err error) int {
	var exit *exitError
	var usage *usageError
	var limit *runtime.LimitError
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &exit):
		return exit.code
	case errors.As(err, &limit): // which ends the context of what is under way, too
		return ExitFailed
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return ExitInterrupted
	case errors.As(err, &usage), noPlaybook(err):
		return ExitUsage
	}
	return ExitFailed
}

// noPlaybook reports whether the file named on the command line is no playbook, rather than one with something wrong in it.
func noPlaybook(err error) bool {
	var file *runtime.FileError
	return errors.As(err, &file) && runtime.Diagnose(err, nil).Line == 0
}

// report shows an error: as a diagnostic with the line of the playbook where there is one.
func (a *App) report(err error, sources runtime.Sources, asJSON bool) {
	var exit *exitError
	if errors.As(err, &exit) {
		if exit.err == nil {
			return
		}
		err = exit.err
	}
	if errors.Is(err, errInterrupted) {
		fmt.Fprintln(a.Err, "interrupted")
		for _, hint := range hintsOf(err) {
			fmt.Fprintln(a.Err, reflow("hint: "+hint, a.Width))
		}
		return
	}
	d := runtime.Diagnose(err, sources)
	if asJSON {
		enc := json.NewEncoder(a.Out)
		enc.SetIndent("", "  ")
		_ = enc.Encode(map[string]any{"error": d}) // nothing is left to report a failure to write to
		return
	}
	fmt.Fprint(a.Err, d.Text(a.Width, a.colour(a.ErrTTY)))
	var refused *acc.Error
	if errors.As(err, &refused) && refused.Hint != "" && !strings.Contains(d.Plain(), refused.Hint) {
		fmt.Fprintln(a.Err, "hint: "+refused.Hint)
	}
}
