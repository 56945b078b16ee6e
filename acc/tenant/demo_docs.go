package tenant

import (
	"bytes"
	"fmt"
	"path"
	"strings"
)

// sow makes the content of a project, or of the account itself.
func (f *field) sow(project string) {
	f.id = project
	if project == demoAccountID {
		f.sowAccount()
		return
	}
	f.site = f.demo.sites[project]
	if f.site.plan.platform == "bim360" {
		return
	}
	f.sowDocs()
	if f.site.plan.classification == "template" || f.site.plan.status == "pending" {
		return
	}
	f.sowLocations()
	f.sowIssues()
	f.sowRFIs()
	f.sowSubmittals()
	f.sowForms()
	f.sowPhotos()
	f.sowSheets()
	f.sowAssets()
	f.sowReviews()
	f.sowTransmittals()
	f.sowTakeoff()
	f.sowAutoSpecs()
	f.sowModels()
	f.sowCost()
	f.sowRelationships()
}

// drawing is a drawing or another document of a project.
type drawing struct{ number, title string }

// name is the name of its file.
func (d drawing) name() string { return strings.TrimSpace(d.number+" "+d.title) + ".pdf" }

// discipline is a folder of drawings.
type discipline struct {
	name  string
	sheet []drawing
}

func demoDrawings() []discipline {
	return []discipline{
		{"Architectural", []drawing{
			{"A-001", "Cover Sheet and Drawing List"}, {"A-101", "Ground Floor Plan"}, {"A-102", "Second Floor Plan"}, {"A-103", "Roof Plan"},
			{"A-201", "North and South Elevations"}, {"A-301", "Building Sections"}, {"A-501", "Wall Types and Details"},
		}},
		{"Structural", []drawing{
			{"S-001", "General Structural Notes"}, {"S-101", "Foundation Plan"}, {"S-102", "Second Floor Framing Plan"}, {"S-301", "Concrete Details"},
		}},
		{"MEP", []drawing{
			{"M-101", "Ground Floor Mechanical Plan"}, {"M-601", "Mechanical Schedules"}, {"E-101", "Ground Floor Power Plan"}, {"P-101", "Underslab Plumbing Plan"},
		}},
	}
}

func demoSpecifications() []drawing {
	return []drawing{
		{"", "Project Manual"}, {"03 30 00", "Cast-in-Place Concrete"}, {"05 12 00", "Structural Steel Framing"}, {"07 92 00", "Joint Sealants"},
		{"08 44 13", "Glazed Aluminum Curtain Walls"}, {"09 29 00", "Gypsum Board"}, {"23 05 00", "Common Work Results for HVAC"},
	}
}

// madeFile is a file of a project's content.
type madeFile struct{ item, version Record }

// sowDocs makes folders, files, and who may do what in them.
func (f *field) sowDocs() {
	begun := text(f.site.project, "createdAt")
	top := folderID(f.id, projectFiles)
	for i, name := range firstFolders() {
		f.add("folder", f.id, newFolder(f.site.folders[i], name, top, begun))
	}
	drawings, models, specifications := f.site.folders[0], f.site.folders[1], f.site.folders[2]
	var first madeFile
	for i, d := range demoDrawings() {
		folder := f.newID("folder")
		f.add("folder", f.id, newFolder(folder, d.name, drawings, f.ago(200-i, 9)))
		for k, sheet := range d.sheet {
			versions := 1 + (i+k+f.site.index)%3
			file := f.addFile(folder, sheet.name(), versions, 90-5*k-i)
			if first.item == nil {
				first = file
			}
		}
	}
	for k, s := range demoSpecifications() {
		f.addFile(specifications, s.name(), 1, 150-k)
	}
	for k, name := range []string{"Architecture", "Structure"} {
		f.models = append(f.models, f.addModel(models, f.label()+" "+name+".rvt", 2, 60-k))
	}
	gone := f.addFile(specifications, "07 21 00 Thermal Insulation.pdf", 1, 120)
	attributes, _ := gone.item["attributes"].(Record)
	attributes["hidden"] = true
	f.first = first
	f.sowReferences(first, drawings)
	f.add("attribute_item", f.id, Record{"value": "Z1", "description": "North of grid D"})
	f.add("attribute_item", f.id, Record{"value": "Z2", "description": "South of grid D"})
	f.sowPermissions(top, drawings, specifications)
	f.sowAttributes(drawings, first)
}

