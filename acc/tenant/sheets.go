package tenant

import (
	"slices"
	"strings"
	"time"
)

// Sheets: PDFs are uploaded into a version set, looked through page by page, and published as sheets.

func sheetRules() map[string]handler {
	return map[string]handler{
		"sheets.batch_get":                 batchGet("sheet"),
		"sheets.batch_get_version_sets":    batchGet("version_set"),
		"sheets.batch_delete_version_sets": batchDelete("version_set", nil),
		"sheets.batch_delete":              batchDelete("sheet", deletedSheet),
		"sheets.batch_restore":             restoreSheets,
		"sheets.batch_update":              updateSheets,
		"sheets.list":                      listSheets,
		"sheets.create_storage":            sheetStorage,
		"sheets.create_upload":             createSheetUpload,
		"sheets.list_review_sheets":        listReviewSheets,
		"sheets.patch_review_sheets":       patchReviewSheets,
		"sheets.batch_get_thumbnails":      reviewThumbnails,
		"sheets.publish_review_sheets":     publishReviewSheets,
		"sheets.create_export":             createSheetExport,
		"sheets.get_export":                getSheetExport,
	}
}

// uploadTime is how long ACC takes to cut uploaded PDFs into pages, or to publish them.
const uploadTime = 6 * time.Second

func deletedSheet(q *request, rec Record) Record {
	return with(rec, Record{"deleted": true, "deletedAt": stamp(q.now), "deletedBy": q.callerUID(), "deletedByName": q.callerName(), "isCurrent": false})
}

// restoreSheets brings deleted sheets back; those that cannot be are said in the answer.
func restoreSheets(q *request) error {
	c, results, errors := q.childOf("sheet"), []any{}, []any{}
	for _, id := range q.listed() {
		rec, err := q.get(c, plain(id))
		if err != nil {
			return err
		}
		if rec == nil || rec["deleted"] != true {
			errors = append(errors, Record{"sheetId": id, "code": "ERR_NOT_DELETED", "title": "Not deleted", "detail": "There is no deleted sheet with this ID."})
			continue
		}
		q.change(c, plain(id), rec, with(rec, Record{"deleted": false, "deletedAt": "", "deletedBy": "", "deletedByName": "", "isCurrent": true}))
		results = append(results, Record{"id": id})
	}
	q.out.Value = Record{"results": results, "errors": errors}
	return nil
}

// updateSheets changes sheets alike, all or none.
func updateSheets(q *request) error {
	c, updates := q.childOf("sheet"), Record{}
	updates, _ = q.body()["updates"].(Record)
	list := []any{}
	for _, id := range q.listed() {
		rec, err := q.get(c, plain(id))
		if err != nil || rec == nil {
			return firstError(err, q.refuse(404, "there is no sheet %q", plain(id)))
		}
		after := with(rec, pick(updates, "number", []string{"title"}))
		if set := text(updates, "versionSetId"); set != "" {
			v, err := q.versionSet(set)
			if err != nil {
				return err
			}
			after["versionSet"] = shownSet(v)
		}
		after["tags"] = union(slices.DeleteFunc(slices.Clone(items(rec, "tags")), func(t any) bool { return slices.Contains(items(updates, "removeTags"), t) }),
			items(updates, "addTags"))
		q.touch("sheet", after)
		q.change(c, plain(id), rec, after)
		list = append(list, Record{"id": id})
	}
	q.out.Value = list
	return nil
}

func (q *request) versionSet(id string) (Record, error) {
	rec, err := q.get(Collection{"version_set", q.siteID()}, id)
	if err == nil && rec == nil {
		err = q.refuse(404, "there is no version set %q", id)
	}
	return rec, err
}

// shownSet is a version set as a sheet shows it.
func shownSet(v Record) Record {
	return Record{"id": v["id"], "name": v["name"], "issuanceDate": v["issuanceDate"], "deleted": false}
}

func listSheets(q *request) error {
	all, err := q.list(q.childOf("sheet"))
	if err != nil {
		return err
	}
	current, deleted := q.queryOr("currentOnly", "false") == "true", q.queryOr("isDeleted", "false") == "true"
	set, part, collection := q.wanted("filter[versionSetId]"), q.queryOr("searchText", ""), q.queryOr("collectionId", "")
	var out []Record
	for _, s := range all {
		id, _ := textAt(s, "versionSet.id")
		in, _ := textAt(s, "collection.id")
		if (s["deleted"] == true) == deleted && (!current || s["isCurrent"] == true) && (set == nil || slices.Contains(set, id)) &&
			(holdsText(text(s, "number"), part) || holdsText(text(s, "title"), part)) && (collection == "" || in == collection || collection == "notInCollection" && in == "") {
			out = append(out, s)
		}
	}
	q.answerList(out)
	return nil
}

