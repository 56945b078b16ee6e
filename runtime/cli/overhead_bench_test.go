package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"accstar/acc/tenant"
	"accstar/runtime/journal"
	"accstar/runtime/preview"
)

const manyPlaybook = `"""Add 20 people to 20 projects."""
def main():
    people = ["n%d@harbourline.example" % i for i in range(20)]
    projects = [p for p in acc.projects.list() if p.status == "active" and p.platform == "acc"][:20]
    def add(p):
        for mail in people:
            acc.project_users.ensure(p, mail, company = "Harbourline Construction", access = "member")
    parallel.map(add, projects)
`

// nowhere is a journal's file that keeps nothing.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Sync() error                 { return nil }
func (nowhere) Close() error                { return nil }

// BenchmarkRunOf400Changes compares the live pass of a run with the same pass without any journal, and with one whose files keep
// nothing, against a server without latency on this machine. The kinds take turns, so that whatever else the machine does befalls
// all; medians are reported, and what the medians of with and without come to as a ratio.
func BenchmarkRunOf400Changes(b *testing.B) {
	w, dir := newLawWorld(b, tenant.Assumptions{}), b.TempDir()
	path := filepath.Join(dir, "many.star")
	must(os.WriteFile(path, []byte(manyPlaybook), 0o600))
	kinds := []string{"without", "dropped", "with"}
	took := map[string][]float64{}
	round := 0
	last := ""
	for b.Loop() {
		for i := range kinds {
			kind := kinds[(i+round)%len(kinds)]
			w.renew()
			s := w.session(filepath.Join(dir, fmt.Sprint(round, kind)), path)
			plan, err := s.preview(b.Context(), silent)
			must(err)
			began := time.Now()
			done := 0
			if kind == "without" {
				done = len(unrecorded(b, s, plan))
			} else {
				if kind == "dropped" {
					s.app.OpenJournal = func(string) (journal.File, error) { return nowhere{}, nil }
				}
				result, err := s.held(b.Context(), plan, silent)
				must(err)
				done = result.Count(preview.ItemDone)
				last = filepath.Join(s.app.runsDir(), result.RunID)
			}
			took[kind] = append(took[kind], float64(time.Since(began))/1e6)
			if done != 400 {
				b.Fatalf("%s: %d done", kind, done)
			}
			if kind == "with" {
				reportSizes(b, last)
			}
		}
		round++
	}
	median := func(kind string) float64 {
		slices.Sort(took[kind])
		return took[kind][len(took[kind])/2]
	}
	for _, kind := range kinds {
		b.ReportMetric(median(kind), "ms-"+kind)
	}
	b.ReportMetric(median("with")/median("without"), "ratio")
	b.ReportMetric(0, "ns/op")
}

// unrecorded is the live pass of a run as [session.heldTo] makes it, without a journal. It returns what was made.
func unrecorded(b *testing.B, s *session, plan *preview.Plan) []preview.Item {
	counter := &counter{}
	client, err := s.client(false, counter.observe(s.progress))
	must(err)
	maker := preview.Hold(plan, client, s.progress.item)
	overlay := preview.NewOverlay(preview.Config{
		Catalogue: s.cat, Rules: s.rules, Live: client, Maker: maker, Now: s.app.Now, Sleep: s.app.Sleep, FreshFor: freshFor, AccountID: s.conn.AccountID,
	})
	maker.Bind(overlay)
	p, err := s.begin(context.Background(), plan.Made, s.folder(plan.Made), overlay, s.app.Sleep, silent)
	must(err)
	defer p.files.Close()
	guards := s.guards(p.book)
	maker.Guard(func(ctx context.Context, c *preview.Predicted) error { return forbidden(guards.Check(ctx, overlay, c)) })
	must(p.run(b.Context(), s, false))
	_, err = overlay.Settle(b.Context())
	must(err)
	maker.Finish(b.Context())
	return slices.DeleteFunc(maker.Items(), func(i preview.Item) bool { return i.State != preview.ItemDone })
}

// reportSizes reports what a change and a read take in a run's folder, in bytes.
func reportSizes(b *testing.B, dir string) {
	log, err := journal.Open(dir)
	must(err)
	bytes, count := map[journal.Kind]int{}, map[journal.Kind]int{}
	for _, r := range log.Records {
		line, err := json.Marshal(r)
		must(err)
		bytes[r.Kind] += len(line) + 1
		count[r.Kind]++
	}
	b.ReportMetric(float64(bytes[journal.Intent]+bytes[journal.Answer])/float64(count[journal.Intent]), "B/change")
	b.ReportMetric(float64(bytes[journal.Read])/float64(max(1, count[journal.Read])), "B/read")
}