// label is what people call the project: its job number, or the beginning of its name.
func (f *field) label() string {
	if job := text(f.site.project, "jobNumber"); job != "" {
		return job
	}
	name, _, _ := strings.Cut(text(f.site.project, "name"), " ")
	return name
}

// addFile puts a file with some versions into a folder, the last of them so many days old.
func (f *field) addFile(folder, name string, versions, days int) madeFile {
	item := f.newID("item")
	var v Record
	for n := 1; n <= versions; n++ {
		v = f.addVersion(item, n, name, days+21*(versions-n))
	}
	return madeFile{f.add("item", f.id, itemRecord(item, folder, v)), v}
}

// addVersion adds a version of a file together with its bytes.
func (f *field) addVersion(item string, n int, name string, days int) Record {
	data := f.bytesOf(name, n)
	key := f.newID("object") + path.Ext(name)
	at := f.ago(days, 8+n)
	object := inlineObject(docsBucket, key, data, at)
	f.changes = append(f.changes, Change{Collection: grownObjects(f.id), ID: key, After: with(object, Record{"id": key})})
	v := versionRecord(item, int64(n), name, objectURN(docsBucket, key), int64(len(data)), at, f.uid(n), f.person(n))
	return f.add("version", f.id, v)
}

// addModel puts a Revit cloud model into a folder.
func (f *field) addModel(folder, name string, versions, days int) madeFile {
	m := f.addFile(folder, name, versions, days)
	retype := func(rec Record, kind string) {
		extension, _ := at(rec, "attributes.extension")
		extension.(Record)["type"] = kind
	}
	retype(m.item, "items:autodesk.bim360:C4RModel")
	retype(m.version, "versions:autodesk.bim360:C4RModel")
	return m
}

// bytesOf are the bytes of a version of a file: a page that says what it is, or for what is no PDF a line of text.
func (f *field) bytesOf(name string, n int) []byte {
	lines := []string{strings.TrimSuffix(name, path.Ext(name)), text(f.site.project, "name"), fmt.Sprintf("Version %d", n), DemoAccount().Name}
	if path.Ext(name) == ".pdf" {
		return pdfPage(lines...)
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// pdfPage is a PDF of one page with some lines of text.
func pdfPage(lines ...string) []byte {
	var page bytes.Buffer
	page.WriteString("BT /F1 18 Tf 72 720 Td 24 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&page, "(%s) Tj T*\n", strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(plainASCII(l)))
	}
	page.WriteString("ET\n")
	var out bytes.Buffer
	var at []int
	out.WriteString("%PDF-1.4\n")
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", page.Len(), page.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	} {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	from := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, from)
	return out.Bytes()
}

// plainASCII is text with a question mark for every letter that the PDF's font has not got.
func plainASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, s)
}

// sowReferences relates the first drawing to a specification, and links it to a page outside.
func (f *field) sowReferences(first madeFile, folder string) {
	f.add("docs_ref", f.id, Record{"fromType": "versions", "fromId": first.version["id"], "toType": "items", "toId": first.item["id"],
		"refType": "auxiliary", "extension": Record{"type": "auxiliary:autodesk.core:Attachment", "version": "1.0"}})
	f.add("docs_ref", f.id, Record{"fromType": "folders", "fromId": folder, "toType": "items", "toId": first.item["id"],
		"refType": "auxiliary", "extension": Record{"type": "auxiliary:autodesk.core:Attachment", "version": "1.0"}})
	for _, of := range []string{folder, text(first.item, "id"), text(first.version, "id")} {
		f.add("docs_link", f.id, Record{"type": "links", "of": of, "meta": Record{"link": Record{"href": "https://harbourline.example/standards/drawings"},
			"mimeType": "text/html", "data": Record{"type": "links", "id": "standards"}, "extension": Record{"type": "links:autodesk.core:Link", "version": "1.0"}}})
	}
}

