package practice

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"accstar/acc"
	"accstar/acc/tenant"
)

// State is a practice account together with what its Authentication service remembers: the key that signs tokens, tokens that
// were revoked, refresh tokens. It lives in memory, or, when it comes from [Open], in a folder as well.
//
// In a folder it survives a kill at any moment: every change is written to a log before it is answered. Several processes may
// have the same folder open; they take turns for changes and see each other's. A State is safe for concurrent use.
type State struct {
	mu      sync.RWMutex
	account *tenant.Memory
	auth    authRecords
	blobs   blobs // the bytes of files
	disk    *disk // nil: kept in memory only
}

// NewState returns a state that lives in memory only.
func NewState(account *tenant.Memory) *State {
	return &State{account: account, auth: newAuthRecords(), blobs: newMemoryBlobs()}
}

// Account is the account as it stands. It must not be changed, and is another one after a [State.Reset].
func (st *State) Account() *tenant.Memory {
	st.mu.RLock()
	defer st.mu.RUnlock()
	return st.account
}

// entry is one change of a state, as the log on disk keeps it.
type entry struct {
	At      time.Time    `json:"at"`
	Settled bool         `json:"settled,omitempty"` // what was due by At has been carried out
	Made    uint64       `json:"made,omitempty"`    // IDs the account has given after this
	Changes []change     `json:"changes,omitempty"`
	Later   []later      `json:"later,omitempty"`
	Auth    *authChanges `json:"auth,omitempty"`
}

type change struct {
	Collection tenant.Collection `json:"collection"`
	ID         string            `json:"id"`
	Before     exact             `json:"before,omitempty"`
	After      exact             `json:"after,omitempty"`
	Auto       bool              `json:"auto,omitempty"`
}

type later struct {
	After  time.Duration `json:"after"`
	Change change        `json:"change"`
}

// exact is a record whose whole numbers stay whole through JSON.
type exact map[string]any

// UnmarshalJSON decodes an object, or null as no record.
func (e *exact) UnmarshalJSON(data []byte) error {
	v, err := acc.DecodeJSON(data)
	if err != nil {
		return err
	}
	rec, ok := v.(map[string]any)
	if !ok && v != nil {
		return fmt.Errorf("got %T, want an object", v)
	}
	*e = rec
	return nil
}

// do carries out a call. Lose says how many rows of an import get lost; see [SilentImport].
func (st *State) do(ctx context.Context, caller tenant.Caller, call *acc.Call, rules tenant.Rules, lose func(string, int) int) (*tenant.Outcome, error) {
	ctx = tenant.WithCaller(ctx, caller)
	if !call.Op.Effect.Changes() {
		st.mu.RLock()
		defer st.mu.RUnlock()
		return rules.Do(ctx, st.account, call)
	}
	var out *tenant.Outcome
	err := st.change(func() (*entry, error) {
		decide := func(c *acc.Call) (*tenant.Outcome, error) { return rules.Do(ctx, st.account, c) }
		var err error
		if out, err = withoutLostRows(call, decide, lose); err != nil {
			return nil, err
		}
		return st.entryOf(out), nil
	})
	return out, err
}

// entryOf is what an outcome changes. The "before" of what happens at once is left out: nothing needs it any more.
func (st *State) entryOf(out *tenant.Outcome) *entry {
	e := &entry{At: st.account.Now(), Made: st.account.Made()}
	for _, c := range out.Changes {
		e.Changes = append(e.Changes, change{Collection: c.Collection, ID: c.ID, After: exact(c.After), Auto: c.Auto})
	}
	for _, l := range out.Later {
		c := l.Change
		e.Later = append(e.Later, later{l.After, change{c.Collection, c.ID, exact(c.Before), exact(c.After), c.Auto}})
	}
	return e
}

// change lets one change of the state be decided on, with nobody else changing it meanwhile, writes it to the log and carries
// it out. A nil entry changes nothing.
func (st *State) change(decide func() (*entry, error)) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	release, err := st.turn()
	if err != nil {
		return err
	}
	defer release()
	e, err := decide()
	if err != nil || e == nil {
		return err
	}
	if err := st.write(e); err != nil {
		return err
	}
	st.apply(e)
	if st.disk != nil && st.disk.size > runMax {
		st.fold() // should it fail, the log still holds everything, and the next change tries again
	}
	return nil
}

