package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"accstar/acc"
	"accstar/runtime/preview"
)

// progress is the one line that says what is going on, redrawn in place. Without a terminal it is silent.
type progress struct {
	w     io.Writer
	on    bool
	width int
	now   func() time.Time

	mu       sync.Mutex
	stage    string
	requests int
	planned  int
	done     int
	subject  string
	waiting  string
	closing  bool // a run is being interrupted
	drawn    time.Time
	shown    bool
}

func newProgress(a *App) *progress {
	return &progress{w: a.Err, on: a.ErrTTY && a.Env("TERM") != "dumb", width: a.Width, now: a.Now}
}

// begin starts a stage: "previewing".
func (p *progress) begin(stage string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage, p.requests, p.waiting, p.subject = stage, 0, "", ""
	p.draw(true)
}

// plan says how many changes a run has to make.
func (p *progress) plan(changes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.planned, p.done = changes, 0
}

// finishing says that a run is being interrupted.
func (p *progress) finishing() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closing = true
	p.draw(true)
}

// event is told of requests and waits.
func (p *progress) event(e acc.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.Stage {
	case acc.Sending:
		p.requests++
		p.waiting = ""
	case acc.Moving:
		p.waiting, p.subject = "", moving(e)
	case acc.Waiting:
		p.waiting = fmt.Sprintf("waiting %s: %s", e.Wait.Round(time.Second), e.Why)
	}
	p.draw(e.Stage == acc.Waiting)
}

// moving says how much of a file has been sent or fetched.
func moving(e acc.Event) string {
	const mb = 1 << 20
	switch {
	case e.Total < 10*mb:
		return e.File
	case e.Total > 0:
		return fmt.Sprintf("%s: %d of %d MB (%d %%)", e.File, e.Done/mb, e.Total/mb, e.Done*100/e.Total)
	}
	return fmt.Sprintf("%s: %d MB", e.File, e.Done/mb)
}

// item is told of a change as it begins and ends.
func (p *progress) item(i preview.Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.subject = i.Change.Subject
	if i.State != "" {
		p.done++
	}
	p.draw(false)
}

// draw redraws the line, at most ten times a second unless it must.
func (p *progress) draw(must bool) {
	if !p.on || p.stage == "" {
		return
	}
	now := p.now()
	if !must && now.Sub(p.drawn) < 100*time.Millisecond {
		return
	}
	p.drawn = now
	parts := []string{p.stage}
	if p.planned > 0 && p.stage == "running" {
		parts = append(parts, fmt.Sprintf("%d of %d", p.done, p.planned))
	}
	if p.closing {
		parts = append(parts, "interrupted: finishing what is under way; Ctrl-C again ends it at once")
	} else if p.waiting != "" { // which is all there is to know for now
		parts = append(parts, p.waiting)
	} else {
		if p.subject != "" {
			parts = append(parts, p.subject)
		}
		parts = append(parts, plural(p.requests, "request", "requests"))
	}
	line := strings.Join(parts, " · ")
	if utf8.RuneCountInString(line) > p.width-1 {
		line = string([]rune(line)[:p.width-2]) + "…"
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
	p.shown = true
}

// clear takes the line away, so that something else can be written.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// end ends the stage.
func (p *progress) end() {
	p.clear()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage = ""
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
