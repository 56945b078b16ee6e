package catalog

import (
	"reflect"
	"testing"
)

func TestFillConstants(t *testing.T) {
	op := New().Must("data_management.create_folder")
	type object = map[string]any
	given := object{"data": object{
		"attributes": object{"name": "Drawings", "extension": object{"type": "folders:autodesk.bim360:Folder"}},
		"relationships": object{
			"parent": object{"data": object{"id": "urn:adsk.wipprod:fs.folder:co.1"}},
		},
	}}
	want := object{
		"jsonapi": object{"version": "1.0"},
		"data": object{
			"type":       "folders",
			"attributes": object{"name": "Drawings", "extension": object{"type": "folders:autodesk.bim360:Folder", "version": "1.0"}},
			"relationships": object{
				"parent": object{"data": object{"type": "folders", "id": "urn:adsk.wipprod:fs.folder:co.1"}},
			},
		},
	}
	if got := op.FillConstants(given); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if _, there := given["jsonapi"]; there {
		t.Errorf("the body given was changed")
	}
	if !op.Fits(want) || op.Fits(given) {
		t.Errorf("a body fits when it has the constants")
	}
}

func TestFillConstantsInLists(t *testing.T) {
	op := New().Must("issues.create_attachments")
	got := op.FillConstants(map[string]any{"attachments": []any{map[string]any{"displayName": "a.pdf"}}})
	item := got["attachments"].([]any)[0].(map[string]any)
	if item["attachmentType"] != "issue-attachment" || item["displayName"] != "a.pdf" {
		t.Errorf("got %v", item)
	}
	if _, there := op.FillConstants(nil)["attachments"]; there {
		t.Errorf("a list that was not given is not made up")
	}
}

func TestConstantArgumentsAreOptional(t *testing.T) {
	c := New()
	for _, tt := range []struct {
		op, arg  string
		required bool
	}{
		{"data_management.create_folder", "jsonapi", false},
		{"data_management.create_folder", "data", true},
		{"authentication.token_refresh", "grant_type", false},
		{"authentication.token_refresh", "refresh_token", true},
	} {
		a, ok := c.Must(tt.op).Arg(tt.arg)
		if !ok || a.Required != tt.required {
			t.Errorf("%s %s: got %v, %v, want required %v", tt.op, tt.arg, ok, a.Required, tt.required)
		}
	}
}
