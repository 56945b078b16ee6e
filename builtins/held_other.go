//go:build !windows

package builtins

// isHeld reports whether an error says that another program keeps a file to itself, which only Windows lets it.
func isHeld(error) bool { return false }

// isTaken reports whether an error of moving a file into place says that the one there is open in another program.
func isTaken(error) bool { return false }
