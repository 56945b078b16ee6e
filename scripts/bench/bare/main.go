// Command bare is what the canonical job costs without accstar: it adds people to projects by users:import, as fast as the server
// takes it, on a few connections, and then, with -look, lists each project until all of them show.
//
// It reads how to connect from the line that accstar practice serve --json prints, on standard input.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

type server struct {
	BaseURL      string `json:"base_url"`
	AccountID    string `json:"account_id"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	AdminEmail   string `json:"admin_email"`

	client *http.Client
	token  string
	user   string
}

func main() {
	people := flag.Int("people", 50, "how many people")
	projects := flag.Int("projects", 40, "how many projects, of those whose job number begins with 99-")
	connections := flag.Int("connections", 8, "requests at once")
	look := flag.Bool("look", false, "wait until every project shows everybody")
	flag.Parse()
	if err := run(*people, *projects, *connections, *look); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(people, projects, connections int, look bool) error {
	s := &server{client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}}
	if err := json.NewDecoder(os.Stdin).Decode(s); err != nil {
		return fmt.Errorf("read how to connect: %w", err)
	}
	if err := s.signIn(); err != nil {
		return err
	}
	var list struct {
		Results []struct{ ID, JobNumber string }
	}
	if err := s.do("GET", "/construction/admin/v1/accounts/"+s.AccountID+"/projects?limit=200", nil, &list); err != nil {
		return err
	}
	var ids []string
	for _, p := range list.Results {
		if strings.HasPrefix(p.JobNumber, "99-") && len(ids) < projects {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) < projects {
		return fmt.Errorf("got %d projects whose job number begins with 99-, want %d", len(ids), projects)
	}
	var users []any
	for i := range people {
		users = append(users, map[string]any{"email": fmt.Sprintf("hire%d@harbourline.example", i), "products": []any{
			map[string]any{"key": "docs", "access": "member"}, map[string]any{"key": "insight", "access": "member"}}})
	}
	began := time.Now()
	err := side(connections, ids, func(id string) error {
		return s.do("POST", "/construction/admin/v2/projects/"+id+"/users:import", map[string]any{"users": users, "suppressAdministrativeEmails": true}, nil)
	})
	if err != nil {
		return err
	}
	fmt.Printf("sent %.3f s\n", time.Since(began).Seconds())
	if look {
		err = side(connections*8, ids, func(id string) error { return s.wait(id, people) })
		fmt.Printf("shown %.3f s\n", time.Since(began).Seconds())
	}
	return err
}

// side does something for each ID, several at once.
func side(workers int, ids []string, do func(string) error) error {
	errs := make([]error, len(ids))
	slots := make(chan struct{}, workers)
	var wg sync.WaitGroup
	for i, id := range ids {
		slots <- struct{}{}
		wg.Go(func() {
			errs[i] = do(id)
			<-slots
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// wait looks at a project until it has enough members.
func (s *server) wait(id string, people int) error {
	for {
		var page struct {
			Pagination struct{ TotalResults int }
		}
		if err := s.do("GET", "/construction/admin/v1/projects/"+id+"/users?limit=200", nil, &page); err != nil {
			return err
		}
		if page.Pagination.TotalResults >= people {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (s *server) signIn() error {
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {"account:read account:write data:read data:write"}}
	req, err := http.NewRequest("POST", s.BaseURL+"/authentication/v2/token", strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.SetBasicAuth(s.ClientID, s.ClientSecret)
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := s.send(req, &token); err != nil {
		return err
	}
	s.token = token.AccessToken
	var found []struct {
		UID string `json:"uid"`
	}
	if err := s.do("GET", "/hq/v1/accounts/"+s.AccountID+"/users/search?partial=false&email="+url.QueryEscape(s.AdminEmail), nil, &found); err != nil {
		return err
	}
	if len(found) > 0 {
		s.user = found[0].UID
	}
	return nil
}

func (s *server) do(method, path string, body, into any) error {
	var in io.Reader
	if body != nil {
		data, err := json.Marshal(body)
		if err != nil {
			return err
		}
		in = bytes.NewReader(data)
	}
	req, err := http.NewRequest(method, s.BaseURL+path, in)
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+s.token)
	if s.user != "" {
		req.Header.Set("User-Id", s.user)
	}
	return s.send(req, into)
}

func (s *server) send(req *http.Request, into any) error {
	res, err := s.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s %s", req.Method, req.URL.Path, res.Status, data)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(data, into)
}
