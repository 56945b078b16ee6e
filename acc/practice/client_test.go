package practice

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
)

// The tests of this file go through accstar's own client, as a run does.

// appTokens are the tokens of a bench, for the client.
type appTokens struct {
	b      *bench
	renew  int
	userID string
}

func (a *appTokens) Token(_ context.Context, need acc.Need) (acc.Token, error) {
	token := acc.Token{Value: a.b.token, Kind: catalog.TwoLegged}
	for _, kind := range need.Kinds {
		if kind == catalog.TwoLeggedUser && need.Changes {
			token.Kind, token.UserID = kind, a.userID
		}
	}
	return token, nil
}

func (a *appTokens) Rejected(context.Context, acc.Token) {
	a.renew++
	a.b.token = a.b.appToken("account:read account:write")
}

func (b *bench) client() (*acc.Client, *appTokens) {
	b.t.Helper()
	tokens := &appTokens{b: b, userID: adaID}
	transport := acc.NewTransport(nil)
	b.t.Cleanup(transport.CloseIdleConnections)
	client, err := acc.NewClient(acc.Config{BaseURL: b.url, Clock: b.clock, Tokens: tokens, Transport: transport})
	if err != nil {
		b.t.Fatal(err)
	}
	return client, tokens
}

func newProject(name string) *acc.Call {
	return &acc.Call{
		Op: testCatalogue().Must("projects.create"), Path: map[string]string{"account_id": testAccount},
		Body: map[string]any{"name": name, "type": "Office"},
	}
}

func listProjects() *acc.Call {
	return &acc.Call{Op: testCatalogue().Must("projects.list"), Path: map[string]string{"account_id": testAccount}}
}

// TestClient makes more projects than the quota of a minute and more than a page holds, and reads them all back.
func TestClient(t *testing.T) {
	b := start(t, nil)
	client, _ := b.client()
	began := b.clock.Now()
	for i := range 230 {
		if _, err := client.Do(t.Context(), newProject(fmt.Sprintf("Project %d", i))); err != nil {
			t.Fatal(err)
		}
	}
	if took := b.clock.Now().Sub(began); took < 2*time.Minute {
		t.Errorf("230 writes took %s, want over two minutes at 100 a minute", took)
	}
	got, err := client.Do(t.Context(), listProjects())
	if err != nil {
		t.Fatal(err)
	}
	list, err := got.Decoded()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(list.([]any)); n != 231 || got.Requests != 2 {
		t.Errorf("got %d projects in %d requests, want 231 in 2", n, got.Requests)
	}
	_, err = client.Do(t.Context(), newProject("Project 7"))
	var refused *acc.Error
	if !errors.As(err, &refused) || refused.Kind != acc.Exists || refused.Message == "" {
		t.Errorf("got %v, want a refusal of kind exists", err)
	}
}

// TestClientRecovers lets things go wrong that the client must get over by itself.
func TestClientRecovers(t *testing.T) {
	for _, fault := range []string{
		"503:projects.list:2", "429:projects.list:1", "429-no-retry-after:projects.list:2", "drop-before:projects.list:1", "drop-after:projects.list:1",
		"html:projects.list:1", "429:projects.create:3",
	} {
		t.Run(fault, func(t *testing.T) {
			faults, err := ParseFaults(fault)
			if err != nil {
				t.Fatal(err)
			}
			b := start(t, func(c *Config) { c.Faults = faults })
			client, _ := b.client()
			if _, err := client.Do(t.Context(), newProject("South Tower")); err != nil {
				t.Fatal(err)
			}
			if _, err := client.Do(t.Context(), listProjects()); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestClientInDoubt loses the answers of changes that have been carried out: the client must not repeat them.
func TestClientInDoubt(t *testing.T) {
	for _, fault := range []string{"drop-after:projects.create:1", "broken-json:projects.create:1"} {
		t.Run(fault, func(t *testing.T) {
			faults, err := ParseFaults(fault)
			if err != nil {
				t.Fatal(err)
			}
			b := start(t, func(c *Config) { c.Faults = faults })
			client, _ := b.client()
			_, err = client.Do(t.Context(), newProject("South Tower"))
			var failed *acc.Error
			if !errors.As(err, &failed) || failed.Kind != acc.Unavailable || !failed.InDoubt {
				t.Errorf("got %v, want one of kind unavailable, in doubt", err)
			}
			if n := b.server.Requests().ByOp["projects.create"]; n != 1 {
				t.Errorf("sent %d times, want once", n)
			}
		})
	}
}

func TestClientRenewsToken(t *testing.T) {
	b := start(t, func(c *Config) { c.TokenLifetime = time.Minute })
	client, tokens := b.client()
	b.clock.advance(2 * time.Minute)
	if _, err := client.Do(t.Context(), listProjects()); err != nil {
		t.Fatal(err)
	}
	if tokens.renew != 1 {
		t.Errorf("renewed %d times, want once", tokens.renew)
	}
}
