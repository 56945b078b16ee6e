package acc

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"accstar/acc/catalog"
)

// testSpan is how long a token is gone: the minute and a second more.
const testSpan = time.Minute + time.Second

func testLimits(perMinute int) func(string) *catalog.Limit {
	limits := map[string]*catalog.Limit{
		"hq":   {Name: "hq", PerMinute: perMinute, Scope: catalog.PerClient, Doc: "all of hq together"},
		"user": {Name: "user", PerMinute: perMinute, Scope: catalog.PerUser},
		"each": {Name: "each", PerMinute: perMinute, Scope: catalog.PerEndpoint},
		"both": {Name: "both", PerMinute: perMinute, Scope: catalog.PerUserEndpoint},
	}
	return func(name string) *catalog.Limit { return limits[name] }
}

func limitedOp(name, limit string) *catalog.Operation {
	return &catalog.Operation{Service: "things", Name: name, Limit: limit}
}

// TestPacerLaw: whatever comes when, no minute sees more requests than the limit; and while nothing was refused, none waits that need
// not.
func TestPacerLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 12).Draw(t, "limit")
		clock := newClock()
		pacer := NewPacer(PacerConfig{Limit: testLimits(limit), Clock: clock})
		op := limitedOp("a", "hq")
		gap := rapid.Custom(func(t *rapid.T) time.Duration {
			return time.Duration(rapid.Int64Range(0, int64(20*time.Second)).Draw(t, "gap"))
		})
		var sent []time.Time
		held := false
		for range rapid.IntRange(1, 60).Draw(t, "requests") {
			d := gap.Draw(t, "after")
			if rapid.Bool().Draw(t, "at once") {
				d = 0
			}
			_ = clock.Sleep(t.Context(), d)
			if rapid.IntRange(0, 9).Draw(t, "429") == 0 {
				if err := pacer.Wait(t.Context(), op, "", nil); err != nil {
					t.Fatal(err)
				}
				pacer.Hold(op, "", gap.Draw(t, "hold")) // refused: it was not carried out
				held = true
				continue
			}
			asked := clock.Now()
			if err := pacer.Wait(t.Context(), op, "", nil); err != nil {
				t.Fatal(err)
			}
			now := clock.Now()
			if n := len(sent); !held && now.After(asked.Add(20*time.Second)) && (n < limit || sent[n-limit].Add(testSpan).Before(asked)) {
				t.Fatalf("waited %v without need", now.Sub(asked))
			}
			sent = append(sent, now)
		}
		for i, from := range sent {
			if j := i + limit; j < len(sent) && sent[j].Sub(from) < time.Minute {
				t.Fatalf("%d requests within %v, want at most %d a minute", limit+1, sent[j].Sub(from), limit)
			}
		}
	})
}

