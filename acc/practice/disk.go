package practice

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"accstar/acc/catalog"
	"accstar/acc/tenant"

	"github.com/gofrs/flock"
)

// A state's folder holds a snapshot, a log of the changes since, and a lock file. Snapshot and log carry the same generation. A
// new snapshot is renamed into place first and the log is emptied after: should the second be missed, the log's generation is
// the older one, and it is passed over.
const (
	snapshotFile = "account.json"
	logFile      = "account.log"
	lockFile     = "lock"
	blobsFolder  = "files" // the bytes of files that were uploaded
)

const (
	stateVersion = 1
	// headerForm is the first line of the log. It is of fixed length, so that a glance tells whether the log is still the same.
	headerForm = `{"practice_log":1,"generation":"%016x"}` + "\n"
	headerLen  = int64(len(`{"practice_log":1,"generation":"0123456789abcdef"}` + "\n"))
	// Logs longer than this are folded into the snapshot: closeMax when a state is opened or closed, runMax while it runs.
	closeMax = 256 << 10
	runMax   = 32 << 20
	// lockWait is how long to wait for another process to finish its change.
	lockWait = 10 * time.Second
)

// Options are what [Open] needs to know.
type Options struct {
	Catalogue *catalog.Catalogue
	Now       func() time.Time
	// Begin makes the account that a new or reset state begins with: the demo account, or one from a seed file.
	Begin func() (*tenant.Memory, error)
	// Fresh begins anew even if the folder holds an account, or something that cannot be read any more.
	Fresh bool
}

// disk is the folder of a state. It is guarded by the state's mutex.
type disk struct {
	dir        string
	options    Options
	file       *os.File // the log
	flock      *flock.Flock
	generation uint64
	size       int64 // of the log, as far as it has been read and written
	torn       bool  // memory and disk may differ: read everything anew
}

// savedState is the snapshot file.
type savedState struct {
	Version    int             `json:"version"`
	Generation uint64          `json:"generation"`
	Auth       authRecords     `json:"auth"`
	Account    json.RawMessage `json:"account"`
}

// Open opens the state that is kept in a folder, and begins a new one where there is none. Close it when done; a state that is
// not closed loses nothing.
func Open(dir string, o Options) (*State, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("practice account: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(dir, logFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("practice account: %w", err)
	}
	st := &State{auth: newAuthRecords(), blobs: folderBlobs{filepath.Join(dir, blobsFolder)}, disk: &disk{
		dir: dir, options: o, file: file, torn: true,
		flock: flock.New(filepath.Join(dir, lockFile), flock.SetPermissions(0o600)),
	}}
	if err := st.start(); err != nil {
		file.Close()
		return nil, err
	}
	return st, nil
}

// start reads the folder, or fills it when it is new.
func (st *State) start() error {
	st.mu.Lock()
	defer st.mu.Unlock()
	release, err := st.disk.lock()
	if err != nil {
		return err
	}
	defer release()
	if _, err := os.Stat(filepath.Join(st.disk.dir, snapshotFile)); errors.Is(err, fs.ErrNotExist) {
		return st.begin()
	}
	err = st.read()
	if st.disk.options.Fresh {
		return st.begin() // whether or not the old one could be read; if it could, the signing key stays
	}
	if err != nil {
		return err
	}
	st.blobs.sweep(st.account.Blobs, st.account.Now())
	if st.disk.size > closeMax {
		return st.fold()
	}
	return nil
}

// begin starts over with a new account. The signing key stays, so that tokens do. The generation is one that no other process
// can have come across.
func (st *State) begin() error {
	account, err := st.disk.options.Begin()
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	st.account = account
	clear(st.auth.Accounts) // they belong to the people of the old one
	if err := os.RemoveAll(filepath.Join(st.disk.dir, blobsFolder)); err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	var random [8]byte
	rand.Read(random[:]) // never fails since Go 1.24
	st.disk.generation = binary.BigEndian.Uint64(random[:])
	return st.fold()
}

// Reset throws the account away and begins with the one that begin makes. Tokens stay valid.
func (st *State) Reset(begin func() (*tenant.Memory, error)) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.disk == nil {
		account, err := begin()
		if err == nil {
			st.account = account
		}
		return err
	}
	release, err := st.turn()
	if err != nil {
		return err
	}
	defer release()
	st.disk.options.Begin = begin
	return st.begin()
}

// Close writes the state to disk for good. The state must not be used afterwards.
func (st *State) Close() error {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.disk == nil {
		return nil
	}
	release, err := st.disk.lock()
	if err != nil {
		return errors.Join(err, st.disk.file.Close())
	}
	defer release()
	err = st.read()
	if err == nil && st.disk.size > closeMax {
		err = st.fold()
	}
	return errors.Join(err, st.disk.file.Sync(), st.disk.file.Close())
}

