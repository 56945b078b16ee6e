package builtins

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"accstar/runtime"
)

// Output is where a playbook's files go. It is safe for concurrent use.
type Output interface {
	// Write makes a file below the output folder of what write writes: whole or not at all. Name has slashes between
	// folders. Each name is written once in a run. It returns the file's name as a user would open it.
	Write(ctx context.Context, name string, write func(io.Writer) error) (string, error)
	// Fetch makes a file below the output folder of what fetch brings: whole or not at all, and nothing in a preview, where only the
	// name is looked at. Where there is a file of that name already, same says whether it is the one meant, which then stays; any
	// other is an error unless it may be overwritten.
	Fetch(ctx context.Context, name string, overwrite bool, same func(io.Reader, int64) bool, fetch func(context.Context, io.Writer) error) (string, error)
	// Written are the names of all files so far, as Write returned them, sorted.
	Written() []string
}

// written are the names that a run has written, each once.
type written struct {
	mu    sync.Mutex
	names map[string]string // by lower-case name: not every disk tells case apart
}

// claim takes a name, cleaned, or refuses it. Release gives it back.
func (w *written) claim(name string) (clean string, release func(), err error) {
	if clean, err = outputName(name); err != nil {
		return "", nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	key := strings.ToLower(clean)
	if _, twice := w.names[key]; twice {
		return "", nil, &FileError{File: quotedName(name), Problem: "has been written before in this run", Hint: "give each file a name of its own"}
	}
	if w.names == nil {
		w.names = map[string]string{}
	}
	w.names[key] = clean
	return clean, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.names, key)
	}, nil
}

func (w *written) sorted(shown func(string) string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, name := range w.names {
		all = append(all, shown(name))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// outputName cleans the name of a file below the output folder, and refuses one that leads out of it or that some
// operating system cannot have: a playbook runs on all of them.
func outputName(name string) (string, error) {
	refuse := func(problem string) (string, error) {
		return "", &FileError{File: quotedName(name), Problem: problem, Hint: `give a name such as "report.xlsx"; files are written below the output folder`}
	}
	slashed := strings.ReplaceAll(name, `\`, "/")
	clean := path.Clean(slashed)
	switch {
	case name == "" || clean == "." || strings.HasSuffix(slashed, "/"):
		return refuse("is no name of a file")
	case path.IsAbs(clean) || !filepath.IsLocal(filepath.FromSlash(clean)):
		return refuse("is not below the output folder")
	}
	for part := range strings.SplitSeq(clean, "/") {
		stem, _, _ := strings.Cut(strings.ToUpper(part), ".")
		switch {
		case strings.ContainsAny(part, `<>:"|?*`) || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' }):
			return refuse(`has a character that names of files cannot have everywhere: one of < > : " | ? *`)
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return refuse("ends with a dot or a space, which names of files cannot everywhere")
		case isDevice(stem):
			return refuse("is the name of a device on Windows")
		}
	}
	return clean, nil
}

func isDevice(stem string) bool {
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}

// Folder is [Output] into a folder on disk, which is made with the first file.
type Folder struct {
	// Tell is told of a file that got another name, because its own is that of one that is open in a spreadsheet program. It may
	// be nil.
	Tell func(line string)
	dir  string
	written
}

// NewFolder writes below dir.
func NewFolder(dir string) *Folder { return &Folder{dir: dir} }

// Written implements [Output].
func (f *Folder) Written() []string { return f.sorted(f.shown) }

func (f *Folder) shown(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// Write implements [Output]. The file is written beside its place and moved there once it is complete and on disk; one
// that is there already, from an earlier attempt at the same run, is replaced, unless a spreadsheet program has it open: then the
// file gets another name.
func (f *Folder) Write(ctx context.Context, name string, write func(io.Writer) error) (_ string, err error) {
	clean, release, err := f.claim(name)
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			release()
		}
	}()
	if err := os.MkdirAll(f.dir, 0o755); err != nil {
		return "", writeError(f.dir, err)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return "", writeError(f.dir, err)
	}
	defer root.Close()
	local := filepath.FromSlash(clean)
	if dir := filepath.Dir(local); dir != "." {
		if err := root.MkdirAll(dir, 0o755); err != nil {
			return "", writeError(f.shown(clean), err)
		}
	}
	put, user, err := writeWhole(ctx, root, local, write)
	if err != nil {
		return "", writeError(f.shown(clean), err)
	}
	if put != local {
		f.moved(clean, filepath.ToSlash(put))
		if f.Tell != nil {
			f.Tell(fmt.Sprintf("%s is open in %s and stays as it is: the new one is %s", f.shown(clean), user, f.shown(filepath.ToSlash(put))))
		}
	}
	return f.shown(filepath.ToSlash(put)), nil
}

