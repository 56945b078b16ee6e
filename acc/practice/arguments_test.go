package practice

import (
	"fmt"

	"accstar/acc/tenant"
)

// special are the arguments of operations that do not follow from the catalogue alone, by their full names.
func (d *driver) special() map[string]func() arguments {
	out := map[string]func() arguments{}
	for _, of := range []map[string]func() arguments{d.docsArguments(), d.storageArguments(), d.fieldArguments(), d.costArguments(), d.coordinationArguments(), d.otherArguments()} {
		for name, f := range of {
			out[name] = f
		}
	}
	return out
}

// object is a JSON object in a test.
type object = map[string]any

func body(b any) func() arguments { return func() arguments { return arguments{body: b} } }

// resources is the body of a command about something.
func resources(kind, id string) object {
	return object{"data": object{"relationships": object{"resources": object{"data": []any{object{"type": kind, "id": id}}}}}}
}

func (d *driver) docsArguments() map[string]func() arguments {
	ref := func() arguments {
		return arguments{body: object{"data": object{"type": "items", "id": d.docs()["item"], "meta": object{"extension": object{
			"type": "auxiliary:autodesk.core:Attachment", "version": "1.0"}}}}}
	}
	command := func(kind, name string) func() arguments {
		return func() arguments { return arguments{body: resources(kind, d.docs()[name])} }
	}
	file := object{"type": "versions:autodesk.bim360:File", "version": "1.0"}
	notInACC := func(kind, id string) func() arguments { // files of ACC cannot be renamed like this, as Autodesk documents
		return func() arguments {
			return arguments{status: 403, body: object{"data": object{"id": d.docs()[id], "attributes": object{}}}}
		}
	}
	return map[string]func() arguments{
		"data_management.create_folder_relationship_ref":  ref,
		"data_management.create_item_relationship_ref":    ref,
		"data_management.create_version_relationship_ref": ref,
		"data_management.check_permission":                command("folders", "folder"),
		"data_management.list_items":                      command("items", "item"),
		"data_management.list_refs":                       command("versions", "version"),
		"data_management.publish_model":                   command("items", "model"),
		"data_management.publish_without_links":           func() arguments { d.clock.advance(jobWait); return command("items", "model")() },
		"data_management.get_publish_model_job":           command("items", "model"),
		"data_management.patch_item":                      notInACC("items", "item"),
		"data_management.patch_version":                   notInACC("versions", "version"),
		"data_management.create_folder": func() arguments {
			return arguments{body: object{"data": object{"attributes": object{"name": "Driven"}, "relationships": object{"parent": data("folders", d.docs()["folder"])}}}}
		},
		"data_management.patch_folder": func() arguments {
			id := d.fresh["folder"]
			return arguments{path: map[string]string{"folder_id": id}, body: object{"data": object{"id": id, "attributes": object{"name": "Renamed"}}}}
		},
		"data_management.create_storage": func() arguments {
			return arguments{body: object{"data": object{"attributes": object{"name": "x.pdf"}, "relationships": object{"target": data("folders", d.docs()["folder"])}}}}
		},
		"data_management.create_item": func() arguments {
			return arguments{body: object{"data": object{"relationships": object{"parent": data("folders", d.docs()["folder"])}},
				"included": []any{object{"type": "versions", "id": "1", "attributes": object{"name": "new.pdf", "extension": file},
					"relationships": object{"storage": data("objects", d.stored())}}}}}
		},
		"data_management.create_version": func() arguments {
			return arguments{body: object{"data": object{"attributes": object{"name": "revised.pdf", "extension": file},
				"relationships": object{"item": data("items", d.docs()["item"]), "storage": data("objects", d.stored())}}}}
		},
		"data_management.list_version_download_formats": func() arguments {
			return arguments{path: map[string]string{"version_id": d.docs()["model version"]}}
		},
		"data_management.create_download": func() arguments {
			return arguments{body: object{"data": object{"attributes": object{"format": object{"fileType": "ifc"}}, "relationships": object{
				"source": data("versions", d.docs()["model version"])}}}}
		},
		"data_management.get_download_job": func() arguments {
			job := d.drive(testCatalogue().Must("data_management.create_download"), d.special()["data_management.create_download"]())
			return arguments{path: map[string]string{"job_id": fmt.Sprint(job.at("data.0.id"))}}
		},
		"data_management.get_download": func() arguments { d.clock.advance(jobWait); return arguments{} },
		"data_management.search_folder": func() arguments {
			return arguments{query: map[string]string{"filter[fileType]": "pdf"}}
		},
		"files.batch_get_versions": func() arguments { return arguments{body: object{"urns": []any{d.docs()["version"], "urn:unknown"}}} },
		"files.create_export":      func() arguments { return arguments{body: object{"fileVersions": []any{d.docs()["version"]}}} },
		"files.get_export":         func() arguments { d.clock.advance(jobWait); return arguments{} },
		"files.batch_update_custom_attributes": func() arguments {
			return arguments{body: []any{object{"id": d.number("files.list_custom_attribute_definitions", "results.0.id"), "value": "MEP"}}}
		},
		"files.list_linked_files":        func() arguments { return arguments{path: map[string]string{"version_id": d.docs()["model version"]}} },
		"files.batch_create_permissions": func() arguments { return arguments{body: []any{d.right("VIEW", "COLLABORATE")}} },
		"files.batch_update_permissions": func() arguments { return arguments{body: []any{d.right("VIEW", "DOWNLOAD", "COLLABORATE")}} },
		"files.batch_delete_permissions": func() arguments {
			r := d.right()
			delete(r, "actions")
			return arguments{body: []any{r}}
		},
	}
}

