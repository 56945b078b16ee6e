package acc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"accstar/acc/catalog"
)

// request is a call on its way to the wire. Paging makes copies with other parameters.
type request struct {
	call   *Call
	base   *url.URL // scheme, host and path, without a query
	at     *url.URL // where a next_url page is; nil for one addressed by base and query
	query  []Param
	header http.Header
	body   any // JSON and forms: as in Call
	// payload is the body as it travels, once it is encoded.
	payload []byte
}

// encode makes a request of a call. The error is an [*Error] of kind Invalid that names what cannot be sent.
func (c *Client) encode(call *Call) (*request, error) {
	base, err := c.address(call)
	if err != nil {
		return nil, invalid(err)
	}
	header, err := c.headers(call)
	if err != nil {
		return nil, invalid(err)
	}
	r := &request{call: call, base: base, query: repeated(call), header: header, body: call.Body}
	if err := r.encodeBody(); err != nil {
		return nil, invalid(err)
	}
	return r, nil
}

// repeated is the call's query with a parameter for each value of the lists that are sent so.
func repeated(call *Call) []Param {
	repeats := func(name string) bool {
		return slices.ContainsFunc(call.Op.Query, func(f catalog.Field) bool { return f.Name == name && f.Repeat })
	}
	if !slices.ContainsFunc(call.Query, func(p Param) bool { return repeats(p.Name) }) {
		return call.Query
	}
	var out []Param
	for _, p := range call.Query {
		if !repeats(p.Name) {
			out = append(out, p)
			continue
		}
		for value := range strings.SplitSeq(p.Value, ",") {
			out = append(out, Param{p.Name, value})
		}
	}
	return out
}

func invalid(err error) error {
	return &Error{Kind: Invalid, Message: err.Error(), Err: err}
}

// hostOf is the host an operation is sent to. Operations with a host of their own keep it at Autodesk only: a practice
// account or a gateway serves all of them in one place.
func (c *Client) hostOf(op *catalog.Operation) string {
	if op.Host != "" && isAutodesk(c.base.Hostname()) {
		return op.Host
	}
	return c.base.Host
}

// address fills the path parameters in. Each stays one segment whatever it holds, and none may be empty or climb: the path
// would lead to another operation.
func (c *Client) address(call *Call) (*url.URL, error) {
	path := call.Op.Path
	var raw strings.Builder
	raw.WriteString(c.base.EscapedPath())
	for {
		before, rest, found := strings.Cut(path, "{")
		raw.WriteString(before)
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		value := call.Path[name]
		if value == "" || value == "." || value == ".." || !utf8.ValidString(value) {
			return nil, fmt.Errorf("%s: got %q, want an ID", name, value)
		}
		raw.WriteString(url.PathEscape(value))
		path = after
	}
	u, err := url.Parse(c.base.Scheme + "://" + c.hostOf(call.Op) + raw.String())
	if err != nil {
		return nil, fmt.Errorf("path %s makes no address", call.Op.Path)
	}
	return u, nil
}

func (c *Client) headers(call *Call) (http.Header, error) {
	h := http.Header{"Accept": {"application/json"}}
	if c.userAgent != "" {
		h.Set("User-Agent", c.userAgent)
	}
	if f, ok := declared(call.Op, "Region", "x-ads-region"); ok && c.region != "" && (len(f.Enum) == 0 || slices.Contains(f.Enum, c.region)) {
		h.Set(f.Name, c.region)
	}
	for _, p := range call.Header {
		switch strings.ToLower(p.Name) {
		case "authorization", "host", "cookie", "content-length", "transfer-encoding", "connection", "proxy-authorization":
			return nil, fmt.Errorf("header %s: it is set by accstar alone", p.Name)
		}
		if strings.ContainsAny(p.Value, "\r\n\x00") {
			return nil, fmt.Errorf("header %s: got a line break in it, want one line", p.Name)
		}
		h.Set(p.Name, p.Value)
	}
	return h, nil
}

// declared returns the first of the headers that the operation declares, whatever the case it spells them in.
func declared(op *catalog.Operation, names ...string) (catalog.Field, bool) {
	for _, name := range names {
		for _, f := range op.Headers {
			if strings.EqualFold(f.Name, name) {
				return f, true
			}
		}
	}
	return catalog.Field{}, false
}

