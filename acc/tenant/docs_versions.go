package tenant

import (
	"path"
	"slices"
	"strings"
)

// Versions of files: another upload, a copy, or a deletion is always a new one.

func versionRules() map[string]handler {
	return map[string]handler{
		"data_management.create_version":                createVersion,
		"data_management.list_version_download_formats": downloadFormats,
		"data_management.list_version_downloads":        noDownloads,
		"data_management.create_download":               createDownload,
		"data_management.get_download_job":              getDownloadJob,
		"data_management.get_download":                  getDownload,
	}
}

// deletedVersion is the type of the version that deletes a file.
const deletedVersion = "versions:autodesk.core:Deleted"

// createVersion adds a version to a file, or deletes it; a copy of an earlier version restores a deleted one.
func createVersion(q *request) error {
	sent, _ := q.body()["data"].(Record)
	id, _ := textAt(sent, "relationships.item.data.id")
	if from, ok := q.call.QueryValue("copyFrom"); ok && id == "" {
		v, err := q.versionAt(from)
		if err != nil {
			return err
		}
		id, _ = textAt(v, "relationships.item.data.id")
	}
	if id == "" {
		return q.refuse(400, "data.relationships.item.data.id: missing")
	}
	item, err := q.itemAt(id)
	if err != nil {
		return err
	}
	if by, _ := textAt(item, "attributes.reservedUserId"); by != "" && by != q.callerUID() {
		return q.refuse(423, "the file is locked by somebody else")
	}
	held, err := q.versionsOf(id)
	if err != nil {
		return err
	}
	if kind, _ := textAt(sent, "attributes.extension.type"); kind == deletedVersion {
		return q.deleteFile(item, held[0])
	}
	from, err := q.sourceOf(sent)
	if err != nil {
		return err
	}
	name := nameOf(sent)
	if name == "" {
		name = from.name
	}
	if err := q.fileName("data.attributes.name", name); err != nil {
		return err
	}
	if err := q.refuseTakenFile(parentFolder(item), name, id); err != nil {
		return err
	}
	kind, _ := textAt(sent, "attributes.extension.type")
	v := q.newVersion(id, numberOf(held[0])+1, name, kind, from)
	after := q.tipped(item, v, false)
	q.addVersion(v)
	q.change(q.itemsHere(), id, item, after)
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": v, "included": []any{after}}
	return nil
}

// tipped is a file with another tip version.
func (q *request) tipped(item, tip Record, hidden bool) Record {
	attributes, _ := item["attributes"].(Record)
	relationships, _ := item["relationships"].(Record)
	return with(item, Record{
		"attributes": with(attributes, Record{"displayName": nameOf(tip), "hidden": hidden, "lastModifiedTime": stamp(q.now),
			"lastModifiedUserId": q.callerUID(), "lastModifiedUserName": q.callerName()}),
		"relationships": with(relationships, Record{"tip": linked("versions", text(tip, "id"))}),
	})
}

// deleteFile adds the version that deletes a file.
func (q *request) deleteFile(item, tip Record) error {
	if hiddenFolder(item) {
		return q.refuse(409, "the file has been deleted already")
	}
	id := text(item, "id")
	v := versionRecord(id, numberOf(tip)+1, q.store.NewID(Collection{"deleted_name", ""}), "", 0, stamp(q.now), q.callerUID(), q.callerName())
	attributes, _ := v["attributes"].(Record)
	attributes["extension"] = Record{"type": deletedVersion, "version": "1.0", "data": Record{"originalName": nameOf(tip)}}
	v["relationships"] = Record{"item": linked("items", id)}
	after := q.tipped(item, v, true)
	q.change(q.versionsHere(), text(v, "id"), nil, v)
	q.change(q.itemsHere(), id, item, after)
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": v, "included": []any{after}}
	return nil
}

// formatsOf are the formats that a file can be converted to.
func formatsOf(name string) []any {
	switch strings.ToLower(path.Ext(name)) {
	case ".rvt", ".ifc":
		return []any{Record{"fileType": "ifc"}, Record{"fileType": "dwfx"}}
	case ".dwg":
		return []any{Record{"fileType": "pdf"}, Record{"fileType": "dwfx"}}
	}
	return []any{}
}

func downloadFormats(q *request) error {
	v, err := q.versionAt(q.call.Path["version_id"])
	if err != nil {
		return err
	}
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "downloadFormats", "id": text(v, "id"),
		"attributes": Record{"formats": formatsOf(nameOf(v))}}}
	return nil
}

// noDownloads answers with nothing, as Autodesk documents.
func noDownloads(q *request) error {
	_, err := q.versionAt(q.call.Path["version_id"])
	q.out.Value = []any{}
	return err
}

func (q *request) downloadJobs() Collection { return Collection{"download_job", q.siteID()} }

// createDownload begins to convert a version.
func createDownload(q *request) error {
	id, _ := textAt(q.body(), "data.relationships.source.data.id")
	wanted, _ := textAt(q.body(), "data.attributes.format.fileType")
	v, err := q.versionAt(id)
	if err != nil {
		return err
	}
	var offered []string
	for _, f := range formatsOf(nameOf(v)) {
		offered = append(offered, text(f.(Record), "fileType"))
	}
	if !slices.Contains(offered, wanted) {
		return q.refuse(400, "%q cannot be converted to %q, only to: %s", nameOf(v), wanted, strings.Join(offered, ", "))
	}
	name := strings.TrimSuffix(nameOf(v), path.Ext(nameOf(v))) + "." + wanted
	storage := q.keepBytes(name, []byte("Made from "+nameOf(v)+" by the practice account.\n"))
	job := q.beginJob(q.downloadJobs(), Record{"status": "queued", "fileType": wanted, "storage": storage}, Record{"status": "finished"})
	q.out.Value = []any{Record{"type": "jobs", "id": job["id"], "attributes": Record{"status": "queued"}}}
	return nil
}

func getDownloadJob(q *request) error {
	job, err := q.job(q.downloadJobs(), q.call.Path["job_id"])
	if err != nil {
		return err
	}
	if text(job, "status") == "finished" {
		q.out.Status, q.out.Location = 303, "/data/v1/projects/"+q.call.Path["project_id"]+"/downloads/"+text(job, "id")
	}
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "jobs", "id": job["id"], "attributes": Record{"status": job["status"]}}}
	return nil
}

func getDownload(q *request) error {
	job, err := q.job(q.downloadJobs(), q.call.Path["download_id"])
	if err != nil {
		return err
	}
	if text(job, "status") != "finished" {
		return q.refuse(404, "the download %q is not ready", text(job, "id"))
	}
	urn := text(job, "storage")
	storage := linked("objects", urn)
	storage["meta"] = Record{"link": Record{"href": Link{Object: urn, For: linkLife}}}
	q.out.Value = Record{"jsonapi": Record{"version": "1.0"}, "data": Record{"type": "downloads", "id": job["id"],
		"attributes": Record{"format": Record{"fileType": job["fileType"]}}, "relationships": Record{"storage": storage}}}
	return nil
}
