package acc

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// intoFolder uploads a file into a folder, as a new file or as the next version of one.
func (u *upload) intoFolder(ctx context.Context) (*Result, error) {
	if u.item != "" {
		if made, err := u.madeBefore(ctx); err != nil || made != nil {
			return made, err
		}
	}
	_, err := u.store(ctx, func() (string, error) {
		target := map[string]any{"type": "folders", "id": u.folder}
		if u.item != "" {
			target = map[string]any{"type": "items", "id": u.item}
		}
		answer, err := u.do(ctx, "data_management.create_storage", nil, nil, document(map[string]any{
			"type": "objects", "attributes": map[string]any{"name": u.name}, "relationships": map[string]any{"target": map[string]any{"data": target}},
		}))
		return stringAt(answer, "data.id"), err
	})
	if err != nil {
		return nil, err
	}
	var answer map[string]any
	if u.item != "" {
		answer, err = u.addVersion(ctx)
	} else {
		answer, err = u.addItem(ctx)
	}
	var e *Error
	if err != nil && errors.As(err, &e) && e.Kind == Exists && u.item == "" {
		return u.takenMeanwhile(ctx, err)
	}
	if err != nil {
		return nil, err
	}
	u.forget()
	return u.result(answer), nil
}

func document(data map[string]any, included ...any) map[string]any {
	doc := map[string]any{"jsonapi": map[string]any{"version": "1.0"}, "data": data}
	if included != nil {
		doc["included"] = included
	}
	return doc
}

func related(kind, id string) map[string]any {
	return map[string]any{"data": map[string]any{"type": kind, "id": id}}
}

func (u *upload) versionFields() map[string]any {
	return map[string]any{"name": u.name, "extension": map[string]any{"type": "versions:autodesk.bim360:File", "version": "1.0"}}
}

func (u *upload) addItem(ctx context.Context) (map[string]any, error) {
	return u.do(ctx, "data_management.create_item", nil, nil, document(map[string]any{
		"type":          "items",
		"attributes":    map[string]any{"displayName": u.name, "extension": map[string]any{"type": "items:autodesk.bim360:File", "version": "1.0"}},
		"relationships": map[string]any{"tip": related("versions", "1"), "parent": related("folders", u.folder)},
	}, map[string]any{
		"type": "versions", "id": "1", "attributes": u.versionFields(),
		"relationships": map[string]any{"storage": related("objects", u.session.Storage)},
	}))
}

func (u *upload) addVersion(ctx context.Context) (map[string]any, error) {
	return u.do(ctx, "data_management.create_version", nil, nil, document(map[string]any{
		"type": "versions", "attributes": u.versionFields(),
		"relationships": map[string]any{"item": related("items", u.item), "storage": related("objects", u.session.Storage)},
	}))
}

// madeBefore is the result of an upload whose answer was lost, if the version is there by now. A version that somebody else has
// added meanwhile is a refusal: the plan was made for another state of the file.
func (u *upload) madeBefore(ctx context.Context) (*Result, error) {
	answer, err := u.do(ctx, "data_management.get_item_tip", map[string]string{"item_id": u.item}, nil, nil)
	if err != nil {
		return nil, err
	}
	tip, _ := answer["data"].(map[string]any)
	number := versionNumber(tip)
	if number < u.version {
		return nil, nil
	}
	if number == u.version {
		same, err := u.sameBytes(ctx, stringAt(tip, "relationships.storage.data.id"))
		if err != nil {
			return nil, err
		}
		if same {
			u.forget()
			return u.result(map[string]any{"data": tip}), nil
		}
	}
	return nil, &Error{Kind: Exists, Message: fmt.Sprintf("%s has version %d already, and was to become version %d", u.name, number, u.version), Hint: "Somebody has added a version since: preview again"}
}

func versionNumber(version map[string]any) int64 {
	attributes, _ := version["attributes"].(map[string]any)
	n, _ := attributes["versionNumber"].(int64)
	return n
}

// takenMeanwhile settles a new file whose name is taken: by this very upload, if its answer was lost, or by somebody else.
func (u *upload) takenMeanwhile(ctx context.Context, taken error) (*Result, error) {
	answer, err := u.do(ctx, "data_management.list_folder_contents", map[string]string{"folder_id": u.folder}, []Param{{"filter[type]", "items"}}, nil)
	if err != nil {
		return nil, taken
	}
	list, _ := answer["items"].([]any)
	for _, x := range list {
		item, _ := x.(map[string]any)
		if !strings.EqualFold(stringAt(item, "attributes.displayName"), u.name) {
			continue
		}
		id, _ := item["id"].(string)
		tip, err := u.do(ctx, "data_management.get_item_tip", map[string]string{"item_id": id}, nil, nil)
		if err != nil {
			return nil, taken
		}
		data, _ := tip["data"].(map[string]any)
		if same, err := u.sameBytes(ctx, stringAt(data, "relationships.storage.data.id")); err == nil && same {
			u.forget()
			u.item = id
			return u.result(map[string]any{"data": data}), nil
		}
	}
	return nil, taken
}

// result is the answer of the whole operation.
func (u *upload) result(answer map[string]any) *Result {
	data, _ := answer["data"].(map[string]any)
	version, item := data, u.item
	if data["type"] == "items" {
		item, _ = data["id"].(string)
		if list, _ := answer["included"].([]any); len(list) > 0 {
			version, _ = list[0].(map[string]any)
		}
	}
	id, _ := version["id"].(string)
	storage := u.session.Storage
	if storage == "" {
		storage = stringAt(version, "relationships.storage.data.id")
	}
	return &Result{Status: u.call.Op.Status, Requests: 5 + u.parts(), Value: map[string]any{
		"id": item, "name": u.name, "versionId": id, "versionNumber": max(versionNumber(version), u.version), "storageUrn": storage, "size": u.file.Size,
	}}
}
