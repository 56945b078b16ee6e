package cli

import (
	"bytes"
	"context"
	"net/http"
	"path/filepath"
	"slices"
	"strings"

	"accstar/acc"
)

// link is how a session reaches its account: what its preview and its run share.
type link struct {
	transport http.RoundTripper
	pacer     *acc.Pacer
	creds     *credentials
}

// newLink makes the shared part of a session's clients. Test servers on this machine are reached without a proxy.
func (s *session) newLink() *link {
	transport := s.conn.transport()
	return &link{transport: transport, pacer: s.newPacer(), creds: s.app.credentials(s.conn, transport)}
}

// newPacer makes the pacer of the connection. It shares what it knows with all processes of this user; only the practice account of a
// command is that command's alone.
func (s *session) newPacer() *acc.Pacer {
	if s.conn.Unpaced {
		return nil
	}
	config := acc.PacerConfig{
		Limit: s.cat.Limit, Clock: clock{s.app}, Window: s.conn.LimitWindow,
		BaseURL: firstSet(s.conn.BaseURL, acc.BaseURL), ClientID: s.conn.ClientID, Person: s.conn.Profile,
	}
	if !s.conn.Practice {
		config.Ledger = newLedger(filepath.Join(s.app.StateDir, "pace"), s.app.Now)
	}
	return acc.NewPacer(config)
}

// close gives back what the session has taken of the limits and not used.
func (l *link) close() {
	if l != nil && l.pacer != nil {
		l.pacer.Close()
	}
}

// client returns a client for one pass; one that only reads lets nothing else through, whatever it is asked for.
func (s *session) client(readOnly bool, observe func(acc.Event)) (*acc.Client, error) {
	if s.link == nil {
		s.link = s.newLink()
	}
	transport := s.link.transport
	if readOnly {
		transport = acc.ReadOnly(transport)
	}
	config := acc.Config{
		BaseURL: s.conn.BaseURL, AllowHosts: s.conn.AllowHosts, Region: s.conn.Region, Transport: transport, Clock: clock{s.app}, Pacer: s.link.pacer,
		Observe: observe, UserAgent: "accstar/" + version,
		Partials: partials{filepath.Join(s.app.StateDir, "uploads"), s.app.Now},
	}
	tokens := s.link.creds.tokens(s.conn)
	config.Tokens, s.tokens = tokens, tokens
	client, err := acc.NewClient(config)
	if err != nil {
		return nil, err
	}
	s.fetch = client.Fetch
	if s.conn.AdminEmail != "" {
		tokens.Admin = acc.NewAdminResolver(client, s.cat.Must("account_users.search"), s.conn.AccountID, s.conn.AdminEmail).AutodeskID
	}
	return client, nil
}

// noticing says so when the account shows no project at all: that is how ACC answers an app that nobody has let in.
func (s *session) noticing(next acc.Doer) acc.Doer {
	project := s.cat.Entity("project")
	narrowed := func(p acc.Param) bool {
		return strings.HasPrefix(p.Name, "filter[") && project.ReadAll[p.Name] != p.Value
	}
	return acc.DoerFunc(func(ctx context.Context, call *acc.Call) (*acc.Result, error) {
		result, err := next.Do(ctx, call)
		if err == nil && call.Op.ID() == project.List && string(bytes.TrimSpace(result.Body)) == "[]" && !slices.ContainsFunc(call.Query, narrowed) {
			s.warn("the account shows no project at all. If it has some, have an account admin add the app's client ID in ACC " +
				"under Account Admin > Settings > Custom Integrations, and check the account ID and the region")
		}
		return result, err
	})
}
