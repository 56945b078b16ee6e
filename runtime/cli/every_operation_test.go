package cli

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"accstar/acc"
	"accstar/acc/catalog"
	"accstar/acc/tenant"
	"accstar/builtins"
	"accstar/runtime"
	"accstar/runtime/preview"
)

// A preview sends no request but reads, whatever the playbook calls. Each operation of the catalogue is called in one, with the least it
// takes and with all it takes; so is each helper. What the preview does not know the effect of makes the plan incomplete, and says why.

// TestEveryOperationInAPreview calls all operations.
func TestEveryOperationInAPreview(t *testing.T) {
	t.Parallel()
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.trim()
	driven := map[string]bool{}
	models := map[string]int{}
	for _, s := range w.cat.Services {
		for _, all := range []bool{false, true} {
			previewService(t, w, dir, s, all, driven, models)
		}
	}
	internal := 0
	for _, op := range w.cat.Operations() {
		switch {
		case op.Internal:
			internal++
			previewInternal(t, w, op)
		case !driven[op.ID()]:
			t.Errorf("%s was not called: no arguments could be made for it", op.ID())
		}
	}
	if got, want := len(driven)+internal, len(w.cat.Operations()); got != want {
		t.Errorf("%d operations were called, and the catalogue has %d", got, want)
	}
	t.Logf("%d operations called in previews, %d of them accstar's own; changes planned: %s", len(driven)+internal, internal, counted(models))
}

// onlyReads reports requests that are none of reading.
func onlyReads(t *testing.T, w *lawWorld, what string) int {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range w.log {
		op := w.cat.Operation(e.Op)
		if op != nil && op.Service == "authentication" {
			continue // a token is asked for
		}
		if e.Changes || op != nil && op.Effect != catalog.Read {
			t.Errorf("%s: the preview sent %s %s (%s)", what, e.Method, e.Path, e.Op)
		}
	}
	return len(w.log)
}

// previewService previews a playbook that calls every operation of a service, one after the other.
func previewService(t *testing.T, w *lawWorld, dir string, s *catalog.Service, all bool, driven map[string]bool, models map[string]int) {
	t.Helper()
	var b strings.Builder
	b.WriteString("def main():\n    got = None\n")
	for _, op := range s.Members() {
		fmt.Fprintf(&b, "    got = attempt(lambda: acc.%s(%s))\n    print(%q, got.ok, got.error.kind if got.error else \"\")\n", op.ID(), argumentsFor(w, op, all), op.ID())
	}
	plan, said := previewSource(t, w, dir, s.Name, b.String())
	if plan == nil {
		return
	}
	if len(said) != len(s.Members()) {
		t.Errorf("%s: %d of %d operations were called", s.Name, len(said), len(s.Members()))
	}
	came := map[string]string{}
	for _, line := range said {
		id, rest, _ := strings.Cut(line, " ")
		came[id] = rest
		driven[id] = true
	}
	planned := map[string]*preview.Change{}
	for i := range plan.Changes {
		planned[plan.Changes[i].Op] = &plan.Changes[i]
	}
	for _, op := range s.Members() {
		c := planned[op.ID()]
		switch {
		case !op.Effect.Changes() && c != nil:
			t.Errorf("%s only reads, and is a change of the plan", op.ID())
		case !op.Effect.Changes():
		case c == nil && strings.HasPrefix(came[op.ID()], "True") && !slices.ContainsFunc(plan.Unchanged, func(n preview.Note) bool { return strings.Contains(b.String(), op.ID()) }):
			t.Errorf("%s is a change, was accepted, and is not in the plan", op.ID())
		case c == nil:
			models["refused, as ACC would"]++
		default:
			models[string(op.Model)]++
			unmodelled(t, op, c, plan)
		}
	}
}

// unmodelled sees to it that a plan says of a change that it does not know what it does.
func unmodelled(t *testing.T, op *catalog.Operation, c *preview.Change, plan *preview.Plan) {
	t.Helper()
	said := slices.ContainsFunc(plan.Incomplete, func(gap string) bool { return strings.Contains(gap, op.ID()) })
	switch {
	case op.Model == catalog.Opaque && !c.Opaque:
		t.Errorf("%s is opaque, and the plan does not mark the change so", op.ID())
	case op.Model == catalog.Opaque && !said:
		t.Errorf("%s is opaque, and the plan is not marked incomplete for it: %v", op.ID(), plan.Incomplete)
	case len(c.Records)+len(c.Later) == 0 && !said:
		t.Errorf("%s (%s) changes no record in the plan, which does not say that it cannot know", op.ID(), op.Model)
	}
}

