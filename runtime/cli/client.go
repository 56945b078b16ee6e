package cli

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/runtime/preview"
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
	return &link{transport: transport, pacer: acc.NewPacer(s.cat.Limit, clock{s.app}), creds: s.app.credentials(s.conn, transport)}
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
	}
	tokens := s.link.creds.tokens(s.conn)
	config.Tokens, s.tokens = tokens, tokens
	client, err := acc.NewClient(config)
	if err != nil {
		return nil, err
	}
	if s.conn.AdminEmail != "" {
		tokens.Admin = acc.NewAdminResolver(client, s.cat.Must("account_users.search"), s.conn.AccountID, s.conn.AdminEmail).AutodeskID
	}
	return client, nil
}

// able reports why the changes of a plan could not be made: the token that one needs is not to be had, or there is nobody in whose
// name to make it. It is asked before anything is sent.
func (s *session) able(ctx context.Context, plan *preview.Plan) error {
	asked := map[string]bool{}
	var first *acc.Error
	var others []string
	for i := range plan.Changes {
		op := s.cat.Operation(plan.Changes[i].Op)
		if op == nil || asked[op.ID()] {
			continue
		}
		asked[op.ID()] = true
		kind, err := s.tokens.Choose(acc.Need{Kinds: op.Tokens, Scopes: op.Scopes, Changes: true})
		if err == nil && kind == catalog.TwoLeggedUser {
			_, err = s.tokens.Admin(ctx)
		}
		var refused *acc.Error
		switch {
		case err == nil:
		case !errors.As(err, &refused):
			return err
		case first == nil:
			of := *refused
			of.Op, of.Origin = firstSet(of.Op, op.ID()), plan.Changes[i].Origin
			first = &of
		default:
			others = append(others, op.ID())
		}
	}
	if first == nil {
		return nil
	}
	if others != nil {
		first.Message += "; nor is there a token for " + joinAnd(others)
	}
	return first
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
