package acc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"accstar/acc/catalog"
)

// AdminResolver finds the Autodesk ID of the account admin an application acts for, by e-mail. It asks once: an answer, a
// refusal too, holds for the rest of the run. It is safe for concurrent use.
type AdminResolver struct {
	doer    Doer
	search  *catalog.Operation
	account string
	email   string

	turn  chan struct{} // held by the one that asks
	id    string
	found bool
	err   error // a final one: nobody of that name, or no admin
}

// NewAdminResolver returns a resolver for one person of an account. Doer must be able to carry out search, the operation
// account_users.search, with the application's own token.
func NewAdminResolver(doer Doer, search *catalog.Operation, accountID, email string) *AdminResolver {
	return &AdminResolver{doer: doer, search: search, account: accountID, email: strings.TrimSpace(email), turn: make(chan struct{}, 1)}
}

// AutodeskID returns the person's Autodesk ID, fit for the header User-Id. The error is an [*Error] that says whether the
// person is missing from the account, is no account admin, or could not be looked up.
func (r *AdminResolver) AutodeskID(ctx context.Context) (string, error) {
	select {
	case r.turn <- struct{}{}:
		defer func() { <-r.turn }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	if r.found || r.err != nil {
		return r.id, r.err
	}
	people, err := r.lookUp(ctx)
	if err != nil {
		return "", r.lookUpFailed(err)
	}
	if r.id, r.err = r.choose(people); r.err != nil {
		return "", r.err
	}
	r.found = true
	return r.id, nil
}

func (r *AdminResolver) lookUp(ctx context.Context) ([]any, error) {
	result, err := r.doer.Do(ctx, &Call{
		Op:    r.search,
		Path:  map[string]string{"account_id": r.account},
		Query: []Param{{"email", r.email}, {"partial", "false"}},
		Key:   Key{Task: "@admin", Call: 1},
	})
	if err != nil {
		return nil, err
	}
	v, err := result.Decoded()
	if err != nil {
		return nil, err
	}
	people, _ := v.([]any)
	return people, nil
}

// lookUpFailed tells the look-up from what it was for: the user asked for something else.
func (r *AdminResolver) lookUpFailed(err error) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	return &Error{Kind: e.Kind, Status: e.Status, Code: e.Code, Hint: e.Hint, Err: fmt.Errorf("%w: %w", errTriedEnough, err),
		Message: fmt.Sprintf("cannot look up %s, in whose name the profile acts: %s", r.email, e.Message)}
}

// choose picks the person out of what the search found, which may hold others.
func (r *AdminResolver) choose(people []any) (string, error) {
	for _, p := range people {
		person, _ := p.(map[string]any)
		email, _ := person["email"].(string)
		if !strings.EqualFold(email, r.email) {
			continue
		}
		role, _ := person["role"].(string)
		status, _ := person["status"].(string)
		id, _ := person["uid"].(string)
		switch {
		case role != "account_admin":
			return "", r.unfit("is no account admin", "Name an account admin in the profile, or have one make "+r.email+" account admin")
		case status == "inactive":
			return "", r.unfit("is inactive in the account", "Name an active account admin in the profile")
		case id == "":
			return "", r.unfit("has not signed in to the account yet", "Have "+r.email+" accept ACC's invitation, or name another account admin")
		}
		return id, nil
	}
	return "", r.unfit("is not in the account", "Check the e-mail and the account ID in the profile")
}

func (r *AdminResolver) unfit(what, hint string) error {
	return &Error{Kind: Forbidden, Message: fmt.Sprintf("%s, in whose name the profile acts, %s", r.email, what), Hint: hint}
}