// sheetStorage reserves an object that a PDF of sheets is uploaded to.
func sheetStorage(q *request) error {
	name := text(q.body(), "fileName")
	if name == "" {
		name = "sheets.pdf"
	}
	q.out.Value = Record{"urn": q.reserve(name, "sheets")}
	return nil
}

// createSheetUpload cuts uploaded PDFs into pages to be reviewed, which takes a while.
func createSheetUpload(q *request) error {
	set, err := q.versionSet(text(q.body(), "versionSetId"))
	if err != nil {
		return err
	}
	uploads := q.childOf("sheet_upload")
	now := stamp(q.now)
	upload := Record{"id": q.store.NewID(uploads), "versionSetId": set["id"], "status": "PROCESSING", "publishedAt": nil, "publishedBy": "", "publishedByName": "",
		"publishedCount": int64(0), "createdAt": now, "createdBy": q.callerUID(), "createdByName": q.callerName(), "updatedAt": now, "updatedBy": q.callerUID(),
		"updatedByName": q.callerName()}
	done := "IN_REVIEW"
	for i, x := range items(q.body(), "files") {
		file, _ := x.(Record)
		object, err := q.uploaded(text(file, "storageUrn"))
		if err != nil {
			return err
		}
		if text(object, "target") != "sheets" {
			return hinted(q.refuse(400, "files[%d]: %q is not storage for sheets", i, text(file, "storageUrn")), "Reserve it with sheets.create_storage.")
		}
		if !strings.EqualFold(extension(text(file, "name")), ".pdf") {
			done = "FAILED" // found out only when the file is worked on
			continue
		}
		q.reviewSheet(text(upload, "id"), text(file, "name"), text(file, "storageUrn"))
	}
	q.runJob(uploads, upload, Record{"status": done}, uploadTime)
	q.out.Value = upload
	return nil
}

// reviewSheet adds the page of an uploaded PDF that is to be reviewed. Its number and title are read from the file's name, as
// ACC reads them from the title block: "A-101 Ground Floor Plan.pdf".
func (q *request) reviewSheet(upload, name, storage string) {
	c := Collection{"review_sheet", upload}
	number, title := sheetName(name)
	id := q.store.NewID(c)
	page := Record{"id": id, "page": int64(1), "fileName": name, "number": number, "title": title, "deleted": false, "tags": []any{}, "rotation": int64(0),
		"processingState": "PROCESSING", "_storage": storage}
	q.change(c, id, nil, page)
	q.follow(uploadTime, Change{Collection: c, ID: id, Before: page, After: with(page, Record{"processingState": "READY"})})
}

// sheetName is the number and the title of a sheet by the name of its file.
func sheetName(file string) (number, title string) {
	base := strings.TrimSuffix(file, extension(file))
	number, title, found := strings.Cut(base, " ")
	if !found {
		return base, base
	}
	return number, strings.TrimLeft(title, "-–_ ")
}

// inReview is the upload that the call's path names, which must be waiting for its review.
func (q *request) inReview() (Record, error) {
	rec, err := q.stored("sheet_upload", q.call.Path["upload_id"])
	if err == nil && text(rec, "status") != "IN_REVIEW" {
		err = q.refuse(409, "the upload is %s, want one that is IN_REVIEW", text(rec, "status"))
	}
	return rec, err
}

func listReviewSheets(q *request) error {
	if _, err := q.inReview(); err != nil {
		return err
	}
	all, err := q.list(q.childOf("review_sheet"))
	if err == nil {
		q.answerList(all)
	}
	return err
}

func patchReviewSheets(q *request) error {
	if _, err := q.inReview(); err != nil {
		return err
	}
	c, list := q.childOf("review_sheet"), []any{}
	for i, x := range q.listed() {
		sent, _ := x.(Record)
		rec, err := q.latest(c, text(sent, "id"))
		if err != nil || rec == nil {
			return firstError(err, q.refuse(404, "[%d]: there is no sheet %q in the upload", i, text(sent, "id")))
		}
		if text(rec, "processingState") != "READY" {
			return q.refuse(409, "[%d]: the sheet is %s, want one that is READY", i, text(rec, "processingState"))
		}
		after := with(rec, without(sent, "id"))
		q.change(c, text(rec, "id"), rec, after)
		list = append(list, after)
	}
	q.out.Value = list
	return nil
}

func reviewThumbnails(q *request) error {
	if _, err := q.stored("sheet_upload", q.call.Path["upload_id"]); err != nil {
		return err
	}
	side := map[string]int64{"big": 400, "small": 200, "tiny": 100}[text(q.body(), "type")]
	list := []any{}
	for _, id := range items(q.body(), "reviewSheetIds") {
		rec, err := q.get(q.childOf("review_sheet"), plain(id))
		if err != nil {
			return err
		}
		if rec != nil {
			list = append(list, Record{"reviewSheetId": id, "signedUrl": Link{Object: text(rec, "_storage"), For: linkLife}, "size": []any{side, side * 2 / 3}})
		}
	}
	q.out.Value = list
	return nil
}

