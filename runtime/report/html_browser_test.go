package report

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chromium is where a Chromium is installed; "" if none is.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// TestLargePage finds, filters and prints a plan of more changes than a page holds at once: in a browser where one is installed, and
// otherwise in the page's text.
func TestLargePage(t *testing.T) {
	const projects, each = 40, 200
	doc := OfPlan(many(projects, each, "create"))
	text := page(t, doc)
	if n := strings.Count(text, "\n<li class="); n != projects*each {
		t.Errorf("%d rows are in the page, want %d", n, projects*each)
	}
	head, _, _ := strings.Cut(text, "<main>")
	if !strings.Contains(head, "Rows are drawn as they come into view") || !strings.Contains(text, "<noscript>") {
		t.Error("the page does not say how it shows its rows")
	}
	if small := page(t, OfPlan(many(3, 100, "create"))); strings.Contains(small, "text/plain\"") {
		t.Error("a page of few rows does not hold them")
	}
	path := chromium()
	t.Logf("driven by %q", path)
	if path == "" {
		return
	}
	file := filepath.Join(t.TempDir(), "plan.html")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1200, 900))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, stop = chromedp.NewContext(ctx)
	defer stop()
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	defer stop()
	rows := func(script string) int {
		t.Helper()
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int](script))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	find := func(text string) string {
		t.Helper()
		said, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`new Promise(function (done) {
			var find = document.querySelector("#find");
			find.value = %q;
			find.dispatchEvent(new Event("input", {bubbles: true}));
			setTimeout(function () { done(document.querySelector("output").textContent); }, 1000);
		})`, text), chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	const drawn = `document.querySelectorAll("main li").length`
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+filepath.ToSlash(file)), chromedp.WaitVisible("main li")); err != nil {
		t.Fatal(err)
	}
	if n := rows(drawn); n == 0 || n > 1000 {
		t.Errorf("%d rows are drawn of a page just opened, want some hundred", n)
	}
	group := doc.Sections[0].Groups[projects-1]
	if said := find(group.Lines[each-1].Subject + " " + group.Name); said != "1 of 8,000 shown" || rows(drawn) != 1 {
		t.Errorf("the last row: %q, %d rows are drawn", said, rows(drawn))
	}
	if said := find("project 07 p1"); said != "150 of 8,000 shown" { // p1, p10 to p19, p100 to p199, and p107 of the others
		t.Errorf("some of a project: %q", said)
	}
	// What is chosen is printed; with nothing chosen, everything. Afterwards the page is small again.
	const print, printed = `(window.dispatchEvent(new Event("beforeprint")), ` + drawn + `)`, `(window.dispatchEvent(new Event("afterprint")), ` + drawn + `)`
	if n := rows(print); n != 150 {
		t.Errorf("%d rows are printed of 150 that are chosen", n)
	}
	rows(printed)
	if said := find(""); said != "" {
		t.Errorf("nothing to find: %q", said)
	}
	if n := rows(print); n != projects*each {
		t.Errorf("%d rows are printed, want %d", n, projects*each)
	}
	if n := rows(printed); n > 1000 {
		t.Errorf("%d rows are drawn after printing", n)
	}
}

// BenchmarkHTML writes a page of 20,000 changes.
func BenchmarkHTML(b *testing.B) {
	d := OfPlan(many(100, 200, "create"))
	for b.Loop() {
		if err := d.HTML(&bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
