package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"accstar/builtins/sheet"
	"accstar/runtime/preview"
)

// scriptCommands are the commands that scripts have besides those of testscript.
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	return map[string]func(*testscript.TestScript, bool, []string){
		"exits":     cmdExits,
		"plain":     cmdPlain,
		"json":      cmdJSON,
		"sheet":     cmdSheet,
		"serve":     cmdServe,
		"served":    cmdServed,
		"http":      cmdHTTP,
		"canned":    cmdCanned,
		"interrupt": cmdInterrupt,
		"meanwhile": cmdMeanwhile,
		"made":      cmdMade,
		"overhear":  cmdOverhear,
		"mirror":    cmdMirror,
		"leaks":     cmdLeaks,
		"undo":      cmdUndo,
		"tamper":    cmdTamper,
	}
}

// cmdExits runs a program that must end with an exit code: exits CODE PROGRAM ARG…
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exitStatus(ts.Exec(args[1], args[2:]...)); got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func exitStatus(err error) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.ExitCode()
	}
	return -1
}

// varying is what differs from one run of the same command to the next, and what stands for it in scripts.
var varying = []struct {
	pattern *regexp.Regexp
	plain   string
}{
	{regexp.MustCompile(`\bp-[0-9a-f]{8}\b`), "p-ID"},
	{regexp.MustCompile(`\b\d{8}-\d{6}-[0-9a-z]{4}\b`), "RUN"},
	{regexp.MustCompile(`-\d{8}-\d{6}\b`), "-TIME"},
	{regexp.MustCompile(`\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\b`), "TIME"},
	{regexp.MustCompile(`(requests? in) [\d.]+ (s|min|ms)\b( \d+ s)?`), "$1 T"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:PORT"},
}

// cmdPlain puts plain words into the output of the last program in place of what varies: plain
func cmdPlain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: plain")
	}
	out, errs := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	work := ts.Getenv("WORK")
	for _, v := range varying {
		out, errs = v.pattern.ReplaceAllString(out, v.plain), v.pattern.ReplaceAllString(errs, v.plain)
	}
	fmt.Fprint(ts.Stdout(), strings.ReplaceAll(out, work, "$WORK"))
	fmt.Fprint(ts.Stderr(), strings.ReplaceAll(errs, work, "$WORK"))
}

// cmdJSON compares a value within a JSON document: json FILE PATH WANT. A path has names and numbers joined by dots, and ends
// with len or '#' for how many there are. "! json" wants another value, or none.
func cmdJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json file path want")
	}
	var doc any
	if err := json.Unmarshal([]byte(ts.ReadFile(args[0])), &doc); err != nil {
		ts.Fatalf("%s is no JSON: %v", args[0], err)
	}
	got := jsonAt(doc, args[1])
	if (got == args[2]) == neg {
		ts.Fatalf("%s is %s, want %s", args[1], got, args[2])
	}
}

