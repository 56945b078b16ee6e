// Package cli is the command line: cobra commands, one file each; prompts, progress and exit codes; and the place where the
// chains of a preview and a run are plugged together.
//
// It is the only package that touches the process: arguments, standard streams, environment, clock, exit. Everything else is
// handed what it needs, through an [App].
//
// What it says follows a few rules. What was asked for goes to standard output; progress, questions and errors go to standard
// error. Errors begin with "error:" in lower case and end with what to do next, on lines of its own that begin with "hint:".
// Nothing is coloured or redrawn unless the stream is a terminal, and NO_COLOR is heeded.
package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/adrg/xdg"
	"golang.org/x/term"

	"accstar/acc/auth"
	"accstar/runtime/journal"
)

// App is the process as commands see it.
type App struct {
	In       io.Reader
	Out, Err io.Writer
	// InTTY, OutTTY and ErrTTY say which of them are terminals; Width is the terminal's width in columns. Without a terminal it
	// is what the environment says in COLUMNS, else 100.
	InTTY, OutTTY, ErrTTY bool
	Width                 int
	Env                   func(string) string
	Now                   func() time.Time
	Sleep                 func(context.Context, time.Duration) error
	Rand                  io.Reader
	// ConfigDir holds config.toml; StateDir the practice account and the journals of runs.
	ConfigDir, StateDir string
	Host, User          string
	// Browse opens a page in the browser, and returns without waiting for it to be closed.
	Browse func(url string) error
	// Keyring is the operating system's; nil if there is none to be used.
	Keyring auth.Keyring
	// OpenJournal opens the files of a journal; nil means files on disk. Tests put in disks that fail.
	OpenJournal func(path string) (journal.File, error)

	farewell *farewell // nil where no process is to be ended
}

// What is written is never made narrower than this; a terminal that says less does not know its width.
const leastWidth = 20

// Main runs the command line of the process and returns its exit code.
func Main() int { return ofProcess().main(os.Args[1:]) }

// ofProcess is the App of this process.
func ofProcess() *App {
	app := &App{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		InTTY: isTerminal(os.Stdin), OutTTY: isTerminal(os.Stdout), ErrTTY: isTerminal(os.Stderr),
		Width: 100, farewell: &farewell{},
		Env: os.Getenv, Now: time.Now, Sleep: sleep, Rand: rand.Reader,
		ConfigDir: filepath.Join(xdg.ConfigHome, "accstar"), StateDir: filepath.Join(xdg.StateHome, "accstar"),
	}
	if dir := os.Getenv("ACCSTAR_STATE_DIR"); dir != "" {
		app.StateDir = dir
	}
	if dir := os.Getenv("ACCSTAR_CONFIG_DIR"); dir != "" {
		app.ConfigDir = dir
	}
	app.Browse = app.browse
	if os.Getenv("ACCSTAR_KEYRING") != "off" {
		app.Keyring = auth.SystemKeyring()
	}
	if w, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && w >= leastWidth {
		app.Width = w
	}
	for _, f := range []*os.File{os.Stdout, os.Stderr} {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w >= leastWidth {
			app.Width = w
			break
		}
	}
	app.Host, _ = os.Hostname()
	app.User = firstSet(os.Getenv("USER"), os.Getenv("USERNAME"))
	return app
}

// main runs one command line, ended by Ctrl-C.
func (a *App) main(args []string) int {
	ctx, stop := a.interrupts()
	defer stop()
	return a.Run(ctx, args)
}

// interrupts returns a context that ends with the first Ctrl-C. The second ends the process at once.
func (a *App) interrupts() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		if _, ok := <-signals; !ok {
			return
		}
		cancel(errInterrupted)
		if _, ok := <-signals; ok {
			a.farewell.say(a)
			os.Exit(ExitInterrupted)
		}
	}()
	return ctx, func() { signal.Stop(signals); close(signals); cancel(nil) }
}

// errInterrupted is the cause of a context ended by Ctrl-C.
var errInterrupted = errors.New("interrupted")

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func firstSet(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// note says something on standard error that is no error.
func (a *App) note(text string) { fmt.Fprintln(a.Err, reflow("note: "+text, a.Width)) }

// colour reports whether a stream that is a terminal or not is to be coloured.
func (a *App) colour(tty bool) bool {
	return tty && a.Env("NO_COLOR") == "" && a.Env("TERM") != "dumb"
}
