package cli

import (
	"os"
	"path/filepath"
	"time"
)

// partials are uploads under way, a file each in a folder. One that cannot be kept only means that the upload begins anew.
type partials struct {
	dir string
	now func() time.Time
}

// partialLife is how long an upload can be gone on with: ACC drops the parts after a day.
const partialLife = 23 * time.Hour

func (p partials) path(name string) string { return filepath.Join(p.dir, name+".json") }

// Load implements [acc.Partials].
func (p partials) Load(name string) []byte {
	info, err := os.Stat(p.path(name))
	if err != nil || p.now().Sub(info.ModTime()) > partialLife {
		return nil
	}
	data, err := os.ReadFile(p.path(name))
	if err != nil {
		return nil
	}
	return data
}

// Save implements [acc.Partials].
func (p partials) Save(name string, data []byte) {
	if os.MkdirAll(p.dir, 0o700) != nil {
		return
	}
	temp := p.path(name) + ".part"
	if os.WriteFile(temp, data, 0o600) == nil {
		_ = os.Rename(temp, p.path(name)) // the one from before will do
	}
}

// Drop implements [acc.Partials].
func (p partials) Drop(name string) { _ = os.Remove(p.path(name)) } // one that stays is too old in a day
