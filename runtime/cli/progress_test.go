package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"accstar/acc"
	"accstar/runtime/preview"
)

// TestProgress: what the line says as a run goes on, waits, and is interrupted.
func TestProgress(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	var out bytes.Buffer
	p := newProgress(&App{Err: &out, ErrTTY: true, Width: 120, Now: func() time.Time { return now }, Env: func(string) string { return "" }})
	line := func() string {
		t.Helper()
		_, last, _ := strings.Cut(out.String()[strings.LastIndex(out.String(), "\r"):], "\x1b[K")
		return last
	}
	want := func(text string) {
		t.Helper()
		if got := line(); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	change := func(n int) {
		for i := range n {
			now = now.Add(10 * time.Millisecond)
			p.item(preview.Item{Change: preview.Change{Subject: fmt.Sprintf("ada%d@example.com", i)}, State: preview.ItemDone})
		}
		now = now.Add(200 * time.Millisecond)
		p.event(acc.Event{Stage: acc.Sending})
	}
	p.plan(1000, 9)
	p.begin("running")
	change(100)
	want("running · 100 of 1000 · ada99@example.com · 1 request")

	p.event(acc.Event{Stage: acc.Waiting, Wait: 60 * time.Second, Why: "ACC allows 100 changes a minute"})
	want("running · 100 of 1000 · waiting 60 s: ACC allows 100 changes a minute")
	now = now.Add(37 * time.Second)
	p.mu.Lock()
	p.draw(false)
	p.mu.Unlock()
	want("running · 100 of 1000 · 157 a minute · about 8 min left · waiting 23 s: ACC allows 100 changes a minute")
	now = now.Add(24 * time.Second)
	change(100)
	want("running · 200 of 1000 · 189 a minute · about 7 min left · ada99@example.com · 2 requests")
	p.finishing()
	want("running · 200 of 1000 · interrupted: finishing what is under way; Ctrl-C again ends it at once")
	p.end()
	if !strings.HasSuffix(out.String(), "\r\x1b[K") {
		t.Errorf("the line stays: %q", out.String())
	}
	n := out.Len()
	time.Sleep(1100 * time.Millisecond)
	if out.Len() != n {
		t.Errorf("the line comes back: %q", out.String()[n:])
	}
}

func TestSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "1 s", 900 * time.Millisecond: "1 s", 61 * time.Second: "61 s", 100 * time.Second: "2 min", 89 * time.Minute: "89 min", 125 * time.Minute: "2 h 5 min",
	} {
		if got := seconds(d); got != want {
			t.Errorf("%v: got %q, want %q", d, got, want)
		}
	}
}