// with returns a copy of the request with a paging parameter set: in the query, or in the body where the operation pages
// there.
func (r *request) with(name, value string) (*request, error) {
	if name == "" {
		return r, nil
	}
	out := *r
	if !r.call.Op.Pagination.CursorInBody {
		out.query = slices.DeleteFunc(slices.Clone(r.query), func(p Param) bool { return p.Name == name })
		out.query = append(out.query, Param{name, value})
		return &out, nil
	}
	fields, _ := r.body.(map[string]any)
	fields = maps.Clone(fields)
	if fields == nil {
		fields = map[string]any{}
	}
	fields[name] = value
	isCursor := r.call.Op.Pagination.Style == catalog.CursorPages && name == r.call.Op.Pagination.OffsetParam
	if n, err := strconv.ParseInt(value, 10, 64); err == nil && !isCursor {
		fields[name] = n
	}
	out.body = fields
	if err := out.encodeBody(); err != nil {
		return nil, invalid(err)
	}
	return &out, nil
}

// url is where the request goes, query included.
func (r *request) url() *url.URL {
	if r.at != nil {
		return r.at
	}
	u := *r.base
	parts := make([]string, len(r.query))
	for i, p := range r.query {
		parts[i] = escapeQuery(p.Name) + "=" + escapeQuery(p.Value)
	}
	u.RawQuery = strings.Join(parts, "&")
	return &u
}

// escapeQuery writes a blank as %20, which every server reads; not every one reads "+".
func escapeQuery(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// build makes the HTTP request. Its body can be read again for a second try.
func (r *request) build(ctx context.Context, to *url.URL) (*http.Request, error) {
	var body io.Reader
	if r.payload != nil {
		body = bytes.NewReader(r.payload)
	}
	out, err := http.NewRequestWithContext(ctx, r.call.Op.Method, to.String(), body)
	if err != nil {
		return nil, invalid(fmt.Errorf("no request can be made of it: %w", err))
	}
	out.Header = r.header.Clone()
	return out, nil
}

// encodeBody turns the body into what travels, and says what it is in the headers.
func (r *request) encodeBody() error {
	if r.body == nil {
		r.payload = nil
		return nil
	}
	var kind string
	var err error
	switch r.call.Op.Encoding {
	case catalog.Form:
		kind = "application/x-www-form-urlencoded"
		r.payload, err = encodeForm(r.body)
	case catalog.Multipart:
		r.payload, kind, err = encodeMultipart(r.body)
	case catalog.Binary:
		r.payload, kind, err = encodeBinary(r.body)
	case catalog.JSONAPI:
		kind = "application/vnd.api+json"
		r.payload, err = encodeJSON(r.body)
	default:
		kind = "application/json"
		r.payload, err = encodeJSON(r.body)
	}
	if err != nil {
		return err
	}
	r.header = r.header.Clone()
	r.header.Set("Content-Type", kind)
	return nil
}

// encodeJSON writes a body the same way each time: members by name, text unescaped where JSON allows.
func encodeJSON(v any) ([]byte, error) {
	if err := checkJSON(v, "body"); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// checkJSON finds what must not be sent, and where: values that are not JSON, text that is not UTF-8, and predicted fields
// that are not known yet.
func checkJSON(v any, at string) error {
	switch v := v.(type) {
	case nil, bool, int64, int:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%s: got %v, want a number", at, v)
		}
	case string:
		if !utf8.ValidString(v) {
			return fmt.Errorf("%s: got text that is not UTF-8", at)
		}
	case []any:
		for i, item := range v {
			if err := checkJSON(item, fmt.Sprintf("%s[%d]", at, i)); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if err := checkJSON(v[name], strings.TrimPrefix(at+"."+name, "body.")); err != nil {
				return err
			}
		}
	case Unknown:
		return fmt.Errorf("%s: %s of this %s is only known once ACC has created it", at, v.Field, v.Of)
	case File, *File:
		return fmt.Errorf("%s: got a file, want a value: the operation takes none", at)
	default:
		return fmt.Errorf("%s: got a %T, want a JSON value", at, v)
	}
	return nil
}

// encodeForm writes a form, fields by name; a list is its field repeated.
func encodeForm(body any) ([]byte, error) {
	fields, ok := body.(map[string]any)
	if !ok {
		return nil, errors.New("body: want fields by name")
	}
	form := url.Values{}
	for name, v := range fields {
		items, isList := v.([]any)
		if !isList {
			items = []any{v}
		}
		for _, item := range items {
			text, err := formText(item)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			form.Add(name, text)
		}
	}
	return []byte(form.Encode()), nil
}

// formText is a value as a form holds it: text as it is, anything else as JSON.
func formText(v any) (string, error) {
	if text, ok := v.(string); ok {
		return text, nil
	}
	data, err := encodeJSON(v)
	return string(data), err
}