// previewSource previews a playbook and returns its plan and what it printed; nil if it came to an error.
func previewSource(t *testing.T, w *lawWorld, dir, name, src string) (*preview.Plan, []string) {
	t.Helper()
	w.renew()
	folder := filepath.Join(dir, name)
	must(os.MkdirAll(folder, 0o700))
	for file, content := range map[string]string{"picture.png": "\x89PNG\r\n\x1a\n", "plan.pdf": "%PDF-1.7\n", "people.csv": "Email\nnew.one@harbourline.example\n"} {
		must(os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600))
	}
	path := filepath.Join(folder, name+".star")
	must(os.WriteFile(path, []byte(src), 0o600))
	s := w.session(folder, path)
	var said []string
	plan, err := s.preview(context.Background(), func(_ runtime.Position, text string) { said = append(said, text) })
	onlyReads(t, w, name)
	// That there is no token for some of it is said once the playbook has come to its end.
	if err != nil && !strings.Contains(err.Error(), "no token of profile") {
		t.Errorf("%s: the preview came to an error after %d lines: %s", name, len(said), runtime.Diagnose(err, s.sources).Text(120, false))
		return nil, nil
	}
	return plan, said
}

// TestEveryChangeReachesThePlan calls all changes on an account that has whatever they name, so that none is refused: each has to be in
// the plan, and the account is asked nothing but reads.
func TestEveryChangeReachesThePlan(t *testing.T) {
	t.Parallel()
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.trim()
	models, refused := map[string]int{}, []string{}
	for _, s := range w.cat.Services {
		for _, op := range s.Members() {
			if !op.Effect.Changes() || op.Service == "projects" || op.Service == "project_users" || op.Service == "account_users" || op.Service == "companies" || op.Service == "business_units" {
				continue // the law's playbooks make all of those
			}
			src := fmt.Sprintf("def main():\n    acc.%s(%s)\n", op.ID(), argumentsFor(w, op, op.Effect == catalog.Update))
			plan, err := previewObliging(t, w, dir, op, src)
			i := slices.IndexFunc(plan.Changes, func(c preview.Change) bool { return c.Op == op.ID() })
			switch {
			case err != nil:
				refused = append(refused, err.Error())
				if !strings.Contains(err.Error(), refusals()[op.ID()]) || refusals()[op.ID()] == "" {
					t.Errorf("%s is refused: %v", op.ID(), err)
				}
			case i < 0:
				t.Errorf("%s is not in the plan", op.ID())
			default:
				models[string(op.Model)]++
				unmodelled(t, op, &plan.Changes[i], plan)
			}
		}
	}
	slices.Sort(refused)
	t.Logf("changes planned: %s; refused:\n%s", counted(models), strings.Join(refused, "\n"))
}

// refusals are of the few changes that even such an account refuses in a preview.
func refusals() map[string]string {
	return map[string]string{
		"data_management.patch_folder":   "there is no folder",
		"data_management.patch_item":     "there is no file",
		"data_management.patch_version":  "there is no file version",
		"files.batch_update_permissions": "has no permissions on the folder itself",
		"oss.create_bucket":              "already",
	}
}

// previewObliging previews a playbook on an account that has a record wherever one is looked for.
func previewObliging(t *testing.T, w *lawWorld, dir string, op *catalog.Operation, src string) (*preview.Plan, error) {
	t.Helper()
	folder := filepath.Join(dir, op.ID())
	must(os.MkdirAll(folder, 0o700))
	must(os.WriteFile(filepath.Join(folder, "picture.png"), []byte("\x89PNG\r\n\x1a\n"), 0o600))
	path := filepath.Join(folder, "x.star")
	must(os.WriteFile(path, []byte(src), 0o600))
	s := w.session(folder, path)
	live := acc.DoerFunc(func(_ context.Context, call *acc.Call) (*acc.Result, error) {
		if call.Op.Effect != catalog.Read {
			t.Errorf("%s: the preview sent %s", op.ID(), call.Op.ID())
		}
		return &acc.Result{Status: call.Op.Status, Value: obliging(w, call)}, nil
	})
	recorder := &preview.Recorder{}
	now := w.clock.Now()
	overlay := preview.NewOverlay(preview.Config{Catalogue: w.cat, Rules: s.rules, Live: live, Maker: recorder, Now: func() time.Time { return now }, AccountID: s.conn.AccountID,
		Sleep: func(context.Context, time.Duration) error { return nil }})
	p, err := s.begin(context.Background(), now, s.plannedOutput(now), overlay, func(context.Context, time.Duration) error { return nil }, nil)
	must(err)
	defer p.files.Close()
	err = p.run(context.Background(), s, true)
	return &preview.Plan{Changes: recorder.Changes(), Incomplete: overlay.Gaps()}, err
}

