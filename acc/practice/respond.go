package practice

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
)

// answer is what goes back for a request.
type answer struct {
	status int
	body   any // JSON; nil for none
	html   string
	xml    string
	header http.Header
	// stream writes the body by itself, after the header; it returns the bytes sent. [errCut] cuts the connection.
	stream func(w http.ResponseWriter) (int, error)
}

// render puts the outcome of an operation into the shape of its answer: a page of a list in its envelope, a list that is not
// paged below its name, anything else as it is.
func render(r *http.Request, op *catalog.Operation, out *tenant.Outcome, p page) any {
	items, isList := out.Value.([]any)
	if !isList {
		return out.Value
	}
	if op.Pagination.Style != catalog.NoPages {
		page := items[min(p.offset, len(items)):min(p.offset+p.limit, len(items))]
		return withBeside(renderPage(r, op, items, p), out, page)
	}
	return withBeside(within(op.Returns.Items, items), out, items)
}

// withBeside is an answer with what comes beside the items of its list.
func withBeside(answer any, out *tenant.Outcome, page []any) any {
	envelope, ok := answer.(map[string]any)
	if !ok || out.Beside == nil {
		return answer
	}
	for path, value := range out.Beside(page) {
		put(envelope, path, value)
	}
	return envelope
}

// within puts a value at a dotted path of a new object; "" and "$" are the value itself.
func within(path string, value any) any {
	if path == "" || path == "$" {
		return value
	}
	out := map[string]any{}
	put(out, path, value)
	return out
}

func renderPage(r *http.Request, op *catalog.Operation, items []any, p page) any {
	pg := op.Pagination
	from, to := min(p.offset, len(items)), min(p.offset+p.limit, len(items))
	shown := items[from:to:to]
	if shown == nil {
		shown = []any{}
	}
	if pg.Items == "" || pg.Items == "$" {
		return shown
	}
	out := map[string]any{}
	put(out, pg.Items, shown)
	if pg.Style == catalog.OffsetPages {
		put(out, beside(pg, "limit"), p.limit)
		put(out, beside(pg, "offset"), p.offset)
	}
	if pg.Style == catalog.OffsetPages && pg.Next != "" {
		put(out, beside(pg, "previousUrl"), previousURL(r, pg, p))
	}
	if pg.Total != "" {
		put(out, pg.Total, len(items))
	}
	if pg.Next != "" {
		put(out, pg.Next, next(r, pg, p, to, len(items)))
	}
	return out
}

// beside is the path of a member of the object that holds the total: "pagination.limit".
func beside(pg catalog.Pagination, name string) string {
	known := pg.Total
	if known == "" {
		known = pg.Next
	}
	if i := strings.LastIndexByte(known, '.'); i >= 0 {
		return known[:i+1] + name
	}
	return "pagination." + name
}

// next is what leads to the next page, a URL or a cursor; nil on the last page.
func next(r *http.Request, pg catalog.Pagination, p page, to, total int) any {
	if to >= total {
		return nil
	}
	token := formatOffset(pg.Style, to, p.limit)
	if pg.Style == catalog.CursorPages && !strings.HasSuffix(strings.ToLower(pg.Next), "url") {
		return token
	}
	return pageURL(r, pg, p.limit, token)
}

func previousURL(r *http.Request, pg catalog.Pagination, p page) any {
	if p.offset == 0 {
		return nil
	}
	return pageURL(r, pg, p.limit, formatOffset(pg.Style, max(p.offset-p.limit, 0), p.limit))
}

// pageURL is the request's own URL, asking for another page.
func pageURL(r *http.Request, pg catalog.Pagination, limit int, token string) string {
	q := r.URL.Query()
	if pg.LimitParam != "" {
		q.Set(pg.LimitParam, strconv.Itoa(limit))
	}
	if pg.OffsetParam != "" {
		q.Set(pg.OffsetParam, token)
	}
	return baseURL(r) + (&url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: q.Encode()}).String()
}

// formatOffset is where a page begins, as its parameter says it: a number of items, a number of pages, or a cursor nobody is
// to look into.
func formatOffset(style catalog.PageStyle, offset, limit int) string {
	switch style {
	case catalog.NumberPages:
		return strconv.Itoa(offset / limit)
	case catalog.CursorPages:
		return base64.RawURLEncoding.EncodeToString([]byte("from " + strconv.Itoa(offset)))
	}
	return strconv.Itoa(offset)
}

func readOffset(style catalog.PageStyle, text string) (int, error) {
	if style == catalog.CursorPages {
		raw, err := base64.RawURLEncoding.DecodeString(text)
		if err != nil {
			return 0, err
		}
		text = strings.TrimPrefix(string(raw), "from ")
	}
	return strconv.Atoi(text)
}

// put sets a member at a dotted path, making the objects on the way.
func put(obj map[string]any, path string, value any) {
	first, rest, nested := strings.Cut(path, ".")
	if !nested {
		obj[first] = value
		return
	}
	inner, ok := obj[first].(map[string]any)
	if !ok {
		inner = map[string]any{}
		obj[first] = inner
	}
	put(inner, rest, value)
}

// gzipMin is the shortest answer worth compressing.
const gzipMin = 1 << 10

// encode is the answer's body and content type. An answer without a body has none.
func (a *answer) encode() ([]byte, string, error) {
	if a.html != "" {
		return []byte(a.html), "text/html; charset=utf-8", nil
	}
	if a.xml != "" {
		return []byte(a.xml), "application/xml", nil
	}
	if a.body == nil {
		return nil, "", nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(a.body)
	return b.Bytes(), "application/json; charset=utf-8", err
}

// send writes the answer, compressed where the client accepts it; cut leaves the end of the body out. It returns the bytes sent.
func (a *answer) send(w http.ResponseWriter, r *http.Request, cut bool) (int, error) {
	if a.stream != nil {
		maps.Copy(w.Header(), a.header)
		return a.stream(w)
	}
	data, kind, err := a.encode()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return 0, err
	}
	if cut {
		data = data[:len(data)*2/3]
	}
	h := w.Header()
	for name, values := range a.header {
		h[name] = values
	}
	if kind != "" && h.Get("Content-Type") == "" {
		h.Set("Content-Type", kind)
	}
	if len(data) >= gzipMin && acceptsGzip(r) {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed) // only fails for a level that is none
		z.Write(data)
		z.Close()
		data = b.Bytes()
		h.Set("Content-Encoding", "gzip")
		h.Set("Vary", "Accept-Encoding")
	}
	if a.status != http.StatusNoContent {
		h.Set("Content-Length", strconv.Itoa(len(data)))
	}
	w.WriteHeader(a.status)
	if len(data) == 0 || r.Method == http.MethodHead {
		return 0, nil
	}
	return w.Write(data)
}

func acceptsGzip(r *http.Request) bool {
	for _, part := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(name, "gzip") && strings.ReplaceAll(q, " ", "") != "q=0" {
			return true
		}
	}
	return false
}
