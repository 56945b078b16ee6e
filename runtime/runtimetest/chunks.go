package runtimetest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"accstar/runtime"

	"go.starlark.net/starlark"
)

// World is what one chunk runs in.
type World struct {
	Universe starlark.StringDict
	Env      any
	Limits   runtime.Limits
}

// Chunks runs the files that match the pattern, such as "testdata/*.star". A file is split at lines "---" into chunks; each
// is executed for itself, as if it were the body of main, in a world of its own. Checks are made with the module assert.
// A chunk that must fail says so at the end of the line where it must:
//
//	index(rows, "Jbo")  ### "did you mean Job"
//
// The regular expression is matched against the whole message: summary, single problems and hints.
func Chunks(t *testing.T, pattern string, world func(t *testing.T) World) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no file matches %s", pattern)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		chunks, err := split(filepath.ToSlash(file), string(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range chunks {
			t.Run(fmt.Sprintf("%s:%d", filepath.Base(file), c.line), func(t *testing.T) { c.run(t, world(t)) })
		}
	}
}

// chunk is one piece of a file.
type chunk struct {
	file string
	line int                    // of the file, where it begins
	text string                 // padded, so that lines count as in the file
	want map[int]*regexp.Regexp // errors expected, by line
}

// split cuts a file into its chunks.
func split(file, text string) ([]*chunk, error) {
	var chunks []*chunk
	c := &chunk{file: file, line: 1, want: map[int]*regexp.Regexp{}}
	var lines []string
	done := func(next int) {
		c.text = strings.Repeat("\n", c.line-1) + strings.Join(lines, "\n") + "\n"
		chunks = append(chunks, c)
		c, lines = &chunk{file: file, line: next, want: map[int]*regexp.Regexp{}}, nil
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "---" {
			done(number + 1)
			continue
		}
		lines = append(lines, line)
		_, comment, ok := strings.Cut(line, "###")
		if !ok {
			continue
		}
		pattern, err := strconv.Unquote(strings.TrimSpace(comment))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: after ### there must be a quoted regular expression", file, number)
		}
		if c.want[number], err = regexp.Compile(pattern); err != nil {
			return nil, fmt.Errorf("%s:%d: %v", file, number, err)
		}
	}
	done(number + 1)
	return chunks, nil
}

// reporter is the part of testing.TB that a chunk tells its failures.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

func (c *chunk) run(t *testing.T, w World) {
	t.Helper()
	opts := runtime.Options{Universe: withAssert(t, w.Universe), Limits: w.Limits}
	_, err := runtime.Exec(t.Context(), c.file, c.text, opts, runtime.Locals{Env: w.Env})
	c.check(t, err)
}

// check compares the error of a chunk with those it should cause.
func (c *chunk) check(t reporter, err error) {
	t.Helper()
	var found []*runtime.Diagnostic
	if err != nil {
		found = runtime.Diagnose(err, nil).All()
	}
	met := map[int]bool{}
	for _, d := range found {
		want := c.want[d.Line]
		switch {
		case d.File != c.file || want == nil:
			t.Errorf("unexpected error:\n%s", d.Text(0, false))
		case !want.MatchString(d.Plain()):
			t.Errorf("\n%s:%d: got error %q, want one that matches %q", c.file, d.Line, d.Plain(), want)
		}
		met[d.Line] = true
	}
	for line, want := range c.want {
		if !met[line] {
			t.Errorf("\n%s:%d: no error, want one that matches %q", c.file, line, want)
		}
	}
}
