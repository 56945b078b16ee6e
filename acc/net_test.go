package acc

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// busyServer counts the connections made to it and the requests that came packed, and packs its answers.
type busyServer struct {
	*httptest.Server
	connections, plain, http2 atomic.Int32
	bytes                     atomic.Int64
}

func newBusyServer(t *testing.T, http2 bool) *busyServer {
	s := &busyServer{}
	body := `{"name":"` + strings.Repeat("crane ", 2000) + `"}`
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(5 * time.Millisecond)
		if r.ProtoMajor == 2 {
			s.http2.Add(1)
		}
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			s.plain.Add(1)
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(countingWriter{w, &s.bytes})
		_, _ = io.WriteString(z, body)
		_ = z.Close()
	}))
	s.EnableHTTP2 = http2
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.connections.Add(1)
		}
	}
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

type countingWriter struct {
	w io.Writer
	n *atomic.Int64
}

func (c countingWriter) Write(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	return c.w.Write(p)
}

// TestConnections: 200 requests by 200 workers at once, and then as many by 8 workers, make no more connections than are in use: one with HTTP/2.
// Without, a connection may come free while another is being made for the same request, so there may be a few more than workers, but
// not more and more. Answers come packed.
func TestConnections(t *testing.T) {
	for _, test := range []struct {
		http2         bool
		workers, most int
	}{{true, 200, 1}, {true, 8, 1}, {false, 8, 16}} {
		t.Run(fmt.Sprint(test), func(t *testing.T) {
			s := newBusyServer(t, test.http2)
			transport := NewTransport(nil)
			transport.TLSClientConfig = s.Client().Transport.(*http.Transport).TLSClientConfig
			t.Cleanup(transport.CloseIdleConnections)
			c := newTestClient(t, s.URL, func(c *Config) { c.Transport = transport })
			for range 2 { // and once more when all is quiet
				var all sync.WaitGroup
				for range test.workers {
					all.Go(func() {
						for range 200 / test.workers {
							if got, err := c.Do(t.Context(), readCall()); err != nil || len(got.Body) < 12000 {
								t.Errorf("got %.40v, %v", got, err)
							}
						}
					})
				}
				all.Wait()
			}
			if n := int(s.connections.Load()); n > test.most {
				t.Errorf("%d handshakes, want at most %d", n, test.most)
			}
			if n := s.http2.Load(); test.http2 != (n == 400) {
				t.Errorf("%d requests of 400 came by HTTP/2", n)
			}
			if s.plain.Load() > 0 || s.bytes.Load() > 400*500 {
				t.Errorf("%d requests do not take packed answers; %d bytes sent", s.plain.Load(), s.bytes.Load())
			}
		})
	}
}

// TestConnectingFails: where the first request finds no connection the next one tries, and one that waits can be interrupted: it was not sent.
func TestConnectingFails(t *testing.T) {
	var tries atomic.Int32
	hang := make(chan struct{})
	transport := NewTransport(nil)
	transport.DialContext = func(ctx context.Context, _, _ string) (net.Conn, error) {
		if tries.Add(1) == 1 {
			<-hang
		}
		return nil, &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	}
	c := newTestClient(t, "http://127.0.0.1:9", func(c *Config) { c.Transport = transport })
	var all sync.WaitGroup
	all.Go(func() { refused(t, c, readCall()) })
	for tries.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Do(ctx, createCall()); !errors.Is(err, ErrStop) {
		t.Errorf("got %v, want a stop: the change was never sent", err)
	}
	all.Go(func() { refused(t, c, readCall()) })
	close(hang)
	all.Wait()
}
