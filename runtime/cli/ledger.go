package cli

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

// ledger keeps what all processes of this user know of ACC's rate limits: a small file for each limit, in a folder, and one lock for
// all of them. Nothing of it matters once it is a few minutes old, so files are not forced to disk; one that is lost or broken only
// means that it begins anew.
type ledger struct {
	dir string
	now func() time.Time

	mu   sync.Mutex // a lock on a file is not one between goroutines
	lock *flock.Flock
}

const (
	ledgerPatience = 2 * time.Second  // with a process that holds the lock and does not go on
	ledgerRetry    = time.Millisecond // between looks whether the lock is free
	ledgerLargest  = 1 << 20          // bytes of a file; a limit of 2000 requests a minute makes 40,000
	ledgerLife     = 24 * time.Hour   // of a file that nobody writes to
)

func newLedger(dir string, now func() time.Time) *ledger {
	return &ledger{dir: dir, now: now, lock: flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o600))}
}

// Update implements [acc.Ledger].
func (l *ledger) Update(ctx context.Context, key string, change func(kept []byte) []byte) (err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, ledgerPatience)
	defer cancel()
	locked, err := l.lock.TryLockContext(ctx, ledgerRetry)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(l.dir, 0o700); err == nil {
			locked, err = l.lock.TryLockContext(ctx, ledgerRetry)
		}
	}
	if err != nil || !locked {
		return fmt.Errorf("cannot lock %s: %w", l.lock.Path(), err)
	}
	defer func() { err = errors.Join(err, l.lock.Unlock()) }()
	path := filepath.Join(l.dir, key+".json")
	kept, fresh := l.read(path)
	if fresh {
		l.sweep()
	}
	return l.write(path, change(kept))
}

// read is what a file holds, nil if it cannot be read, and whether there is none yet.
func (l *ledger) read(path string) (kept []byte, fresh bool) {
	file, err := os.Open(path)
	if err != nil {
		return nil, errors.Is(err, fs.ErrNotExist)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, ledgerLargest))
	if err != nil {
		return nil, false
	}
	return data, false
}

// write puts a whole file in the place of the one before.
func (l *ledger) write(path string, data []byte) error {
	var name [4]byte
	if _, err := rand.Read(name[:]); err != nil {
		return err
	}
	temp := path + "." + hex.EncodeToString(name[:]) + ".part"
	err := os.WriteFile(temp, data, 0o600)
	if err == nil {
		err = os.Rename(temp, path)
	}
	if err != nil {
		_ = os.Remove(temp) // it would be swept away in a day
	}
	return err
}

// sweep removes the files of limits that nobody has asked about for a day, and parts of files that nobody finished. It is called under
// the lock.
func (l *ledger) sweep() {
	entries, err := os.ReadDir(l.dir)
	if err != nil {
		return // they are in nobody's way
	}
	for _, e := range entries {
		info, err := e.Info()
		name := e.Name()
		ours := strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".part")
		if err == nil && ours && info.Mode().IsRegular() && l.now().Sub(info.ModTime()) > ledgerLife {
			_ = os.Remove(filepath.Join(l.dir, name))
		}
	}
}

// limitWindowVariable is how long a minute of the limits is, for a server that is not ACC: what accstar practice serve --limit-window says,
// or off for one that has no limits.
const limitWindowVariable = "ACCSTAR_LIMIT_WINDOW"

// pacing reads how requests are paced, from the environment. Only on this machine is there a server with limits of its own.
func (a *App) pacing(c *connection) error {
	text := a.Env(limitWindowVariable)
	if text == "" || c.Practice {
		return nil
	}
	if !c.loopback() {
		return &usageError{message: limitWindowVariable + " is set, but " + firstSet(c.BaseURL, "ACC") + " keeps to the limits that Autodesk documents",
			hints: []string{"unset it: it is for accstar practice serve on this machine"}}
	}
	if text == "off" {
		c.Unpaced = true
		return nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < time.Second || d > time.Hour {
		return &usageError{message: fmt.Sprintf("%s: got %q, want a time from 1s to 1h, or off", limitWindowVariable, text)}
	}
	c.LimitWindow = d
	return nil
}
