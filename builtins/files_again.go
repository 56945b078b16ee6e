package builtins

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// reopener is [Files] that can open a file once more without reading it through, and tell what is in a folder. [Disk] is one.
type reopener interface {
	again(name string, named bool) (io.ReadCloser, error)
	list(name string, named bool) ([]string, error)
}

// again opens a file that has been opened before.
func (d *Disk) again(name string, named bool) (io.ReadCloser, error) {
	var f *os.File
	var err error
	if named {
		f, err = os.Open(name)
	} else {
		f, err = d.root.Open(filepath.FromSlash(name))
	}
	if err != nil {
		return nil, fileError(name, err)
	}
	return f, nil
}

// list is the names of the plain files directly in a folder, in order. Those that programs keep beside open files are left out.
func (d *Disk) list(name string, named bool) ([]string, error) {
	var entries []fs.DirEntry
	var err error
	if named {
		entries, err = os.ReadDir(name)
	} else {
		entries, err = fs.ReadDir(d.root.FS(), filepath.ToSlash(name))
	}
	if err != nil {
		return nil, fileError(name, err)
	}
	var names []string
	for _, e := range entries {
		if base := e.Name(); e.Type().IsRegular() && base[0] != '.' && base[0] != '~' && base != "Thumbs.db" && base != "desktop.ini" {
			names = append(names, filepath.Join(name, base))
		}
	}
	slices.Sort(names)
	return names, nil
}
