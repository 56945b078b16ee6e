package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	goruntime "runtime"
	"sync"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/runtime/preview"
	"accstar/runtime/report"
)

var benchChanges = flag.Int("plan.changes", 100_000, "how many changes the benchmarks of plans have")

// emptyAccount answers reads of an account that has active projects and nobody in them.
func emptyAccount(cat *catalog.Catalogue, projects int) acc.Doer {
	return acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.ID() != "projects.list" {
			return &acc.Result{Status: 200, Body: json.RawMessage("[]")}, nil
		}
		var list []any
		for i := range projects {
			list = append(list, map[string]any{"id": projectID(i), "name": fmt.Sprintf("Tower %d", i), "jobNumber": fmt.Sprintf("24-%03d", i), "status": "active",
				"products": []any{map[string]any{"key": "docs", "status": "active"}}})
		}
		return &acc.Result{Status: 200, Value: list}, nil
	})
}

func projectID(i int) string { return fmt.Sprintf("10000000-0000-4000-8000-%012d", i) }

// makePlan plans n members for 100 projects, through rules and overlay, as a playbook does.
func makePlan(tb testing.TB, n int) *preview.Plan {
	cat := catalog.New()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	recorder := &preview.Recorder{}
	overlay := preview.NewOverlay(preview.Config{
		Catalogue: cat, Rules: tenant.NewRules(cat, "account", tenant.Assumptions{}), Live: emptyAccount(cat, 100), Maker: recorder,
		Now: func() time.Time { return now }, AccountID: "account", Sleep: func(context.Context, time.Duration) error { return nil },
	})
	guards := &preview.Guards{Protect: map[string]string{"ada@example.com": "--protect"}, Caller: "grace@example.com"}
	recorder.Guard = func(ctx context.Context, p *preview.Predicted) []preview.Violation {
		return guards.Check(ctx, overlay, p)
	}
	op := cat.Must("project_users.create")
	for i := range n {
		call := &acc.Call{Op: op, Path: map[string]string{"project_id": projectID(i % 100)}, Body: map[string]any{
			"email": fmt.Sprintf("person%d@example.com", i/100), "products": []any{map[string]any{"key": "docs", "access": "member"}},
		}, Key: acc.Key{Task: fmt.Sprintf("1.%d", i), Call: 1, Change: 1}, Origin: acc.Origin{File: "onboard.star", Line: 20, Sheet: "hires.xlsx [Hires]", Row: i + 2}}
		if _, err := overlay.Do(context.Background(), call); err != nil {
			tb.Fatal(err)
		}
	}
	plan := &preview.Plan{Version: 1, ID: "p-00000000", Made: now, Playbook: "onboard.star", Account: preview.Account{ID: "account", Name: "Acme"}, Changes: recorder.Changes()}
	plan.Cost = preview.EstimateCost(cat, plan.Changes, nil)
	if len(plan.Changes) != n {
		tb.Fatalf("%d changes were planned, want %d", len(plan.Changes), n)
	}
	return plan
}

// held reports how much memory is in use beyond what was before.
func heldMB(before uint64) float64 {
	goruntime.GC()
	var m goruntime.MemStats
	goruntime.ReadMemStats(&m)
	return float64(int64(m.HeapAlloc)-int64(before)) / (1 << 20)
}

func heap() uint64 {
	goruntime.GC()
	var m goruntime.MemStats
	goruntime.ReadMemStats(&m)
	return m.HeapAlloc
}

// benchPlan is made once for all benchmarks of what is done with a plan.
func benchPlan(b *testing.B, once *sync.Once, plan **preview.Plan) *preview.Plan {
	once.Do(func() { *plan = makePlan(b, *benchChanges) })
	return *plan
}

// BenchmarkPlan is a plan of 100,000 changes: made, saved, read and shown.
func BenchmarkPlan(b *testing.B) {
	var once sync.Once
	var plan *preview.Plan
	b.Run("make", func(b *testing.B) {
		b.ReportAllocs()
		before := heap()
		for b.Loop() {
			plan = makePlan(b, *benchChanges)
		}
		b.ReportMetric(heldMB(before), "MB-held")
		once.Do(func() {})
	})
	var data []byte
	b.Run("save", func(b *testing.B) {
		p := benchPlan(b, &once, &plan)
		b.ReportAllocs()
		for b.Loop() {
			f, err := preview.NewFile(p)
			if err == nil {
				data, err = f.Encode()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(len(data))/(1<<20), "MB-file")
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := preview.DecodeFile(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, form := range []struct {
		name  string
		write func(*preview.Plan, *bytes.Buffer) error
	}{
		{"text", func(p *preview.Plan, w *bytes.Buffer) error { return report.PlanText(w, p, report.Style{Width: 100}) }},
		{"text-full", func(p *preview.Plan, w *bytes.Buffer) error {
			return report.PlanText(w, p, report.Style{Width: 100, Full: true})
		}},
		{"markdown", func(p *preview.Plan, w *bytes.Buffer) error { return report.OfPlan(p).Markdown(w) }},
		{"html", func(p *preview.Plan, w *bytes.Buffer) error { return report.OfPlan(p).HTML(w) }},
		{"xlsx", func(p *preview.Plan, w *bytes.Buffer) error { return report.OfPlan(p).Excel(w) }},
	} {
		b.Run(form.name, func(b *testing.B) {
			p := benchPlan(b, &once, &plan)
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				var out bytes.Buffer
				if err := form.write(p, &out); err != nil {
					b.Fatal(err)
				}
				size = out.Len()
			}
			b.ReportMetric(float64(size)/(1<<20), "MB-out")
		})
	}
}

// TestLargePlan saves and reads a plan that is large enough to find what grows with the square of its size.
func TestLargePlan(t *testing.T) {
	plan := makePlan(t, 3000)
	f, err := preview.NewFile(plan)
	if err != nil {
		t.Fatal(err)
	}
	data, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	read, err := preview.DecodeFile(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(read.Plan.Changes) != 3000 {
		t.Errorf("%d changes came back", len(read.Plan.Changes))
	}
	chosen, left, err := preview.Selection{First: 10, Only: []string{"project=24-007"}}.Apply(read.Plan.Changes)
	if err != nil || len(chosen) != 10 || len(left) != 2990 {
		t.Errorf("%d chosen, %d left out, %v", len(chosen), len(left), err)
	}
}
