//go:build unix

package builtins

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskRefusesDevices pins that what is no plain file is refused before it is opened: a pipe that nobody writes into, and a device
// that never ends, would keep the reader for ever.
func TestDiskRefusesDevices(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "a.xlsx"), "x")
	if err := syscall.Mkfifo(filepath.Join(dir, "~$a.xlsx"), 0o600); err != nil {
		t.Fatal(err)
	}
	disk, err := OpenDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	_, below := disk.Below("pipe.csv")
	_, named := disk.Named(filepath.Join(dir, "pipe.csv"))
	_, device := disk.Named(os.DevNull)
	for _, err := range []error{below, named, device} {
		if err == nil || !strings.Contains(err.Error(), "is a device or a pipe, want a file") {
			t.Errorf("got error %v", err)
		}
	}
	f, err := disk.Below("a.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
}
