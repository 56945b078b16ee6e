package practice

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"

	"github.com/google/go-cmp/cmp"
)

// TestPageStyles reads a list of five items in pages of two, in every style of the catalogue, by what each page says of the next.
func TestPageStyles(t *testing.T) {
	var items []any
	for i := range 5 {
		items = append(items, i)
	}
	for _, c := range []struct {
		name  string
		pages catalog.Pagination
		want  []string // the pages as JSON would show them, in Go's own form
	}{
		{"an envelope with offsets", catalog.Pagination{
			Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", MaxLimit: 2,
			Items: "results", Total: "pagination.totalResults", Next: "pagination.nextUrl",
		}, []string{
			"map[pagination:map[limit:2 nextUrl:http://example.com/x?limit=2&offset=2 offset:0 previousUrl:<nil> totalResults:5] results:[0 1]]",
			"map[pagination:map[limit:2 nextUrl:http://example.com/x?limit=2&offset=4 offset:2 previousUrl:http://example.com/x?limit=2&offset=0 totalResults:5] results:[2 3]]",
			"map[pagination:map[limit:2 nextUrl:<nil> offset:4 previousUrl:http://example.com/x?limit=2&offset=2 totalResults:5] results:[4]]",
		}},
		{"nested deeper", catalog.Pagination{
			Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", MaxLimit: 9,
			Items: "linkedFiles.results", Total: "linkedFiles.pagination.totalResults",
		}, []string{"map[linkedFiles:map[pagination:map[limit:9 offset:0 totalResults:5] results:[0 1 2 3 4]]]"}},
		{"page numbers", catalog.Pagination{
			Style: catalog.NumberPages, LimitParam: "page[limit]", OffsetParam: "page[number]", MaxLimit: 2, Items: "data", Next: "links.next.href",
		}, []string{
			"map[data:[0 1] links:map[next:map[href:http://example.com/x?page%5Blimit%5D=2&page%5Bnumber%5D=1]]]",
			"map[data:[2 3] links:map[next:map[href:http://example.com/x?page%5Blimit%5D=2&page%5Bnumber%5D=2]]]",
			"map[data:[4] links:map[next:map[href:<nil>]]]",
		}},
		{"cursors", catalog.Pagination{
			Style: catalog.CursorPages, LimitParam: "pageLimit", OffsetParam: "continuationToken", MaxLimit: 3, Items: "sets", Next: "page.continuationToken",
		}, []string{"map[page:map[continuationToken:ZnJvbSAz] sets:[0 1 2]]", "map[page:map[continuationToken:<nil>] sets:[3 4]]"}},
		{"links", catalog.Pagination{
			Style: catalog.NextURLPages, LimitParam: "limit", OffsetParam: "offset", MaxLimit: 4, Items: "results", Next: "nextUrl",
		}, []string{"map[nextUrl:http://example.com/x?limit=4&offset=4 results:[0 1 2 3]]", "map[nextUrl:<nil> results:[4]]"}},
		{"a bare list", catalog.Pagination{
			Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", DefaultLimit: 3, MaxLimit: 100, Items: "$",
		}, []string{"[0 1 2]"}},
		{"no paging", catalog.Pagination{}, []string{"map[units:[0 1 2 3 4]]"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			op := &catalog.Operation{Pagination: c.pages, Returns: catalog.Returns{Shape: catalog.List, Items: "units"}}
			for next, n := "http://example.com/x", 0; n < len(c.want); n++ {
				r := httptest.NewRequest("GET", next, nil)
				p, err := readPage(op, r.URL.Query().Get)
				if err != nil {
					t.Fatal(err)
				}
				got := render(r, op, &tenant.Outcome{Value: items}, p)
				if fmt.Sprint(got) != c.want[n] {
					t.Errorf("page %d:\ngot  %v\nwant %s", n+1, got, c.want[n])
				}
				link, _ := valueAt(got, c.pages.Next).(string)
				next = link
				if !strings.Contains(link, "://") {
					next = "http://example.com/x?" + url.Values{c.pages.OffsetParam: {link}}.Encode()
				}
			}
		})
	}
}

