package practice

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"accstar/acc/tenant"
)

// What Autodesk allows of service accounts.
const (
	maxServiceAccounts = 10 // an app
	maxServiceKeys     = 3  // an account
	maxAssertion       = 5 * time.Minute
	assertionAudience  = issuer + "/authentication/v2/token"
	// serviceTime is how the service writes times, which is not RFC 3339.
	serviceTime = "2006-01-02 15:04:05.999999999 -0700 MST"
)

// The states of a service account and of its keys.
const (
	enabled  = "ENABLED"
	disabled = "DISABLED"
)

// serviceAccount is a technical user of an app, as the Authentication service remembers it.
type serviceAccount struct {
	ID        string                `json:"id"`
	Email     string                `json:"email"`
	ClientID  string                `json:"client_id"`
	Status    string                `json:"status"`
	Created   time.Time             `json:"created"`
	Accessed  time.Time             `json:"accessed,omitzero"`
	FirstName string                `json:"first_name"`
	LastName  string                `json:"last_name"`
	Keys      map[string]serviceKey `json:"keys,omitempty"`
}

// serviceKey is the public half of a key, and when it was used.
type serviceKey struct {
	Public   string    `json:"public"` // PKIX in base64
	Status   string    `json:"status"`
	Created  time.Time `json:"created"`
	Accessed time.Time `json:"accessed,omitzero"`
}

// with is a copy that can be changed.
func (a *serviceAccount) with(change func(*serviceAccount)) *serviceAccount {
	out := *a
	out.Keys = maps.Clone(a.Keys)
	if out.Keys == nil {
		out.Keys = map[string]serviceKey{}
	}
	change(&out)
	return &out
}

func (a *serviceAccount) answer() map[string]any {
	out := map[string]any{"serviceAccountId": a.ID, "email": a.Email, "createdBy": a.ClientID, "status": a.Status,
		"createdAt": a.Created.Format(serviceTime), "expiresAt": a.Created.AddDate(3, 0, 0).Format(serviceTime)}
	if !a.Accessed.IsZero() {
		out["accessedAt"] = a.Accessed.Format(serviceTime)
	}
	return out
}

// serveServiceAccounts carries out an operation on service accounts or their keys.
func (s *Server) serveServiceAccounts(in *incoming, t *token) (*answer, error) {
	in.readBody()
	if in.bodyErr != nil {
		return nil, in.bodyErr
	}
	body, _ := in.body.(map[string]any)
	id, kid := in.path["service_account_id"], in.path["key_id"]
	status, _ := body["status"].(string)
	switch in.op.Name {
	case "list_service_accounts":
		return s.listServiceAccounts(t)
	case "get_service_account":
		return s.changeServiceAccount(t, id, http.StatusOK, nil)
	case "create_service_account":
		return s.createServiceAccount(t, body)
	case "patch_service_account":
		return s.changeServiceAccount(t, id, http.StatusOK, func(a *serviceAccount) error {
			if status != enabled && status != disabled || status == a.Status {
				return ssa(http.StatusBadRequest, "invalid_request", "The status must be ENABLED or DISABLED, and another than it is.")
			}
			a.Status = status
			return nil
		})
	case "delete_service_account":
		return s.deleteServiceAccount(t, id)
	case "list_keys":
		return s.listServiceKeys(t, id)
	case "create_key":
		return s.createServiceKey(t, id)
	case "patch_key":
		return s.changeServiceKey(t, id, kid, func(k *serviceKey) error {
			if status != enabled && status != disabled || status == k.Status {
				return ssa(http.StatusBadRequest, "invalid_request", "The status must be ENABLED or DISABLED, and another than it is.")
			}
			k.Status = status
			return nil
		})
	case "delete_key":
		return s.changeServiceKey(t, id, kid, nil)
	}
	return nil, noRoute(in.r.URL.Path)
}

func ssa(status int, title, text string) *refusal {
	return &refusal{status: status, code: title, text: text, style: serviceStyle}
}

func (s *Server) listServiceAccounts(t *token) (*answer, error) {
	list := []any{}
	for _, a := range s.state.serviceAccounts() {
		if a.ClientID == t.ClientID {
			list = append(list, a.answer())
		}
	}
	return &answer{status: http.StatusOK, body: map[string]any{"serviceAccounts": list}}, nil
}

