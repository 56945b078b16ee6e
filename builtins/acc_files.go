package builtins

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
	"strings"

	"go.starlark.net/starlark"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/runtime"
)

// localFile is a file on its way to ACC, as helpers hold it.
type localFile struct {
	acc.File
	shown string // as the user named it
}

var _ starlark.HasAttrs = (*localFile)(nil)

func (f *localFile) String() string        { return f.shown }
func (f *localFile) Type() string          { return "file" }
func (f *localFile) Freeze()               {}
func (f *localFile) Truth() starlark.Bool  { return true }
func (f *localFile) Hash() (uint32, error) { return starlark.String(f.SHA256).Hash() }
func (f *localFile) AttrNames() []string   { return []string{"matches", "name", "shown_size", "size"} }

// Attr returns the name the file will have, its size, or whether it has a checksum.
func (f *localFile) Attr(name string) (starlark.Value, error) {
	switch name {
	case "name":
		return starlark.String(f.Name), nil
	case "size":
		return starlark.MakeInt64(f.Size), nil
	case "shown_size":
		return starlark.String(byteCount(f.Size)), nil
	case "matches":
		return starlark.NewBuiltin("matches", func(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
			var want string
			if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &want); err != nil {
				return nil, err
			}
			in, err := f.Open()
			if err != nil {
				return nil, err
			}
			defer in.Close()
			sum := sha1.New()
			if _, err := io.Copy(sum, in); err != nil {
				return nil, err
			}
			return starlark.Bool(strings.EqualFold(want, hex.EncodeToString(sum.Sum(nil)))), nil
		}), nil
	}
	return nil, nil
}

// byteCount is a size as a person reads it: "2.1 MB".
func byteCount(n int64) string {
	size := float64(n)
	for _, unit := range []string{"bytes", "KB", "MB", "GB"} {
		switch {
		case size >= 1000 && unit != "GB":
			size /= 1000
		case unit == "bytes":
			return fmt.Sprintf("%d bytes", n)
		case size < 10:
			return fmt.Sprintf("%.1f %s", size, unit)
		default:
			return fmt.Sprintf("%.0f %s", size, unit)
		}
	}
	return ""
}

// fileFor is a file to send, of what a playbook has: a file of a parameter, or a path below its own folder. Name is what it is to be
// called, "" for its own name.
func (e *Env) fileFor(v starlark.Value, name string) (*localFile, error) {
	from, ok := v.(*fileValue)
	if !ok {
		text, isText := starlark.AsString(v)
		if !isText {
			return nil, fmt.Errorf("got %s, want a file of a parameter, or the path of one below the playbook's folder", v.Type())
		}
		from = &fileValue{env: e, name: text}
	}
	opened, err := from.open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	info, err := opened.Stat()
	if err != nil {
		return nil, fileError(from.name, err)
	}
	f := &localFile{shown: from.name, File: acc.File{Name: name, Size: info.Size(), Type: mediaTypeOf(from.name)}}
	if name == "" {
		f.Name = path.Base(strings.ReplaceAll(from.name, `\`, "/"))
	}
	f.Open = func() (io.ReadCloser, error) { return from.open() }
	if again, ok := e.Files.(reopener); ok {
		f.Open = func() (io.ReadCloser, error) { return again.again(from.name, from.named) }
	}
	if sum, ok := opened.(interface{ Sum() string }); ok {
		f.SHA256 = sum.Sum()
		return f, nil
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(opened, 0, info.Size())); err != nil {
		return nil, fileError(from.name, err)
	}
	f.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return f, nil
}

func mediaTypeOf(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf":
		return "application/pdf"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".csv":
		return "text/csv"
	case ".zip":
		return "application/zip"
	}
	return ""
}

// local(file, name) is a file to send, under the name that ACC is to give it.
func (h *helperNames) local(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var from, called starlark.Value
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &from, &called); err != nil {
		return nil, err
	}
	name, _ := starlark.AsString(called)
	f, err := h.env.fileFor(from, name)
	if err != nil {
		return nil, err
	}
	if bad := strings.IndexAny(f.Name, "<>:\"/\\|?*'\n\r\t\x00\f¢™$®"); bad >= 0 || f.Name == "" || len([]rune(f.Name)) > 255 {
		return nil, refusal(thread, &acc.Error{Kind: acc.Invalid, Op: helperOp(thread),
			Message: fmt.Sprintf("name: got %q, which ACC does not take as the name of a file", f.Name), Hint: `give it another with name =, of at most 255 characters and without < > : " / \ | ? * ' $`})
	}
	return f, nil
}

// upload(project, folder, item, version, file) uploads a file into a folder; item is None for a new file. It returns what was made.
func (h *helperNames) upload(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var project, folder string
	var item starlark.Value
	var version int64
	var file *localFile
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 5, &project, &folder, &item, &version, &file); err != nil {
		return nil, err
	}
	body := map[string]any{"file": file.File, "folderId": folder, "name": file.Name, "version": version}
	if id, ok := starlark.AsString(item); ok {
		body["itemId"] = id
	}
	return h.compose(thread, catalog.UploadFile, project, body)
}

// store_sheet(project, file) leaves a PDF for sheets to be made of.
func (h *helperNames) storeSheet(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var project string
	var file *localFile
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 2, &project, &file); err != nil {
		return nil, err
	}
	return h.compose(thread, catalog.StoreSheet, project, map[string]any{"file": file.File, "name": file.Name})
}

