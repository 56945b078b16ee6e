// Package practice is the practice account: a simulated ACC account behind real HTTP, for trying out playbooks without an
// Autodesk account and for testing everything that speaks to one.
//
// What operations do is not said here but in acc/tenant, the same rules a preview uses. This package adds what surrounds them
// in reality: the catalogue's routes, tokens that are really signed and checked, scopes, pages, Autodesk's rate limits with 429
// and Retry-After, its error bodies, and, on request, faults. A [Server] is an [http.Handler] over a [State], which is the
// account together with what the Authentication service remembers, in memory or in a folder.
//
//	state, err := practice.Open(dir, practice.Options{...})
//	server := practice.New(practice.Config{Catalogue: cat, Rules: rules, State: state, Clock: clock})
//	running, err := server.Start(ctx, "127.0.0.1:0")
//
// There is no way to reach it other than HTTP on loopback, so that what works here has gone through the same client code.
package practice

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// Config is what a [Server] is made of. Catalogue, State, Clock and Rules, those for the state's account, must be set; the zero
// value of the rest is a practice account with the documented rate limits and no faults that knows two apps, [DemoApp] and [DemoPublicApp].
type Config struct {
	Catalogue *catalog.Catalogue
	Rules     tenant.Rules
	State     *State
	Clock     acc.Clock

	Apps          []App
	TokenLifetime time.Duration // of access tokens; 0 means Autodesk's 3599 seconds
	RateLimits    RateLimits
	Latency       time.Duration // added to every answer
	Faults        []Fault
	Seed          uint64      // settles faults that happen by chance
	Log           func(Entry) // called after every request; safe for concurrent use
}

// Server is the practice account as HTTP. It is safe for concurrent use.
type Server struct {
	rules     tenant.Rules
	state     *State
	clock     acc.Clock
	latency   time.Duration
	log       func(Entry)
	apps      map[string]App
	endpoints map[string]endpoint
	routes    *router
	catalogue *catalog.Catalogue
	tokens    *tokens
	codes     codes
	quotas    *quotas
	faults    *faults
	counts    counts
}

// New makes the server of a practice account.
func New(c Config) *Server {
	if c.Apps == nil {
		c.Apps = []App{DemoApp(), DemoPublicApp()}
	}
	if c.TokenLifetime == 0 {
		c.TokenLifetime = defaultLifetime
	}
	s := &Server{
		rules: c.Rules, state: c.State, clock: c.Clock, latency: c.Latency, log: c.Log,
		apps:      map[string]App{},
		endpoints: endpoints(),
		routes:    newRouter(c.Catalogue),
		catalogue: c.Catalogue,
		tokens:    &tokens{state: c.State, clock: c.Clock, lifetime: c.TokenLifetime},
		quotas:    newQuotas(c.RateLimits),
		faults:    newFaults(c.Faults, c.Seed),
	}
	for _, app := range c.Apps {
		s.apps[app.ClientID] = app
	}
	return s
}

// errCut ends a request without an answer: its connection is closed.
var errCut = errors.New("connection cut on request")

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.clock.Now().UTC().Format(http.TimeFormat))
	e := Entry{At: s.clock.Now(), Method: r.Method, Path: r.URL.Path}
	defer func() { s.finish(e) }()
	if s.latency > 0 && s.clock.Sleep(r.Context(), s.latency) != nil {
		return
	}
	a, err := s.safely(w, r, &e)
	switch {
	case errors.Is(err, errCut) || r.Context().Err() != nil:
		panic(http.ErrAbortHandler) // net/http's way to close a connection without a word
	case err != nil:
		a = refuse(err, styleOf(r.URL.Path))
	}
	e.Status = a.status
	e.Bytes, err = a.send(w, r, e.broken) // a client that has gone is no fault of ours
	if errors.Is(err, errCut) {
		panic(http.ErrAbortHandler)
	}
}

// refuse is the answer for an error.
func refuse(err error, s style) *answer {
	no := refusalOf(err, s)
	a := &answer{status: no.status, header: http.Header{}}
	if no.style == storageStyle {
		a.xml = no.xml()
	} else {
		a.body = no.body()
	}
	no.header(a.header)
	return a
}

