package practice

import (
	"maps"
	"sync"
	"time"
)

// Entry is one request the practice account has seen, as its log shows it. It holds no token and no body.
type Entry struct {
	At          time.Time
	Took        time.Duration
	Method      string
	Path        string // without the query
	Op          string // full name of the operation, "authentication.token" and the like for the Authentication service; "" for an unknown path
	Changes     bool   // the operation may change the account
	Status      int    // 0 when the connection was cut
	Bytes       int    // of the body sent
	ClientID    string
	UserID      string
	Invitations int
	Faults      []string // those that happened to it

	broken bool
}

// Counts says how many requests the practice account has seen since it was made.
type Counts struct {
	Total       int
	ByOp        map[string]int // by [Entry.Op]
	ByMethod    map[string]int
	ByStatus    map[int]int
	Invitations int // mails ACC would have sent
}

type counts struct {
	mu  sync.Mutex
	now Counts
}

// Requests returns the counts so far.
func (s *Server) Requests() Counts {
	s.counts.mu.Lock()
	defer s.counts.mu.Unlock()
	c := s.counts.now
	c.ByOp, c.ByMethod, c.ByStatus = maps.Clone(c.ByOp), maps.Clone(c.ByMethod), maps.Clone(c.ByStatus)
	return c
}

// finish counts and logs a request.
func (s *Server) finish(e Entry) {
	e.Took = s.clock.Now().Sub(e.At)
	s.counts.add(e)
	if s.log != nil {
		s.log(e)
	}
}

func (c *counts) add(e Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.ByOp == nil {
		c.now.ByOp, c.now.ByMethod, c.now.ByStatus = map[string]int{}, map[string]int{}, map[int]int{}
	}
	c.now.Total++
	c.now.Invitations += e.Invitations
	c.now.ByOp[e.Op]++
	c.now.ByMethod[e.Method]++
	c.now.ByStatus[e.Status]++
}
