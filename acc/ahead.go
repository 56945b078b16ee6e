package acc

import (
	"context"
	"strconv"
	"sync"

	"accstar/acc/catalog"
)

const (
	pagesAhead     = 4       // how many pages of one list are asked for at a time
	mostPagesAhead = 100_000 // so that a count that makes no sense asks for no end of them
)

// fetched is a page that was asked for.
type fetched struct {
	page   *page
	status int
	err    error
}

// getPage asks for a page.
func (c *Client) getPage(ctx context.Context, req *request) fetched {
	got, err := c.send(ctx, req)
	if err != nil {
		return fetched{err: err}
	}
	p, err := readPage(got.body, req.call.Op.Pagination.Items)
	return fetched{p, got.status, err}
}

// reader gets the pages of a list in order. Once it is certain which pages there are, it asks for several at a time; it holds no more than
// those. A page that is not as foreseen ends that, and the rest is asked for page by page: what was read ahead may be of another time.
type reader struct {
	client *Client
	flight *flight

	ahead    []ahead // foreseen, in order
	total    int     // what the pages foreseen must count
	careful  bool    // nothing is foreseen any more
	cancel   context.CancelFunc
	ended    <-chan struct{}
	all      sync.WaitGroup
	requests []int // of each page that was ever asked for ahead
}

// ahead is a page that is asked for before it is its turn.
type ahead struct {
	at   int // offset or number
	page chan fetched
}

// read is the page at a place: the one that was asked for ahead, or a new one.
func (r *reader) read(ctx context.Context, req *request, at int) fetched {
	if len(r.ahead) > 0 && r.ahead[0].at != at {
		r.stop()
	}
	if len(r.ahead) == 0 {
		return r.client.getPage(ctx, req)
	}
	first := r.ahead[0]
	r.ahead = r.ahead[1:]
	select {
	case f := <-first.page:
		return f
	case <-r.ended:
		return fetched{err: &unsent{context.Cause(ctx)}}
	}
}

// check gives up what was asked for ahead when a page does not count as many items as the first.
func (r *reader) check(p *pager, got *page) {
	if total, ok := got.number(p.Total); len(r.ahead) > 0 && (!ok || total != r.total) {
		r.stop()
	}
}

// start asks for the pages side by side. A worker hands its page over, and only then asks for another.
func (r *reader) start(ctx context.Context, reqs []*request, places []int, total int) {
	ctx, r.cancel = context.WithCancel(ctx)
	r.ended, r.total = ctx.Done(), total
	r.requests = make([]int, len(reqs))
	pages, next := make([]ahead, len(reqs)), make(chan int)
	for i := range pages {
		pages[i] = ahead{places[i], make(chan fetched)}
	}
	r.ahead = pages
	r.all.Go(func() {
		defer close(next)
		for i := range reqs {
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for range pagesAhead {
		r.all.Go(func() {
			for i := range next {
				own := &flight{op: r.flight.op, key: r.flight.key, observe: r.flight.observe}
				f := r.client.getPage(withFlight(ctx, own), reqs[i])
				r.requests[i] = own.requests
				select {
				case pages[i].page <- f:
				case <-ctx.Done():
					return
				}
			}
		})
	}
}

// stop gives up what has been asked for ahead, and waits until nothing of it is under way.
func (r *reader) stop() {
	if r.cancel == nil {
		return
	}
	r.cancel()
	r.all.Wait()
	for _, n := range r.requests {
		r.flight.requests += n
	}
	r.ahead, r.cancel, r.careful = nil, nil, true
}

// foresee asks for all further pages, when it is certain which they are: the page just read is full and says how many items there are, and
// its link to the next one, if there is any, leads where it should. Most is how many items are still wanted; 0 means all.
func (r *reader) foresee(ctx context.Context, p *pager, next *request, got *page, was, most int) error {
	total, counted := got.number(p.Total)
	n := len(got.items)
	if r.careful || r.cancel != nil || !counted || p.OffsetParam == "" || p.LimitParam == "" || n == 0 || n != p.size {
		return nil
	}
	step, left := 1, total-p.at*p.size
	switch p.Style {
	case catalog.OffsetPages:
		step, left = n, total-p.at
	case catalog.NumberPages:
	default:
		return nil
	}
	if most > 0 {
		left = min(left, most)
	}
	pages := (left + p.size - 1) / p.size
	if p.at != was+step || pages < 2 || pages > mostPagesAhead {
		return nil
	}
	reqs, places := []*request{next}, []int{p.at}
	for i := 1; i < pages; i++ {
		at := p.at + i*step
		req, err := next.with(p.OffsetParam, strconv.Itoa(at))
		if err != nil {
			return err
		}
		reqs, places = append(reqs, req), append(places, at)
	}
	r.start(ctx, reqs, places, total)
	return nil
}
