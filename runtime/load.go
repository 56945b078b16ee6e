package runtime

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"
	"go.starlark.net/syntax"
)

// Extension ends the name of every playbook.
const Extension = ".star"

// MaxFileSize is the size of the largest playbook file that is read, in bytes.
const MaxFileSize = 5 << 20

// Options say how a playbook is loaded.
type Options struct {
	// Universe are the names every file sees, besides Starlark's own.
	Universe starlark.StringDict
	Limits   Limits
	// Print receives what print() says, a call at a time; nil drops it.
	Print func(Position, string)
	// Library allows a file without main: one that others load, or a file of tests.
	Library bool
}

// dialect is the Starlark that playbooks are written in. Without while and recursion every loop has an end.
func dialect() *syntax.FileOptions {
	return &syntax.FileOptions{Set: true, TopLevelControl: true, GlobalReassign: true}
}

// Load reads the playbook at path and the files it loads, and executes their top levels. The error carries the sources, so
// that [Diagnose] can show the line.
func Load(ctx context.Context, path string, opts Options) (*Playbook, error) {
	l := &loader{
		opts:    opts,
		files:   map[string]*file{},
		sources: Sources{},
		inputs:  map[string]string{},
		halt:    new(halt),
	}
	book, err := l.load(ctx, path)
	if err != nil {
		return nil, withSources(err, l.sources)
	}
	return book, nil
}

// loader is one call of Load.
type loader struct {
	opts    Options
	root    *os.Root
	main    string           // the playbook's name within root
	folder  string           // how the user named the folder that root is
	files   map[string]*file // by slash path within root
	sources Sources
	inputs  map[string]string
	halt    *halt
	exec    *execution
}

// file is one file of a playbook, from the moment its loading begins.
type file struct {
	name        string // slash path within the playbook's folder
	display     string // as the user would name it
	parent      *file  // the file that loads it; nil for the playbook itself
	loading     bool
	syntax      *syntax.File
	globals     starlark.StringDict
	declaration *Declaration
	declared    Position
	err         error
}

func (l *loader) load(ctx context.Context, path string) (_ *Playbook, err error) {
	if err := l.open(path); err != nil {
		return nil, err
	}
	defer l.root.Close()

	x, end := begin(ctx, l.opts.Limits, l.halt)
	defer end()
	x.print = l.opts.Print
	l.exec = x

	main := &file{name: l.main, display: path}
	if err := l.run(main); err != nil {
		return nil, x.explain(err)
	}
	if err := x.stopped(); err != nil {
		return nil, err
	}
	return l.playbook(main)
}

// open finds the playbook and opens its folder, beyond which nothing is read.
func (l *loader) open(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return &FileError{File: path, Problem: "is a folder, not a playbook", hints: playbooksIn(path)}
	}
	if filepath.Ext(path) != Extension {
		return &FileError{File: path, Problem: "is not a playbook: its name does not end in " + Extension, hints: otherPlaybooks(path)}
	}
	// The playbook itself may be named by a link. Its folder is the one that the real file is in.
	actual, err := filepath.EvalSymlinks(path)
	if err != nil {
		return fileError(path, err, otherPlaybooks(path)...)
	}
	l.folder = filepath.Dir(path)
	if filepath.Base(actual) != filepath.Base(path) || !sameFolder(filepath.Dir(actual), l.folder) {
		l.folder = filepath.Dir(actual)
	}
	l.main = filepath.Base(actual)
	if l.root, err = os.OpenRoot(filepath.Dir(actual)); err != nil {
		return fileError(path, err)
	}
	return nil
}

// sameFolder reports whether two paths name the same folder.
func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// run reads a file and executes its top level on a thread of its own.
func (l *loader) run(f *file) error {
	l.files[f.name] = f
	f.loading = true
	defer func() { f.loading = false }()

	text, err := l.read(f)
	if err != nil {
		return err
	}
	program, err := l.compile(f, text)
	if err != nil {
		return err
	}
	thread, release := l.exec.thread("load "+f.display, &local{file: f})
	defer release()
	thread.Load = func(thread *starlark.Thread, name string) (starlark.StringDict, error) {
		return l.require(f, name)
	}
	return protect(func() error {
		f.globals, err = program.Init(thread, withRange(l.opts.Universe))
		f.globals.Freeze()
		return err
	})
}

