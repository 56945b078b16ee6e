package acc

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"net/url"
	"strconv"
	"strings"

	"accstar/acc/catalog"
)

const (
	maxListPages  = 4   // how much larger than one answer a whole list may be
	maxEmptyPages = 100 // in a row; some services filter after they have cut the list into pages
)

// page is one page of a list. Only what paging needs of it is decoded.
type page struct {
	items    []json.RawMessage
	envelope map[string]json.RawMessage // nil for a bare list
}

// text is the string or number at a dotted path of the envelope; "" when there is none or it is null. A link may be the
// object {"href": "…"}.
func (p *page) text(path string) string {
	raw, ok := member(p.envelope, path)
	if !ok {
		return ""
	}
	var link struct{ Href string }
	if json.Unmarshal(raw, &link) == nil && link.Href != "" {
		return link.Href
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var number json.Number
	if json.Unmarshal(raw, &number) == nil {
		return number.String()
	}
	return ""
}

// number is the whole number at a dotted path of the envelope, and whether there is one.
func (p *page) number(path string) (int, bool) {
	raw, ok := member(p.envelope, path)
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(string(raw))
	return n, err == nil
}

// member is the value at a dotted path below an object that is decoded one level deep.
func member(object map[string]json.RawMessage, path string) (json.RawMessage, bool) {
	if path == "" || object == nil {
		return nil, false
	}
	first, rest, nested := strings.Cut(path, ".")
	raw, ok := object[first]
	if !ok || !nested {
		return raw, ok
	}
	var inner map[string]json.RawMessage
	if json.Unmarshal(raw, &inner) != nil {
		return nil, false
	}
	return member(inner, rest)
}

// readPage takes an answer apart. Path says where the items are; "" and "$" mean the answer is the list itself.
func readPage(body []byte, path string) (*page, error) {
	raw, p := json.RawMessage(body), &page{}
	if path != "" && path != "$" {
		if err := json.Unmarshal(body, &p.envelope); err != nil {
			return nil, nonsense(0, "got no object with the list in it", hintAnswer)
		}
		var ok bool
		if raw, ok = member(p.envelope, path); !ok {
			return nil, nonsense(0, fmt.Sprintf("got an answer without %q, where the list is", path), hintAnswer)
		}
	}
	if err := json.Unmarshal(raw, &p.items); err != nil {
		return nil, nonsense(0, "got something other than a list of items", hintAnswer)
	}
	return p, nil
}

// list follows a list page by page, several at a time where it can, and puts the items into one bare list, undecoded.
func (c *Client) list(ctx context.Context, req *request) (*Result, error) {
	call := req.call
	pages := newPager(call)
	next, err := pages.first(req)
	if err != nil {
		return nil, err
	}
	from := &reader{client: c, flight: flightOf(ctx)}
	defer from.stop()
	out := bytes.NewBufferString("[")
	var status, count int
	for next != nil {
		got := from.read(ctx, next, pages.at)
		if got.err != nil {
			return nil, got.err
		}
		status = got.status
		for _, item := range got.page.items {
			if call.Max > 0 && count == call.Max {
				break
			}
			if count > 0 {
				out.WriteByte(',')
			}
			out.Write(item)
			count++
		}
		if call.Max > 0 && count == call.Max {
			break
		}
		if int64(out.Len()) > maxListPages*c.maxAnswer {
			return nil, nonsense(0, fmt.Sprintf("got a list of more than %s", megabytes(maxListPages*c.maxAnswer)), hintTooLarge)
		}
		from.check(pages, got.page)
		was := pages.at
		if next, err = pages.next(next, got.page); err == nil && next != nil {
			err = from.foresee(ctx, pages, next, got.page, was, max(0, call.Max-count))
		}
		if err != nil {
			return nil, err
		}
	}
	out.WriteByte(']')
	return &Result{Status: status, Body: out.Bytes()}, nil
}

// pager knows where the next page is. It refuses to go round in circles, and to leave the host.
type pager struct {
	catalog.Pagination
	size   int // items asked for a page; 0 when the service decides
	at     int // offset or number of the page just read
	empty  int // empty pages in a row
	seed   maphash.Seed
	pages  map[uint64]bool // contents seen
	places map[string]bool // cursors and addresses seen
}

func newPager(call *Call) *pager {
	p := &pager{Pagination: call.Op.Pagination, seed: maphash.MakeSeed(), pages: map[uint64]bool{}, places: map[string]bool{}}
	p.size = p.MaxLimit
	if p.size == 0 {
		p.size = p.DefaultLimit
	}
	if text, ok := call.QueryValue(p.LimitParam); ok {
		p.size, _ = strconv.Atoi(text)
	}
	if call.Max > 0 && (p.size == 0 || call.Max < p.size) && p.LimitParam != "" {
		p.size = call.Max
	}
	if text, ok := call.QueryValue(p.OffsetParam); ok && p.OffsetParam != "" {
		p.at, _ = strconv.Atoi(text)
	}
	return p
}

// first asks for the largest page there is, or for no more than is wanted.
func (p *pager) first(req *request) (*request, error) {
	if p.size == 0 || p.LimitParam == "" {
		return req, nil
	}
	return req.with(p.LimitParam, strconv.Itoa(p.size))
}

// next is the request for the page after the one just read; nil after the last.
func (p *pager) next(req *request, got *page) (*request, error) {
	if p.repeats(got) {
		return nil, nonsense(0, "got the same page twice", hintAnswer)
	}
	if p.empty++; len(got.items) > 0 {
		p.empty = 0
	}
	if p.empty > maxEmptyPages {
		return nil, nonsense(0, fmt.Sprintf("got %d empty pages in a row", p.empty), hintAnswer)
	}
	link := got.text(p.Next)
	switch p.Style {
	case catalog.NextURLPages:
		return p.follow(req, link)
	case catalog.CursorPages:
		return p.cursor(req, link)
	}
	if err := p.ours(req, link); err != nil {
		return nil, err
	}
	to, more, err := p.after(req, got, link)
	if err != nil || !more {
		return nil, err
	}
	p.at = to
	return req.with(p.OffsetParam, strconv.Itoa(to))
}

// after is the offset or number of the next page, and whether there is one. A link to the next page is read for its
// parameter and not followed: some services print links that lead nowhere.
func (p *pager) after(req *request, got *page, link string) (to int, more bool, err error) {
	n := len(got.items)
	to = p.at + 1
	read := p.at*p.size + n // items up to here
	if p.Style == catalog.OffsetPages {
		to, read = p.at+n, p.at+n
	}
	if linked, err := strconv.Atoi(parameter(req, link, p.OffsetParam)); err == nil && linked > p.at {
		to = linked
	}
	total, counted := got.number(p.Total)
	counted = counted && (p.Style == catalog.OffsetPages || p.size > 0)
	switch {
	case counted && total <= read:
		return to, false, nil
	case link != "":
		if to == p.at { // an empty page whose link does not say how far to go on
			to += max(p.size, 1)
		}
		return to, true, nil
	case counted && n == 0:
		return 0, false, nonsense(0, fmt.Sprintf("got %d items and no more, though ACC counts %d", read, total), hintAnswer)
	case counted:
		return to, true, nil
	case p.Next != "":
		return to, false, nil
	}
	return to, n > 0 && n >= p.size, nil
}

// cursor goes on from the cursor an answer ends with, which some services wrap into a link.
func (p *pager) cursor(req *request, link string) (*request, error) {
	if err := p.ours(req, link); err != nil {
		return nil, err
	}
	at := link
	if inner := parameter(req, link, p.OffsetParam); inner != "" {
		at = inner
	} else if strings.Contains(link, "://") {
		return nil, nonsense(0, "got a link to the next page without "+p.OffsetParam, hintAnswer)
	}
	if at == "" {
		return nil, nil
	}
	if p.places[at] {
		return nil, nonsense(0, "got the same cursor twice", hintAnswer)
	}
	p.places[at] = true
	return req.with(p.OffsetParam, at)
}

// follow goes to the address an answer gives, which must be of the same host: the token goes there.
func (p *pager) follow(req *request, link string) (*request, error) {
	if link == "" {
		return nil, nil
	}
	from := req.url()
	to, err := from.Parse(link)
	if err != nil {
		return nil, nonsense(0, "got a link to the next page that is no address", hintAnswer)
	}
	if to.Scheme != from.Scheme || to.Host != from.Host {
		return nil, foreign(to)
	}
	if p.places[to.String()] {
		return nil, nonsense(0, "got the same link to the next page twice", hintAnswer)
	}
	p.places[to.String()] = true
	out := *req
	out.at = to
	return &out, nil
}

// ours refuses a link to a host that is neither the one asked nor Autodesk's: whoever made that answer is not to be trusted
// with the rest.
func (p *pager) ours(req *request, link string) error {
	if !strings.Contains(link, "://") {
		return nil
	}
	to, err := url.Parse(link)
	if err != nil || to.Host == req.base.Host || isAutodesk(to.Hostname()) {
		return nil
	}
	return foreign(to)
}

func foreign(to *url.URL) error {
	return nonsense(0, "got a link to the next page on another host, "+to.Host, hintPage)
}

// parameter is the value of a query parameter in a link, or "".
func parameter(req *request, link, name string) string {
	if name == "" || !strings.ContainsAny(link, "?=") {
		return ""
	}
	to, err := req.base.Parse(link)
	if err != nil {
		return ""
	}
	return to.Query().Get(name)
}

// repeats reports whether a page with the same items came before. Items without an ID may rightly be the same, as where a
// playbook asks for a few of their fields only.
func (p *pager) repeats(got *page) bool {
	if len(got.items) == 0 {
		return false
	}
	var first struct{ ID json.RawMessage }
	if json.Unmarshal(got.items[0], &first) != nil || len(first.ID) == 0 {
		return false
	}
	var h maphash.Hash
	h.SetSeed(p.seed)
	for _, item := range got.items {
		h.Write(item)
		h.WriteByte(',')
	}
	sum := h.Sum64()
	seen := p.pages[sum]
	p.pages[sum] = true
	return seen
}

// itemsOf is the bare list of an answer that is not paged.
func itemsOf(body []byte, path string) (json.RawMessage, error) {
	p, err := readPage(body, path)
	if err != nil {
		return nil, err
	}
	if p.envelope == nil {
		return body, nil
	}
	raw, _ := member(p.envelope, path)
	return raw, nil
}

func megabytes(n int64) string { return fmt.Sprintf("%d MiB", n>>20) }

// nonsense is an answer that cannot be what ACC meant to say.
func nonsense(status int, message, hint string) error {
	return &Error{Kind: Unavailable, Status: status, Message: message, Hint: hint, Err: errNonsense}
}

var errNonsense = errors.New("the answer makes no sense")
