package acc

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"accstar/acc/catalog"
)

// shelf is a service with so many items, that pages in the way an operation says.
type shelf struct {
	pages catalog.Pagination
	items int
	cap   int // most items a page whatever is asked; 0 for none
	base  string
}

// ServeHTTP gives one page.
func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	get := r.URL.Query().Get
	if s.pages.CursorInBody {
		var body map[string]any
		data, _ := io.ReadAll(r.Body)
		_ = json.Unmarshal(data, &body)
		get = func(name string) string {
			if body[name] == nil {
				return ""
			}
			return fmt.Sprint(body[name])
		}
	}
	limit, _ := strconv.Atoi(get(s.pages.LimitParam))
	if limit == 0 {
		limit = max(s.pages.DefaultLimit, 3)
	}
	if s.cap > 0 {
		limit = min(limit, s.cap)
	}
	at := strings.TrimPrefix(get(s.pages.OffsetParam), "cursor=")
	from, _ := strconv.Atoi(at)
	if s.pages.Style == catalog.NumberPages {
		from *= limit
	}
	to := min(from+limit, s.items)
	page := []string{}
	for i := from; i < to; i++ {
		page = append(page, fmt.Sprintf(`{"id": %d}`, i))
	}
	list := "[" + strings.Join(page, ",") + "]"
	if s.pages.Items == "$" {
		_, _ = io.WriteString(w, list)
		return
	}
	next := "null"
	if to < s.items {
		next = s.next(r, to, limit)
	}
	fmt.Fprintf(w, `{"results":%s,"pagination":{"limit":%d,"totalResults":%d,"nextUrl":%s}}`, list, limit, s.items, next)
}

func (s *shelf) next(r *http.Request, to, limit int) string {
	at := strconv.Itoa(to)
	switch s.pages.Style {
	case catalog.NumberPages:
		at = strconv.Itoa(to / limit)
	case catalog.CursorPages:
		at = "cursor=" + at
		if s.base == "" {
			return strconv.Quote(at)
		}
	}
	q := r.URL.Query()
	q.Set(s.pages.OffsetParam, at)
	return strconv.Quote(s.base + r.URL.Path + "?" + q.Encode())
}

func listOp(p catalog.Pagination) *catalog.Operation {
	op := readOp()
	op.Name, op.Pagination, op.Returns.Shape = "list", p, catalog.List
	return op
}

func listCall(p catalog.Pagination) *Call {
	return &Call{Op: listOp(p), Path: map[string]string{"project_id": "p1", "thing_id": "t1"}, Query: []Param{{"filter[x]", "y"}}}
}

// pageStyles are the ways Autodesk's services page, as the catalogue describes them.
func pageStyles() map[string]catalog.Pagination {
	offset := catalog.Pagination{Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 4, MaxLimit: 10,
		Items: "results", Total: "pagination.totalResults", Next: "pagination.nextUrl"}
	noTotal, noNext, inBody, bare := offset, offset, offset, offset
	noTotal.Total = ""
	noNext.Next = ""
	inBody.CursorInBody, inBody.Next = true, ""
	bare.Items, bare.Total, bare.Next = "$", "", ""
	number := catalog.Pagination{Style: catalog.NumberPages, LimitParam: "page[limit]", OffsetParam: "page[number]", DefaultLimit: 10, MaxLimit: 10,
		Items: "results", Next: "pagination.nextUrl"}
	numberTotal := number
	numberTotal.Next, numberTotal.Total = "", "pagination.totalResults"
	numberBare := number
	numberBare.Items, numberBare.Next = "$", ""
	unsized := catalog.Pagination{Style: catalog.NumberPages, OffsetParam: "page[number]", Items: "results", Next: "pagination.nextUrl"}
	unsizedTotal := unsized
	unsizedTotal.Total = "pagination.totalResults"
	cursor := catalog.Pagination{Style: catalog.CursorPages, LimitParam: "limit", OffsetParam: "cursorState", MaxLimit: 10,
		Items: "results", Next: "pagination.nextUrl"}
	cursorBody := cursor
	cursorBody.CursorInBody = true
	follow := catalog.Pagination{Style: catalog.NextURLPages, LimitParam: "limit", OffsetParam: "from", MaxLimit: 10,
		Items: "results", Next: "pagination.nextUrl"}
	return map[string]catalog.Pagination{
		"offset": offset, "offset without total": noTotal, "offset without link": noNext, "offset in the body": inBody, "bare array": bare,
		"number": number, "number with total": numberTotal, "number, bare": numberBare, "number without size": unsized, "number without size, with total": unsizedTotal,
		"cursor": cursor, "cursor in the body": cursorBody, "next_url": follow,
	}
}

