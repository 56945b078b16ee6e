package acc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"accstar/acc/catalog"
)

// answer is an HTTP answer, read whole.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// held is the body of an answer that has been read already.
type held struct {
	*bytes.Reader
	data []byte
}

// Close implements [io.Closer].
func (*held) Close() error { return nil }

func hold(data []byte) *held { return &held{bytes.NewReader(data), data} }

// bodyOf is what the net link has read of an answer.
func bodyOf(res *http.Response) []byte {
	if b, ok := res.Body.(*held); ok {
		return bytes.TrimPrefix(bytes.TrimSpace(b.data), []byte("\ufeff"))
	}
	return nil
}

// errTooLarge is an answer larger than allowed.
var errTooLarge = errors.New("the answer is too large")

// readBody reads a body of at most max bytes.
func readBody(res *http.Response, max int64) ([]byte, error) {
	defer res.Body.Close()
	if res.ContentLength > max {
		return nil, errTooLarge
	}
	var buf bytes.Buffer
	if res.ContentLength > 0 {
		buf.Grow(int(res.ContentLength) + bytes.MinRead)
	}
	if _, err := buf.ReadFrom(io.LimitReader(res.Body, max+1)); err != nil {
		return buf.Bytes(), err
	}
	if int64(buf.Len()) > max {
		return nil, errTooLarge
	}
	return buf.Bytes(), nil
}

// check refuses an answer of success that is not what the operation gives: web pages and broken JSON.
func (a *answer) check(op *catalog.Operation) error {
	if op.Returns.Shape == catalog.NoBody || a.status == http.StatusNoContent {
		a.body = nil
		return nil
	}
	switch {
	case len(a.body) == 0:
		if op.Effect == catalog.Read || op.Effect == catalog.Create && op.Returns.Shape == catalog.Object {
			return nonsense(a.status, "got an empty answer", hintAnswer)
		}
		return nil
	case isHTML(a.body):
		return nonsense(a.status, "got a web page"+pageTitle(a.body)+" instead of an answer", hintPage)
	case !json.Valid(a.body) || !utf8.Valid(a.body):
		return nonsense(a.status, "got an answer that is not JSON, or only a part of one", hintAnswer)
	}
	return nil
}

// result is the answer to a call whose answer is not paged.
func (a *answer) result(call *Call) (*Result, error) {
	r := &Result{Status: a.status, Body: a.body}
	if call.Op.Returns.Shape != catalog.List || len(a.body) == 0 {
		return r, nil
	}
	items, err := itemsOf(a.body, call.Op.Returns.Items)
	if err != nil {
		return nil, err
	}
	r.Body = items
	if call.Max > 0 {
		return r, r.cut(call.Max)
	}
	return r, nil
}

// cut keeps the first items of a list.
func (r *Result) cut(max int) error {
	var items []json.RawMessage
	if err := json.Unmarshal(r.Body, &items); err != nil {
		return err
	}
	if len(items) <= max {
		return nil
	}
	data, err := json.Marshal(items[:max])
	r.Body = data
	return err
}

func isHTML(body []byte) bool {
	return len(body) > 0 && body[0] == '<'
}

// pageTitle is the title of a web page as in ` ("Access denied")`, or "".
func pageTitle(body []byte) string {
	text := string(body[:min(len(body), 8<<10)])
	lower := strings.ToLower(text)
	from := strings.Index(lower, "<title>")
	if from < 0 || len(lower) != len(text) {
		return ""
	}
	from += len("<title>")
	length := strings.Index(lower[from:], "</title>")
	if length < 0 {
		return ""
	}
	if title := oneLine(text[from : from+length]); title != "" {
		return fmt.Sprintf(" (%q)", title)
	}
	return ""
}

// refusal makes an error of an answer that is not one of success.
func (c *Client) refusal(ctx context.Context, call *Call, a *answer) *Error {
	e := &Error{Kind: KindOf(a.status), Status: a.status}
	e.Code, e.Message = complaint(a.body)
	switch {
	case a.status == http.StatusProxyAuthRequired:
		e.Kind, e.Message = Unavailable, "the proxy wants a name and password"
	case isHTML(a.body):
		e.Message = "got a web page" + pageTitle(a.body) + " instead of an answer"
		if a.status < 500 {
			e.Kind = Unavailable // whoever made the page was not ACC
		}
	case e.Message == "":
		e.Message = plainStatus(a.status)
	}
	if f := flightOf(ctx); f != nil && f.token.Value != "" {
		e.Message = strings.ReplaceAll(e.Message, f.token.Value, Redacted)
	}
	e.InDoubt = call.Op.Effect.Changes() && a.status >= 500
	e.Hint = c.hint(call, a, e)
	return e
}

// plainStatus says in words what a status means that came without any.
func plainStatus(status int) string {
	switch text := strings.ToLower(http.StatusText(status)); {
	case status == http.StatusNotFound:
		return "ACC does not find it"
	case status == http.StatusForbidden || status == http.StatusUnauthorized:
		return "ACC does not allow it"
	case status == http.StatusConflict:
		return "it is there already, or is being changed"
	case status == http.StatusTooManyRequests:
		return "too many requests"
	case text != "":
		return "ACC answered " + text
	}
	return "ACC answered with a status of its own"
}