func TestPageErrors(t *testing.T) {
	op := &catalog.Operation{Pagination: catalog.Pagination{Style: catalog.CursorPages, LimitParam: "limit", OffsetParam: "cursor", MaxLimit: 9}}
	for _, query := range []string{"limit=0", "limit=x", "cursor=!", "cursor=ZnJvbSAtMQ"} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := readPage(op, values.Get); err == nil {
			t.Errorf("%s: got page %v, want an error", query, p)
		}
	}
}

// TestCall makes calls of requests of every encoding.
func TestCall(t *testing.T) {
	pages := catalog.Pagination{Style: catalog.OffsetPages, LimitParam: "limit", OffsetParam: "offset", MaxLimit: 50}
	inBody := pages
	inBody.CursorInBody = true
	file := []catalog.Field{{Name: "image", Type: "file"}}
	for _, c := range []struct {
		name   string
		op     *catalog.Operation
		query  string
		kind   string
		body   string
		want   *acc.Call
		page   page
		header string
	}{
		{name: "query parameters", op: &catalog.Operation{Pagination: pages, Query: []catalog.Field{
			{Name: "filter[id]", Type: "[]string", Repeat: true}, {Name: "limit"}, {Name: "offset"}, {Name: "filter[custom]", Type: "map"}, {Name: "sort"},
		}},
			query: "sort=name&filter[id]=a&filter[id]=b&limit=99&offset=4&filter[custom][width]=3&filter[custom][age]=2&unknown=x",
			want: &acc.Call{Query: []acc.Param{
				{Name: "filter[id]", Value: "a,b"}, {Name: "filter[custom][age]", Value: "2"}, {Name: "filter[custom][width]", Value: "3"}, {Name: "sort", Value: "name"},
			}}, page: page{50, 4}},
		{name: "JSON", op: &catalog.Operation{}, kind: "application/json; charset=utf-8", body: `{"n": 12345678901234567}`,
			want: &acc.Call{Body: map[string]any{"n": int64(12345678901234567)}}, page: page{limit: 20}},
		{name: "JSON:API", op: &catalog.Operation{Encoding: catalog.JSONAPI}, kind: "application/vnd.api+json", body: `[1]`,
			want: &acc.Call{Body: []any{int64(1)}}, page: page{limit: 20}},
		{name: "a form", op: &catalog.Operation{Encoding: catalog.Form}, kind: "application/x-www-form-urlencoded", body: "a=1&b=x+y",
			want: &acc.Call{Body: map[string]any{"a": "1", "b": "x y"}}, page: page{limit: 20}},
		{name: "a file", op: &catalog.Operation{Encoding: catalog.Binary, Body: file}, kind: "image/png", body: "12345",
			want: &acc.Call{Body: map[string]any{"image": map[string]any{"name": "", "type": "image/png", "size": int64(5)}}}, page: page{limit: 20}},
		{name: "pages asked for in the body", op: &catalog.Operation{Pagination: inBody}, kind: "application/json", body: `{"limit": 7, "offset": 14, "name": "x"}`,
			want: &acc.Call{Body: map[string]any{"name": "x"}}, page: page{7, 14}},
		{name: "headers", op: &catalog.Operation{Headers: []catalog.Field{{Name: "Region"}}}, header: "EMEA",
			want: &acc.Call{Header: []acc.Param{{Name: "Region", Value: "EMEA"}}}, page: page{limit: 20}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "http://example.com/x?"+c.query, strings.NewReader(c.body))
			r.Header.Set("Content-Type", c.kind)
			r.Header.Set("Region", c.header)
			in := &incoming{w: httptest.NewRecorder(), r: r, op: c.op}
			got, p, err := in.call()
			if err != nil {
				t.Fatal(err)
			}
			if got.Op != c.op {
				t.Errorf("operation: got %v, want its own", got.Op)
			}
			got.Op = nil
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if p != c.page {
				t.Errorf("page: got %+v, want %+v", p, c.page)
			}
		})
	}
}