// right gives a member of the project who has none rights on a folder.
func (d *driver) right(actions ...any) object {
	d.t.Helper()
	members, err := d.account().List(d.t.Context(), tenant.Collection{Entity: "member", Parent: d.project})
	if err != nil {
		d.t.Fatal(err)
	}
	if d.known["member"] == "" {
		d.known["member"] = members[len(members)/2]["id"].(string)
	}
	return object{"subjectId": d.known["member"], "subjectType": "USER", "actions": actions}
}

// number is a whole number at a path of an operation's answer.
func (d *driver) number(id, path string) any {
	d.get(id, path)
	return d.answers[id].at(path)
}

func (d *driver) storageArguments() map[string]func() arguments {
	object1 := func() arguments { // an object of the app's own bucket, uploaded through a signed address
		d.upload("plan.pdf")
		return arguments{}
	}
	return map[string]func() arguments{
		"oss.create_bucket":           body(object{"bucketKey": "harbourline-more", "policyKey": "transient"}),
		"oss.get_signed_upload":       func() arguments { return arguments{} },
		"oss.batch_get_signed_upload": body(object{"requests": []any{object{"objectKey": "other.pdf"}}}),
		"oss.complete_upload":         func() arguments { return arguments{body: object{"uploadKey": d.session("plan.pdf")}} },
		"oss.batch_complete_upload": func() arguments {
			return arguments{body: object{"requests": []any{object{"objectKey": "more.pdf", "uploadKey": d.session("more.pdf")}}}}
		},
		"oss.get_object":          object1,
		"oss.list_objects":        object1,
		"oss.get_signed_download": object1,
		"oss.batch_get_signed_download": func() arguments {
			object1()
			return arguments{body: object{"requests": []any{object{"objectKey": "plan.pdf"}}}}
		},
		"oss.copy_object":       object1,
		"oss.create_signed_url": object1,
		"oss.delete_object":     object1,
	}
}

const ownBucket = "/oss/v2/buckets/harbourline-drive/objects/"

// session begins an upload to the app's own bucket, leaves the bytes, and returns its key.
func (d *driver) session(key string) string {
	d.t.Helper()
	d.token = d.appToken("bucket:create data:write data:create")
	d.call("POST", "/oss/v2/buckets", object{"bucketKey": "harbourline-drive", "policyKey": "transient"}) // it may be there already
	s := d.want(200, "GET", ownBucket+key+"/signeds3upload", nil)
	d.call("PUT", s.at("urls.0").(string), "contents", "Authorization", "", "Content-Type", "application/pdf")
	return s.at("uploadKey").(string)
}

func (d *driver) upload(key string) {
	d.t.Helper()
	s := d.session(key)
	d.want(200, "POST", ownBucket+key+"/signeds3upload", object{"uploadKey": s})
}