func jsonAt(doc any, path string) string {
	for part := range strings.SplitSeq(path, ".") {
		switch v := doc.(type) {
		case map[string]any:
			if part == "len" || part == "#" {
				return strconv.Itoa(len(v))
			}
			doc = v[part]
		case []any:
			i, err := strconv.Atoi(part)
			switch {
			case part == "len" || part == "#":
				return strconv.Itoa(len(v))
			case err != nil || i >= len(v):
				return "nothing"
			}
			doc = v[i]
		default:
			return "nothing"
		}
	}
	switch doc := doc.(type) {
	case nil:
		return "nothing"
	case string:
		return doc
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// cmdSheet prints a sheet of a workbook, cells separated by tabs: sheet FILE [SHEET]. FILE may have a * in it.
func cmdSheet(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: sheet file [sheet]")
	}
	files, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(files) != 1 {
		ts.Fatalf("%s are %d files, want one", args[0], len(files))
	}
	data, err := os.ReadFile(files[0])
	ts.Check(err)
	opt := sheet.Options{}
	if len(args) > 1 {
		opt.Sheet = args[1]
	}
	rows, err := sheet.Stream(context.Background(), sheet.BytesSource(filepath.Base(files[0]), data), opt)
	ts.Check(err)
	names := rows.Names()
	fmt.Fprintln(ts.Stdout(), strings.Join(names, "\t"))
	for row, err := range rows.All() {
		ts.Check(err)
		var cells []string
		for _, name := range names {
			text, _, err := row.Text(name)
			ts.Check(err)
			cells = append(cells, text)
		}
		fmt.Fprintln(ts.Stdout(), strings.Join(cells, "\t"))
	}
}

// server is a practice account served by a program in the background.
type server struct {
	cmd  *exec.Cmd
	log  *lockedBuffer
	done chan error
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// running are the servers of the scripts at work, by the script's folder.
var running sync.Map

// cmdServe serves the practice account in the background and says by APS_* how to reach it: serve [again] [flag…]. It has no
// haste but by SERVE_TORMENT.
// A server that runs already is stopped first; "! serve" only does that. Again is at the
// address that it had, and its log goes on.
func cmdServe(ts *testscript.TestScript, neg bool, args []string) {
	stopServer(ts)
	if neg {
		return
	}
	before := ""
	if len(args) > 0 && args[0] == "again" {
		before = ts.ReadFile(filepath.Join(ts.Getenv("WORK"), "served.log"))
		args = append([]string{"--addr", strings.TrimPrefix(ts.Getenv("APS_BASE_URL"), "http://")}, args[1:]...)
	}
	cmd := program(ts, "accstar", append([]string{"practice", "serve", "--json", "--log"}, args...)...)
	cmd.Env = append(cmd.Env, "ACCSTAR_TEST_HASTE=", "ACCSTAR_TEST_TORMENT="+ts.Getenv("SERVE_TORMENT"))
	s := &server{cmd: cmd, log: &lockedBuffer{}, done: make(chan error, 1)}
	_, _ = s.log.Write([]byte(before))
	cmd.Stderr = s.log
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	first := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(out).ReadString('\n')
		first <- line
		_, _ = io.Copy(io.Discard, out)
		s.done <- cmd.Wait()
	}()
	work := ts.Getenv("WORK")
	running.Store(work, s)
	ts.Defer(func() { stopServer(ts) })
	var how served
	if err := json.Unmarshal([]byte(<-first), &how); err != nil {
		ts.Fatalf("practice serve does not say how to reach it: %v\n%s", err, s.log)
	}
	connectTo(ts, how)
}

func stopServer(ts *testscript.TestScript) {
	v, ok := running.LoadAndDelete(ts.Getenv("WORK"))
	if !ok {
		return
	}
	s := v.(*server)
	if s.cmd.Process.Signal(os.Interrupt) != nil { // Windows
		_ = s.cmd.Process.Kill()
	}
	<-s.done
	_ = os.WriteFile(filepath.Join(ts.Getenv("WORK"), "served.log"), []byte(s.log.String()), 0o600)
}

// cmdServed stops the server and prints how often each operation was asked of it, a line each, those that change the account
// marked: served
func cmdServed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 0 {
		ts.Fatalf("usage: served")
	}
	stopServer(ts)
	counts := map[string]int{}
	for line := range strings.Lines(ts.ReadFile(filepath.Join(ts.Getenv("WORK"), "served.log"))) {
		if f := strings.Fields(line); len(f) >= 5 {
			counts[f[4]+" "+f[3]]++
		}
	}
	var lines []string
	for name, n := range counts {
		lines = append(lines, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(lines)
	for _, line := range lines {
		fmt.Fprintln(ts.Stdout(), line)
	}
}

// program is a program as the script would run it.
func program(ts *testscript.TestScript, name string, args ...string) *exec.Cmd {
	path, err := exec.LookPath(name)
	ts.Check(err)
	cmd := exec.Command(path, args...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"HOME", "USERPROFILE", "PATH", "TZ", "COLUMNS", "TMPDIR", "TMP", "TEMP", "SystemRoot", "ACCSTAR_STATE_DIR", "ACCSTAR_CONFIG_DIR", "ACCSTAR_KEYRING",
		"ACCSTAR_TEST_HASTE", "ACCSTAR_TEST_TORMENT", "APS_BASE_URL", "APS_CLIENT_ID", "APS_CLIENT_SECRET", "APS_ACCOUNT_ID", "APS_ADMIN_EMAIL"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	return cmd
}

// cmdHTTP sends a request to the server, as any ACC client would, and prints status and body:
// http [-token SCOPE] METHOD PATH [BODY]
func cmdHTTP(ts *testscript.TestScript, neg bool, args []string) {
	base, scope := ts.Getenv("APS_BASE_URL"), ""
	if len(args) > 2 && args[0] == "-token" {
		scope, args = args[1], args[2:]
	}
	if neg || len(args) < 2 {
		ts.Fatalf("usage: http [-token scope] method path [body]")
	}
	token := ""
	if scope != "" {
		form := url.Values{"grant_type": {"client_credentials"}, "scope": {scope}}
		req, err := http.NewRequest(http.MethodPost, base+"/authentication/v2/token", strings.NewReader(form.Encode()))
		ts.Check(err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.SetBasicAuth(ts.Getenv("APS_CLIENT_ID"), ts.Getenv("APS_CLIENT_SECRET"))
		_, body := exchange(ts, req)
		var answer struct {
			Token string `json:"access_token"`
		}
		ts.Check(json.Unmarshal(body, &answer))
		token = answer.Token
	}
	req, err := http.NewRequest(args[0], base+args[1], strings.NewReader(strings.Join(args[2:], " ")))
	ts.Check(err)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	if len(args) > 2 {
		req.Header.Set("Content-Type", "application/json")
	}
	status, body := exchange(ts, req)
	fmt.Fprintln(ts.Stderr(), status)
	fmt.Fprintln(ts.Stdout(), string(body))
}

// cmdCanned serves tokens, and one answer to all else, in place of the practice account: canned STATUS FILE. What is answered to
// the token endpoint instead, if it is not a token, comes after: canned STATUS FILE STATUS FILE.
func cmdCanned(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 && len(args) != 4 {
		ts.Fatalf("usage: canned status file [status file]")
	}
	stopServer(ts)
	type answer struct {
		status int
		kind   string
		body   string
	}
	read := func(status, file string) answer {
		code, err := strconv.Atoi(status)
		ts.Check(err)
		kind := "application/json"
		if filepath.Ext(file) == ".html" {
			kind = "text/html"
		}
		return answer{code, kind, ts.ReadFile(file)}
	}
	token := answer{http.StatusOK, "application/json", `{"access_token": "a-canned-token", "token_type": "Bearer", "expires_in": 3599}`}
	other := read(args[0], args[1])
	if len(args) == 4 {
		token = read(args[2], args[3])
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := other
		if r.URL.Path == "/authentication/v2/token" {
			a = token
		}
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Location", "https://elsewhere.example/") // for a status that sends on
		w.WriteHeader(a.status)
		fmt.Fprint(w, a.body)
	}))
	ts.Defer(s.Close)
	connectTo(ts, served{s.URL, "5b1f2a60-3c7e-4d19-9a44-0c2d8e6f7a10", "an-app", "a-secret-of-the-app", "ada@example.com"})
}

// connectTo says by APS_* how to reach an account.
func connectTo(ts *testscript.TestScript, how served) {
	ts.Setenv("APS_BASE_URL", how.BaseURL)
	ts.Setenv("APS_CLIENT_ID", how.ClientID)
	ts.Setenv("APS_CLIENT_SECRET", how.ClientSecret)
	ts.Setenv("APS_ACCOUNT_ID", how.AccountID)
	ts.Setenv("APS_ADMIN_EMAIL", how.AdminEmail)
}

func exchange(ts *testscript.TestScript, req *http.Request) (string, []byte) {
	res, err := http.DefaultClient.Do(req)
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	return res.Status, body
}

// cmdInterrupt runs a program, sends it Ctrl-C once the server's log has a line of some text so many times, and wants exit code
// 130: interrupt [-twice] TEXT TIMES PROGRAM ARG…. Twice is soon after another.
func cmdInterrupt(ts *testscript.TestScript, neg bool, args []string) {
	twice := len(args) > 0 && args[0] == "-twice"
	if twice {
		args = args[1:]
	}
	if neg || len(args) < 3 {
		ts.Fatalf("usage: interrupt text times program args…")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	v, ok := running.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("interrupt: nothing is served")
	}
	log := v.(*server).log
	before := strings.Count(log.String(), args[0])
	cmd := program(ts, args[2], args[3:]...)
	cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
	ts.Check(cmd.Start())
	waitForLog(ts, cmd, log, args[0], before+times)
	if twice {
		time.Sleep(300 * time.Millisecond) // the next request is under way
	}
	ts.Check(cmd.Process.Signal(syscall.SIGINT))
	if twice {
		time.Sleep(50 * time.Millisecond)
		ts.Check(cmd.Process.Signal(syscall.SIGINT))
	}
	if got := exitStatus(cmd.Wait()); got != ExitInterrupted {
		ts.Fatalf("exit code %d, want %d", got, ExitInterrupted)
	}
}

// waitForLog waits until the server's log has a text so many times.
func waitForLog(ts *testscript.TestScript, cmd *exec.Cmd, log *lockedBuffer, text string, times int) {
	for deadline := time.Now().Add(20 * time.Second); strings.Count(log.String(), text) < times; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			_ = cmd.Process.Kill()
			ts.Fatalf("the log never had %q %d times:\n%s", text, times, log)
		}
	}
}

