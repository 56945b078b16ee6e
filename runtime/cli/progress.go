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
	minutes  float64 // that the changes take at the documented rates
	began    time.Time
	subject  string
	waiting  string    // what for
	until    time.Time // how long
	closing  bool      // a run is being interrupted
	drawn    time.Time
	shown    bool
	ticking  chan struct{} // closed when the line is no more to be kept up to date
}

func newProgress(a *App) *progress {
	return &progress{w: a.Err, on: a.ErrTTY && a.Env("TERM") != "dumb", width: a.Width, now: a.Now}
}

// begin starts a stage: "previewing".
func (p *progress) begin(stage string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage, p.requests, p.waiting, p.subject, p.began = stage, 0, "", "", p.now()
	p.draw(true)
	if p.on && p.ticking == nil {
		p.ticking = make(chan struct{})
		go p.tick(p.ticking)
	}
}

// tick keeps the line up to date while nothing happens: how long a wait still takes.
func (p *progress) tick(end <-chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-end:
			return
		case <-ticker.C:
			p.mu.Lock()
			if p.shown { // and not taken away for something else to be said
				p.draw(false)
			}
			p.mu.Unlock()
		}
	}
}

// plan says how many changes a run has to make, and how many minutes they take at the documented rates.
func (p *progress) plan(changes int, minutes float64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.planned, p.done, p.minutes = changes, 0, minutes
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
		p.waiting, p.until = e.Why, p.now().Add(e.Wait)
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
		if !p.closing {
			parts = append(parts, p.estimate(now)...)
		}
	}
	if p.closing {
		parts = append(parts, "interrupted: finishing what is under way; Ctrl-C again ends it at once")
	} else if p.waiting != "" { // which is all there is to know for now
		wait := "waiting"
		if left := p.until.Sub(now); left > time.Second/2 {
			wait += " " + seconds(left)
		}
		parts = append(parts, wait+": "+p.waiting)
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

// estimate is how fast changes have been made and how long the rest will take, once there is something to go by. It is no less than
// ACC's limits allow: the first hundred changes of a thousand go in no time.
func (p *progress) estimate(now time.Time) []string {
	const enough = 10 * time.Second
	took := now.Sub(p.began)
	if took < enough || p.done == 0 || p.done >= p.planned {
		return nil
	}
	rest := float64(p.planned - p.done)
	left := time.Duration(max(took.Minutes()*rest/float64(p.done), p.minutes*rest/float64(p.planned)) * float64(time.Minute))
	return []string{fmt.Sprintf("%.0f a minute", float64(p.done)/took.Minutes()), "about " + seconds(left) + " left"}
}

// seconds is a length of time as it is said: "23 s", "3 min", "2 h 5 min".
func seconds(d time.Duration) string {
	switch {
	case d < 90*time.Second:
		return fmt.Sprintf("%d s", max(1, int(d.Round(time.Second)/time.Second)))
	case d < 90*time.Minute:
		return fmt.Sprintf("%d min", int(d.Round(time.Minute)/time.Minute))
	}
	d = d.Round(time.Minute)
	return fmt.Sprintf("%d h %d min", int(d/time.Hour), int(d%time.Hour/time.Minute))
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
	if p.ticking != nil {
		close(p.ticking)
		p.ticking = nil
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