// require gives a file the globals of another one that it loads.
func (l *loader) require(from *file, name string) (starlark.StringDict, error) {
	inside, err := resolveLoad(from.name, name)
	if err != nil {
		return nil, err
	}
	f := l.files[inside]
	if f == nil {
		f = &file{name: inside, display: l.displayName(inside), parent: from}
		if err := l.run(f); err != nil {
			f.err = &loadError{err}
		}
		return f.globals, f.err
	}
	if f.loading {
		return nil, cycleError(from, f)
	}
	return f.globals, f.err
}

// displayName is how the user would name a file of the playbook's folder.
func (l *loader) displayName(name string) string {
	return filepath.Join(l.folder, filepath.FromSlash(name))
}

// resolveLoad is the path within the playbook's folder that load(name) means in the file from.
func resolveLoad(from, name string) (string, error) {
	problem := func(text string, hints ...string) (string, error) {
		return "", &FileError{File: name, Problem: text, hints: hints}
	}
	switch {
	case name == "":
		return problem("load needs the name of a file")
	case strings.Contains(name, `\`):
		return problem(`has a "\" in its name`, `write "`+strings.ReplaceAll(name, `\`, "/")+`"`)
	case path.IsAbs(name) || filepath.IsAbs(name) || filepath.VolumeName(name) != "":
		return problem("is outside the playbook's folder", "name files relative to the file that loads them, with "+`"/"`+" between folders")
	case !strings.HasSuffix(name, Extension):
		return problem("cannot be loaded: its name does not end in "+Extension, `did you mean "`+name+Extension+`"?`)
	}
	inside := path.Join(path.Dir(from), name)
	if !filepath.IsLocal(filepath.FromSlash(inside)) {
		return problem("is outside the playbook's folder", "copy the file into the playbook's folder, or next to it")
	}
	return inside, nil
}

// read returns the text of a file, and notes its source and its hash.
func (l *loader) read(f *file) (string, error) {
	info, err := l.root.Stat(filepath.FromSlash(f.name))
	if err != nil {
		return "", fileError(f.display, err, l.similarFiles(f.name)...)
	}
	switch {
	case info.IsDir():
		return "", &FileError{File: f.display, Problem: "is a folder, not a playbook"}
	case !info.Mode().IsRegular():
		return "", &FileError{File: f.display, Problem: "is not a regular file"}
	}
	in, err := l.root.Open(filepath.FromSlash(f.name))
	if err != nil {
		return "", fileError(f.display, err)
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, MaxFileSize+1))
	if err != nil {
		return "", fileError(f.display, err)
	}
	if len(data) > MaxFileSize {
		return "", &FileError{File: f.display, Problem: "is too large for a playbook: the limit is " + byteSize(MaxFileSize),
			hints: []string{"keep data in a CSV or Excel file, and read it with sheet.read"}}
	}
	sum := sha256.Sum256(data)
	l.inputs[f.display] = "sha256:" + hex.EncodeToString(sum[:])
	text, err := decodeText(f.display, data)
	if err != nil {
		return "", err
	}
	l.sources[f.display] = text
	return text, nil
}

// decodeText turns the bytes of a file into text, without the byte order mark that some editors put first.
func decodeText(name string, data []byte) (string, error) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	if utf8.ValidString(text) {
		return text, nil
	}
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return "", &FileError{File: name, Problem: "is UTF-16 text, want UTF-8", hints: []string{saveAsUTF8}}
	}
	line := 1
	for rest := text; ; {
		r, size := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError && size <= 1 {
			break
		}
		if r == '\n' {
			line++
		}
		rest = rest[size:]
	}
	return "", &FileError{File: name, Line: line, Problem: "is not UTF-8 text",
		hints: []string{saveAsUTF8}}
}

const saveAsUTF8 = "save it as UTF-8: editors have that under \"Save as\" or \"Encoding\""

// compile parses and resolves a file. All names it does not know are reported together.
func (l *loader) compile(f *file, text string) (*starlark.Program, error) {
	var program *starlark.Program
	err := protect(func() error {
		parsed, err := dialect().Parse(f.display, text, 0)
		if e, ok := err.(syntax.Error); ok {
			return syntaxError(e, text, l.opts.Universe)
		}
		if err != nil {
			return err
		}
		f.syntax = parsed
		program, err = starlark.FileProgram(parsed, withRange(l.opts.Universe).Has)
		if err != nil {
			return namesError(err, l.opts.Universe)
		}
		return nil
	})
	return program, err
}

