package acc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// memoryLedger is a ledger within one process.
type memoryLedger struct {
	mu      sync.Mutex
	kept    map[string][]byte
	updates int
	broken  bool
}

func (l *memoryLedger) Update(_ context.Context, key string, change func([]byte) []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken {
		return errors.New("the disk is full")
	}
	if l.kept == nil {
		l.kept = map[string][]byte{}
	}
	l.updates++
	l.kept[key] = change(l.kept[key])
	return nil
}

func sharing(l Ledger, limit int, clock Clock) *Pacer {
	return NewPacer(PacerConfig{Limit: testLimits(limit), Clock: clock, Ledger: l, ClientID: "app"})
}

// TestSharedPacerLaw: however many pacers take turns in whatever way, no minute sees more than the limit; and a request waits only when
// the limit is used up, but for what others have taken and not used: a sixteenth of it each at most.
func TestSharedPacerLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limit := rapid.IntRange(1, 120).Draw(t, "limit")
		clock, ledger := newClock(), &memoryLedger{kept: map[string][]byte{}}
		pacers := make([]*Pacer, rapid.IntRange(1, 4).Draw(t, "pacers"))
		for i := range pacers {
			pacers[i] = sharing(ledger, limit, clock)
		}
		op := limitedOp("a", "hq")
		var sent []time.Time
		for range rapid.IntRange(1, 400).Draw(t, "requests") {
			if rapid.IntRange(0, 9).Draw(t, "pause") == 0 {
				_ = clock.Sleep(t.Context(), time.Duration(rapid.Int64Range(0, int64(20*time.Second)).Draw(t, "for")))
			}
			p := rapid.SampledFrom(pacers).Draw(t, "pacer")
			switch rapid.IntRange(0, 49).Draw(t, "what") {
			case 0:
				p.Close()
			case 1:
				ledger.kept[p.bucket(op, "").key] = []byte(`{"window":60000,"limit"`)
				sent = nil // what is broken is begun anew
				for _, p := range pacers {
					p.Close()
					p.bucket(op, "").left, p.bucket(op, "").used = 0, nil
				}
				clear(ledger.kept)
			}
			asked := clock.Now()
			if err := p.Wait(t.Context(), op, "", nil); err != nil {
				t.Fatal(err)
			}
			idle := (len(pacers) - 1) * max(0, min(limit/16, 32)-1)
			if recent := within(sent, asked, testSpan+250*time.Millisecond+time.Second); clock.Now().After(asked) && recent+idle < limit {
				t.Fatalf("waited %v with %d requests in the last minute", clock.Now().Sub(asked), recent)
			}
			sent = append(sent, clock.Now())
		}
		for i, from := range sent {
			if j := i + limit; j < len(sent) && sent[j].Sub(from) < time.Minute {
				t.Fatalf("%d requests within %v, want at most %d a minute", limit+1, sent[j].Sub(from), limit)
			}
		}
	})
}

func within(sent []time.Time, now time.Time, d time.Duration) int {
	n := 0
	for _, at := range sent {
		if now.Sub(at) < d {
			n++
		}
	}
	return n
}

// TestLedgerNonsense: what cannot be true is not believed, and is written anew.
func TestLedgerNonsense(t *testing.T) {
	now := newClock().Now().UnixMilli()
	for _, kept := range []string{
		"", "{", "[]", "null", "{}", "\x00\x01", strings.Repeat("[", 5000),
		`{"window":60000,"limit":2,"allowed":2,"step":1,"calm":1,"spent":[{"at":9999999999999,"n":2}]}`,
		fmt.Sprintf(`{"window":60000,"limit":2,"allowed":2,"step":1,"calm":1,"leases":[{"by":"x","n":2,"until":%d}]}`, now+3600_000),
		fmt.Sprintf(`{"window":60000,"limit":2,"allowed":2,"step":1,"calm":1,"closed":%d}`, now+3600_000),
		fmt.Sprintf(`{"window":60000,"limit":2,"allowed":2,"step":1,"calm":1,"spent":[{"at":%d,"n":-5},{"at":%d,"n":7}]}`, now, now),
		fmt.Sprintf(`{"window":60000,"limit":9,"allowed":9,"step":1,"calm":1,"spent":[{"at":%d,"n":9}]}`, now), // another limit
		`{"window":60000,"limit":2,"allowed":0,"step":1,"calm":1}`,
		`{"window":60000,"limit":2,"allowed":1,"step":0,"calm":1}`,
		`{"window":60000,"limit":2,"allowed":1,"step":1,"calm":0}`,
		`{"window":60000,"limit":2,"allowed":500,"step":1,"calm":1}`,
	} {
		clock, ledger := newClock(), &memoryLedger{kept: map[string][]byte{}}
		p, op := sharing(ledger, 2, clock), limitedOp("a", "hq")
		key := p.bucket(op, "").key
		ledger.kept[key] = []byte(kept)
		for range 2 {
			if err := p.Wait(t.Context(), op, "", nil); err != nil {
				t.Fatal(err)
			}
		}
		if slept := clock.sleeps(); len(slept) > 0 {
			t.Errorf("%.60q: waited %v", kept, slept)
		}
		if q := readQuota(ledger.kept[key], 2, time.Minute, clock.Now().UnixMilli()); q.used() != 2 {
			t.Errorf("%.60q: got %s written anew", kept, ledger.kept[key])
		}
	}
}

