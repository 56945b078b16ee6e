package acc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// pagesServer gives pages of ten items, each after a while, and counts how many are under way.
type pagesServer struct {
	total func(from int) int // what the page from there says there is
	page  func(from int) []int
	fails int // the page from there is refused; -1 for none
	now   atomic.Int32
	most  atomic.Int32
	all   atomic.Int32
}

func (s *pagesServer) RoundTrip(req *http.Request) (*http.Response, error) {
	n := s.now.Add(1)
	defer s.now.Add(-1)
	s.all.Add(1)
	for most := s.most.Load(); n > most && !s.most.CompareAndSwap(most, n); most = s.most.Load() {
	}
	from, _ := strconv.Atoi(req.URL.Query().Get("offset"))
	select {
	case <-time.After(100*time.Millisecond + time.Duration((from/10*7)%4)*10*time.Millisecond): // not in order
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
	var items []string
	for _, id := range s.page(from) {
		items = append(items, fmt.Sprintf(`{"id":%d}`, id))
	}
	status, body := 200, fmt.Sprintf(`{"results":[%s],"pagination":{"totalResults":%d}}`, strings.Join(items, ","), s.total(from))
	if from == s.fails {
		status, body = 403, `{"errors":[{"detail":"no more for you"}]}`
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
}

func numbers(n int) func(from int) []int {
	return func(from int) []int {
		var out []int
		for i := from; i < min(from+10, n); i++ {
			out = append(out, i)
		}
		return out
	}
}

func (s *pagesServer) read(t *testing.T, max int) (*Result, time.Duration, error) {
	c, err := NewClient(Config{BaseURL: "http://127.0.0.1:9", Transport: s, Clock: bubbleClock{}})
	if err != nil {
		t.Fatal(err)
	}
	call := listCall(pageStyles()["offset without link"])
	call.Max = max
	began := time.Now()
	result, err := c.Do(t.Context(), call)
	if n := int(s.all.Load()); err == nil && result.Requests != n {
		t.Errorf("result says %d requests, want %d", result.Requests, n)
	}
	return result, time.Since(began), err
}

// TestPagesAhead: once the first page has said how many there are, four are asked for at a time; items come in order.
func TestPagesAhead(t *testing.T) {
	for _, test := range []struct{ items, max, requests, most int }{
		{5, 0, 1, 1}, {20, 0, 2, 1}, {30, 0, 3, 2}, {400, 0, 40, 4}, {395, 0, 40, 4}, {400, 55, 6, 4}, {400, 20, 2, 1}, {400, 400, 40, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := &pagesServer{total: func(int) int { return test.items }, page: numbers(test.items), fails: -1}
			result, took, err := s.read(t, test.max)
			if err != nil {
				t.Fatal(err)
			}
			want := test.items
			if test.max > 0 {
				want = min(want, test.max)
			}
			checkItems(t, fmt.Sprint(test), result.Body, want)
			if n, most := int(s.all.Load()), int(s.most.Load()); n != test.requests || most != test.most {
				t.Errorf("%+v: got %d requests, %d at a time", test, n, most)
			}
			if test.items == 400 && test.max == 0 && took > 1600*time.Millisecond {
				t.Errorf("40 pages of a tenth of a second took %v", took)
			}
		})
	}
}

// TestPagesNotAsForeseen: where a page is not as the first had it, the rest is read page by page, as it would have been.
func TestPagesNotAsForeseen(t *testing.T) {
	short := func(from int) []int { // a service that cuts pages before it filters them
		all := numbers(100)(from)
		if from == 40 {
			all = all[:7]
		}
		return all
	}
	for _, test := range []struct {
		name  string
		total func(from int) int
		page  func(from int) []int
		fails int
		want  int
		says  string
	}{
		{"more items come while it is read", func(from int) int { return 100 + min(from/50, 1)*20 }, numbers(120), -1, 120, ""},
		{"items go while it is read", func(from int) int { return 100 - min(from/50, 1)*20 }, numbers(80), -1, 80, ""},
		{"a short page", func(int) int { return 100 }, short, -1, 100, ""},
		{"fewer than counted", func(int) int { return 200 }, numbers(100), -1, 0, "got 100 items and no more, though ACC counts 200"},
		{"the same page again", func(int) int { return 200 }, func(int) []int { return numbers(10)(0) }, -1, 0, "same page twice"},
		{"a refusal", func(int) int { return 200 }, numbers(200), 90, 0, "no more for you"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &pagesServer{total: test.total, page: test.page, fails: test.fails}
				result, _, err := s.read(t, 0)
				if test.says != "" {
					var own *Error
					if !errors.As(err, &own) || !strings.Contains(own.Message, test.says) {
						t.Errorf("got %v, want %q", err, test.says)
					}
				} else if err != nil {
					t.Error(err)
				} else {
					checkItems(t, test.name, result.Body, test.want)
				}
				if s.now.Load() != 0 {
					t.Error("requests are still under way")
				}
			})
		})
	}
}

// TestPagesAheadLaw: whatever the sizes, what is read ahead is what would be read page by page.
func TestPagesAheadLaw(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		items := rapid.IntRange(0, 300).Draw(r, "items")
		max := rapid.IntRange(0, 320).Draw(r, "max")
		synctest.Test(t, func(t *testing.T) {
			s := &pagesServer{total: func(int) int { return items }, page: numbers(items), fails: -1}
			result, _, err := s.read(t, max)
			if err != nil {
				t.Fatal(err)
			}
			want := items
			if max > 0 {
				want = min(want, max)
			}
			checkItems(t, "law", result.Body, want)
		})
	})
}

// TestPagesAheadInterrupted: nothing is left behind, and the error is that of the interrupt.
func TestPagesAheadInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &pagesServer{total: func(int) int { return 1000 }, page: numbers(1000), fails: -1}
		c, err := NewClient(Config{BaseURL: "http://127.0.0.1:9", Transport: s, Clock: bubbleClock{}})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 450*time.Millisecond)
		defer cancel()
		if _, err := c.Do(ctx, listCall(pageStyles()["offset without link"])); !errors.Is(err, ErrStop) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if s.now.Load() != 0 {
			t.Error("requests are still under way")
		}
	})
}