func (h *helperNames) compose(thread *starlark.Thread, op, project string, body map[string]any) (starlark.Value, error) {
	o := h.env.Catalogue.Must(op)
	return do(thread, h.env, &acc.Call{Op: o, Path: map[string]string{"project_id": spell(o.PathParams[0].Prefix, project)}, Body: body})
}

// fetch(op, path, url, name, to, size, overwrite) downloads what the operation gives an address for, and returns the name of the file
// below the output folder. Path are its path parameters, with "?" before them its query; url is where in its answer the address is.
func (h *helperNames) fetch(thread *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var opName, url, name, to string
	var params *starlark.Dict
	var size int64
	var overwrite bool
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 7, &opName, &params, &url, &name, &to, &size, &overwrite); err != nil {
		return nil, err
	}
	op := h.env.Catalogue.Must(opName)
	call := &acc.Call{Op: op, Path: map[string]string{}, Origin: originOf(thread), Key: acc.Key{Task: "@fetch/" + to, Call: 1}}
	for _, p := range op.PathParams {
		if p.Name == "account_id" {
			call.Path[p.Name] = h.env.AccountID
		}
	}
	for _, item := range params.Items() {
		key, _ := starlark.AsString(item[0])
		text, _ := starlark.AsString(item[1])
		if query, ok := strings.CutPrefix(key, "?"); ok {
			call.Query = append(call.Query, acc.Param{Name: query, Value: text})
			continue
		}
		for _, p := range op.PathParams {
			if p.Name == key {
				call.Path[key] = spell(p.Prefix, text)
			}
		}
	}
	source := acc.Source{Call: call, URL: url, Name: name, Size: size}
	same := func(r io.Reader, have int64) bool { return sameAs(source, r, have) }
	written, err := h.env.Out.Fetch(runtime.ContextOf(thread), to, overwrite, same, func(ctx context.Context, w io.Writer) error {
		if h.env.Fetch == nil {
			return &acc.Error{Kind: acc.Unavailable, Op: helperOp(thread), Message: "there is no account to fetch from"}
		}
		_, err := h.env.Fetch(ctx, source, w)
		return err
	})
	if err != nil {
		return nil, refusal(thread, err)
	}
	return starlark.String(written), nil
}

// sameAs reports whether a file on disk is the one that a source has, as far as ACC tells size and checksum.
func sameAs(from acc.Source, r io.Reader, have int64) bool {
	if from.SHA1 == "" {
		return from.Size > 0 && have == from.Size
	}
	sum := sha1.New()
	if _, err := io.Copy(sum, r); err != nil {
		return false
	}
	return strings.EqualFold(from.SHA1, hex.EncodeToString(sum.Sum(nil)))
}

// safe_name(name) is a name that a file can have on every operating system.
func (h *helperNames) safeName(_ *starlark.Thread, b *starlark.Builtin, args starlark.Tuple, kwargs []starlark.Tuple) (starlark.Value, error) {
	var name string
	if err := starlark.UnpackPositionalArgs(b.Name(), args, kwargs, 1, &name); err != nil {
		return nil, err
	}
	return starlark.String(safeName(name)), nil
}

func safeName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, name)
	clean = strings.TrimRight(clean, ". ")
	stem, _, _ := strings.Cut(strings.ToUpper(clean), ".")
	if clean == "" || isDevice(stem) {
		clean = "_" + clean
	}
	return clean
}

// putFile enters a file for the body of a call of what a playbook gives for a field of that type.
func (b *binding) putFile(def catalog.Arg, v starlark.Value) {
	f, err := b.env.fileFor(v, "")
	if err != nil {
		b.problem("%s: %s", def.Name, err)
		b.setBody(def.Field.Name, "") // it was given, if wrongly
		return
	}
	b.setBody(def.Field.Name, f.File)
}