// Fetch implements [Output].
func (f *Folder) Fetch(ctx context.Context, name string, overwrite bool, same func(io.Reader, int64) bool, fetch func(context.Context, io.Writer) error) (string, error) {
	clean, err := outputName(name)
	if err != nil {
		return "", err
	}
	if there, err := os.Open(f.shown(clean)); err == nil && !overwrite {
		info, statErr := there.Stat()
		is := statErr == nil && info.Mode().IsRegular() && same(there, info.Size())
		there.Close()
		if !is {
			return "", &FileError{File: quotedName(f.shown(clean)), Problem: "is there already, and is another file",
				Hint: "give another name with to =, say overwrite = True, or choose another folder with --out-dir"}
		}
		if _, _, err := f.claim(name); err != nil {
			return "", err
		}
		return f.shown(clean), nil
	}
	return f.Write(ctx, name, func(w io.Writer) error { return fetch(ctx, w) })
}

// moved notes that a file has got another name.
func (w *written) moved(name, to string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[strings.ToLower(name)], w.names[strings.ToLower(to)] = to, to
}

// writeWhole writes a file below root under another name and moves it into place, or beside it if a program has the file there
// open: where it is put, and that program. What the playbook does wrong while writing comes back as it is.
func writeWhole(ctx context.Context, root *os.Root, name string, write func(io.Writer) error) (put, user string, err error) {
	temp := name + ".part"
	file, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return "", "", err
	}
	defer func() {
		if err != nil {
			file.Close()
			root.Remove(temp)
		}
	}()
	if err := write(file); err != nil {
		return "", "", err
	}
	if err := context.Cause(ctx); err != nil {
		return "", "", err
	}
	if err := file.Sync(); err != nil {
		return "", "", err
	}
	if err := file.Close(); err != nil {
		return "", "", err
	}
	return moveInto(root, temp, name)
}

// moveInto gives a file its name, or the first free one of name (2), name (3)… while a program has the file of that name open.
func moveInto(root *os.Root, from, name string) (put, user string, err error) {
	const most = 100
	ext := filepath.Ext(name)
	put = name
	for n := 2; ; n++ {
		dir, base := filepath.Split(put)
		_, missing := root.Lstat(put)
		program := ""
		if missing == nil {
			program = inUse(dir, base, root.Lstat, root.Open)
		}
		if program == "" && (put == name || missing != nil) {
			err = root.Rename(from, put)
			if err == nil || !isTaken(err) || n > most {
				return put, user, err
			}
			program = "another program"
		}
		user = cmp.Or(user, program)
		put = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
	}
}

// writeError says why a file could not be written, if that is the disk's doing.
func writeError(name string, err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	problem := ""
	switch {
	case runtime.Fatal(err):
	case errors.As(err, &linkErr):
		problem = linkErr.Err.Error()
	case errors.As(err, &pathErr):
		problem = pathErr.Err.Error()
	}
	if problem == "" {
		return err
	}
	return &FileError{File: quotedName(name), Problem: "cannot be written: " + problem, Err: err,
		Hint: "if it is open in another program, close it there; else check permissions and free space"}
}

// Planned is the [Output] of a preview: files are put together, so that what is wrong with them is found, and dropped.
type Planned struct{ written }

// Written implements [Output]: the files that a run will write.
func (p *Planned) Written() []string { return p.sorted(func(name string) string { return name }) }

// Write implements [Output].
func (p *Planned) Write(_ context.Context, name string, write func(io.Writer) error) (string, error) {
	clean, release, err := p.claim(name)
	if err != nil {
		return "", err
	}
	if err := write(io.Discard); err != nil {
		release()
		return "", err
	}
	return clean, nil
}

// Fetch implements [Output]: the name is taken, and nothing is fetched.
func (p *Planned) Fetch(_ context.Context, name string, _ bool, _ func(io.Reader, int64) bool, _ func(context.Context, io.Writer) error) (string, error) {
	clean, _, err := p.claim(name)
	return clean, err
}