// turn takes the turn among processes, reads what others have written and lets happen what is due. The caller holds mu.
func (st *State) turn() (release func(), err error) {
	release = func() {}
	if st.disk != nil {
		if release, err = st.disk.lock(); err != nil {
			return nil, err
		}
		if err = st.read(); err != nil {
			release()
			return nil, err
		}
	}
	if err = st.settle(); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// settle lets happen what is due by now.
func (st *State) settle() error {
	before := st.account.Pending()
	if before == 0 {
		return nil
	}
	now := st.account.Now()
	st.account.Settle(now)
	if st.account.Pending() == before {
		return nil
	}
	return st.write(&entry{At: now, Settled: true})
}

// catchUp brings the state up to now before a request: what other processes have written, and what is due.
func (st *State) catchUp() error {
	st.mu.RLock()
	fresh := st.account.Pending() == 0 && (st.disk == nil || st.disk.fresh())
	st.mu.RUnlock()
	if fresh {
		return nil
	}
	return st.change(func() (*entry, error) { return nil, nil })
}

// apply carries out an entry, when it is made and when it is read back.
func (st *State) apply(e *entry) {
	if e.Settled {
		st.account.Settle(e.At)
	}
	if len(e.Changes) > 0 {
		changes := make([]tenant.Change, len(e.Changes))
		for i, c := range e.Changes {
			changes[i] = c.tenant()
		}
		st.account.Apply(changes)
	}
	if len(e.Later) > 0 {
		all := make([]tenant.Later, len(e.Later))
		for i, l := range e.Later {
			all[i] = tenant.Later{After: l.After, Change: l.Change.tenant()}
		}
		st.account.Schedule(e.At, all)
	}
	if e.Made > 0 {
		st.account.SetMade(e.Made)
	}
	if e.Auth != nil {
		st.auth.apply(e.Auth)
	}
}

func (c change) tenant() tenant.Change {
	return tenant.Change{Collection: c.Collection, ID: c.ID, Before: tenant.Record(c.Before), After: tenant.Record(c.After), Auto: c.Auto}
}

// authRecords are what the Authentication service remembers.
type authRecords struct {
	Key     string              `json:"key,omitempty"` // PEM
	Revoked map[string]int64    `json:"revoked,omitempty"`
	Refresh map[string]approval `json:"refresh,omitempty"` // by the hash of the refresh token
	// Accounts are the service accounts, by ID.
	Accounts map[string]*serviceAccount `json:"service_accounts,omitempty"`

	parsed *signingKey
}

// approval is what a user has granted to an app.
type approval struct {
	ClientID string   `json:"client_id"`
	UserID   string   `json:"user_id"`
	Scopes   []string `json:"scopes"`
	Expires  int64    `json:"expires"` // Unix time
}

// authChanges is a change of [authRecords].
type authChanges struct {
	Key    string              `json:"key,omitempty"`
	Revoke map[string]int64    `json:"revoke,omitempty"` // IDs of access tokens, and when they would have expired
	Grant  map[string]approval `json:"grant,omitempty"`  // new refresh tokens
	Spent  []string            `json:"spent,omitempty"`  // refresh tokens that hold no longer
	// Accounts are service accounts as they are now; nil means deleted.
	Accounts map[string]*serviceAccount `json:"service_accounts,omitempty"`
}

func (c *authChanges) empty() bool {
	return c == nil || c.Key == "" && len(c.Revoke) == 0 && len(c.Grant) == 0 && len(c.Spent) == 0 && len(c.Accounts) == 0
}

func newAuthRecords() authRecords {
	return authRecords{Revoked: map[string]int64{}, Refresh: map[string]approval{}, Accounts: map[string]*serviceAccount{}}
}

func (a *authRecords) apply(c *authChanges) {
	if c.Key != "" {
		a.Key, a.parsed = c.Key, nil
	}
	maps.Copy(a.Revoked, c.Revoke)
	for _, hash := range c.Spent {
		delete(a.Refresh, hash)
	}
	maps.Copy(a.Refresh, c.Grant)
	maps.Copy(a.Accounts, c.Accounts)
	maps.DeleteFunc(a.Accounts, func(_ string, s *serviceAccount) bool { return s == nil })
}

// prune forgets what has expired.
func (a *authRecords) prune(now time.Time) {
	maps.DeleteFunc(a.Revoked, func(_ string, until int64) bool { return until < now.Unix() })
	maps.DeleteFunc(a.Refresh, func(_ string, g approval) bool { return g.Expires < now.Unix() })
}

// key is the signing key.
func (a *authRecords) key() (*signingKey, error) {
	if a.parsed == nil {
		var err error
		if a.parsed, err = parseSigningKey(a.Key); err != nil {
			return nil, err
		}
	}
	return a.parsed, nil
}

// signingKey is the key that signs tokens; it is made when it is first needed.
func (st *State) signingKey() (*signingKey, error) {
	st.mu.RLock()
	key := st.auth.parsed
	st.mu.RUnlock()
	if key != nil {
		return key, nil
	}
	err := st.changeAuth(func(a *authRecords) (*authChanges, error) {
		if a.Key != "" {
			return nil, nil
		}
		made, err := newSigningKey()
		if err != nil {
			return nil, err
		}
		text, err := made.pem()
		return &authChanges{Key: text}, err
	})
	if err != nil {
		return nil, err
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.auth.key()
}

// revoked reports whether the access token of that ID has been revoked.
func (st *State) revoked(id string) bool {
	st.mu.RLock()
	defer st.mu.RUnlock()
	_, gone := st.auth.Revoked[id]
	return gone
}

// changeAuth changes what the Authentication service remembers. Decide sees the records as they stand.
func (st *State) changeAuth(decide func(*authRecords) (*authChanges, error)) error {
	return st.change(func() (*entry, error) {
		c, err := decide(&st.auth)
		if err != nil || c.empty() {
			return nil, err
		}
		return &entry{At: st.account.Now(), Auth: c}, nil
	})
}