// obliging is the answer of an account that has a record of every ID that these tests make up.
func obliging(w *lawWorld, call *acc.Call) any {
	e := w.cat.Entity(call.Op.Entity)
	record := func(id any) map[string]any {
		r := map[string]any{"id": id, "name": fmt.Sprint("Record ", id)}
		if e != nil {
			for _, f := range e.IDs {
				r[f] = id
			}
		}
		return r
	}
	if call.Op.Returns.Shape == catalog.List {
		return []any{record("22222222-2222-4333-8444-555555555555"), record("Text"), record("urn:adsk.wipprod:dm.lineage:abcdefgh"), record("1")}
	}
	return record(call.Path[call.Op.Target])
}

// previewInternal gives an operation that playbooks do not see to a preview's chain.
func previewInternal(t *testing.T, w *lawWorld, op *catalog.Operation) {
	t.Helper()
	w.renew()
	s := w.session(t.TempDir(), "")
	client, err := s.client(true, func(acc.Event) {})
	must(err)
	overlay := preview.NewOverlay(preview.Config{Catalogue: w.cat, Rules: s.rules, Live: client, Maker: &preview.Recorder{}, Now: w.clock.Now, AccountID: s.conn.AccountID,
		Sleep: func(context.Context, time.Duration) error { return nil }})
	call := &acc.Call{Op: op, Path: map[string]string{}, Key: acc.Key{Task: "0", Call: 1, Change: 1}}
	for _, f := range op.PathParams {
		call.Path[f.Name] = pathValue(w, op, f)
	}
	_, _ = overlay.Do(context.Background(), call) // whatever comes of it: nothing but reads may be sent
	onlyReads(t, w, op.ID())
}

// argumentsFor are arguments that an operation takes, as a playbook writes them: those it needs, or all that can be made.
func argumentsFor(w *lawWorld, op *catalog.Operation, all bool) string {
	var parts []string
	for _, a := range op.Args() {
		var v any
		switch {
		case a.In == catalog.InPath && a.Required:
			v = pathValue(w, op, a.Field)
		case a.In == catalog.InWhole && a.Required:
			v = wholeValue(op, all)
		case a.In == catalog.InBody && (a.Required || all && !a.Field.Type.Nullable()):
			v = bodyValue(op, a.Field, all)
		case (a.In == catalog.InQuery || a.In == catalog.InHeader) && (a.Required || all):
			v = queryValue(a.Field)
		case a.In == catalog.InMax && all:
			v = int64(3)
		}
		if v == nil {
			continue
		}
		parts = append(parts, a.Name+" = "+written(v))
	}
	return strings.Join(parts, ", ")
}

// written is a JSON value as a playbook writes it.
func written(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return fmt.Sprintf("%q", v)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = written(x)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, fmt.Sprintf("%q: %s", k, written(v[k])))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// pathValue is the ID of something that is there, where the account has it.
func pathValue(w *lawWorld, op *catalog.Operation, f catalog.Field) string {
	d := &disturber{w.demo}
	var id string
	switch f.Name {
	case "account_id", "hub_id":
		id = w.demo.AccountID()
	case "project_id", "container_id":
		id = d.projectID("24-017")
	case "company_id":
		id = fmt.Sprint(d.find("company", w.demo.AccountID(), "name", "Bluegate Electrical")["id"])
	case "user_id":
		id = fmt.Sprint(d.find("account_user", w.demo.AccountID(), "email", "priya.nair@harbourline.example")["id"])
		if op.Entity == "member" {
			all, err := w.demo.List(context.Background(), tenant.Collection{Entity: "member", Parent: d.projectID("24-017")})
			must(err)
			id = fmt.Sprint(all[len(all)-1]["id"])
		}
	default:
		return fmt.Sprint(scalarValue(f))
	}
	if f.Prefix == catalog.Prefixed {
		return "b." + id
	}
	return id
}