func TestPacerBurst(t *testing.T) {
	clock := newClock()
	pacer := NewPacer(PacerConfig{Limit: testLimits(100), Clock: clock})
	op := limitedOp("a", "hq")
	var told []string
	for range 101 {
		err := pacer.Wait(t.Context(), op, "", func(d time.Duration, why string) { told = append(told, fmt.Sprint(d, " ", why)) })
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(told) != 1 || told[0] != "1m1s ACC allows 100 requests a minute" {
		t.Errorf("got waits %q, want one after a hundred requests", told)
	}
}

// TestPacerScopes: which requests draw on the same bucket.
func TestPacerScopes(t *testing.T) {
	type use struct{ op, user string }
	for _, test := range []struct {
		limit string
		same  use
		other []use
	}{
		{"hq", use{"b", "ada"}, nil},
		{"user", use{"b", ""}, []use{{"a", "ada"}}},
		{"each", use{"a", "ada"}, []use{{"b", ""}}},
		{"both", use{"a", ""}, []use{{"a", "ada"}, {"b", ""}}},
	} {
		clock := newClock()
		pacer := NewPacer(PacerConfig{Limit: testLimits(1), Clock: clock})
		waits := func(u use) bool {
			before := len(clock.sleeps())
			if err := pacer.Wait(t.Context(), limitedOp(u.op, test.limit), u.user, nil); err != nil {
				t.Fatal(err)
			}
			return len(clock.sleeps()) > before
		}
		if waits(use{"a", ""}) {
			t.Errorf("%s: the first waits", test.limit)
		}
		for _, other := range test.other {
			if waits(other) {
				t.Errorf("%s: %v waits for another", test.limit, other)
			}
		}
		if !waits(test.same) {
			t.Errorf("%s: %v does not wait", test.limit, test.same)
		}
	}
}

// TestPacerHolds: what holds one operation back holds back all under the same limit, until the latest end.
func TestPacerHolds(t *testing.T) {
	for _, limit := range []string{"hq", ""} {
		clock := newClock()
		pacer := NewPacer(PacerConfig{Limit: testLimits(50), Clock: clock})
		pacer.Hold(limitedOp("a", limit), "", 10*time.Second)
		pacer.Hold(limitedOp("a", limit), "", 5*time.Second)
		before := clock.Now()
		if err := pacer.Wait(t.Context(), limitedOp("b", limit), "", nil); err != nil || clock.Now().Sub(before) != 10*time.Second {
			t.Errorf("%q: got %v after %v, want a wait of 10s", limit, err, clock.Now().Sub(before))
		}
	}
}

// TestPacerLearns: an answer of 429 holds the others back for as long as it says, but not beyond patience.
func TestPacerLearns(t *testing.T) {
	for after, want := range map[string]time.Duration{"": time.Second, "7200": patience} {
		clock := newClock()
		pacer := NewPacer(PacerConfig{Limit: testLimits(50), Clock: clock})
		url, _ := serve(t, answers(step{status: 429, header: map[string]string{"Retry-After": after}}))
		c := newTestClient(t, url, func(c *Config) { c.Clock, c.Pacer = sleepless{clock}, pacer })
		if _, err := c.Do(t.Context(), createCall()); err == nil {
			t.Fatal("got an answer")
		}
		before := clock.Now()
		if err := pacer.Wait(t.Context(), limitedOp("other", ""), "", nil); err != nil || clock.Now().Sub(before) != want {
			t.Errorf("%q: got %v after %v, want a wait of %v", after, err, clock.Now().Sub(before), want)
		}
	}
}

// sleepless is a clock on which nobody sleeps.
type sleepless struct{ *stillClock }

func (sleepless) Sleep(context.Context, time.Duration) error { return context.Canceled }

// TestPacerCountsEveryRequest: repeated requests draw on the limit too, and a user's requests on the user's.
func TestPacerCountsEveryRequest(t *testing.T) {
	clock := newClock()
	url, requests := serve(t, answers(step{status: 401}, step{status: 503}, step{status: 200, body: `{}`}))
	var paced []string
	c := newTestClient(t, url, func(c *Config) {
		c.Clock, c.Pacer, c.Tokens = clock, NewPacer(PacerConfig{Limit: testLimits(2), Clock: clock}), &numbered{user: "ADA"}
		c.Observe = func(e Event) {
			if e.Stage == Waiting {
				paced = append(paced, e.Why)
			}
		}
	})
	call := readCall()
	call.Op.Limit = "user"
	if _, err := c.Do(t.Context(), call); err != nil || requests() != 3 {
		t.Fatalf("got %v after %d requests", err, requests())
	}
	if len(paced) != 2 || paced[1] != "ACC allows 2 requests a minute" {
		t.Errorf("got waits %q, want the third request to be paced", paced)
	}
}

func TestPacerInterrupted(t *testing.T) {
	clock := newClock()
	pacer := NewPacer(PacerConfig{Limit: testLimits(1), Clock: clock})
	op := limitedOp("a", "hq")
	if err := pacer.Wait(t.Context(), op, "", nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err := pacer.Wait(ctx, op, "", func(time.Duration, string) { cancel() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}

	// One waits its turn behind another that waits for a token, and is interrupted there.
	slow := NewPacer(PacerConfig{Limit: testLimits(1), Clock: patientClock{clock, func() {}}})
	if err := slow.Wait(t.Context(), op, "", nil); err != nil {
		t.Fatal(err)
	}
	first, stop := context.WithCancel(t.Context())
	waiting := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		_ = slow.Wait(first, op, "", func(time.Duration, string) { close(waiting) })
	})
	<-waiting
	if err := slow.Wait(ctx, op, "", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	stop()
	all.Wait()
}

// TestPacerConcurrent is for the race detector: many at once, and still no more than the limit a minute.
func TestPacerConcurrent(t *testing.T) {
	clock := newClock()
	pacer := NewPacer(PacerConfig{Limit: testLimits(10), Clock: clock})
	began := clock.Now()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 10 {
				if err := pacer.Wait(t.Context(), limitedOp("a", "hq"), "", nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if took := clock.Now().Sub(began); took != 7*testSpan {
		t.Errorf("80 requests took %v, want %v", took, 7*testSpan)
	}
}