// cmdMeanwhile runs a program, and another once the server's log has a line of some text so many times, which must end with an
// exit code; both are waited for, and the first must succeed: meanwhile TEXT TIMES PROGRAM ARG… -- CODE PROGRAM ARG…
func cmdMeanwhile(ts *testscript.TestScript, neg bool, args []string) {
	cut := slices.Index(args, "--")
	if neg || cut < 3 || len(args) < cut+3 {
		ts.Fatalf("usage: meanwhile text times program args… -- code program args…")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	want, err := strconv.Atoi(args[cut+1])
	ts.Check(err)
	v, ok := running.Load(ts.Getenv("WORK"))
	if !ok {
		ts.Fatalf("meanwhile: nothing is served")
	}
	log := v.(*server).log
	before := strings.Count(log.String(), args[0])
	first := program(ts, args[2], args[3:cut]...)
	var said bytes.Buffer
	first.Stdout, first.Stderr = &said, &said
	ts.Check(first.Start())
	waitForLog(ts, first, log, args[0], before+times)
	second := program(ts, args[cut+2], args[cut+3:]...)
	second.Stdout, second.Stderr = ts.Stdout(), ts.Stderr()
	got := exitStatus(second.Run())
	if err := first.Wait(); err != nil {
		ts.Fatalf("%v: %v\n%s", args[2:cut], err, &said)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// cmdMade stops the server and wants a result to list as done exactly the members that the server has added: made FILE
func cmdMade(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: made file")
	}
	var result preview.Result
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &result))
	stopServer(ts)
	added := 0
	for line := range strings.Lines(ts.ReadFile(filepath.Join(ts.Getenv("WORK"), "served.log"))) {
		if strings.Contains(line, " POST   200 project_users.create ") || strings.Contains(line, " POST   201 project_users.create ") {
			added++
		}
	}
	if done := result.Count(preview.ItemDone); done != added || added == 0 {
		ts.Fatalf("the result lists %d as done, the account added %d", done, added)
	}
}