// serviceAccounts are all there are, the oldest first.
func (st *State) serviceAccounts() []*serviceAccount {
	st.mu.RLock()
	defer st.mu.RUnlock()
	out := slices.Collect(maps.Values(st.auth.Accounts))
	slices.SortFunc(out, func(a, b *serviceAccount) int {
		if c := a.Created.Compare(b.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// plainName is what a service account may be called.
var plainName = regexp.MustCompile(`^[A-Za-z0-9-]{5,100}$`)

// createServiceAccount makes a service account. What an admin would have to do by hand in ACC, to invite it and make it account
// admin, has been done here already, so that it can be used.
func (s *Server) createServiceAccount(t *token, body map[string]any) (*answer, error) {
	name, _ := body["name"].(string)
	first, _ := body["firstName"].(string)
	last, _ := body["lastName"].(string)
	for field, text := range map[string]string{"name": name, "firstName": strings.ReplaceAll(first, "_", "-"), "lastName": last} {
		if !plainName.MatchString(text) || field == "name" && strings.Trim(text, "-") == "" {
			return nil, ssa(http.StatusBadRequest, "invalid_request", "The "+field+" must have 5 to 100 letters, digits and dashes.")
		}
	}
	now := s.clock.Now().UTC()
	made := &serviceAccount{
		ID: "SA" + strings.ToUpper(hashOf(randomText(16)))[:10], Email: name + "@" + t.ClientID + ".adskserviceaccount.autodesk.com",
		ClientID: t.ClientID, Status: enabled, Created: now, FirstName: first, LastName: last,
	}
	err := s.state.change(func() (*entry, error) {
		count := 0
		for _, a := range s.state.auth.Accounts {
			if strings.EqualFold(a.Email, made.Email) {
				return nil, ssa(http.StatusBadRequest, "invalid_request", "There is a service account of that name.")
			}
			if a.ClientID == t.ClientID {
				count++
			}
		}
		if count >= maxServiceAccounts {
			return nil, ssa(http.StatusForbidden, "limit_exceeded", "The app has 10 service accounts already.")
		}
		e := &entry{At: s.state.account.Now(), Auth: &authChanges{Accounts: map[string]*serviceAccount{made.ID: made}}}
		e.Changes = append(e.Changes, s.state.invite(made))
		e.Made = s.state.account.Made()
		return e, nil
	})
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusCreated, body: map[string]any{"serviceAccountId": made.ID, "email": made.Email}}, nil
}

// invite is the change that makes a service account an active account admin.
func (st *State) invite(a *serviceAccount) change {
	users := tenant.Collection{Entity: "account_user", Parent: st.account.AccountID()}
	id := st.account.NewID(users)
	now := st.account.Now().UTC().Format("2006-01-02T15:04:05.000Z")
	return change{Collection: users, ID: id, After: exact{
		"id": id, "uid": a.ID, "account_id": st.account.AccountID(), "email": a.Email, "name": a.FirstName + " " + a.LastName,
		"first_name": a.FirstName, "last_name": a.LastName, "nickname": a.FirstName, "role": "account_admin", "status": "active",
		"company_id": nil, "company_name": nil, "created_at": now, "updated_at": now, "last_sign_in": nil, "default_role": nil, "default_role_id": nil,
	}}
}

// ofApp finds an app's service account.
func (a *authRecords) ofApp(t *token, id string) (*serviceAccount, error) {
	found := a.Accounts[id]
	if found == nil || found.ClientID != t.ClientID {
		return nil, ssa(http.StatusNotFound, "not_found", "The service account is not found.")
	}
	return found, nil
}

// changeServiceAccount changes an account, or only looks at it.
func (s *Server) changeServiceAccount(t *token, id string, status int, edit func(*serviceAccount) error) (*answer, error) {
	var out *serviceAccount
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		found, err := a.ofApp(t, id)
		if out = found; err != nil || edit == nil {
			return nil, err
		}
		out = found.with(func(c *serviceAccount) { err = edit(c) })
		return &authChanges{Accounts: map[string]*serviceAccount{id: out}}, err
	})
	if err != nil {
		return nil, err
	}
	return &answer{status: status, body: out.answer()}, nil
}

func (s *Server) deleteServiceAccount(t *token, id string) (*answer, error) {
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		_, err := a.ofApp(t, id)
		return &authChanges{Accounts: map[string]*serviceAccount{id: nil}}, err
	})
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

// able finds an app's service account whose keys can be managed: one that is enabled.
func (a *authRecords) able(t *token, id string) (*serviceAccount, error) {
	found, err := a.ofApp(t, id)
	if err == nil && found.Status != enabled {
		err = ssa(http.StatusBadRequest, "invalid_request", "The service account is not enabled.")
	}
	return found, err
}

func (s *Server) listServiceKeys(t *token, id string) (*answer, error) {
	list := []any{}
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		found, err := a.able(t, id)
		if err != nil {
			return nil, err
		}
		for _, kid := range slices.SortedFunc(maps.Keys(found.Keys), func(x, y string) int {
			return found.Keys[x].Created.Compare(found.Keys[y].Created)
		}) {
			k := found.Keys[kid]
			item := map[string]any{"kid": kid, "status": k.Status, "createdAt": k.Created.Format(serviceTime)}
			if !k.Accessed.IsZero() {
				item["accessedAt"] = k.Accessed.Format(serviceTime)
			}
			list = append(list, item)
		}
		return nil, nil
	})
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusOK, body: map[string]any{"keys": list}}, nil
}

