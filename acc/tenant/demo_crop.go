package tenant

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"accstar/acc/catalog"
)

// What the projects of the demo account hold beside their people, from folders to cost, is made when it is first looked at, one
// project at a time: nobody looks at all of it. It is the same each time, save that its dates follow from when the account began,
// so that nothing of it need be kept but what has been changed.

// crop is what grows in an account by itself. It is guarded by the account's mutex.
type crop struct {
	begun time.Time
	base  func() *demo
	tags  map[string]string   // the project of an ID's tag
	ripe  map[string]bool     // projects whose content is there
	grown map[Collection]bool // collections that grew
	kept  map[Collection]bool // those that have been changed since, which a snapshot holds
}

func newCrop(begun time.Time, base func() *demo) *crop {
	return &crop{begun: begun, base: base, ripe: map[string]bool{}, grown: map[Collection]bool{}, kept: map[Collection]bool{}}
}

// grows reports whether records of an entity may be content that grows.
func grows(entity string) bool {
	switch entity {
	case "project", "member", "account_user", "company", "project_company", "business_unit", "role", "hub", "docs_project", "bucket",
		"service_account", "service_account_key", "upload_session", "upload_part":
		return false
	}
	return true
}

// projectOf is the project that a record of a collection belongs to; the account itself for what belongs to no project; "" for
// what does not grow.
func (k *crop) projectOf(c Collection) string {
	if !grows(c.Entity) {
		return ""
	}
	if k.tags == nil {
		k.tags = map[string]string{tagOf(demoAccountID): demoAccountID}
		for project, site := range k.base().sites {
			top := []string{project, rootFolder(project), folderID(project, projectFiles), folderID(project, photosFolder)}
			for _, id := range append(top, site.folders...) {
				k.tags[tagOf(id)] = project
			}
		}
	}
	if c.Parent == "" {
		return demoAccountID
	}
	if c.Parent == docsBucket {
		return ""
	}
	return k.tags[tagOf(c.Parent)]
}

// tagOf is the part of an ID that tells which project it belongs to: all IDs of content begin as the project's own does.
func tagOf(id string) string {
	id = id[strings.LastIndexByte(id, ':')+1:]
	id = strings.TrimPrefix(strings.TrimPrefix(id, "co."), "vf.")
	if len(id) < 8 {
		return ""
	}
	return strings.ToLower(id[:8])
}

// prepare sees to it that what a look at a collection is to find has grown.
func (m *Memory) prepare(c Collection) {
	if m.crop == nil || !grows(c.Entity) {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.crop.grow(m, m.crop.projectOf(c))
}

// grownObjects are the objects behind the files of a project's content.
func grownObjects(project string) Collection { return Collection{"grown_object", project} }

// grownObject is an object behind a file of some project's content; nil if there is none with that key. The account's mutex is
// not held.
func (m *Memory) grownObject(key string) Record {
	if m.crop == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.crop.projectOf(grownObjects("")) // fills the tags
	project := m.crop.tags[tagOf(key)]
	m.crop.grow(m, project)
	return m.tables[grownObjects(project)].get(key)
}

// change notes that a record is going to be changed.
func (k *crop) change(m *Memory, c Collection) {
	if project := k.projectOf(c); project != "" {
		k.grow(m, project)
		if k.grown[c] {
			k.kept[c] = true
		}
	}
}

// keep notes that a snapshot holds a collection.
func (k *crop) keep(c Collection) {
	if grows(c.Entity) {
		k.grown[c], k.kept[c] = true, true
	}
}

// changed returns the collections that a snapshot holds: all but those that are as they grew.
func (k *crop) changed(all []Collection) []Collection {
	var out []Collection
	seen := map[Collection]bool{}
	for _, c := range all {
		seen[c] = true
		if !k.grown[c] || k.kept[c] {
			out = append(out, c)
		}
	}
	for c := range k.kept {
		if !seen[c] {
			out = append(out, c) // all its records have been removed
		}
	}
	return out
}

// grow makes a project's content, but for collections that a snapshot held.
func (k *crop) grow(m *Memory, project string) {
	if project == "" || k.ripe[project] {
		return
	}
	k.ripe[project] = true
	f := &field{crop: k, cat: m.cat, demo: k.base()}
	f.sow(project)
	for _, c := range f.changes {
		if !k.kept[c.Collection] {
			k.grown[c.Collection] = true
			m.store(c)
		}
	}
}

// field is where the content of one project grows.
type field struct {
	*crop
	cat     *catalog.Catalogue
	demo    *demo
	site    *demoSite
	id      string // of the project
	n       int
	changes []Change
	models  []madeFile
	first   madeFile // the first drawing
}

// newID is the ID of the next record, of the form that such records have.
func (f *field) newID(entity string) string {
	f.n++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/%d", f.id, entity, f.n))
	tag := tagOf(f.id)
	switch entity {
	case "folder":
		return "urn:adsk.wipprod:fs.folder:co." + strings.ToUpper(tag) + letters(sum[:14])
	case "item":
		return "urn:adsk.wipprod:dm.lineage:" + strings.ToUpper(tag) + letters(sum[:14])
	}
	sum[6] = sum[6]&0x0f | 0x50
	sum[8] = sum[8]&0x3f | 0x80
	return fmt.Sprintf("%s-%x-%x-%x-%x", tag, sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// add puts a record into a collection, under an ID of its own if it has none, with every field that the catalogue declares.
func (f *field) add(entity, parent string, rec Record) Record {
	e := f.cat.Entity(entity)
	idField := "id"
	if e != nil && len(e.IDs) > 0 {
		idField = e.IDs[0]
	}
	if rec[idField] == nil {
		rec[idField] = f.newID(entity)
	}
	f.changes = append(f.changes, Change{Collection: Collection{entity, parent}, ID: idText(rec, idField), After: rec})
	return rec
}

// ago is an instant some days before the account began, at an hour of that day.
func (f *field) ago(days, hour int) string {
	return stamp(f.begun.AddDate(0, 0, -days).Add(time.Duration(hour)*time.Hour + time.Duration((7*days+13*hour)%60)*time.Minute))
}

// day is a date some days before the account began, or after it where they are negative.
func (f *field) day(ago int) string { return f.begun.AddDate(0, 0, -ago).Format(time.DateOnly) }

// who is the n-th member of the team, going round.
func (f *field) who(n int) Record { return f.site.team[n%len(f.site.team)] }

// uid is the Autodesk ID of the n-th member of the team.
func (f *field) uid(n int) string { return text(f.who(n), "autodeskId") }

// person is the name of the n-th member of the team.
func (f *field) person(n int) string { return text(f.who(n), "name") }

// pickOf is the n-th of a list, going round.
func pickOf[T any](list []T, n int) T { return list[n%len(list)] }