// TestPages reads shelves of every size around a page's, in every style, whole and in part.
func TestPages(t *testing.T) {
	for name, style := range pageStyles() {
		for _, base := range []string{"", "server", "https://developer.api.autodesk.com"} {
			s := &shelf{pages: style}
			url, requests := serve(t, s.ServeHTTP)
			switch {
			case base == "server":
				s.base = url
			case style.Style == catalog.NextURLPages && base != "", style.Style == catalog.CursorPages && style.CursorInBody && base != "":
				continue // a link elsewhere is not followed; no cursor in a body comes as a link
			default:
				s.base = base
			}
			c := newTestClient(t, url)
			for _, items := range []int{0, 1, 9, 10, 20, 25} {
				for _, limit := range []int{0, 10, 12} {
					s.items = items
					call := listCall(style)
					if style.CursorInBody {
						call.Op.Method, call.Body = "POST", map[string]any{"q": "x"}
					}
					call.Max = limit
					before := requests()
					result, err := c.Do(t.Context(), call)
					if err != nil {
						t.Fatalf("%s, base %q: %d items, at most %d: %v", name, base, items, limit, err)
					}
					want := items
					if limit > 0 {
						want = min(items, limit)
					}
					checkItems(t, fmt.Sprintf("%s, base %q, %d items, at most %d", name, base, items, limit), result.Body, want)
					if n := requests() - before; n != result.Requests || n > want/3+2 {
						t.Errorf("%s: %d requests for %d items, result says %d", name, n, want, result.Requests)
					}
				}
			}
		}
	}
}

func checkItems(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, body []byte, want int) {
	t.Helper()
	var got []struct{ ID int }
	if err := json.Unmarshal(body, &got); err != nil {
		t.Errorf("%s: %s: %v", what, body, err)
		return
	}
	if len(got) != want {
		t.Errorf("%s: got %d items, want %d", what, len(got), want)
	}
	for i, item := range got {
		if item.ID != i {
			t.Errorf("%s: item %d is %d", what, i, item.ID)
			return
		}
	}
}

// TestPagesOfAnySize: however many items there are, whatever a service makes of the page size asked for, all come once.
func TestPagesOfAnySize(t *testing.T) {
	styles := pageStyles()
	s := &shelf{}
	url, _ := serve(t, s.ServeHTTP)
	c := newTestClient(t, url)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"offset", "offset without link", "offset without total", "cursor", "next_url"}).Draw(t, "style")
		s.pages = styles[name]
		s.items = rapid.IntRange(0, 60).Draw(t, "items")
		s.cap = rapid.IntRange(1, 12).Draw(t, "cap")
		call := listCall(s.pages)
		call.Max = rapid.IntRange(0, 70).Draw(t, "max")
		result, err := c.Do(t.Context(), call)
		if err != nil {
			t.Fatal(err)
		}
		want := s.items
		if call.Max > 0 {
			want = min(want, call.Max)
		}
		checkItems(t, name, result.Body, want)
	})
}

func TestFirstRequestOfAList(t *testing.T) {
	var queries []string
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		queries = append(queries, r.URL.RawQuery)
		_, _ = io.WriteString(w, `{"results":[]}`)
	})
	c := newTestClient(t, url)
	for _, limit := range []int{0, 3, 500} {
		call := listCall(pageStyles()["offset"])
		call.Max = limit
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []string{"filter%5Bx%5D=y&limit=10", "filter%5Bx%5D=y&limit=3", "filter%5Bx%5D=y&limit=10"} {
		if queries[i] != want {
			t.Errorf("got %s, want %s", queries[i], want)
		}
	}
}

