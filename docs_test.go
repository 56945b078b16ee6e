package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"accstar/runtime/cli"
)

// updateDocs puts what commands print now into the pages: go test -run TestDocs -update-docs .
var updateDocs = flag.Bool("update-docs", false, "update the output shown in README.md and docs")

// TestDocs holds the pages to what they show. A page is played from top to bottom, in a folder and with a practice account of
// its own:
//
//   - <!-- file: NAME --> before a block writes the block to that file. A playbook among them must be run by a command
//     further down.
//   - Any other block of ```python is the inside of a function. All those of a page are previewed together, in their order.
//     What one takes for granted stands before it, in <!-- given: … -->.
//   - In a block of ```console, each line that begins with "$ accstar" is run, and what follows must be what it prints. A line
//     "…" stands for any lines, and the note that the practice account is used may be left out. "$ export NAME=value" holds for
//     the rest of the page, "$ echo $?" prints the exit code of the command before it. A server begun with "&" runs to the end
//     of the page, on a port of its own in place of 8080.
//
// Other blocks are only read by people.
func TestDocs(t *testing.T) {
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages(t) {
		if strings.HasPrefix(filepath.ToSlash(name), "docs/reference/") {
			continue // generated, from what other tests hold true
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join(home, name))
			if err != nil {
				t.Fatal(err)
			}
			blocks := blocksOf(string(source))
			if !slices.ContainsFunc(blocks, block.plays) {
				return
			}
			p := newPlayer(t, home)
			for i := range blocks {
				p.play(&blocks[i])
			}
			p.preview()
			for file := range p.unused {
				t.Errorf("%s is shown and never run", file)
			}
			if *updateDocs && p.updated {
				text := p.rewrite(string(source), blocks)
				if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// pages are the Markdown files of the project.
func pages(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md", "CONTRIBUTING.md", filepath.Join("scripts", "examples", "README.md")}
	for _, pattern := range []string{filepath.Join("docs", "*.md"), filepath.Join("docs", "reference", "*.md")} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	return names
}

// block is a fenced block of a page.
type block struct {
	lang  string
	line  int // of its first line, from 1
	lines []string
	file  string   // it is to be written to
	given []string // lines of main that come before it
}

func (b block) plays() bool { return b.lang == "console" || b.lang == "python" || b.file != "" }

var mark = regexp.MustCompile(`^<!-- (file|given): (.*?)(?: -->)?$`)

// blocksOf finds the fenced blocks of a page, with the marks that stand right before them.
func blocksOf(source string) []block {
	var blocks []block
	var next block
	open, inGiven := false, false
	for i, line := range strings.Split(source, "\n") {
		m := mark.FindStringSubmatch(line)
		switch {
		case strings.HasPrefix(line, "```"):
			if open = !open; open {
				next.lang, next.line = strings.TrimPrefix(line, "```"), i+2
			} else {
				blocks = append(blocks, next)
				next = block{}
			}
		case open:
			next.lines = append(next.lines, line)
		case inGiven:
			text, last := strings.CutSuffix(line, "-->")
			next.given = append(next.given, strings.TrimRight(text, " "))
			inGiven = !last
		case m != nil && m[1] == "file":
			next.file = m[2]
		case m != nil:
			next.given = append(next.given, m[2])
			inGiven = !strings.HasSuffix(line, "-->")
		}
	}
	return blocks
}

// player plays the blocks of one page.
type player struct {
	t       *testing.T
	app     cli.App
	env     map[string]string
	port    string // of the server begun last
	exit    int
	unused  map[string]bool // playbooks that no command has run yet
	inside  []string        // functions made of blocks, to be previewed
	updated bool
}

// newPlayer makes a folder with the examples in it, goes there, and begins with a practice account as new.
func newPlayer(t *testing.T, home string) *player {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "scripts", "examples"), os.DirFS(filepath.Join(home, "scripts", "examples"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	clock := &hastyClock{began: time.Now()}
	state := t.TempDir()
	return &player{t: t, env: map[string]string{"ACCSTAR_KEYRING": "off"}, unused: map[string]bool{}, app: cli.App{
		Width: 100, Now: clock.now, Sleep: clock.sleep, Rand: rand.Reader, Host: "laptop", User: "ada",
		ConfigDir: filepath.Join(state, "config"), StateDir: filepath.Join(state, "state"),
	}}
}

// hastyClock is a clock whose sleeps take no time.
type hastyClock struct {
	began time.Time
	mu    sync.Mutex
	slept time.Duration
}

func (c *hastyClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Date(2026, time.November, 20, 9, 0, 0, 0, time.UTC).Add(time.Since(c.began) + c.slept)
}

func (c *hastyClock) sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept += d
	return context.Cause(ctx)
}

func (p *player) play(b *block) {
	switch {
	case b.file != "":
		p.write(b.file, b.lines)
		if b.lang == "python" && slices.ContainsFunc(b.lines, func(line string) bool { return strings.HasPrefix(line, "def main(") }) {
			p.unused[b.file] = true
		}
	case b.lang == "python":
		p.keep(b)
	case b.lang == "console":
		b.lines = p.console(b)
	}
}

func (p *player) write(file string, lines []string) {
	err := os.MkdirAll(filepath.Dir(file), 0o755)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}

// keep makes a function of a block, named by its line on the page.
func (p *player) keep(b *block) {
	p.inside = append(p.inside, fmt.Sprintf("def line_%d():", b.line))
	for _, line := range append(slices.Clone(b.given), b.lines...) {
		p.inside = append(p.inside, "    "+line)
	}
}

// preview previews the functions that have been kept.
func (p *player) preview() {
	if p.inside == nil {
		return
	}
	text := append(p.inside, "def main():")
	for _, line := range p.inside {
		if call, ok := strings.CutPrefix(line, "def "); ok {
			text = append(text, "    "+strings.TrimSuffix(call, ":"))
		}
	}
	p.write("snippets.star", text)
	if out := p.run("accstar preview snippets.star --profile practice", nil); p.exit != cli.ExitDone {
		p.t.Errorf("the snippets of the page end with exit code %d\n%s", p.exit, out)
	}
}

// practiceNote begins the line that says that the practice account is used because nothing else is configured.
const practiceNote = "no connection is configured: "

// console runs the commands of a block, compares what they print, and returns the lines with what they print now.
func (p *player) console(b *block) []string {
	var now []string
	for i := 0; i < len(b.lines); {
		command, ok := strings.CutPrefix(b.lines[i], "$ ")
		if !ok {
			p.t.Fatalf("line %d: got %q, want a command: $ accstar …", b.line+i, b.lines[i])
		}
		end := i + 1
		for end < len(b.lines) && !strings.HasPrefix(b.lines[end], "$ ") {
			end++
		}
		shown := b.lines[i+1 : end]
		got := strings.Split(strings.TrimRight(p.run(command, shown), "\n"), "\n")
		if strings.HasPrefix(got[0], practiceNote) && (len(shown) == 0 || !strings.HasPrefix(shown[0], practiceNote)) {
			got = got[1:]
		}
		now = append(now, b.lines[i])
		if !matches(plain(shown), plain(got)) {
			p.t.Errorf("line %d: $ %s (exit code %d)\nprints\n%s\nand is shown with\n%s", b.line+i, command, p.exit, strings.Join(got, "\n"), strings.Join(shown, "\n"))
			if !slices.ContainsFunc(shown, isGap) {
				shown, p.updated = got, true
			}
		}
		now = append(now, shown...)
		i = end
	}
	return now
}

// run runs a command, and returns what it writes to either stream. An answer that is shown after a question is given.
func (p *player) run(command string, shown []string) string {
	if command == "echo $?" {
		return strconv.Itoa(p.exit)
	}
	env := maps.Clone(p.env)
	if p.port != "" && !strings.HasSuffix(command, " &") {
		command = strings.ReplaceAll(command, port, p.port)
	}
	words := wordsOf(command)
	if words[0] == "export" {
		env, words = p.env, append(words[1:], "")
	}
	for len(words) > 1 && strings.Contains(words[0], "=") {
		name, value, _ := strings.Cut(words[0], "=")
		env[name] = value
		words = words[1:]
	}
	for _, w := range words {
		delete(p.unused, w)
	}
	app := p.app
	app.Env = func(name string) string { return env[name] }
	switch {
	case words[0] == "":
		return ""
	case words[0] != "accstar":
		p.t.Fatalf("got command %q, want accstar …", command)
	case words[len(words)-1] == "&":
		return p.serve(app, words[1:len(words)-1])
	}
	const ask = "? [y/N] "
	answer := ""
	for _, line := range shown {
		if _, after, ok := strings.Cut(line, ask); ok {
			answer = after
			app.InTTY, app.ErrTTY = true, true
			env["TERM"] = "dumb" // no progress, which is redrawn in place
		}
	}
	out := &bytes.Buffer{}
	app.In, app.Out, app.Err = strings.NewReader(answer+"\n"), out, out
	p.exit = app.Run(p.t.Context(), words[1:])
	text := strings.ReplaceAll(out.String(), ask, ask+answer+"\n")
	if p.port != "" {
		text = strings.ReplaceAll(text, p.port, port)
	}
	return text
}

// port is where pages have their servers; the tests take one that is free.
const port = "127.0.0.1:8080"

// serve begins a server that runs until the page ends, and returns what it says at first.
func (p *player) serve(app cli.App, args []string) string {
	for i := range args {
		args[i] = strings.ReplaceAll(args[i], port, "127.0.0.1:0")
	}
	r, w := io.Pipe()
	app.Out, app.Err = w, io.Discard
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan int, 1)
	go func() {
		done <- app.Run(ctx, args)
		w.Close()
	}()
	p.t.Cleanup(func() { stop(); <-done })
	text := make([]byte, 1<<16) // a server says all it has to say in one write
	n, err := r.Read(text)
	if err != nil {
		p.t.Fatalf("accstar %s: %v", strings.Join(args, " "), err)
	}
	p.port = regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(string(text[:n]))
	return strings.ReplaceAll(string(text[:n]), p.port, port)
}

// wordsOf splits a command as a shell does, as far as these pages need it: at spaces outside of quotes.
func wordsOf(command string) []string {
	var words []string
	quoted := false
	word := ""
	for _, r := range command {
		switch {
		case r == '"' || r == '\'':
			quoted = !quoted
		case r == ' ' && !quoted:
			words, word = append(words, word), ""
		default:
			word += string(r)
		}
	}
	return append(words, word)
}

// varying is what differs from one run of a command to the next, and what stands for it when outputs are compared.
var varying = []struct {
	pattern *regexp.Regexp
	plain   string
}{
	{regexp.MustCompile(`\bp-[0-9a-f]{8}\b`), "p-ID"},
	{regexp.MustCompile(`\b\d{8}-\d{6}-[0-9a-z]{4}\b`), "RUN"},
	{regexp.MustCompile(`-\d{8}-\d{6}\b`), "-TIME"},
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\b`), "TIME"},
	{regexp.MustCompile(`\d+ (requests? in) [\d.]+ (s|min|ms)\b( \d+ s)?`), "N $1 T"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
	{regexp.MustCompile(` +$`), ""},
}

func plain(lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		for _, v := range varying {
			line = v.pattern.ReplaceAllString(line, v.plain)
		}
		out[i] = line
	}
	return out
}

func isGap(line string) bool { return strings.TrimSpace(line) == "…" }

// matches reports whether lines are those wanted, in which a gap stands for any number of lines.
func matches(want, got []string) bool {
	for i, line := range want {
		if isGap(line) {
			for skip := range len(got) - i + 1 {
				if matches(want[i+1:], got[i+skip:]) {
					return true
				}
			}
			return false
		}
		if i >= len(got) || got[i] != line {
			return false
		}
	}
	return len(want) == len(got) || len(want) == 0 && len(got) == 1 && got[0] == ""
}

// rewrite puts the lines of the blocks back into a page.
func (p *player) rewrite(source string, blocks []block) string {
	old := blocksOf(source)
	lines := strings.Split(source, "\n")
	for i := len(blocks) - 1; i >= 0; i-- {
		from := old[i].line - 1
		lines = slices.Replace(lines, from, from+len(old[i].lines), blocks[i].lines...)
	}
	return strings.Join(lines, "\n")
}

// TestLinks follows every link from a page to another file, and to a heading in it.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, name := range pages(t) {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(withoutBlocks(string(source)), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if err := follow(name, m[1]); err != nil {
				t.Errorf("%s: %s: %v", name, m[1], err)
			}
		}
	}
}

func follow(page, link string) error {
	file, anchor, _ := strings.Cut(link, "#")
	target := page
	if file != "" {
		target = filepath.Join(filepath.Dir(page), filepath.FromSlash(file))
	}
	if anchor == "" {
		_, err := os.Stat(target)
		return err
	}
	source, err := os.ReadFile(target)
	if err != nil {
		return err
	}
	drop := regexp.MustCompile(`[^\p{L}\p{N} _-]`)
	for line := range strings.SplitSeq(withoutBlocks(string(source)), "\n") {
		if title := strings.TrimLeft(line, "#"); title != line {
			slug := strings.ReplaceAll(drop.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), ""), " ", "-")
			if slug == anchor {
				return nil
			}
		}
	}
	return fmt.Errorf("no heading has the anchor %s", anchor)
}

// withoutBlocks is a page without its fenced blocks.
func withoutBlocks(source string) string {
	var out []string
	open := false
	for line := range strings.SplitSeq(source, "\n") {
		if strings.HasPrefix(line, "```") {
			open = !open
			continue
		}
		if !open {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
