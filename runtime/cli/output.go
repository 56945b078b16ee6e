package cli

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"accstar/builtins"
	"accstar/runtime"
)

// outDir is the folder that a playbook's files go to.
func (s *session) outDir(made time.Time) string {
	if s.options.outDir != "" {
		return s.options.outDir
	}
	name := strings.TrimSuffix(filepath.Base(s.path), runtime.Extension)
	return filepath.Join("out", name+"-"+made.Format("20060102-150405"))
}

// folder is where the files of a run go.
func (s *session) folder(made time.Time) *builtins.Folder {
	folder := builtins.NewFolder(s.outDir(made))
	folder.Tell = s.warn
	return folder
}

// plannedOutput is where the files of a preview go: nowhere, or, in a run, where they can still become the run's own.
func (s *session) plannedOutput(made time.Time) builtins.Output {
	if !s.running {
		return &builtins.Planned{}
	}
	s.staged = &staged{dir: s.outDir(made)}
	return s.staged
}

// staged is the [builtins.Output] of a preview that may turn out to be the whole run: files are put together in memory, and
// written once it is known that there is nothing to change.
type staged struct {
	builtins.Planned
	dir   string
	files []stagedFile
}

type stagedFile struct {
	name string
	data []byte
	// fetch, of a file that is to be fetched, writes it into the folder: it may be too large to be held until then.
	fetch func(context.Context, *builtins.Folder) error
}

// Fetch implements [builtins.Output].
func (s *staged) Fetch(ctx context.Context, name string, overwrite bool, same func(io.Reader, int64) bool, fetch func(context.Context, io.Writer) error) (string, error) {
	clean, err := s.Planned.Fetch(ctx, name, overwrite, same, fetch)
	if err != nil {
		return "", err
	}
	s.files = append(s.files, stagedFile{name: clean, fetch: func(ctx context.Context, folder *builtins.Folder) error {
		_, err := folder.Fetch(ctx, clean, overwrite, same, fetch)
		return err
	}})
	return s.shown(clean), nil
}

// Write implements [builtins.Output]. The name it returns is the one that the file will have.
func (s *staged) Write(ctx context.Context, name string, write func(io.Writer) error) (string, error) {
	var data bytes.Buffer
	clean, err := s.Planned.Write(ctx, name, func(io.Writer) error { return write(&data) })
	if err != nil {
		return "", err
	}
	s.files = append(s.files, stagedFile{name: clean, data: data.Bytes()})
	return s.shown(clean), nil
}

func (s *staged) shown(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// Written implements [builtins.Output].
func (s *staged) Written() []string {
	var names []string
	for _, name := range s.Planned.Written() {
		names = append(names, s.shown(name))
	}
	return names
}

// flush writes the files into their folder.
func (s *staged) flush(ctx context.Context, folder *builtins.Folder) error {
	for _, f := range s.files {
		if f.fetch != nil {
			if err := f.fetch(ctx, folder); err != nil {
				return err
			}
			continue
		}
		write := func(w io.Writer) error { _, err := w.Write(f.data); return err }
		if _, err := folder.Write(ctx, f.name, write); err != nil {
			return err
		}
	}
	return nil
}
