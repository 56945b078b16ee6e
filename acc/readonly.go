package acc

import (
	"fmt"
	"net/http"
	"strings"

	"accstar/acc/catalog"
)

// ReadOnly returns a round tripper that refuses everything but reads before it is sent, whatever the links above it decided.
// It is the [Config.Transport] of a preview. A request counts as a read when its operation does, and its method is GET, HEAD
// or POST (some searches are POSTs); asking for a token is allowed too. The refusal wraps [ErrStop].
func ReadOnly(rt http.RoundTripper) http.RoundTripper {
	return &readOnly{next: rt}
}

type readOnly struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (r *readOnly) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := readsOnly(req); err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	return r.next.RoundTrip(req)
}

func readsOnly(req *http.Request) error {
	f := flightOf(req.Context())
	if f == nil {
		if req.Method == http.MethodPost && strings.HasSuffix(req.URL.Path, "/authentication/v2/token") {
			return nil
		}
		return fmt.Errorf("%w: %s %s belongs to no operation, and a preview only reads", ErrStop, req.Method, req.URL.Path)
	}
	switch req.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
		if f.op.Effect == catalog.Read {
			return nil
		}
	}
	return fmt.Errorf("%w: %s changes the account, and a preview only reads", ErrStop, f.op.ID())
}
