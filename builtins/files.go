package builtins

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"accstar/builtins/sheet"
)

// File is an open file.
type File interface {
	fs.File
	io.ReaderAt
}

// Files opens the files a playbook may read: those below its own folder, and those the user named. It is safe for
// concurrent use.
type Files interface {
	// Below opens a file below the playbook's folder. Name is relative to it and has slashes between folders.
	Below(name string) (File, error)
	// Named opens a file that the user named in a parameter.
	Named(name string) (File, error)
}

// FileError is a file that a playbook cannot read or write.
type FileError struct {
	File    string // as the user or the playbook named it
	Problem string // "does not exist"
	Hint    string // what to do next; "" when there is nothing to add
	Err     error  // the cause, if any
}

// Error is one line: file and problem.
func (e *FileError) Error() string { return e.File + " " + e.Problem }

// Hints says what to do next.
func (e *FileError) Hints() []string {
	if e.Hint == "" {
		return nil
	}
	return []string{e.Hint}
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Disk is [Files] on disk. It notes the hash of every file opened.
type Disk struct {
	root *os.Root
	dir  string

	mu     sync.Mutex
	inputs map[string]string
}

// OpenDisk makes the files below a playbook's folder readable, as far as no link leads out of it, besides those a user
// names. It is closed when the run is over.
func OpenDisk(dir string) (*Disk, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fileError(dir, err)
	}
	return &Disk{root: root, dir: dir, inputs: map[string]string{}}, nil
}

// Close closes the folder.
func (d *Disk) Close() error { return d.root.Close() }

// Inputs are the hashes of the files opened so far, by the name a user knows them by: "sha256:…".
func (d *Disk) Inputs() map[string]string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.inputs)
}

// Below implements [Files].
func (d *Disk) Below(name string) (File, error) {
	local := filepath.FromSlash(path.Clean(strings.ReplaceAll(name, `\`, "/")))
	if name == "" || !filepath.IsLocal(local) {
		return nil, &FileError{File: quotedName(name), Problem: "is not below the playbook's folder",
			Hint: "a playbook reads files of its own folder, and files that the user names in a parameter: param.file()"}
	}
	dir, base := filepath.Split(local)
	user := inUse(dir, base, d.root.Lstat, d.root.Open)
	if err := plainFile(name, local, d.root.Stat); err != nil {
		return nil, err
	}
	f, err := d.root.Open(local)
	if err != nil {
		return nil, heldError(name, user, err)
	}
	return d.opened(filepath.Join(d.dir, local), user, f)
}

// Named implements [Files].
func (d *Disk) Named(name string) (File, error) {
	dir, base := filepath.Split(name)
	user := inUse(dir, base, os.Lstat, os.Open)
	if err := plainFile(name, name, os.Stat); err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, heldError(name, user, err)
	}
	return d.opened(name, user, f)
}

// openFile is a file on disk, and the program that has it open too.
type openFile struct {
	*os.File
	user, sum string
}

// Sum is the SHA-256 of the contents, in hex, as they were when the file was opened.
func (f *openFile) Sum() string { return f.sum }

// InUse is what [sheet.InUse] told of the file when it was opened.
func (f *openFile) InUse() string { return f.user }

// inUse is [sheet.InUse] of a file in a folder.
func inUse(dir, base string, stat func(string) (fs.FileInfo, error), open func(string) (*os.File, error)) string {
	return sheet.InUse(base, func(beside string) ([]byte, error) {
		if info, err := stat(dir + beside); err != nil || !info.Mode().IsRegular() {
			return nil, fs.ErrNotExist
		}
		f, err := open(dir + beside)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(io.LimitReader(f, 4096))
	})
}

// plainFile refuses what is there and no plain file, before it is opened: to open a pipe waits for whoever writes into it.
func plainFile(name, path string, stat func(string) (fs.FileInfo, error)) error {
	info, err := stat(path)
	switch {
	case err != nil: // opening it says why
		return nil
	case info.IsDir():
		return &FileError{File: name, Problem: "is a folder, want a file", Hint: "name the .xlsx or .csv file in it"}
	case !info.Mode().IsRegular():
		return &FileError{File: name, Problem: "is a device or a pipe, want a file", Hint: "save what it gives to a file and name that"}
	}
	return nil
}

// heldError is [fileError] of a file that a program may keep others from reading.
func heldError(name, user string, err error) error {
	if user == "" && !isHeld(err) || errors.Is(err, fs.ErrNotExist) {
		return fileError(name, err)
	}
	return &FileError{File: quotedName(name), Problem: "is open in " + cmp.Or(user, "another program") + ", which lets nobody read it now",
		Hint: "if it is being saved, wait until that is done; else close it there, then try again", Err: err}
}

// opened refuses what is no plain file, and notes the hash of what is.
func (d *Disk) opened(name, user string, f *os.File) (_ File, err error) {
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if err := plainFile(name, "", func(string) (fs.FileInfo, error) { return f.Stat() }); err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fileError(name, err)
	}
	hash := sha256.New()
	if _, err := io.Copy(hash, io.NewSectionReader(f, 0, info.Size())); err != nil {
		return nil, fileError(name, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	sum := hex.EncodeToString(hash.Sum(nil))
	d.inputs[name] = "sha256:" + sum
	return &openFile{f, user, sum}, nil
}

// fileError says what is wrong with a file in a person's words.
func fileError(name string, err error) error {
	e := &FileError{File: quotedName(name), Err: err}
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Problem, e.Hint = "does not exist", "check the name, and the folder it is looked for in"
	case errors.Is(err, fs.ErrPermission):
		e.Problem, e.Hint = "may not be read", "if it is open in another program, close it there; else check its permissions"
	case errors.As(err, &pathErr) && strings.Contains(pathErr.Err.Error(), "escapes"):
		e.Problem = "leads out of the playbook's folder"
		e.Hint = "a playbook reads files of its own folder, and files that the user names in a parameter: param.file()"
	case errors.As(err, &pathErr):
		e.Problem = "cannot be opened: " + pathErr.Err.Error()
	default:
		e.Problem = "cannot be opened: " + err.Error()
	}
	return e
}

func quotedName(name string) string {
	if name == "" || strings.ContainsAny(name, " \t\n") {
		return fmt.Sprintf("%q", name)
	}
	return name
}