func scalarValue(f catalog.Field) any {
	if len(f.Enum) > 0 {
		return f.Enum[0]
	}
	name := strings.ToLower(f.Name[strings.LastIndexByte(f.Name, '.')+1:])
	switch f.Type.Elem() {
	case "uuid":
		return "22222222-2222-4333-8444-555555555555"
	case "urn":
		return "urn:adsk.wipprod:dm.lineage:abcdefgh"
	case "int":
		return max(f.Min, 1)
	case "number":
		return max(f.Min, 1)
	case "bool":
		return true
	case "date":
		return "2026-12-01"
	case "datetime":
		return "2026-12-01T00:00:00Z"
	case "file":
		return "picture.png"
	case "map":
		return map[string]any{"name": "Text"}
	case "any":
		return "Text"
	}
	switch {
	case strings.Contains(name, "email"):
		return "new.one@harbourline.example"
	case strings.Contains(name, "url"):
		return "https://example.com/there"
	case f.Test != nil && f.Test.Match == catalog.MatchRange:
		return "2026-01-01T00:00:00Z..2026-12-01T00:00:00Z"
	}
	text := "Text"
	if f.MaxLen > 0 && len(text) > f.MaxLen {
		text = text[:f.MaxLen]
	}
	return text
}

func queryValue(f catalog.Field) any {
	v := scalarValue(f)
	if f.Type.IsList() {
		return []any{v}
	}
	return v
}

// bodyValue is a value for a field of the body, with what its description asks for.
func bodyValue(op *catalog.Operation, f catalog.Field, all bool) any {
	one := func(below string) any {
		if f.Type.Elem() == "object" {
			return objectValue(op, below, all)
		}
		return scalarValue(f)
	}
	if f.Type.IsList() {
		return []any{one(f.Name + "[]")}
	}
	return one(f.Name)
}

func objectValue(op *catalog.Operation, below string, all bool) map[string]any {
	out := map[string]any{}
	for _, f := range op.BodyFields(below) {
		if !f.Required && (!all || f.Type.Nullable()) {
			continue
		}
		name := strings.TrimPrefix(f.Name, "[].")
		name = name[strings.LastIndexByte(name, '.')+1:]
		out[name] = bodyValue(op, f, all)
	}
	return out
}

// wholeValue is a body that is a list or a map.
func wholeValue(op *catalog.Operation, all bool) any {
	switch op.BodyShape {
	case catalog.MapBody:
		return map[string]any{"22222222-2222-4333-8444-555555555555": objectValue(op, "{}", all)}
	case catalog.ArrayBody:
		if op.Body[0].Name == "[]" {
			return []any{scalarValue(op.Body[0])}
		}
		return []any{objectValue(op, "[]", all)}
	}
	return objectValue(op, "", all)
}

// TestEveryHelperInAPreview calls all helpers.
func TestEveryHelperInAPreview(t *testing.T) {
	t.Parallel()
	w, dir := newLawWorld(t, tenant.Assumptions{}), t.TempDir()
	w.trim()
	docs, err := builtins.HelperDocs()
	must(err)
	calls := helperCalls()
	for _, d := range docs {
		name := d.Service + "." + d.Name
		if calls[name] == nil {
			t.Errorf("%s is a helper that no call is written down for", name)
		}
		for i, call := range calls[name] {
			src := fmt.Sprintf("def main():\n    p = acc.projects.find(job_number = \"24-017\")\n    got = attempt(lambda: acc.%s%s)\n    print(got.ok, got.error)\n", name, call)
			plan, said := previewSource(t, w, dir, strings.ReplaceAll(fmt.Sprint(name, i), ".", "_"), src)
			if plan != nil && len(said) != 1 {
				t.Errorf("%s: the call did not come to an end: %v", name, said)
			}
		}
		delete(calls, name)
	}
	for name := range calls {
		t.Errorf("%s is no helper any more", name)
	}
	t.Logf("%d helpers called in previews", len(docs))
}

