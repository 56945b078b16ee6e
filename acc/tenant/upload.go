package tenant

import (
	"accstar/acc"
	"accstar/acc/catalog"
)

// Uploads as a whole, see catalog.UploadFile: what they come to as far as a preview knows. Whoever carries them out makes the
// requests that they are composed of.

func uploadRules() map[string]handler {
	return map[string]handler{
		catalog.UploadFile: planUpload, catalog.StoreSheet: planStore,
		"sheets.create_upload": planSheetUpload, "sheets.publish_review_sheets": planPublish,
		"files.create_export": planJob, "sheets.create_export": planJob,
	}
}

// planJob is work that ACC begins and that changes nothing but itself.
func planJob(q *request) error {
	c := Collection{q.op.Entity, q.plainID(q.call.Path["project_id"])}
	id := q.store.NewID(c)
	q.change(c, id, nil, Record{"id": id})
	q.out.Value = q.unknownAnswer()
	return nil
}

func planSheetUpload(q *request) error {
	c, _ := q.collection(q.cat.Entity("sheet_upload"))
	rec, err := q.create(c, Record{"versionSetId": q.body()["versionSetId"]})
	q.out.Value = rec
	return err
}

func planPublish(q *request) error {
	c, _ := q.collection(q.cat.Entity("sheet_upload"))
	id := q.call.Path["upload_id"]
	held, err := q.get(c, id)
	if err != nil {
		return err
	}
	q.change(c, id, held, with(held, Record{"id": id, "status": q.only("sheet_upload", "status", ""), "publishing": true}))
	return nil
}

func planUpload(q *request) error {
	body := q.body()
	c := Collection{"item", q.plainID(q.call.Path["project_id"])}
	name, version := body["name"], whole(body["version"])
	id := text(body, "itemId")
	shown := func(n int64) Record {
		return Record{"id": id, "attributes": Record{"displayName": name}, "versionNumber": n}
	}
	if id == "" {
		id = q.store.NewID(c)
		q.change(c, id, nil, shown(version))
	} else {
		q.change(c, id, shown(version-1), shown(version))
	}
	q.out.Value = Record{"id": id, "name": name, "versionId": q.only("item", "versionId", ""), "versionNumber": version,
		"storageUrn": q.only("item", "storageUrn", ""), "size": sizeOf(body["file"])}
	return nil
}

func planStore(q *request) error {
	body := q.body()
	c := Collection{"stored_file", q.plainID(q.call.Path["project_id"])}
	id := q.store.NewID(c)
	rec := Record{"id": id, "name": body["name"], "size": sizeOf(body["file"])}
	q.change(c, id, nil, rec)
	q.out.Value = rec
	return nil
}

// sizeOf is the size of a file in a body, as it is given or as it is written down.
func sizeOf(v any) int64 {
	switch v := v.(type) {
	case acc.File:
		return v.Size
	case Record:
		return whole(v["size"])
	}
	return 0
}
