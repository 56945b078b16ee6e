package practice

import (
	"fmt"
	"net/url"
	"strings"

	"accstar/acc/tenant"
)

func urlValues(form map[string][]string) url.Values { return form }

// demoBIM360 is the job number of the demo account's only BIM 360 project.
const demoBIM360 = "22-019"

// sources are where IDs come from that no operation of the catalogue names as its target.
func (d *driver) sources() map[string]func() string {
	from := func(id, path string) func() string { return func() string { return d.get(id, path) } }
	fixed := func(v string) func() string { return func() string { return v } }
	dm := func(kind string) func() string { return func() string { return d.docs()[kind] } }
	out := map[string]func() string{
		"account_users.user_id":                fixed(d.user),
		"projects.user_id":                     fixed(d.user),
		"project_users.user_id":                from("project_users.list", "results.0.id"),
		"assets.category_id":                   from("assets.list_categories", "results.1.id"),
		"assets.parent_id":                     from("assets.list_categories", "results.0.id"),
		"assets.status_id":                     from("assets.list_statuses", "results.0.id"),
		"assets.status_step_set_id":            from("assets.list_status_sets", "results.0.id"),
		"assets.error_code_name":               from("assets.list_error_codes", "results.0.name"),
		"autospecs.version_id":                 from("autospecs.get_metadata", "versions.0.id"),
		"cost.change_order":                    fixed("pco"),
		"cost.change_order_id":                 from("cost.list_change_orders", "results.0.id"),
		"cost.template_id":                     from("cost.list_templates", "0.id"),
		"cost.segment_id":                      from("cost.list_segments", "0.id"),
		"cost.association_type":                fixed("Contract"),
		"cost.association_id":                  from("cost.list_contracts", "results.0.id"),
		"cost.property_definition_id":          from("cost.list_properties", "0.id"),
		"data_connector.name":                  from("data_connector.list_job_files", "0.name"),
		"files.naming_standard_id":             dm("standard"),
		"files.custom_attribute_definition_id": from("files.list_project_custom_attribute_definitions", "results.3.id"),
		"files.package_id":                     from("files.list_packages", "results.0.id"),
		"files.export_id":                      from("files.create_export", "id"),
		"forms.template_id":                    from("forms.list_templates", "data.0.id"),
		"forms.layout_id":                      from("forms.list_templates", "data.0.currentLayoutId"),
		"forms.section_id":                     from("forms.get_layout", "sections.0.uid"),
		"forms.weather_id":                     from("forms.list_v2", "data.0.weatherId"),
		"issues.issue_subtype_id":              func() string { return d.subtype() },
		"issues.domain_entity_id":              from("issues.list", "results.0.id"),
		"locations.tree_id":                    fixed("default"),
		"locations.parent_id":                  from("locations.list", "results.0.id"),
		"model_coordination.issue_sub_type_id": func() string { return d.subtype() },
		"model_coordination.issue_type_id":     from("issues.list_types", "results.0.id"),
		"model_coordination.screenshot_id":     from("model_coordination.create_model_set_screenshot", "id"),
		"model_coordination.job_id":            from("model_coordination.create_model_set", "jobId"),
		"rfis.response_id":                     from("rfis.create_response", "rfi.responses.0.id"),
		"sheets.export_id":                     from("sheets.create_export", "id"),
		"sheets.version_set_id":                from("sheets.list_version_sets", "results.1.id"),
		"sheets.upload_id":                     from("sheets.list_uploads", "results.2.id"),
		"submittals.type_id":                   from("submittals.list_item_types", "results.0.id"),
		"webhooks.system":                      fixed("data"),
		"webhooks.event":                       fixed("dm.version.added"),
		"oss.bucket_key":                       fixed("harbourline-drive"),
		"oss.object_key":                       fixed("plan.pdf"),
		"oss.new_object_key":                   fixed("copy.pdf"),
		"data_management.job_id":               from("data_management.create_download", "data.0.id"),
		"data_management.download_id":          from("data_management.create_download", "data.0.id"),
		"reviews.version_id":                   dm("version"),
	}
	for _, kind := range []string{"folder", "item", "version"} {
		out["data_management."+kind+"_id"] = dm(kind)
		out["files."+kind+"_id"] = dm(kind)
	}
	return out
}