func FuzzLedger(f *testing.F) {
	f.Add([]byte(`{"window":60000,"limit":2,"spent":[{"at":1,"n":1}],"leases":[{"by":"x","n":1,"until":5}],"allowed":1,"step":1,"calm":1}`), int64(7))
	f.Fuzz(func(t *testing.T, data []byte, after int64) {
		clock := newClock()
		now := clock.Now().UnixMilli()
		q := readQuota(data, 2, time.Minute, now)
		got, wait, _ := q.free(now, 1)
		if got == 0 && (wait <= 0 || wait > patience.Milliseconds()) {
			t.Errorf("%q: a wait of %d ms", data, wait)
		}
		if again := readQuota(q.data(), 2, time.Minute, now); string(again.data()) != string(q.data()) {
			t.Errorf("%q is read back otherwise", q.data())
		}
	})
}

// TestLedgerFails: a ledger that cannot be written paces this process by itself, and is told of it once it can be.
func TestLedgerFails(t *testing.T) {
	clock, ledger := newClock(), &memoryLedger{broken: true}
	p, op := sharing(ledger, 10, clock), limitedOp("a", "hq")
	wait := func() {
		t.Helper()
		if err := p.Wait(t.Context(), op, "", nil); err != nil {
			t.Fatal(err)
		}
	}
	for range 9 {
		wait()
	}
	if len(clock.sleeps()) != 0 {
		t.Errorf("got %v", clock.sleeps())
	}
	ledger.broken = false
	_ = clock.Sleep(t.Context(), 2*time.Second)
	wait()
	q := readQuota(ledger.kept[p.bucket(op, "").key], 10, time.Minute, clock.Now().UnixMilli())
	if q.used() != 10 {
		t.Errorf("got %d requests in the ledger, want those made alone as well: 10", q.used())
	}
}