// lock takes the turn among processes.
func (d *disk) lock() (release func(), err error) {
	ok, err := d.flock.TryLock()
	if err == nil && !ok {
		ctx, cancel := context.WithTimeout(context.Background(), lockWait)
		defer cancel()
		ok, err = d.flock.TryLockContext(ctx, time.Millisecond)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, fmt.Errorf("practice account: another process has held %s for %s; end it and try again",
				filepath.Join(d.dir, lockFile), lockWait)
		}
	}
	if err != nil || !ok {
		return nil, fmt.Errorf("practice account: cannot lock %s: %w", filepath.Join(d.dir, lockFile), err)
	}
	return func() { d.flock.Unlock() }, nil
}

// fresh reports whether nobody has written since this state last read. It takes no lock: what it misses, the next look sees.
func (d *disk) fresh() bool {
	info, err := d.file.Stat()
	if err != nil || info.Size() != d.size || d.torn {
		return false
	}
	header := make([]byte, headerLen)
	_, err = d.file.ReadAt(header, 0)
	return err == nil && string(header) == fmt.Sprintf(headerForm, d.generation)
}

// read brings the state up to what is on disk. The caller holds the lock.
func (st *State) read() error {
	d := st.disk
	if d.fresh() {
		return nil
	}
	header := make([]byte, headerLen)
	n, err := d.file.ReadAt(header, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("practice account: %w", err)
	}
	same := !d.torn && string(header[:n]) == fmt.Sprintf(headerForm, d.generation)
	if !same {
		if err := st.readSnapshot(); err != nil {
			return err
		}
		if string(header[:n]) != fmt.Sprintf(headerForm, d.generation) {
			return d.emptyLog() // what is in it is in the snapshot already
		}
		d.size = headerLen
	}
	return st.readLog()
}

func (st *State) readSnapshot() error {
	d := st.disk
	name := filepath.Join(d.dir, snapshotFile)
	data, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	var saved savedState
	if err := json.Unmarshal(data, &saved); err != nil {
		return fmt.Errorf("practice account: %s is damaged: %w", name, err)
	}
	if saved.Version != stateVersion {
		return fmt.Errorf("practice account: %s has version %d, want %d", name, saved.Version, stateVersion)
	}
	account, err := tenant.RestoreMemory(d.options.Catalogue, d.options.Now, saved.Account)
	if err != nil {
		return fmt.Errorf("practice account: %s: %w", name, err)
	}
	st.account, st.auth = account, newAuthRecords()
	st.auth.apply(&authChanges{Key: saved.Auth.Key, Revoke: saved.Auth.Revoked, Grant: saved.Auth.Refresh, Accounts: saved.Auth.Accounts})
	d.generation, d.torn = saved.Generation, false
	return nil
}

// readLog carries out the entries from where this state has read to. A last line that is not whole was never acknowledged: it is
// passed over, and the next write goes in its place.
func (st *State) readLog() error {
	d := st.disk
	data, err := io.ReadAll(io.NewSectionReader(d.file, d.size, 1<<62))
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	for len(data) > 0 {
		end := bytes.IndexByte(data, '\n')
		if end < 0 {
			return d.file.Truncate(d.size)
		}
		var e entry
		if err := json.Unmarshal(data[:end], &e); err != nil {
			return fmt.Errorf("practice account: %s is damaged at byte %d: %w", d.file.Name(), d.size, err)
		}
		st.apply(&e)
		data = data[end+1:]
		d.size += int64(end) + 1
	}
	return nil
}

// write puts an entry into the log. The caller holds the lock. It does not wait for the disk: the entry survives the end of the
// process, though not a power cut in the next seconds.
func (st *State) write(e *entry) error {
	d := st.disk
	if d == nil {
		return nil
	}
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	line = append(line, '\n')
	if _, err := d.file.WriteAt(line, d.size); err != nil {
		d.torn = true
		return fmt.Errorf("practice account: %w", errors.Join(err, d.file.Truncate(d.size)))
	}
	d.size += int64(len(line))
	return nil
}

// fold writes everything into a new snapshot and empties the log. The caller holds the lock. Should it fail, the next look
// reads everything anew.
func (st *State) fold() error {
	d := st.disk
	d.torn = true
	account, err := st.account.Snapshot()
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	st.auth.prune(st.account.Now())
	data, err := json.Marshal(savedState{Version: stateVersion, Generation: d.generation + 1, Auth: st.auth, Account: account})
	if err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	if err := writeWhole(filepath.Join(d.dir, snapshotFile), data); err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	d.generation++
	return d.emptyLog()
}

// emptyLog begins a log that goes with the snapshot.
func (d *disk) emptyLog() error {
	d.torn = true
	if err := d.file.Truncate(0); err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	if _, err := d.file.WriteAt(fmt.Appendf(nil, headerForm, d.generation), 0); err != nil {
		return fmt.Errorf("practice account: %w", err)
	}
	d.size, d.torn = headerLen, false
	return nil
}

// writeWhole writes a file whole or not at all, for its owner's eyes only.
func writeWhole(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it has its name
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
