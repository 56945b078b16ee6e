//go:build unix

package cli

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"

	"accstar/runtime/journal"
)

// torments are what TestTorture does to a process it starts, through ACCSTAR_TEST_TORMENT.
type torments struct {
	Epoch time.Time // the clock shows this time then, and from then on runs Haste times as fast; 0 for the real clock. Without it, from the start
	Haste float64
	// Ahead is how far the clock is ahead from the start; TurnBy is how far more it is from the journal's write number Turn on.
	Ahead, TurnBy time.Duration
	Turn          int
	Seed          uint64
	// Kill is the journal write at which the process kills itself, from 1; 0 for none. How is where in it: "before", "half" (of
	// what is to be written), "after", "synced", or "power": what is not synced is lost in part.
	Kill int
	How  string
	// KillAfter is how long after the journal's first write the process is killed, wherever it is; 0 for not.
	KillAfter time.Duration
	// CountTo is a file that the number of writes to the journal is kept in.
	CountTo string
	// Full is the journal write from which on there is no room on the disk; 0 for none.
	Full int
}

// torment reads what is to happen to this process, and sees to it that it does.
func torment(app *App) {
	var t torments
	if text := os.Getenv("ACCSTAR_TEST_TORMENT"); text == "" || json.Unmarshal([]byte(text), &t) != nil {
		return
	}
	if t.Haste > 0 {
		if t.Epoch.IsZero() {
			t.Epoch = time.Now()
		}
		app.Now = func() time.Time { return t.Epoch.Add(time.Duration(float64(time.Since(t.Epoch)) * t.Haste)) }
		app.Sleep = func(ctx context.Context, d time.Duration) error { return sleep(ctx, time.Duration(float64(d)/t.Haste)) }
	}
	disk := &badDisk{torments: t, rand: rand.New(rand.NewPCG(t.Seed, 1))}
	disk.ahead.Store(int64(t.Ahead))
	if now := app.Now; t.Ahead != 0 || t.TurnBy != 0 {
		app.Now = func() time.Time { return now().Round(0).Add(time.Duration(disk.ahead.Load())) }
	}
	app.OpenJournal = disk.open
}

// badDisk is the disk that a journal is on. Writers take turns, so it needs no lock.
type badDisk struct {
	torments
	rand   *rand.Rand
	writes int
	ahead  atomic.Int64 // of the clock
}

func (d *badDisk) open(path string) (journal.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	size, err := f.Seek(0, 2)
	return &badFile{File: f, disk: d, synced: size}, err
}

type badFile struct {
	*os.File
	disk   *badDisk
	synced int64
}

func (f *badFile) Write(p []byte) (int, error) {
	d := f.disk
	if d.writes++; d.writes == 1 && d.KillAfter > 0 {
		go func() {
			time.Sleep(d.KillAfter)
			die()
		}()
	}
	if d.writes == d.Turn {
		d.ahead.Add(int64(d.TurnBy))
	}
	if d.Full > 0 && d.writes >= d.Full {
		n, _ := f.File.Write(p[:d.rand.IntN(len(p))])
		return n, syscall.ENOSPC
	}
	if d.CountTo != "" {
		_ = os.WriteFile(d.CountTo, []byte(strconv.Itoa(d.writes)), 0o600)
	}
	if d.writes != d.Kill {
		return f.File.Write(p)
	}
	switch d.How {
	case "before":
		die()
	case "half":
		_, _ = f.File.Write(p[:d.rand.IntN(len(p)+1)])
		die()
	}
	n, err := f.File.Write(p)
	switch d.How {
	case "after":
		die()
	case "power":
		if size, err := f.Seek(0, 2); err == nil {
			_ = f.Truncate(f.synced + d.rand.Int64N(size-f.synced+1))
		}
		die()
	}
	return n, err
}

func (f *badFile) Sync() error {
	err := f.File.Sync()
	if size, seekErr := f.Seek(0, 2); seekErr == nil {
		f.synced = size
	}
	if f.disk.How == "synced" && f.disk.writes == f.disk.Kill {
		die()
	}
	return err
}

// die ends the process as kill -9 does.
func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // the signal may take a moment
}