// subtype is the ID of a subtype of issues.
func (d *driver) subtype() string {
	d.t.Helper()
	p, err := d.account().Get(d.t.Context(), tenant.Collection{Entity: "project", Parent: tenant.DemoAccount().ID}, d.project)
	if err != nil || p == nil {
		d.t.Fatal("the project is gone")
	}
	keep := d.token
	defer func() { d.token = keep }()
	d.token = d.tokenFor(testCatalogue().Must("issues.list_types"))
	r := d.want(200, "GET", "/construction/issues/v1/projects/"+d.project+"/issue-types?include=subtypes", nil)
	return r.at("results.0.subtypes.0.id").(string)
}

// docs are a folder, a file in it, and more of Docs, found as anybody would: from the top down.
func (d *driver) docs() map[string]string {
	d.t.Helper()
	if d.known["docs.folder"] == "" {
		keep := d.token
		defer func() { d.token = keep }()
		d.token = d.tokenFor(testCatalogue().Must("data_management.list_folder_contents"))
		contents := func(folder string) response {
			return d.want(200, "GET", "/data/v1/projects/b."+d.project+"/folders/"+url.PathEscape(folder)+"/contents", nil)
		}
		top := d.want(200, "GET", "/project/v1/hubs/b."+tenant.DemoAccount().ID+"/projects/b."+d.project+"/topFolders", nil)
		first := contents(top.at("data.0.id").(string)) // Drawings, Models, Specifications
		d.known["docs.folder"] = first.at("data.0.id").(string)
		inside := contents(d.known["docs.folder"])
		below := contents(inside.at("data.0.id").(string))
		d.known["docs.item"] = below.at("data.0.id").(string)
		d.known["docs.version"] = below.at("included.0.id").(string)
		models := contents(first.at("data.1.id").(string))
		d.known["docs.models"] = first.at("data.1.id").(string)
		d.known["docs.model"], d.known["docs.model version"] = models.at("data.0.id").(string), models.at("included.0.id").(string)
		d.known["docs.standard"] = fmt.Sprint(first.at("data.0.attributes.extension.data.namingStandardIds.0"))
	}
	out := map[string]string{}
	for k, v := range d.known {
		if name, ok := strings.CutPrefix(k, "docs."); ok {
			out[name] = v
		}
	}
	return out
}

// uploaded leaves bytes at a new object of the project and returns its URN.
func (d *driver) uploaded(urn string) string {
	d.t.Helper()
	keep := d.token
	defer func() { d.token = keep }()
	d.token = d.tokenFor(testCatalogue().Must("oss.get_signed_upload"))
	bucket, key, _ := strings.Cut(urn[strings.LastIndexByte(urn, ':')+1:], "/")
	path := "/oss/v2/buckets/" + bucket + "/objects/" + url.PathEscape(key) + "/signeds3upload"
	session := d.want(200, "GET", path, nil)
	if r := d.call("PUT", session.at("urls.0").(string), "contents", "Authorization", "", "Content-Type", "application/octet-stream"); r.status != 200 {
		d.t.Fatalf("got %d %s", r.status, r.text)
	}
	d.want(200, "POST", path, map[string]any{"uploadKey": session.at("uploadKey")})
	return urn
}

// stored is the URN of a file that has been uploaded to Docs.
func (d *driver) stored() string {
	d.t.Helper()
	keep := d.token
	defer func() { d.token = keep }()
	d.token = d.tokenFor(testCatalogue().Must("data_management.create_storage"))
	r := d.want(201, "POST", "/data/v1/projects/b."+d.project+"/storage", map[string]any{"jsonapi": map[string]any{"version": "1.0"}, "data": map[string]any{
		"type": "objects", "attributes": map[string]any{"name": "new.pdf"},
		"relationships": map[string]any{"target": data("folders", d.docs()["folder"])}}})
	return d.uploaded(r.at("data.id").(string))
}

// data is a reference of JSON:API.
func data(kind, id string) map[string]any {
	return map[string]any{"data": map[string]any{"type": kind, "id": id}}
}

// bim360 is the ID of the demo account's BIM 360 project.
func (d *driver) bim360() string {
	d.t.Helper()
	found, err := d.account().Lookup(d.t.Context(), tenant.Collection{Entity: "project", Parent: tenant.DemoAccount().ID}, "jobNumber", demoBIM360)
	if err != nil || len(found) != 1 {
		d.t.Fatalf("got %v %v, want one project", found, err)
	}
	return found[0]["id"].(string)
}
