package practice

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"accstar/acc"
	"accstar/acc/catalog"
)

// The longest bodies the practice account reads.
const (
	jsonMax = 8 << 20
	fileMax = 64 << 20
)

// page is the part of a list that a request asks for.
type page struct{ limit, offset int }

// readCall makes the call that a request stands for. Query parameters the catalogue does not know are ignored, as Autodesk
// does; those that ask for a page are returned apart, since rules know nothing of pages.
func readCall(w http.ResponseWriter, r *http.Request, op *catalog.Operation, path map[string]string) (*acc.Call, page, error) {
	call := &acc.Call{Op: op, Path: path}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, page{}, bad(op, http.StatusBadRequest, "The query of the URL cannot be read")
	}
	p, err := readPage(op, values)
	if err != nil {
		return nil, page{}, err
	}
	pg := op.Pagination
	for _, f := range op.Query {
		if got, ok := values[f.Name]; ok && (pg.Style == catalog.NoPages || f.Name != pg.LimitParam && f.Name != pg.OffsetParam) {
			call.Query = append(call.Query, acc.Param{Name: f.Name, Value: strings.Join(got, ",")})
		}
	}
	for _, f := range op.Headers {
		if got := r.Header.Get(f.Name); got != "" {
			call.Header = append(call.Header, acc.Param{Name: f.Name, Value: got})
		}
	}
	call.Body, err = readBody(w, r, op)
	return call, p, err
}

// readPage reads the page parameters: a limit above the maximum is cut to it, and one that is no number is refused.
func readPage(op *catalog.Operation, values url.Values) (page, error) {
	pg := op.Pagination
	p := page{limit: pg.DefaultLimit}
	if p.limit == 0 {
		p.limit = max(pg.MaxLimit, 20)
	}
	if text := values.Get(pg.LimitParam); pg.LimitParam != "" && text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return p, bad(op, http.StatusBadRequest, pg.LimitParam+" must be a whole number of at least 1, got "+strconv.Quote(text))
		}
		p.limit = n
	}
	if pg.MaxLimit > 0 {
		p.limit = min(p.limit, pg.MaxLimit)
	}
	text := values.Get(pg.OffsetParam)
	if pg.OffsetParam == "" || text == "" {
		return p, nil
	}
	n, err := readOffset(pg.Style, text)
	if err != nil || n < 0 {
		return p, bad(op, http.StatusBadRequest, pg.OffsetParam+" is not valid, got "+strconv.Quote(text))
	}
	p.offset = n
	if pg.Style == catalog.NumberPages {
		p.offset = n * p.limit
	}
	return p, nil
}

// readBody reads a request's body as the operation's encoding has it. No body is nil.
func readBody(w http.ResponseWriter, r *http.Request, op *catalog.Operation) (any, error) {
	if op.Encoding == catalog.Multipart {
		return readMultipart(w, r, op)
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, jsonMax))
	if err != nil {
		return nil, bodyError(op, err)
	}
	if len(data) == 0 {
		return nil, nil
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if op.Encoding == catalog.Form {
		if kind != "application/x-www-form-urlencoded" {
			return nil, bad(op, http.StatusUnsupportedMediaType, "Content-Type must be application/x-www-form-urlencoded")
		}
		return readFormBody(op, data)
	}
	if kind != "application/json" && !strings.HasSuffix(kind, "+json") {
		return nil, bad(op, http.StatusUnsupportedMediaType, "Content-Type must be application/json")
	}
	body, err := acc.DecodeJSON(data)
	if err != nil {
		return nil, bad(op, http.StatusBadRequest, "The body is not valid JSON: "+err.Error())
	}
	return body, nil
}

func readFormBody(op *catalog.Operation, data []byte) (any, error) {
	values, err := url.ParseQuery(string(data))
	if err != nil {
		return nil, bad(op, http.StatusBadRequest, "The form cannot be read")
	}
	body := map[string]any{}
	for name := range values {
		body[name] = values.Get(name)
	}
	return body, nil
}

// readMultipart reads a multipart form. A file becomes an object that says its name, media type and size; the practice account
// keeps no contents.
func readMultipart(w http.ResponseWriter, r *http.Request, op *catalog.Operation) (any, error) {
	r.Body = http.MaxBytesReader(w, r.Body, fileMax)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, bad(op, http.StatusUnsupportedMediaType, "Content-Type must be multipart/form-data")
	}
	body := map[string]any{}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return body, nil
		}
		if err != nil {
			return nil, bodyError(op, err)
		}
		value, err := readPart(part)
		if err != nil {
			return nil, bodyError(op, err)
		}
		body[part.FormName()] = value
	}
}

func readPart(part *multipart.Part) (any, error) {
	if part.FileName() == "" {
		data, err := io.ReadAll(part)
		return string(data), err
	}
	size, err := io.Copy(io.Discard, part)
	return map[string]any{"name": part.FileName(), "type": part.Header.Get("Content-Type"), "size": size}, err
}

func bodyError(op *catalog.Operation, err error) *refusal {
	var long *http.MaxBytesError
	if errors.As(err, &long) {
		return bad(op, http.StatusRequestEntityTooLarge, "The body is larger than "+strconv.FormatInt(long.Limit>>20, 10)+" MB")
	}
	return bad(op, http.StatusBadRequest, "The body cannot be read")
}

// bad is a refusal in the style of the operation's service.
func bad(op *catalog.Operation, status int, text string) *refusal {
	return &refusal{status: status, text: text, style: styleOf(op.Path)}
}