// createServiceKey makes a key pair. The private half is in the answer and nowhere else.
func (s *Server) createServiceKey(t *token, id string) (*answer, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	h := hashOf(randomText(32))
	kid := fmt.Sprintf("%s-%s-4%s-8%s-%s", h[:8], h[8:12], h[12:15], h[15:18], h[18:30])
	err = s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		found, err := a.able(t, id)
		if err != nil {
			return nil, err
		}
		if len(found.Keys) >= maxServiceKeys {
			return nil, ssa(http.StatusForbidden, "limit_exceeded", "The service account has 3 keys already.")
		}
		changed := found.with(func(c *serviceAccount) {
			c.Keys[kid] = serviceKey{Public: base64.StdEncoding.EncodeToString(public), Status: enabled, Created: s.clock.Now().UTC()}
		})
		return &authChanges{Accounts: map[string]*serviceAccount{id: changed}}, nil
	})
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	return &answer{status: http.StatusCreated, body: map[string]any{"kid": kid, "privateKey": string(text)}}, nil
}

// changeServiceKey changes a key, or, without an edit, deletes it.
func (s *Server) changeServiceKey(t *token, id, kid string, edit func(*serviceKey) error) (*answer, error) {
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		found, err := a.able(t, id)
		if err != nil {
			return nil, err
		}
		k, ok := found.Keys[kid]
		if !ok {
			return nil, ssa(http.StatusNotFound, "not_found", "The key is not found.")
		}
		if edit != nil {
			err = edit(&k)
		}
		return &authChanges{Accounts: map[string]*serviceAccount{id: found.with(func(c *serviceAccount) {
			if c.Keys[kid] = k; edit == nil {
				delete(c.Keys, kid)
			}
		})}}, err
	})
	if err != nil {
		return nil, err
	}
	return &answer{status: http.StatusNoContent}, nil
}

// assertion is what a service account signs.
type assertion struct {
	Issuer   string   `json:"iss"`
	Subject  string   `json:"sub"`
	Audience string   `json:"aud"`
	Expires  int64    `json:"exp"`
	Scope    []string `json:"scope"`
}

// grantByAssertion trades an assertion for a token of the service account that signed it. There is no refresh token.
func (s *Server) grantByAssertion(app App, form url.Values) (*answer, error) {
	if app.Secret == "" {
		return nil, badClient("A public client cannot use service accounts.")
	}
	jwt := form.Get("assertion")
	if jwt == "" {
		return nil, oauthError("invalid_request", "The required parameter 'assertion' is missing.")
	}
	invalid := oauthError("invalid_grant", "The 'assertion' is invalid.")
	var in assertion
	err := s.state.changeAuth(func(a *authRecords) (*authChanges, error) {
		kid, claimed := peek(jwt)
		account := a.Accounts[claimed.Subject]
		if account == nil || account.ClientID != app.ClientID {
			return nil, invalid
		}
		if account.Status != enabled {
			return nil, oauthError("invalid_grant", "The service account is not enabled.")
		}
		key, ok := account.Keys[kid]
		if !ok || key.Status != enabled || key.verify(kid, jwt, &in) != nil {
			return nil, invalid
		}
		now := s.clock.Now()
		left := time.Unix(in.Expires, 0).Sub(now)
		if in.Issuer != app.ClientID || in.Audience != assertionAudience || left <= 0 || left > maxAssertion {
			return nil, invalid
		}
		used := account.with(func(c *serviceAccount) {
			c.Accessed, key.Accessed = now.UTC(), now.UTC()
			c.Keys[kid] = key
		})
		return &authChanges{Accounts: map[string]*serviceAccount{used.ID: used}}, nil
	})
	if err != nil {
		return nil, err
	}
	text := form.Get("scope")
	if text == "" {
		text = strings.Join(in.Scope, " ")
	}
	scopes, err := parseScopes(text)
	if err != nil {
		return nil, err
	}
	for _, scope := range scopes {
		if !slices.Contains(in.Scope, scope) {
			return nil, oauthError("invalid_scope", "The scope '"+scope+"' is not in the assertion.")
		}
	}
	return s.tokenAnswer(app.ClientID, in.Subject, scopes, nil)
}

// peek reads which key a JWT says it is signed with, and its claims, unchecked.
func peek(jwt string) (kid string, claims assertion) {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return "", claims
	}
	var header struct{ Kid string }
	head, err := base64.RawURLEncoding.DecodeString(parts[0])
	if err != nil || json.Unmarshal(head, &header) != nil {
		return "", claims
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil || json.Unmarshal(body, &claims) != nil {
		return "", assertion{}
	}
	return header.Kid, claims
}

// verify checks an assertion's signature and reads its claims.
func (k serviceKey) verify(kid, jwt string, claims *assertion) error {
	der, err := base64.StdEncoding.DecodeString(k.Public)
	if err != nil {
		return err
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return err
	}
	public, ok := parsed.(*rsa.PublicKey)
	if !ok {
		return fmt.Errorf("the key is a %T, want RSA", parsed)
	}
	return (&signingKey{id: kid, key: &rsa.PrivateKey{PublicKey: *public}}).verify(jwt, claims)
}
