package runtime

// FileErrorOf lets tests see how errors of the file system are put that they cannot cause on every machine.
func FileErrorOf(name string, err error) error { return fileError(name, err) }
