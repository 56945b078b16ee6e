package journal

import (
	"context"
	"errors"
	"testing"

	"accstar/acc"
)

// again takes a run up whose journal is in dir, and returns its replay and the calls that got through to the account.
func again(t *testing.T, dir string, reopen bool) (*Replay, acc.Doer, *int) {
	t.Helper()
	w, l, err := Continue(dir, Meta{}, Options{Now: ticking()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Close(End{State: Done}) })
	r, sent := NewReplay(l, w, reopen), new(int)
	return r, r.Above(acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) {
		*sent++
		return &acc.Result{Status: 200, Body: []byte(`"live"`), Requests: 1}, nil
	})), sent
}

func TestReadsAreGivenAgain(t *testing.T) {
	w := begin(t, Options{})
	first := NewReplay(nil, w, false)
	give := func(call *acc.Call, res *acc.Result, err error) {
		_, got := first.Above(acc.DoerFunc(func(context.Context, *acc.Call) (*acc.Result, error) { return res, err })).Do(t.Context(), call)
		if !errors.Is(got, err) {
			t.Fatal(got)
		}
	}
	shared := read(1)
	shared.Key = acc.Key{Task: "@names/company/", Call: 1}
	give(read(1), &acc.Result{Status: 200, Body: []byte(`"asked"`), Requests: 1}, nil)
	give(read(2), &acc.Result{Status: 200, Value: map[string]any{"name": acc.Unknown{Field: "name", Of: "member"}, "n": int64(7)}}, nil)
	give(read(3), nil, &acc.Error{Kind: acc.NotFound, Status: 404, Message: "no"})
	give(shared, &acc.Result{Status: 200, Body: []byte(`"1st"`)}, nil)
	give(shared, &acc.Result{Status: 200, Body: []byte(`"2nd"`)}, nil)
	if err := w.Close(End{State: Interrupted}); err != nil {
		t.Fatal(err)
	}

	_, doer, sent := again(t, w.Dir(), false)
	for _, want := range []string{`"1st"`, `"2nd"`, `"live"`} {
		if res, err := doer.Do(t.Context(), shared); err != nil || string(res.Body) != want {
			t.Errorf("shared: got %s, %v, want %s", res.Body, err, want)
		}
	}
	if res, err := doer.Do(t.Context(), read(1)); err != nil || string(res.Body) != `"asked"` {
		t.Errorf("got %v, %v", res, err)
	}
	res, err := doer.Do(t.Context(), read(2))
	if err != nil {
		t.Fatal(err)
	}
	rec, _ := res.Value.(map[string]any)
	if _, unknown := rec["name"].(acc.Unknown); !unknown || rec["n"] != int64(7) {
		t.Errorf("what was worked out is another: %v", res.Value)
	}
	var refused *acc.Error
	if _, err := doer.Do(t.Context(), read(3)); !errors.As(err, &refused) || refused.Kind != acc.NotFound {
		t.Errorf("got %v", err)
	}
	other := read(1)
	other.Query = append(other.Query, acc.Param{Name: "sort", Value: "name"})
	var mismatch *MismatchError
	if _, err := doer.Do(t.Context(), other); !errors.As(err, &mismatch) || !errors.Is(err, acc.ErrStop) {
		t.Errorf("another call under the same key: got %v", err)
	}
	if *sent != 1 {
		t.Errorf("%d calls got through, want 1", *sent)
	}
}

func TestRefusalsAreReopened(t *testing.T) {
	w := begin(t, Options{})
	do(t, w, read(1), answering(200, `"before"`, nil))
	do(t, w, change(2, 1), answering(0, "", &acc.Error{Kind: acc.Invalid, Status: 400, Message: "no"}))
	do(t, w, change(3, 2), answering(201, `{"id":"u2"}`, nil))
	do(t, w, read(4), answering(200, `"after"`, nil))
	if err := w.Close(End{State: Partly}); err != nil {
		t.Fatal(err)
	}
	r, doer, sent := again(t, w.Dir(), true)
	if _, known, err := r.Change(change(2, 1)); known || err != nil {
		t.Errorf("a refused change is not made again: %v", err)
	}
	if rec, known, err := r.Change(change(3, 2)); !known || err != nil || rec.Unsettled() {
		t.Errorf("a change that was made is made again: %v", err)
	}
	// The first read led to the changes; nothing came after the second.
	for n, want := range map[int]string{1: `"before"`, 4: `"live"`} {
		if res, err := doer.Do(t.Context(), read(n)); err != nil || string(res.Body) != want {
			t.Errorf("read %d: got %s, %v, want %s", n, res.Body, err, want)
		}
	}
	if *sent != 1 {
		t.Errorf("%d reads got through, want 1", *sent)
	}
}

func TestWhatALookHasSettled(t *testing.T) {
	w := begin(t, Options{})
	lost := &acc.Error{Kind: acc.Unavailable, Message: "cut", InDoubt: true}
	for n := 1; n <= 3; n++ {
		do(t, w, change(n, n), answering(0, "", lost))
	}
	r := NewReplay(nil, w, false)
	made, unmade := true, false
	for _, err := range []error{
		r.Settle(change(1, 1), &made, &acc.Result{Status: 201, Value: map[string]any{"id": "u1"}}), r.Settle(change(2, 2), &unmade, nil), r.Settle(change(3, 3), nil, nil),
		r.Unseen(change(1, 1).Key, "u1", "not there"), r.Sleep(acc.Key{Call: 9}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(End{State: Interrupted}); err != nil {
		t.Fatal(err)
	}
	r, _, _ = again(t, w.Dir(), false)
	rec, known, err := r.Change(change(1, 1))
	if !known || err != nil || rec.Unsettled() {
		t.Fatalf("made: got %v, %v", known, err)
	}
	if res, err := rec.Again(); err != nil || res.Value.(map[string]any)["id"] != "u1" {
		t.Errorf("made: got %v, %v", res, err)
	}
	if _, known, err := r.Change(change(2, 2)); known || err != nil {
		t.Errorf("not made: got %v, %v", known, err)
	}
	if rec, known, err := r.Change(change(3, 3)); !known || err != nil || !rec.Unsettled() {
		t.Errorf("cannot be told: got %v, %v", known, err)
	}
	if text, ok := r.WasUnseen(change(1, 1).Key, "u1"); !ok || text != "not there" {
		t.Errorf("unseen: got %q, %v", text, ok)
	}
	if !r.Slept(acc.Key{Call: 9}) || r.Slept(acc.Key{Call: 10}) {
		t.Error("what was slept is not known")
	}
}
