package auth

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// earlyRefresh is how long before its end a token is replaced; less for short-lived ones.
const earlyRefresh = 5 * time.Minute

// token is an access token that is kept.
type token struct {
	value   Secret
	refresh time.Time // when a new one is asked for
}

// newToken is a token asked for at began that lives for lifetime.
func newToken(value string, began time.Time, lifetime time.Duration) token {
	return token{Secret(value), began.Add(lifetime - min(earlyRefresh, lifetime/10))}
}

// cache keeps a token for each set of scopes, and has it asked for once however many goroutines want it.
type cache struct {
	mu     sync.Mutex
	kept   map[string]token // by scopes
	flight singleflight.Group
}

// token returns the token for exactly these scopes, in any order; ask gets a new one.
func (c *cache) token(ctx context.Context, now func() time.Time, scopes []string, ask func(context.Context, []string) (token, error)) (string, error) {
	scopes = scopeSet(scopes)
	key := strings.Join(scopes, " ")
	for {
		if value, ok := c.get(key, now()); ok {
			return string(value), nil
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		// Whoever comes first asks for all; if it is interrupted, another of those that wait does.
		asked := c.flight.DoChan(key, func() (any, error) {
			if value, ok := c.get(key, now()); ok {
				return value, nil
			}
			t, err := ask(ctx, scopes)
			if err != nil {
				return nil, err
			}
			c.put(key, t)
			return t.value, nil
		})
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case got := <-asked:
			if got.Err == nil {
				return string(got.Val.(Secret)), nil
			}
			if !interrupted(got.Err) {
				return "", got.Err
			}
		}
	}
}

// Reject drops a token that was not taken, so that the next one is new. A token that has been replaced meanwhile is left.
func (c *cache) Reject(value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for key, t := range c.kept {
		if string(t.value) == value {
			delete(c.kept, key)
		}
	}
}

func (c *cache) get(key string, now time.Time) (Secret, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t, ok := c.kept[key]
	if !ok || !now.Before(t.refresh) {
		return "", false
	}
	return t.value, true
}

func (c *cache) put(key string, t token) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil {
		c.kept = map[string]token{}
	}
	c.kept[key] = t
}

// scopeSet is scopes in order, each once.
func scopeSet(scopes []string) []string { return slices.Compact(slices.Sorted(slices.Values(scopes))) }