// TestLedgerKeepsNoNames: neither what is kept nor its name says whose it is.
func TestLedgerKeepsNoNames(t *testing.T) {
	clock, ledger := newClock(), &memoryLedger{}
	p := NewPacer(PacerConfig{Limit: testLimits(5), Clock: clock, Ledger: ledger, ClientID: "CLIENTID", BaseURL: "https://secret.example", Person: "PROFILE"})
	for _, limit := range []string{"hq", "user", "each", "both", ""} {
		for _, user := range []string{"", "ADA"} {
			if err := p.Wait(t.Context(), limitedOp("a", limit), user, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	for key, kept := range ledger.kept {
		for _, name := range []string{"CLIENTID", "secret", "PROFILE", "ADA", "things"} {
			if strings.Contains(key+string(kept), name) {
				t.Errorf("%s: %s", key, kept)
			}
		}
	}
	if len(ledger.kept) != 1+2+1+2+1 {
		t.Errorf("got %d keys", len(ledger.kept))
	}
}

// TestLedgerKeys: whose quota is whose.
func TestLedgerKeys(t *testing.T) {
	base := PacerConfig{Limit: testLimits(5), Clock: newClock(), ClientID: "a", BaseURL: "https://x"}
	site, app, person := base, base, base
	site.BaseURL, app.ClientID, person.Person = "https://y", "b", "ada"
	key := func(c PacerConfig, limit, user string) string {
		return NewPacer(c).bucket(limitedOp("a", limit), user).key
	}
	for _, test := range []struct {
		other PacerConfig
		limit string
		same  bool
	}{
		{site, "hq", false}, {app, "hq", false}, {person, "hq", true}, {person, "user", false}, {base, "user", true}, {person, "each", true},
	} {
		if got := key(base, test.limit, "") == key(test.other, test.limit, ""); got != test.same {
			t.Errorf("%+v: got same %v", test, got)
		}
	}
}

// bubbleClock is the clock of a synctest bubble.
type bubbleClock struct{}

func (bubbleClock) Now() time.Time { return time.Now() }

func (bubbleClock) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// gate is a server with a quota: requests take 80 ms, and those beyond it are refused.
type gate struct {
	limit   int
	sliding bool
	header  func(wait time.Duration) string // Retry-After

	mu      sync.Mutex
	began   time.Time
	calls   []time.Time
	passed  []time.Time // those of ours
	refused int
}

// admit counts one request, and says how long to wait if it is refused.
func (g *gate) admit() time.Duration {
	now := time.Now()
	if g.sliding {
		g.calls = slices.DeleteFunc(g.calls, func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	} else if now.Sub(g.began) >= time.Minute {
		g.began, g.calls = now, nil
	}
	if len(g.calls) < g.limit {
		g.calls = append(g.calls, now)
		return 0
	}
	if g.sliding {
		return g.calls[0].Add(time.Minute).Sub(now)
	}
	return g.began.Add(time.Minute).Sub(now)
}

func (g *gate) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(40 * time.Millisecond)
	g.mu.Lock()
	wait := g.admit()
	if wait == 0 {
		g.passed = append(g.passed, time.Now())
	} else {
		g.refused++
	}
	g.mu.Unlock()
	time.Sleep(40 * time.Millisecond)
	res := &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{}`)), Request: req}
	if wait > 0 {
		res.StatusCode = 429
		if text := g.header(wait); text != "" {
			res.Header.Set("Retry-After", text)
		}
	}
	return res, nil
}

func wholeSeconds(wait time.Duration) string {
	return fmt.Sprint(int((wait + time.Second - 1) / time.Second))
}

// bulk has processes with so many workers each send so many requests in all, and returns how long they took.
func bulk(t *testing.T, g *gate, requests, processes, workers, limit int) time.Duration {
	t.Helper()
	ledger, began := &memoryLedger{}, time.Now()
	todo := make(chan struct{}, requests)
	for range requests {
		todo <- struct{}{}
	}
	close(todo)
	var all sync.WaitGroup
	for range processes {
		p := sharing(ledger, limit, bubbleClock{})
		c, err := NewClient(Config{BaseURL: "http://127.0.0.1:9", Transport: g, Clock: bubbleClock{}, Pacer: p})
		if err != nil {
			t.Fatal(err)
		}
		var mine sync.WaitGroup
		for range workers {
			mine.Go(func() {
				for range todo {
					call := createCall()
					call.Op.Limit = "hq"
					if _, err := c.Do(context.Background(), call); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Go(func() { mine.Wait(); p.Close() })
	}
	all.Wait()
	return time.Since(began)
}

// TestQuotaAlone: with the quota to itself, what is sent meets no refusal at all, and takes as long as the quota says.
func TestQuotaAlone(t *testing.T) {
	for _, sliding := range []bool{false, true} {
		for _, processes := range []int{1, 2, 5} {
			synctest.Test(t, func(t *testing.T) {
				g := &gate{limit: 100, sliding: sliding, header: wholeSeconds}
				took := bulk(t, g, 1000, processes, 8, 100)
				if g.refused > 0 || len(g.passed) != 1000 {
					t.Errorf("sliding %v, %d processes: %d refused, %d passed", sliding, processes, g.refused, len(g.passed))
				}
				if bound := 9 * time.Minute; took > bound*103/100 { // nine windows after the first
					t.Errorf("sliding %v, %d processes: took %v, want at most 1.03 times %v", sliding, processes, took, bound)
				}
				t.Logf("sliding %v, %d processes: %v", sliding, processes, took)
			})
		}
	}
}

// others is another program that uses a part of the quota.
type others func(ctx context.Context, g *gate)

func burstEachMinute(n int) others {
	return func(ctx context.Context, g *gate) {
		for ctx.Err() == nil {
			g.mu.Lock()
			for range n {
				g.admit()
			}
			g.mu.Unlock()
			_ = bubbleClock{}.Sleep(ctx, time.Minute)
		}
	}
}

func evenly(n int) others {
	return func(ctx context.Context, g *gate) {
		for ctx.Err() == nil {
			g.mu.Lock()
			g.admit()
			g.mu.Unlock()
			_ = bubbleClock{}.Sleep(ctx, time.Minute/time.Duration(n))
		}
	}
}

// TestQuotaShared: another program uses half of the quota, or the quota is half of what is documented. Fewer than one answer in twenty is a
// refusal, and it takes no more than 1.15 times what is left would. Where so little is left that the eight requests under way when the
// first refusal comes are as many as a window takes, more are.
func TestQuotaShared(t *testing.T) {
	for _, test := range []struct {
		name      string
		limit, at int // the documented limit, and how many are left of it
		sliding   bool
		other     others
		header    func(time.Duration) string
		processes int
		percent   int // of answers that may be refusals, if not 5
	}{
		{name: "half the limit", limit: 100, at: 50},
		{name: "half the limit, sliding", limit: 100, at: 50, sliding: true},
		{name: "half the limit, no Retry-After", limit: 100, at: 50, header: func(time.Duration) string { return "" }},
		{name: "half the limit, nonsense", limit: 100, at: 50, header: func(time.Duration) string { return "soon" }},
		{name: "half the limit, a date", limit: 100, at: 50, header: func(d time.Duration) string { return time.Now().Add(d + time.Second).UTC().Format(http.TimeFormat) }},
		{name: "half the limit, three processes", limit: 100, at: 50, processes: 3},
		{name: "half of a small limit", limit: 20, at: 10, percent: 10},
		{name: "half of a large limit", limit: 600, at: 300},
		{name: "a tenth", limit: 100, at: 10, percent: 15},
		{name: "another in bursts", limit: 100, at: 50, other: burstEachMinute(50)},
		{name: "another in bursts, sliding", limit: 100, at: 50, sliding: true, other: burstEachMinute(50)},
		{name: "another evenly", limit: 100, at: 50, other: evenly(50)},
		{name: "another evenly, sliding", limit: 100, at: 50, sliding: true, other: evenly(50)},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := &gate{limit: test.at, sliding: test.sliding, header: test.header}
				if g.header == nil {
					g.header = wholeSeconds
				}
				ctx, cancel := context.WithCancel(context.Background())
				if test.other != nil {
					g.limit = test.limit
					go test.other(ctx, g)
					synctest.Wait()
				}
				windows := 20
				requests := windows * test.at
				took := bulk(t, g, requests, max(1, test.processes), 8/max(1, test.processes), test.limit)
				cancel()
				synctest.Wait()
				bound := time.Duration(windows-1) * time.Minute
				t.Logf("%d requests in %v, %.3f times the bound, %d refused: %.1f %%", requests, took, float64(took)/float64(bound), g.refused, 100*float64(g.refused)/float64(requests+g.refused))
				if took > bound*115/100 {
					t.Errorf("took %v, want at most 1.15 times %v", took, bound)
				}
				most := max(5, test.percent)
				if g.refused*100 > most*(requests+g.refused) {
					t.Errorf("%d of %d answers were refusals, want at most %d %%", g.refused, requests+g.refused, most)
				}
			})
		})
	}
}

// TestQuotaComesBack: when the other program has ended, the whole quota is used again within a few minutes.
func TestQuotaComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gate{limit: 50, header: wholeSeconds}
		began := time.Now()
		go func() {
			time.Sleep(10 * time.Minute)
			g.mu.Lock()
			g.limit = 100
			g.mu.Unlock()
		}()
		bulk(t, g, 3000, 1, 8, 100)
		perMinute := map[int]int{}
		for _, at := range g.passed {
			perMinute[int(at.Sub(began)/testSpan)]++
		}
		if perMinute[9] > 52 || perMinute[22] < 90 {
			t.Errorf("got %v requests a minute", perMinute)
		}
		t.Logf("%v, %d refused", perMinute, g.refused)
	})
}

// BenchmarkPacer is what pacing costs a request that need not wait, by itself.
func BenchmarkPacer(b *testing.B) {
	p := NewPacer(PacerConfig{Limit: testLimits(1 << 30), Clock: bubbleClock{}})
	op := limitedOp("a", "hq")
	for b.Loop() {
		if err := p.Wait(b.Context(), op, "", nil); err != nil {
			b.Fatal(err)
		}
	}
}
