package builtins

import (
	"errors"
	"syscall"
)

// isHeld reports whether an error says that another program keeps a file to itself.
func isHeld(err error) bool {
	const sharingViolation, lockViolation = syscall.Errno(32), syscall.Errno(33)
	return errors.Is(err, sharingViolation) || errors.Is(err, lockViolation)
}

// isTaken reports whether an error of moving a file into place says that the one there is open in another program.
func isTaken(err error) bool { return isHeld(err) || errors.Is(err, syscall.ERROR_ACCESS_DENIED) }
