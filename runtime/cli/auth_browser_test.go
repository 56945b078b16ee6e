package cli

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// screenshots is a folder that TestLoginInBrowser puts pictures of the pages into.
var screenshots = flag.String("auth.screenshots", "", "folder for pictures of the sign-in pages")

// chromium is where a Chromium is installed; "" if none is.
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// TestLoginInBrowser signs in to the practice account that accstar has built in, by its pages: in a real browser where one is
// installed, else by the requests that a browser would send.
func TestLoginInBrowser(t *testing.T) {
	for _, agree := range []bool{true, false} {
		t.Run(fmt.Sprintf("agree=%v", agree), func(t *testing.T) {
			d := newDesk(t)
			steps, driver := d.signIn(agree), "plain HTTP"
			if path := chromium(); path != "" {
				steps, driver = d.inChromium(path, agree), path
			}
			t.Logf("driven by %s", driver)
			pages := make(chan error, 1)
			d.browse = func(page string) error {
				go func() { pages <- steps(page) }()
				return nil
			}
			login := []string{"auth", "login", "--profile", "practice", "--callback", "http://localhost:" + freePort(t) + "/api/auth/callback"}
			if agree {
				wantText(t, d.want(login...), "Signed in as Morgan Reyes <morgan.reyes@harbourline.example> to profile practice.")
			} else {
				d.fails("declined", "Sign in again", login...)
			}
			if err := <-pages; err != nil {
				t.Fatal(err)
			}
			if agree {
				wantText(t, d.want("auth", "whoami", "--profile", "practice"), "Morgan Reyes")
				wantText(t, d.want("auth", "logout", "--profile", "practice"), "Signed out Morgan Reyes")
			}
		})
	}
}

// inChromium does in a browser what a person does with the sign-in page.
func (d *desk) inChromium(path string, agree bool) func(string) error {
	profile := d.t.TempDir()
	return func(page string) error {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(profile))
		ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
		defer stop()
		ctx, stop = chromedp.NewContext(ctx)
		defer stop()
		ctx, stop = context.WithTimeout(ctx, time.Minute)
		defer stop()
		button, title := "#allow", "You are signed in"
		if !agree {
			button, title = "#deny", "You are not signed in"
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(page), chromedp.WaitVisible("#user")); err != nil {
			return err
		}
		if err := d.picture(ctx, "1-sign-in.png"); err != nil {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.Click(button), chromedp.WaitVisible("main > i")); err != nil {
			return err
		}
		text, err := chromedp.Run(ctx, chromedp.Text("main"))
		if err != nil {
			return err
		}
		if !strings.Contains(text, title) {
			return fmt.Errorf("the last page says %q, want %q", text, title)
		}
		return d.picture(ctx, strings.TrimPrefix(button, "#")+"-2-done.png")
	}
}

// picture takes a picture of the page, if that was asked for.
func (d *desk) picture(ctx context.Context, name string) error {
	if *screenshots == "" {
		return nil
	}
	data, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(*screenshots, name), data, 0o644)
}
