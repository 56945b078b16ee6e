package auth

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"
)

// Claims are what an access token says of itself. They are for showing: nothing has checked them.
type Claims struct {
	ClientID string
	UserID   string // of a 3-legged token
	Scopes   []string
	Expires  time.Time
}

// ReadClaims reads the claims of one of Autodesk's access tokens, and reports whether it could.
func ReadClaims(token Secret) (Claims, bool) {
	parts := strings.Split(string(token), ".")
	if len(parts) != 3 {
		return Claims{}, false
	}
	data, err := base64.RawURLEncoding.DecodeString(parts[1])
	var c struct {
		Scope    []string `json:"scope"`
		ClientID string   `json:"client_id"`
		Expires  int64    `json:"exp"`
		UserID   string   `json:"userid"`
	}
	if err != nil || json.Unmarshal(data, &c) != nil {
		return Claims{}, false
	}
	return Claims{c.ClientID, c.UserID, c.Scope, time.Unix(c.Expires, 0)}, true
}
