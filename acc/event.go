package acc

import (
	"context"
	"time"

	"accstar/acc/catalog"
)

// Stage is what an [Event] tells of.
type Stage string

// The stages of a request.
const (
	Sending  Stage = "sending"  // a request leaves
	Answered Stage = "answered" // an answer came, or the request failed
	Waiting  Stage = "waiting"  // nothing happens for a while, and Why says why
	Moving   Stage = "moving"   // bytes of a file have been sent or fetched
)

// Event is something a client does, told as it happens: for progress, and for counting.
type Event struct {
	Stage   Stage
	Op      string // "project_users.list"
	Key     Key
	Attempt int           // which try this is, from 1; each page of a list begins anew
	Status  int           // HTTP status of an answer; 0 when there was none
	Bytes   int64         // size of the answer's body
	Wait    time.Duration // how long a wait will take
	Why     string        // what a wait is for, or what went wrong, in a person's words
	// Of a file that is sent or fetched: its name, how many bytes of it are there, and how many there are in all, 0 if that is not known.
	File        string
	Done, Total int64
}

// flight is what the links of the chain know about the call a request belongs to. One goroutine uses it at a time.
type flight struct {
	op       *catalog.Operation
	key      Key
	observe  func(Event)
	attempt  int
	requests int
	token    Token // the one in use; its zero value before there is one
}

func (f *flight) note(e Event) {
	if f.observe == nil {
		return
	}
	e.Op, e.Key, e.Attempt = f.op.ID(), f.key, f.attempt
	f.observe(e)
}

type flightKey struct{}

func withFlight(ctx context.Context, f *flight) context.Context {
	return context.WithValue(ctx, flightKey{}, f)
}

// flightOf returns the flight of a request made by a client, or nil.
func flightOf(ctx context.Context) *flight {
	f, _ := ctx.Value(flightKey{}).(*flight)
	return f
}
