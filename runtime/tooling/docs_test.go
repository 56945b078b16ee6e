package tooling

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/builtins"
)

func reference(t *testing.T) *Reference {
	t.Helper()
	r, err := NewReference(catalog.New())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestReferenceHasEverything(t *testing.T) {
	r := reference(t)
	var want []string
	for _, s := range catalog.New().Services {
		for _, op := range s.Members() {
			want = append(want, op.ID())
		}
	}
	helpers, err := builtins.HelperDocs()
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range helpers {
		want = append(want, h.Service+"."+h.Name)
	}
	for _, d := range builtins.Docs() {
		want = append(want, d.Name)
	}
	for _, name := range want {
		p, ok := r.Find(name)
		switch {
		case !ok:
			t.Errorf("no page for %s", name)
		case p.Summary == "" || p.Signature == "":
			t.Errorf("%s: got summary %q and signature %q, want both", name, p.Summary, p.Signature)
		}
	}
}

func TestFind(t *testing.T) {
	r := reference(t)
	for _, test := range []struct{ name, kind string }{
		{"project_users", "service"},
		{"acc.project_users", "service"},
		{"project_users.patch", "operation"},
		{"acc.project_users.ensure", "helper"},
		{"acc.request", "builtin"},
		{"sheet.read", "builtin"},
	} {
		if p, ok := r.Find(test.name); !ok || p.Kind != test.kind {
			t.Errorf("%s: got %q, want a page of kind %q", test.name, p.Kind, test.kind)
		}
	}
	if _, ok := r.Find("project_user"); ok {
		t.Error("project_user: got a page, want none")
	}
}

func TestSearchPutsNamesFirst(t *testing.T) {
	found := reference(t).Search([]string{"Project"})
	i := slices.IndexFunc(found, func(p Page) bool { return p.Name == "projects.list" })
	j := slices.IndexFunc(found, func(p Page) bool { return p.Name == "account_users.list_user_roles" })
	if i < 0 || j < 0 || i > j {
		t.Errorf("got projects.list at %d and account_users.list_user_roles at %d, want the one with the word in its name first", i, j)
	}
	if got := reference(t).Search([]string{"project", "zeppelin"}); len(got) > 0 {
		t.Errorf("got %d pages, want none: every word must be there", len(got))
	}
}

func TestSearchFindsOtherNames(t *testing.T) {
	for _, test := range []struct{ words, want string }{
		{"get_folder_serarch", "data_management.search_folder"}, // as acc_sdk spells it
		{"sheets uploads", "sheets.create_upload"},
		{"construction/forms layouts", "forms.get_layout"},
	} {
		found := reference(t).Search([]string{test.words})
		if !slices.ContainsFunc(found, func(p Page) bool { return p.Name == test.want }) {
			t.Errorf("%q does not find %s", test.words, test.want)
		}
	}
}

// TestOperationPage looks at what the page of an operation says that the catalogue says in other words.
func TestOperationPage(t *testing.T) {
	p, _ := reference(t).Find("projects.create")
	if want := "acc.projects.create(name, type, account_id = None,"; !strings.HasPrefix(p.Signature, want) {
		t.Errorf("got %s, want what must be given first: %s", p.Signature, want)
	}
	if p.Operation.PerMinute != 100 || !strings.HasPrefix(p.Operation.limit, "100 requests a minute for each client ID") {
		t.Errorf("got %d, %q, want the documented limit of 100 a minute for each client ID", p.Operation.PerMinute, p.Operation.limit)
	}
	p, _ = reference(t).Find("projects.list")
	for _, a := range p.Operation.Parameters {
		switch a.Name {
		case "name":
			if !strings.Contains(a.Doc, "The whole value") {
				t.Errorf("name: got %q, want it to say that the whole value is compared", a.Doc)
			}
		case "filterTextMatch":
			if a.Default != "" {
				t.Errorf("filterTextMatch: got default %q, which is the API's, not a playbook's", a.Default)
			}
		}
	}
}

func TestMarkdown(t *testing.T) {
	r := reference(t)
	files := r.Markdown()
	for _, s := range r.Services {
		for _, m := range s.Members {
			_, name, _ := strings.Cut(m.Name, ".")
			if !strings.Contains(files[s.Name+".md"], "\n## "+name+"\n") {
				t.Errorf("%s.md has no section for %s", s.Name, name)
			}
		}
	}
	for _, a := range tenant.AllAssumptions() {
		if !strings.Contains(files["assumptions.md"], "\n## "+a.Name+"\n\n"+a.Open) {
			t.Errorf("assumptions.md has no section for %s", a.Name)
		}
	}
	link := regexp.MustCompile(`\]\(([a-z_]+\.md)\)`)
	for _, m := range link.FindAllStringSubmatch(files["README.md"], -1) {
		if _, ok := files[m[1]]; !ok {
			t.Errorf("README.md links to %s, which is not written", m[1])
		}
	}
	for name, text := range files {
		for i, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "| ") && strings.Count(line, "|")-strings.Count(line, `\|`) > 4 {
				t.Errorf("%s:%d: a cell breaks its table: %s", name, i+1, line)
			}
		}
	}
}

func TestPagesForATerminal(t *testing.T) {
	p, _ := reference(t).Find("project_users.ensure")
	var b strings.Builder
	if err := p.Print(&b, 80); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(b.String(), "\n") {
		if len([]rune(line)) > 80 && !strings.HasPrefix(line, "  ") {
			t.Errorf("line %d has %d columns, want at most 80: %s", i+1, len([]rune(line)), line)
		}
	}
	for _, want := range []string{"acc.project_users.ensure(project, email,", "invite: True lets ACC send"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("got\n%s\nwant it to say %q", b.String(), want)
		}
	}
}