// helperCalls are calls of each helper, with p a project.
func helperCalls() map[string][]string {
	file := `[f for f in acc.folders.files(p, "Project Files/Drawings")][0]`
	return map[string][]string{
		"issues.subtype":                    {`(p, "Design")`},
		"issues.of":                         {`(p)`},
		"issues.add":                        {`(p, "Leak", "Design")`},
		"people.find":                       {`("priya.nair@harbourline.example")`},
		"photos.download":                   {`(p, "22222222-2222-4333-8444-555555555555")`},
		"sheets.ensure_version_set":         {`(p, "First set", issued = "2026-11-20")`},
		"forms.download":                    {`(p, "22222222-2222-4333-8444-555555555555")`},
		"account_users.find":                {`("priya.nair@harbourline.example")`},
		"account_users.ensure":              {`("new.one@harbourline.example", company = "Bluegate Electrical", role = "Architect")`},
		"account_users.remove":              {`("priya.nair@harbourline.example")`},
		"account_users.projects":            {`("priya.nair@harbourline.example")`},
		"account_users.get_user_by_email":   {`("priya.nair@harbourline.example")`},
		"account_users.get_users":           {`()`},
		"account_users.get_users_search":    {`(name = "Priya Nair")`},
		"account_users.patch_user":          {`("priya.nair@harbourline.example", default_role = "Architect")`},
		"business_units.find":               {`("Water")`},
		"business_units.ensure":             {`("Rail", parent = "Infrastructure")`},
		"business_units.get_business_units": {`()`},
		"companies.find":                    {`("Bluegate Electrical")`},
		"companies.ensure":                  {`("Fresh Paint Ltd", "Finishes")`, `("Bluegate Electrical", "Electrical", replace = True, city = "Bend")`},
		"companies.get_companies":           {`()`},
		"data_connector.wait":               {`("22222222-2222-4333-8444-555555555555", patience = 5)`},
		"data_connector.download":           {`("22222222-2222-4333-8444-555555555555")`},
		"data_management.rename_folder":     {`(p, acc.folders.get(p, "Project Files/Drawings").id, "Sheets")`},
		"data_management.delete_folder":     {`(p, acc.folders.get(p, "Project Files/Drawings").id)`},
		"data_management.restore_folder":    {`(p, acc.folders.get(p, "Project Files/Drawings").id)`},
		"files.upload":                      {`(p, "Project Files/Drawings", "plan.pdf")`, `(p, "Project Files/Fresh", "plan.pdf")`},
		"files.download":                    {`(p, ` + file + `)`},
		"files.wait_export":                 {`(p, "22222222-2222-4333-8444-555555555555", patience = 5)`},
		"files.export":                      {`(p, [` + file + `], "out.zip", patience = 5)`},
		"folders.find":                      {`(p, "Project Files/Drawings")`},
		"folders.get":                       {`(p, "Project Files/Drawings")`},
		"folders.ensure":                    {`(p, "Project Files/Fresh/Deeper")`},
		"folders.all":                       {`(p)`},
		"folders.files":                     {`(p, "Project Files/Drawings")`},
		"folders.permit":                    {`(p, "Project Files/Drawings", company = "Bluegate Electrical", level = "view")`},
		"folders.permissions":               {`(p)`},
		"forms.past":                        {`(p)`},
		"forms.with_people":                 {`(p)`},
		"forms.everywhere":                  {`(days = 1)`},
		"jobs.wait":                         {`(lambda: acc.projects.get(p), ["active"])`},
		"model_coordination.wait":           {`(p, "22222222-2222-4333-8444-555555555555", "33333333-2222-4333-8444-555555555555", patience = 5)`},
		"project_users.find":                {`(p, "priya.nair@harbourline.example")`},
		"project_users.ensure":              {`(p, "new.one@harbourline.example", company = "Bluegate Electrical", roles = ["Foreman"], access = "admin", invite = True)`},
		"project_users.remove":              {`(p, acc.project_users.list(p)[5].email)`},
		"project_users.get_user_by_email":   {`(p, "priya.nair@harbourline.example")`},
		"project_users.patch_project_users": {`([p, "24-018"], [m.email for m in acc.project_users.list(p)[4:8]])`},
		"project_users.delete_users":        {`(p, [m.email for m in acc.project_users.list(p)[4:8]])`},
		"project_users.get_users":           {`(p)`},
		"projects.find":                     {`("Harbour Point Tower")`},
		"projects.ensure":                   {`("Fresh Tower", "Office", jobNumber = "27-901", template = "Template - Commercial Building", business_unit = "Water")`},
		"projects.get_active_projects":      {`()`},
		"projects.get_all_active_projects":  {`()`},
		"projects.get_projects":             {`()`},
		"sheets.delete_version_set":         {`(p, "22222222-2222-4333-8444-555555555555")`},
		"sheets.upload":                     {`(p, "22222222-2222-4333-8444-555555555555", ["plan.pdf"])`},
		"sheets.wait_upload":                {`(p, "22222222-2222-4333-8444-555555555555", patience = 5)`},
		"sheets.publish":                    {`(p, "22222222-2222-4333-8444-555555555555", ["plan.pdf"], patience = 5)`},
		"sheets.wait_export":                {`(p, "22222222-2222-4333-8444-555555555555", patience = 5)`},
		"sheets.export":                     {`(p, ["22222222-2222-4333-8444-555555555555"], "out.pdf", patience = 5)`},
	}
}