// sowPermissions gives roles, companies and a person rights, the way that builders do: everybody sees, few change.
func (f *field) sowPermissions(top, drawings, specifications string) {
	view, download := []any{"VIEW", "COLLABORATE"}, []any{"VIEW", "DOWNLOAD", "COLLABORATE"}
	edit := []any{"PUBLISH", "VIEW", "DOWNLOAD", "COLLABORATE", "PUBLISH_MARKUP", "EDIT"}
	set := func(folder, kind string, id any, actions []any) {
		if id != nil {
			f.add("folder_permission", folder, Record{"subjectId": id, "subjectType": kind, "actions": actions})
		}
	}
	set(top, "ROLE", f.demo.roles["Project Manager"]["id"], edit)
	set(top, "ROLE", f.demo.roles["Superintendent"]["id"], download)
	set(drawings, "ROLE", f.demo.roles["Architect"]["id"], edit)
	set(drawings, "COMPANY", f.companyOf(len(f.site.team)-1), download)
	set(specifications, "COMPANY", f.companyOf(len(f.site.team)-1), view)
	set(specifications, "USER", f.who(len(f.site.team) - 1)["id"], edit)
}

// companyOf is the ID of the company of the n-th member of the team.
func (f *field) companyOf(n int) any { return f.who(n)["companyId"] }

// sowAttributes gives files attributes, and packs some into a package.
func (f *field) sowAttributes(folder string, first madeFile) {
	for i, a := range []struct {
		name, kind string
		values     []any
	}{
		{"Discipline", "array", []any{"Architectural", "Structural", "MEP"}}, {"Issue date", "date", nil}, {"Originator", "string", nil},
	} {
		id := int64(1000*f.site.index + i + 1)
		f.add("folder_attribute", folder, Record{"id": id, "name": a.name, "type": a.kind, "arrayValues": append([]any{}, a.values...)})
		options := []any{}
		for _, v := range a.values {
			options = append(options, Record{"value": v, "description": ""})
		}
		f.add("docs_attribute", f.id, f.dated(Record{"id": id, "name": a.name, "type": a.kind, "description": nil, "arrayOptions": options,
			"namingStandardIds": []any{}}, 180))
	}
	f.add("docs_attribute", f.id, f.dated(Record{"id": int64(1000*f.site.index + 4), "name": "Zone", "type": "largeList", "description": "Where on site",
		"arrayOptions": []any{}, "namingStandardIds": []any{}}, 180))
	standard := f.add("naming_standard", f.id, Record{"name": "Drawings", "definition": Record{"delimiter": "-", "fields": []any{
		Record{"name": "Discipline", "type": "ARRAY", "attributeId": int64(1), "optional": false, "defaultValue": "", "description": "",
			"options": []any{Record{"value": "A", "description": "Architectural"}, Record{"value": "S", "description": "Structural"}}},
		Record{"name": "Number", "type": "NUMERIC", "attributeId": int64(2), "optional": false, "minLength": int64(3), "maxLength": int64(3), "defaultValue": "",
			"description": "", "options": []any{}},
	}, "metadata": []any{}}})
	for _, c := range f.changes {
		if c.Collection.Entity == "folder" && c.ID == folder {
			data, _ := at(c.After, "attributes.extension.data")
			data.(Record)["namingStandardIds"] = []any{standard["id"]}
		}
	}
	pack := f.add("file_package", f.id, Record{"displayId": int64(1), "name": "Issued for construction", "description": "Drawings that the site builds from",
		"versionType": "FIXED", "resourceCount": int64(1), "locked": true, "lockedAt": f.ago(20, 16), "lockedBy": f.uid(0),
		"createdAt": f.ago(21, 9), "createdBy": f.uid(0), "updatedAt": f.ago(20, 16), "updatedBy": f.uid(0)})
	f.add("package_resource", text(pack, "id"), Record{"version": first.version["id"]})
}

// dated is a record of which a person of the team says when it was made and changed.
func (f *field) dated(rec Record, days int) Record {
	by := Record{"id": f.uid(days), "name": f.person(days)}
	return with(rec, Record{"createdAt": f.ago(days, 9), "createdBy": by, "updatedAt": f.ago(days, 9), "updatedBy": by})
}