// publishReviewSheets makes sheets of the pages that are ready and not deleted, which takes a while. A sheet takes the place of one
// with the same number.
func publishReviewSheets(q *request) error {
	upload, err := q.inReview()
	if err != nil {
		return err
	}
	pages, err := q.list(q.childOf("review_sheet"))
	if err != nil {
		return err
	}
	set, err := q.versionSet(text(upload, "versionSetId"))
	if err != nil {
		return err
	}
	held, err := q.list(q.childOf("sheet"))
	if err != nil {
		return err
	}
	published := int64(0)
	for _, page := range pages {
		switch state := text(page, "processingState"); {
		case state != "READY" && state != "FAILED":
			return q.refuse(409, "the sheet %q is still %s", text(page, "number"), state)
		case state == "FAILED" || page["deleted"] == true:
			continue
		}
		published++
		for _, old := range held {
			if text(old, "number") == text(page, "number") && old["isCurrent"] == true {
				q.follow(uploadTime, Change{Collection: q.childOf("sheet"), ID: text(old, "id"), Before: old, After: with(old, Record{"isCurrent": false})})
			}
		}
		id := q.store.NewID(q.childOf("sheet"))
		sheet := sheetRecord(id, page, set, text(upload, "id"), stamp(q.now.Add(uploadTime)), q.callerUID(), q.callerName())
		q.follow(uploadTime, Change{Collection: q.childOf("sheet"), ID: id, After: sheet})
	}
	busy := with(upload, Record{"status": "PUBLISHING"})
	q.change(q.childOf("sheet_upload"), text(upload, "id"), upload, busy)
	q.follow(uploadTime, Change{Collection: q.childOf("sheet_upload"), ID: text(upload, "id"), Before: busy, After: with(busy, Record{"status": "PUBLISHED",
		"publishedAt": stamp(q.now.Add(uploadTime)), "publishedBy": q.callerUID(), "publishedByName": q.callerName(), "publishedCount": published})})
	return nil
}

// sheetRecord is a published sheet.
func sheetRecord(id string, page, set Record, upload, when, uid, name string) Record {
	return Record{"id": id, "number": page["number"], "title": page["title"], "tags": page["tags"], "versionSet": shownSet(set), "uploadFileName": page["fileName"],
		"uploadId": upload, "paperSize": []any{int64(36), int64(24)}, "isCurrent": true, "deleted": false, "deletedAt": "", "deletedBy": "", "deletedByName": "",
		"viewable": Record{"urn": "urn:adsk.viewing:fs.file:" + id, "guid": id}, "collection": nil, "createdAt": when, "createdBy": uid, "createdByName": name,
		"updatedAt": when, "updatedBy": uid, "updatedByName": name, "_storage": page["_storage"]}
}

func (q *request) sheetExports() Collection { return Collection{"sheet_export", q.siteID()} }

// createSheetExport puts sheets into one PDF, which takes a while.
func createSheetExport(q *request) error {
	var lines []string
	for _, id := range items(q.body(), "sheets") {
		rec, err := q.get(Collection{"sheet", q.siteID()}, plain(id))
		if err != nil || rec == nil {
			return firstError(err, q.refuse(404, "there is no sheet %q", plain(id)))
		}
		lines = append(lines, text(rec, "number")+" "+text(rec, "title"))
	}
	name, _ := textAt(q.body(), "options.outputFileName")
	if name == "" {
		name = "Sheets"
	}
	urn := q.keepBytes(name+".pdf", pdfPage(append([]string{text(q.site, "name")}, lines...)...))
	job := q.beginJob(q.sheetExports(), Record{"status": "processing", "_object": urn}, Record{"status": "successful"})
	q.out.Value = Record{"id": job["id"], "status": "processing"}
	return nil
}

func getSheetExport(q *request) error { return q.exported(q.sheetExports()) }

// exported answers with how far an export has come, and where its file is when it is done.
func (q *request) exported(c Collection) error {
	job, err := q.job(c, q.call.Path["export_id"])
	if err != nil {
		return err
	}
	q.bare = true
	q.out.Value = Record{"id": job["id"], "status": job["status"]}
	if text(job, "status") == "successful" {
		q.out.Value = Record{"id": job["id"], "status": job["status"], "result": Record{
			"output": Record{"signedUrl": Link{Object: text(job, "_object"), For: linkLife}, "failedFiles": []any{}}, "error": nil}}
	}
	return nil
}
