package builtins

import (
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"go.starlark.net/starlark"

	"accstar/runtime"
)

// fileValue is a file that a parameter names. A playbook cannot make one, so that those it holds are those it may read.
type fileValue struct {
	env   *Env
	name  string
	named bool // by the user, and so wherever they like; else below the playbook's folder
}

var _ starlark.HasAttrs = (*fileValue)(nil)

func (f *fileValue) String() string        { return f.name }
func (f *fileValue) Type() string          { return "file" }
func (f *fileValue) Freeze()               {}
func (f *fileValue) Truth() starlark.Bool  { return true }
func (f *fileValue) Hash() (uint32, error) { return starlark.String(f.name).Hash() }

// AttrNames lists the attributes.
func (f *fileValue) AttrNames() []string { return []string{"name", "text"} }

// Attr returns the last part of the name, or the method that reads the file.
func (f *fileValue) Attr(name string) (starlark.Value, error) {
	switch name {
	case "name":
		return starlark.String(path.Base(strings.ReplaceAll(f.name, `\`, "/"))), nil
	case "text":
		return runtime.Builtin("file.text", f.text).BindReceiver(f), nil
	}
	return nil, nil
}

func (f *fileValue) open() (File, error) {
	if f.named {
		return f.env.Files.Named(f.name)
	}
	return f.env.Files.Below(f.name)
}

// check reports whether the file can be read.
func (f *fileValue) check() error {
	file, err := f.open()
	if err != nil {
		return err
	}
	return file.Close()
}

// maxText is how large a file may be that a playbook reads as one text.
const maxText = 16 << 20

func (f *fileValue) text(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	if err := runtime.RequireMain(thread, b.Name()); err != nil {
		return nil, err
	}
	if err := (arguments{b.Name(), args, kwargs}).unpack(); err != nil {
		return nil, err
	}
	file, err := f.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxText+1))
	switch {
	case err != nil:
		return nil, fileError(f.name, err)
	case len(data) > maxText:
		return nil, &FileError{File: quotedName(f.name), Problem: fmt.Sprintf("is larger than %d MiB, too large to read as one text", maxText>>20)}
	case !utf8.Valid(data):
		return nil, &FileError{File: quotedName(f.name), Problem: "is no text in UTF-8", Hint: "for a spreadsheet, use sheet.read"}
	}
	return starlark.String(strings.TrimPrefix(string(data), "\ufeff")), nil
}