// loadError marks, in a chain of errors, where one file loads another.
type loadError struct{ err error }

func (e *loadError) Error() string { return e.err.Error() }
func (e *loadError) Unwrap() error { return e.err }

// FileError is a file that cannot be loaded.
type FileError struct {
	File    string // as the user named it
	Line    int    // where in it the problem is; 0 when it concerns the file as a whole
	Problem string // what is wrong with it, to follow the name: "is a folder, not a playbook"
	Err     error  // the cause, or nil
	hints   []string
}

// Error names the file and says what is wrong with it.
func (e *FileError) Error() string { return e.File + " " + e.Problem }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// Hints implements [Hinter].
func (e *FileError) Hints() []string { return e.hints }

// fileError says in plain words why a file could not be read.
func fileError(name string, err error, hints ...string) error {
	problem := "cannot be read"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		problem = "does not exist"
	case errors.Is(err, fs.ErrPermission):
		problem, hints = "cannot be read: permission denied", nil
	case escapes(err):
		problem, hints = "is outside the playbook's folder", []string{"a link may not lead out of it; copy the file into the folder"}
	default:
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			problem += ": " + pathErr.Err.Error()
		}
	}
	return &FileError{File: name, Problem: problem, Err: err, hints: hints}
}

// escapes reports whether os.Root refused to leave its folder. The package os has no name for that error.
func escapes(err error) bool {
	var pathErr *fs.PathError
	return errors.As(err, &pathErr) && strings.Contains(pathErr.Err.Error(), "escapes")
}

// otherPlaybooks suggests playbooks of the same folder with a name like the one given.
func otherPlaybooks(path string) []string {
	return suggestFiles(os.DirFS(filepath.Dir(path)), filepath.Base(path), filepath.Dir(path))
}

// similarFiles suggests files of the same folder with a name like the one given.
func (l *loader) similarFiles(name string) []string {
	folder, err := fs.Sub(l.root.FS(), path.Dir(name))
	if err != nil {
		return nil
	}
	return suggestFiles(folder, path.Base(name), filepath.Dir(l.displayName(name)))
}

func suggestFiles(folder fs.FS, base, display string) []string {
	names := playbookNames(folder)
	if near := Suggest(strings.TrimSuffix(base, filepath.Ext(base)), names); near != "" {
		return []string{fmt.Sprintf("did you mean %s?", filepath.Join(display, near+Extension))}
	}
	return nil
}

// playbooksIn names the playbooks of a folder that was given in place of one.
func playbooksIn(path string) []string {
	names := playbookNames(os.DirFS(path))
	if len(names) == 0 {
		return nil
	}
	for i, name := range names {
		names[i] = filepath.Join(path, name+Extension)
	}
	const shown = 5
	if more := len(names) - shown; more > 0 {
		names = append(names[:shown], fmt.Sprintf("%d more", more))
	}
	return []string{"it has " + strings.Join(names, ", ")}
}

// playbookNames are the names of a folder's playbooks without the extension, which would make any two names look alike.
func playbookNames(folder fs.FS) []string {
	names, err := fs.Glob(folder, "*"+Extension)
	if err != nil {
		return nil
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(name, Extension)
	}
	return names
}

// cycleError says that from loads a file that is being loaded, with the chain that leads back to it.
func cycleError(from, to *file) error {
	chain := []string{to.display}
	for f := from; f != nil && f != to; f = f.parent {
		chain = append(chain, f.display)
	}
	chain = append(chain, to.display)
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return &cycle{chain}
}

// cycle is files that load each other.
type cycle struct{ chain []string }

func (e *cycle) Error() string {
	if len(e.chain) == 2 {
		return e.chain[0] + " loads itself"
	}
	return "files load each other: " + strings.Join(e.chain, " loads ")
}

// Hints implements [Hinter].
func (e *cycle) Hints() []string {
	if len(e.chain) == 2 {
		return nil
	}
	return []string{"move what both need into a file of its own, and load that from both"}
}
