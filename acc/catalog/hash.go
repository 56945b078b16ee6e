package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Hash is the SHA-256 of the whole catalogue, "sha256:…". Two programs whose catalogues have the same hash mean the same requests
// by the same calls.
func (c *Catalogue) Hash() (string, error) {
	hash := sha256.New()
	enc := json.NewEncoder(hash)
	for _, part := range []any{c.Services, c.composed, c.entities, c.limits} {
		if err := enc.Encode(part); err != nil {
			return "", err
		}
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}
