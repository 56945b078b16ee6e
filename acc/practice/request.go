package practice

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
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

// incoming is a request on its way to become a call.
type incoming struct {
	w    http.ResponseWriter
	r    *http.Request
	op   *catalog.Operation
	path map[string]string

	read    bool // whether the body has been read
	body    any
	bodyErr error
}

// call makes the call that the request stands for. Query parameters the catalogue does not know are ignored, as Autodesk does;
// parameters that ask for a page are returned apart, since rules know nothing of pages.
func (in *incoming) call() (*acc.Call, page, error) {
	values, err := url.ParseQuery(in.r.URL.RawQuery)
	if err != nil {
		return nil, page{}, bad(in.op, http.StatusBadRequest, "The query of the URL cannot be read")
	}
	if in.readBody(); in.bodyErr != nil {
		return nil, page{}, in.bodyErr
	}
	asked := func(name string) string { return values.Get(name) }
	if in.op.Pagination.CursorInBody {
		asked = in.takeFromBody
	}
	p, err := readPage(in.op, asked)
	if err != nil {
		return nil, page{}, err
	}
	call := &acc.Call{Op: in.op, Path: in.path, Query: readQuery(in.op, values), Body: in.body}
	for _, f := range in.op.Headers {
		if got := in.r.Header.Get(f.Name); got != "" {
			call.Header = append(call.Header, acc.Param{Name: f.Name, Value: got})
		}
	}
	return call, p, nil
}

// readQuery returns the query parameters the operation has, but for those of paging.
func readQuery(op *catalog.Operation, values url.Values) []acc.Param {
	var out []acc.Param
	pg := op.Pagination
	for _, f := range op.Query {
		if pg.Style != catalog.NoPages && !pg.CursorInBody && (f.Name == pg.LimitParam || f.Name == pg.OffsetParam) {
			continue
		}
		if got, ok := values[f.Name]; ok {
			out = append(out, acc.Param{Name: f.Name, Value: strings.Join(got, ",")})
		}
		if f.Type.Base() == "map" { // one parameter for each entry: filter[customAttributes][width]=3
			for _, name := range slices.Sorted(maps.Keys(values)) {
				if strings.HasPrefix(name, f.Name+"[") {
					out = append(out, acc.Param{Name: name, Value: strings.Join(values[name], ",")})
				}
			}
		}
	}
	return out
}

// takeFromBody takes a parameter of paging out of the body.
func (in *incoming) takeFromBody(name string) string {
	fields, ok := in.body.(map[string]any)
	if !ok || fields[name] == nil {
		return ""
	}
	text := fmt.Sprint(fields[name])
	delete(fields, name)
	return text
}

// readPage reads the parameters of paging: a limit above the maximum is cut to it, and one that is no number is refused.
func readPage(op *catalog.Operation, asked func(name string) string) (page, error) {
	pg := op.Pagination
	p := page{limit: pg.DefaultLimit}
	if p.limit == 0 {
		p.limit = max(pg.MaxLimit, 20)
	}
	if pg.LimitParam != "" {
		if text := asked(pg.LimitParam); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 {
				return p, bad(op, http.StatusBadRequest, pg.LimitParam+" must be a whole number of at least 1, got "+strconv.Quote(text))
			}
			p.limit = n
		}
	}
	if pg.MaxLimit > 0 {
		p.limit = min(p.limit, pg.MaxLimit)
	}
	if pg.OffsetParam == "" {
		return p, nil
	}
	text := asked(pg.OffsetParam)
	if text == "" {
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

// jsonAPI is the media type of JSON:API.
const jsonAPI = "application/vnd.api+json"

// readBody reads the body, once, as the operation's encoding has it. No body is nil.
func (in *incoming) readBody() {
	if in.read {
		return
	}
	in.read = true
	switch in.op.Encoding {
	case catalog.Multipart:
		in.body, in.bodyErr = readMultipart(in.w, in.r, in.op)
	case catalog.Binary:
		in.body, in.bodyErr = readBinary(in.w, in.r, in.op)
	default:
		in.body, in.bodyErr = readText(in.w, in.r, in.op)
	}
}

// readText reads a body of JSON or of a form.
func readText(w http.ResponseWriter, r *http.Request, op *catalog.Operation) (any, error) {
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
	if kind != "application/json" && kind != jsonAPI {
		return nil, bad(op, http.StatusUnsupportedMediaType, "Content-Type must be application/json")
	}
	body, err := acc.DecodeJSON(data)
	if err != nil {
		return nil, bad(op, http.StatusBadRequest, "The body is not valid JSON: "+err.Error())
	}
	return body, nil
}

// readBinary reads a body that is a file and nothing else.
func readBinary(w http.ResponseWriter, r *http.Request, op *catalog.Operation) (any, error) {
	size, err := io.Copy(io.Discard, http.MaxBytesReader(w, r.Body, fileMax))
	if err != nil {
		return nil, bodyError(op, err)
	}
	file := map[string]any{"name": "", "type": r.Header.Get("Content-Type"), "size": size}
	if len(op.Body) == 0 {
		return file, nil
	}
	return map[string]any{op.Body[0].Name: file}, nil
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