// TestPagesRefused is what makes paging give up rather than go round in circles, leave the host, or return a part as the whole.
func TestPagesRefused(t *testing.T) {
	styles := pageStyles()
	full := `[{"id":0},{"id":1},{"id":2},{"id":3},{"id":4},{"id":5},{"id":6},{"id":7},{"id":8},{"id":9}]`
	for _, test := range []struct{ style, body, want string }{
		{"bare array", full, "same page twice"},
		{"offset", `{"results":` + full + `,"pagination":{"totalResults":50}}`, "same page twice"},
		{"cursor", `{"results":[{"name":"x"}],"pagination":{"nextUrl":"abc"}}`, "same cursor twice"},
		{"next_url", `{"results":[{"name":"x"}],"pagination":{"nextUrl":"/same"}}`, "same link"},
		{"next_url", `{"results":[],"pagination":{"nextUrl":"https://evil.example/x?token=1"}}`, "another host, evil.example"},
		{"next_url", `{"results":[],"pagination":{"nextUrl":"https://developer.api.autodesk.com/x"}}`, "another host"},
		{"next_url", `{"results":[],"pagination":{"nextUrl":"//evil.example/x"}}`, "another host"},
		{"offset", `{"results":[{"id":0}],"pagination":{"totalResults":2,"nextUrl":"https://evil.example/x?offset=1"}}`, "another host, evil.example"},
		{"cursor", `{"results":[{"id":0}],"pagination":{"nextUrl":"https://evil.example/x?cursorState=1"}}`, "another host, evil.example"},
		{"cursor", `{"results":[{"id":0}],"pagination":{"nextUrl":"https://developer.api.autodesk.com/x"}}`, "without cursorState"},
		{"offset", `{"results":[],"pagination":{"nextUrl":"/more"}}`, "101 empty pages in a row"},
		{"offset", `{"results":[],"pagination":{"totalResults":7}}`, "got 0 items and no more, though ACC counts 7"},
		{"offset", `[]`, "no object with the list"},
		{"offset", `{"items":[]}`, `without "results"`},
		{"offset", `{"results":{}}`, "other than a list"},
		{"bare array", `{"results":[]}`, "other than a list"},
	} {
		url, _ := serve(t, answers(step{status: 200, body: test.body}))
		e := refused(t, newTestClient(t, url), listCall(styles[test.style]))
		if e.Kind != Unavailable || e.InDoubt || e.Hint == "" || e.Op != "things.list" {
			t.Errorf("%s: got %+v", test.want, e)
		}
		wantText(t, test.style, e.Message, test.want)
	}
}

// TestSameItemsWithoutIDs: pages of items that only have a few fields may be the same.
func TestSameItemsWithoutIDs(t *testing.T) {
	row := `{"status":"active"}`
	url, _ := serve(t, answers(
		step{status: 200, body: "[" + strings.Repeat(row+",", 9) + row + "]"},
		step{status: 200, body: "[" + strings.Repeat(row+",", 9) + row + "]"},
		step{status: 200, body: "[" + row + "]"},
	))
	result, err := newTestClient(t, url).Do(t.Context(), listCall(pageStyles()["bare array"]))
	if err != nil || strings.Count(string(result.Body), "active") != 21 {
		t.Errorf("got %s, %v", result.Body, err)
	}
}

// TestLinksAreRead: some services filter after they have cut a list into pages, so that pages are short or empty; where to go on
// is what the link says, and a page further where it does not.
func TestLinksAreRead(t *testing.T) {
	for _, test := range []struct {
		links [2]string
		want  string
	}{
		{[2]string{"/x?offset=10", "https://developer.api.autodesk.com/x?offset=20"}, " 10 20"},
		{[2]string{"/x", "/x"}, " 1 11"},
		{[2]string{"/x?offset=0", "/x?offset=-7"}, " 1 11"}, // not backwards
	} {
		var offsets []string
		pages := answers(
			step{status: 200, body: `{"results":[{"id":0}],"pagination":{"nextUrl":"` + test.links[0] + `"}}`},
			step{status: 200, body: `{"results":[],"pagination":{"nextUrl":"` + test.links[1] + `"}}`},
			step{status: 200, body: `{"results":[{"id":1}],"pagination":{"nextUrl":""}}`},
		)
		url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
			offsets = append(offsets, r.URL.Query().Get("offset"))
			pages(w, r)
		})
		result, err := newTestClient(t, url).Do(t.Context(), listCall(pageStyles()["offset without total"]))
		if err != nil {
			t.Fatal(err)
		}
		checkItems(t, "list", result.Body, 2)
		if got := strings.Join(offsets, " "); got != test.want {
			t.Errorf("got offsets %q, want %q", got, test.want)
		}
	}
}

func TestListTooLong(t *testing.T) {
	long := strings.Repeat("x", 900)
	n := 0
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		fmt.Fprintf(w, `{"results":[{"id":%d,"x":%q}],"pagination":{"nextUrl":"/x?offset=%d"}}`, n, long, n)
	})
	e := refused(t, newTestClient(t, url, func(c *Config) { c.MaxAnswer = 1000 }), listCall(pageStyles()["offset without total"]))
	wantText(t, "message", e.Message, "a list of more than")
	if n > 6 {
		t.Errorf("got %d requests", n)
	}
}

func TestPageFailsInTheMiddle(t *testing.T) {
	url, _ := serve(t, answers(
		step{status: 200, body: `{"results":[{"id":0}],"pagination":{"nextUrl":"/x?offset=1"}}`},
		step{status: 403, body: `{"errors":[{"detail":"no more for you"}]}`},
	))
	e := refused(t, newTestClient(t, url), listCall(pageStyles()["offset without total"]))
	if e.Kind != Forbidden || e.Message != "no more for you" {
		t.Errorf("got %+v", e)
	}
}
