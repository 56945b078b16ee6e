package practice

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// blobs keep the bytes of files, in pieces that are never changed once they are written. They are safe for concurrent use.
type blobs interface {
	create() (blobWriter, error)
	open(name string) (io.ReadSeekCloser, error)
	remove(name string)
	// sweep removes what nobody knows any more and is older than an upload may take.
	sweep(known func() map[string]bool, now time.Time)
}

// blobWriter writes one piece. It is there from the moment it is committed.
type blobWriter interface {
	io.Writer
	commit() (name string, err error)
	abort()
}

// memoryBlobs keeps pieces in memory.
type memoryBlobs struct {
	mu   sync.Mutex
	held map[string][]byte
}

func newMemoryBlobs() *memoryBlobs { return &memoryBlobs{held: map[string][]byte{}} }

type memoryWriter struct {
	bytes.Buffer
	to *memoryBlobs
}

func (b *memoryBlobs) create() (blobWriter, error) { return &memoryWriter{to: b}, nil }

func (w *memoryWriter) commit() (string, error) {
	var random [12]byte
	rand.Read(random[:]) // never fails since Go 1.24
	name := hex.EncodeToString(random[:])
	w.to.mu.Lock()
	defer w.to.mu.Unlock()
	w.to.held[name] = w.Bytes()
	return name, nil
}

func (w *memoryWriter) abort() { w.Reset() }

// memoryReader is a piece in memory; closing it does nothing.
type memoryReader struct{ *bytes.Reader }

func (memoryReader) Close() error { return nil }

func (b *memoryBlobs) open(name string) (io.ReadSeekCloser, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	data, ok := b.held[name]
	if !ok {
		return nil, fmt.Errorf("piece %s: %w", name, fs.ErrNotExist)
	}
	return memoryReader{bytes.NewReader(data)}, nil
}

func (b *memoryBlobs) remove(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.held, name)
}

func (b *memoryBlobs) sweep(known func() map[string]bool, _ time.Time) {
	held := known()
	b.mu.Lock()
	defer b.mu.Unlock()
	for name := range b.held {
		if !held[name] {
			delete(b.held, name)
		}
	}
}

// folderBlobs keeps pieces as files of a folder, which is made when it is first needed.
type folderBlobs struct{ dir string }

type fileWriter struct{ *os.File }

func (b folderBlobs) create() (blobWriter, error) {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(b.dir, "piece-*")
	return fileWriter{f}, err
}

func (w fileWriter) commit() (string, error) {
	return filepath.Base(w.Name()), w.Close()
}

func (w fileWriter) abort() {
	w.Close()
	os.Remove(w.Name())
}

func (b folderBlobs) open(name string) (io.ReadSeekCloser, error) {
	return os.Open(filepath.Join(b.dir, filepath.Base(name)))
}

func (b folderBlobs) remove(name string) {
	os.Remove(filepath.Join(b.dir, filepath.Base(name))) // one that stays is swept later
}

// sweepAge is older than what an upload under way may have left.
const sweepAge = 48 * time.Hour

func (b folderBlobs) sweep(known func() map[string]bool, now time.Time) {
	entries, err := os.ReadDir(b.dir)
	if err != nil {
		return // there is nothing to sweep yet
	}
	held := known()
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && !held[e.Name()] && now.Sub(info.ModTime()) > sweepAge {
			b.remove(e.Name())
		}
	}
}

// joined reads pieces one after the other as one file. It opens each when it gets there.
type joined struct {
	from  blobs
	names []string
	sizes []int64
	total int64
	at    int64
	open  io.ReadSeekCloser
}

func newJoined(from blobs, names []string, sizes []int64) *joined {
	j := &joined{from: from, names: names, sizes: sizes}
	for _, n := range sizes {
		j.total += n
	}
	return j
}

// Seek implements [io.Seeker].
func (j *joined) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += j.at
	case io.SeekEnd:
		offset += j.total
	}
	if offset < 0 {
		return 0, errors.New("seek before the beginning")
	}
	j.at = offset
	return offset, j.Close()
}

// Read implements [io.Reader].
func (j *joined) Read(p []byte) (int, error) {
	for {
		if j.at >= j.total {
			return 0, io.EOF
		}
		if j.open == nil {
			if err := j.enter(); err != nil {
				return 0, err
			}
		}
		n, err := j.open.Read(p)
		j.at += int64(n)
		if n > 0 || err != nil && !errors.Is(err, io.EOF) {
			return n, err
		}
		if err := j.Close(); err != nil {
			return 0, err
		}
	}
}

// enter opens the piece that the place to read from is in.
func (j *joined) enter() error {
	from := int64(0)
	for i, size := range j.sizes {
		if j.at < from+size {
			f, err := j.from.open(j.names[i])
			if err != nil {
				return err
			}
			if _, err := f.Seek(j.at-from, io.SeekStart); err != nil {
				return errors.Join(err, f.Close())
			}
			j.open = f
			return nil
		}
		from += size
	}
	return io.ErrUnexpectedEOF
}

// Close closes the piece that is open.
func (j *joined) Close() error {
	if j.open == nil {
		return nil
	}
	err := j.open.Close()
	j.open = nil
	return err
}
