package catalog

import "slices"

// Composed operations are no endpoints: each is several requests that make sense together only, such as leaving the bytes of a file
// and then making it a version. For a plan and a journal such an operation is one change. They are found by their name like any
// other, and are in no service's list.

// UploadFile is the full name of the operation that uploads a file into a folder, StoreSheet of the one that leaves a PDF where
// sheets are made from.
const (
	UploadFile = "files.upload"
	StoreSheet = "sheets.store"
)

func composed() []*Operation {
	file := Field{Name: "file", Type: "file", Required: true, Doc: "The file: its name, size and SHA-256; the bytes are read when they are sent"}
	return []*Operation{
		{
			Service: "files", Name: "upload", Method: "POST", Path: "/data/v1/projects/{project_id}/items",
			Summary: "Uploads a file into a folder: as a new file, or as the next version of one that is there.",
			Effect:  Create, Tokens: readTokens(), Scopes: []string{"data:create", "data:read", "data:write"}, Limit: "oss",
			PathParams: []Field{prefixedProjectID()},
			Body: []Field{
				file,
				{Name: "folderId", Type: "string", Required: true},
				{Name: "name", Type: "string", Required: true, MaxLen: 255},
				{Name: "itemId", Type: "string", Doc: "The file that it becomes a version of"},
				{Name: "version", Type: "int", Required: true, Doc: "The number that it will have"},
			},
			Encoding: Multipart,
			Status:   201,
			Returns: Returns{Shape: Object, Fields: []Field{
				{Name: "id", Type: "string"}, {Name: "name", Type: "string"}, {Name: "versionId", Type: "string"}, {Name: "versionNumber", Type: "int"},
				{Name: "storageUrn", Type: "string"}, {Name: "size", Type: "int"},
			}},
			Entity: "item", Model: Modelled,
			Composed: []string{
				"data_management.create_storage", "oss.get_signed_upload", "oss.complete_upload", "data_management.get_item_tip",
				"data_management.create_item", "data_management.create_version", "data_management.list_folder_contents", "oss.get_object",
			},
		},
		{
			Service: "sheets", Name: "store", Method: "POST", Path: "/construction/sheets/v1/projects/{project_id}/storage",
			Summary: "Leaves a PDF where the sheets of a project are made from.",
			Effect:  Create, Tokens: personTokens(), Scopes: []string{"data:create", "data:read", "data:write"}, Limit: "oss",
			PathParams: []Field{projectID()},
			Body:       []Field{file, {Name: "name", Type: "string", Required: true, MaxLen: 255}},
			Encoding:   Multipart,
			Status:     201,
			Returns:    Returns{Shape: Object, Fields: []Field{{Name: "id", Type: "string", Doc: "URN of the stored file"}, {Name: "name", Type: "string"}, {Name: "size", Type: "int"}}},
			Entity:     "stored_file", Model: Modelled,
			Composed: []string{"sheets.create_storage", "oss.get_signed_upload", "oss.complete_upload"},
		},
	}
}

// composedEntities are what composed operations make that nothing else does.
func composedEntities() []*Entity {
	return []*Entity{{
		Name: "stored_file", One: "stored file", Many: "stored files", Parent: "project_id", IDs: []string{"id"}, Title: []string{"name"}, Visible: settles,
	}}
}

// Part is one of the operations that a composed one is made of, nil if it is not.
func (o *Operation) Part(id string) *Operation {
	for _, p := range o.parts {
		if p.ID() == id {
			return p
		}
	}
	return nil
}

// compose adds the composed operations.
func (c *Catalogue) compose(all []*Operation) {
	for _, op := range all {
		for _, id := range op.Composed {
			op.parts = append(op.parts, c.Must(id))
		}
		c.composed = append(c.composed, op)
		c.ops[op.ID()] = op
	}
	slices.SortFunc(c.composed, func(a, b *Operation) int {
		if a.ID() < b.ID() {
			return -1
		}
		return 1
	})
}
