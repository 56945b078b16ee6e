//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the most memory, in bytes, that an ended process had at a time.
func peakMemory(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	peak := int64(usage.Maxrss) // 32 bits on some systems
	if runtime.GOOS != "darwin" {
		peak *= 1024
	}
	return peak
}