// safely answers a request. A panic of the rules is a failure like any other: one request's, and without a stack.
func (s *Server) safely(w http.ResponseWriter, r *http.Request, e *Entry) (a *answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: %v", p)
		}
	}()
	return s.answer(w, r, e)
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, e *Entry) (*answer, error) {
	if err := s.state.catchUp(); err != nil {
		return nil, err
	}
	if ep, ok := s.endpoints[path.Clean("/"+r.URL.Path)]; ok {
		return s.answerAuth(r, ep, e)
	}
	if strings.HasPrefix(r.URL.Path, storagePath) {
		return s.answerStorage(w, r, e)
	}
	m := s.routes.find(r.Method, r.URL.EscapedPath())
	if len(m.ops) == 0 && len(m.allowed) > 0 {
		return nil, &refusal{status: http.StatusMethodNotAllowed, text: r.Method + " is not offered here", allow: m.allowed}
	}
	if len(m.ops) == 0 {
		return nil, noRoute(r.URL.Path)
	}
	in := &incoming{w: w, r: r, op: m.ops[0], path: m.path}
	if len(m.ops) > 1 {
		in.readBody()
		in.op = choose(m.ops, in.body)
	}
	e.Op, e.Changes = in.op.ID(), in.op.Effect.Changes()
	t, err := s.admit(r, in.op)
	if t != nil {
		e.ClientID, e.UserID = t.ClientID, t.UserID
	}
	if err != nil {
		return nil, err
	}
	after, err := s.meet(r.Context(), e, styleOf(in.op.Path))
	if err != nil {
		return nil, err
	}
	if after.html {
		return proxyError(), nil
	}
	a, err := s.carryOut(in, t, e)
	if after.cut {
		return nil, errCut
	}
	if after.no != nil {
		return nil, after.no
	}
	e.broken = after.broken
	return a, err
}

func (s *Server) answerAuth(r *http.Request, ep endpoint, e *Entry) (*answer, error) {
	e.Op = ep.name
	if !slices.Contains(ep.methods, r.Method) {
		return nil, &refusal{status: http.StatusMethodNotAllowed, text: r.Method + " is not offered here", allow: ep.methods}
	}
	after, err := s.meet(r.Context(), e, oauthStyle)
	if err != nil {
		return nil, err
	}
	if after.html {
		return proxyError(), nil
	}
	a, err := ep.handle(s, r)
	if after.cut {
		return nil, errCut
	}
	if after.no != nil {
		return nil, after.no
	}
	e.broken = after.broken
	return a, err
}

// admit is the API gateway: it checks the token, what it may do, and the quota of whoever holds it.
func (s *Server) admit(r *http.Request, op *catalog.Operation) (*token, error) {
	t := s.tokens.check(bearer(r))
	if t == nil {
		return nil, badToken()
	}
	app, known := s.apps[t.ClientID]
	switch {
	case !known:
		return t, badToken()
	case app.Blocked:
		return t, noAccess()
	case !t.kindAccepted(op) || !t.hasScopes(op.Scopes):
		return t, noPrivilege()
	}
	if l := s.catalogue.Limit(op.Limit); l != nil {
		if wait := s.quotas.take(l.Name, scopeKey(l, op, t), l.PerMinute, s.clock.Now()); wait > 0 {
			return t, overQuota(wait)
		}
	}
	return t, nil
}

// carryOut does what the operation does.
func (s *Server) carryOut(in *incoming, t *token, e *Entry) (*answer, error) {
	if strings.HasPrefix(in.op.Entity, "service_account") {
		return s.serveServiceAccounts(in, t)
	}
	caller, err := callerOf(in.r, in.op, t)
	if err != nil {
		return nil, err
	}
	e.UserID = caller.UserID
	call, p, err := in.call()
	if err != nil {
		return nil, err
	}
	ctx, err := s.digested(in.r.Context(), call)
	if err != nil {
		return nil, err
	}
	out, err := s.state.do(ctx, caller, call, s.rules, s.faults.loseRows)
	if err != nil {
		return nil, err
	}
	e.Invitations = out.Invitations
	body, err := s.signLinks(baseURL(in.r), render(in.r, in.op, out, p))
	if err != nil {
		return nil, err
	}
	a := &answer{status: out.Status, body: body, header: http.Header{}}
	if a.status == 0 {
		a.status = in.op.Status
	}
	if in.op.Encoding == catalog.JSONAPI {
		a.header.Set("Content-Type", jsonAPI)
	}
	if out.Location != "" {
		a.header.Set("Location", baseURL(in.r)+out.Location)
	}
	if in.op.Returns.Shape == catalog.NoBody {
		a.body = nil
	}
	return a, nil
}

// callerOf says for whom a call is made: the token's own user, or, with an application's token, the user named in the header
// that the operation has for it. An operation that does not take an application alone is refused without that header.
func callerOf(r *http.Request, op *catalog.Operation, t *token) (tenant.Caller, error) {
	caller := tenant.Caller{ClientID: t.ClientID, UserID: t.UserID}
	if t.UserID != "" {
		return caller, nil
	}
	for _, h := range op.Headers {
		if strings.EqualFold(h.Name, "User-Id") || strings.EqualFold(h.Name, "x-user-id") {
			caller.UserID = r.Header.Get(h.Name)
		}
	}
	if caller.UserID == "" && len(op.Tokens) > 0 && !slices.Contains(op.Tokens, catalog.TwoLegged) {
		return caller, bad(op, http.StatusForbidden, "The User-Id header is required with a 2-legged token")
	}
	return caller, nil
}
