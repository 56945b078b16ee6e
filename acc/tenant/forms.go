package tenant

import (
	"maps"
	"slices"
)

// A form is a shape that an entity's records are shown in beside the canonical one: the same record with other names, some of
// its nested values flat, some fields not shown at all. Fields that a form does not name pass through unchanged in both
// directions, so that what Autodesk adds tomorrow is kept.
type form struct {
	fields []formField
	// hidden are canonical fields that the form does not show.
	hidden []string
}

// formField says where a field of a form is in the canonical record.
type formField struct {
	shown string
	// field is the canonical field; part is the member of the object there, or of the address of type Main when the field
	// is a list of addresses. An empty part is the field itself.
	field, part string
	values      map[string]string // canonical to shown, where values differ as well
}

// mainAddress is the type of the address that hq shows of a company.
const mainAddress = "Main"

// formOf returns a form of an entity; nil is the canonical one.
func formOf(entity, name string) *form {
	switch entity + "/" + name {
	case "company/hq":
		return companyHQ()
	case "project/hq":
		return projectHQ()
	case "form/v2":
		return &form{
			fields: []formField{{shown: "formTemplateId", field: "formTemplate", part: "id"}},
			hidden: []string{"formTemplate", "projectId", "pdfUrl", "pdfValues", "weather", "customValues", "tabularValues"},
		}
	case "project/user":
		return &form{hidden: []string{"businessUnitId", "lastSignIn", "memberGroupId", "adminGroupId", "products", "companyCount",
			"memberCount", "templateId"}}
	}
	return nil
}

func companyHQ() *form {
	return &form{
		fields: []formField{
			{shown: "account_id", field: "accountId"},
			{shown: "website_url", field: "websiteUrl"},
			{shown: "erp_id", field: "erpId"},
			{shown: "tax_id", field: "taxId"},
			{shown: "created_at", field: "createdAt"},
			{shown: "updated_at", field: "updatedAt"},
			{shown: "address_line_1", field: "addresses", part: "addressLine1"},
			{shown: "address_line_2", field: "addresses", part: "addressLine2"},
			{shown: "city", field: "addresses", part: "city"},
			{shown: "state_or_province", field: "addresses", part: "stateOrProvince"},
			{shown: "postal_code", field: "addresses", part: "postalCode"},
			{shown: "country", field: "addresses", part: "country"},
			{shown: "phone", field: "addresses", part: "phone"},
		},
		hidden: []string{"addresses", "imageUrl", "status", "originalName", "projectSize", "userSize"},
	}
}

func projectHQ() *form {
	return &form{
		fields: []formField{
			{shown: "account_id", field: "accountId"},
			{shown: "start_date", field: "startDate"},
			{shown: "end_date", field: "endDate"},
			{shown: "project_type", field: "type"},
			{shown: "value", field: "projectValue", part: "value"},
			{shown: "currency", field: "projectValue", part: "currency"},
			{shown: "status", field: "status", values: map[string]string{"suspended": "inactive"}},
			{shown: "job_number", field: "jobNumber"},
			{shown: "address_line_1", field: "addressLine1"},
			{shown: "address_line_2", field: "addressLine2"},
			{shown: "state_or_province", field: "stateOrProvince"},
			{shown: "postal_code", field: "postalCode"},
			{shown: "business_unit_id", field: "businessUnitId"},
			{shown: "construction_type", field: "constructionType"},
			{shown: "contract_type", field: "contractType"},
			{shown: "last_sign_in", field: "lastSignIn"},
			{shown: "created_at", field: "createdAt"},
			{shown: "updated_at", field: "updatedAt"},
		},
		hidden: []string{"projectValue", "classification", "latitude", "longitude", "deliveryMethod", "currentPhase", "imageUrl",
			"thumbnailImageUrl", "memberGroupId", "adminGroupId", "sheetCount", "products", "platform", "companyCount", "memberCount",
			"templateId"},
	}
}

// Canonical turns a record as an operation's answer shows it into the entity's canonical form. One that JSON:API wraps is
// taken out of its envelope.
func (r *rules) Canonical(entity, form string, shown Record) Record {
	return formOf(entity, form).canonical(Record{}, unwrap(shown))
}

// Shown returns a canonical record in one of its entity's forms.
func (r *rules) Shown(entity, form string, canonical Record) Record {
	return formOf(entity, form).render(canonical)
}

// canonical returns a canonical record with the shown fields set on top of those it has. It is also how a patch in that form
// is merged.
func (f *form) canonical(base, shown Record) Record {
	out := with(base, nil)
	if f == nil {
		maps.Copy(out, shown)
		return out
	}
	for name, v := range shown {
		i := slices.IndexFunc(f.fields, func(x formField) bool { return x.shown == name })
		if i < 0 {
			out[name] = v
			continue
		}
		x := f.fields[i]
		if s, ok := v.(string); ok {
			for canonical, shown := range x.values {
				if s == shown {
					v = canonical
				}
			}
		}
		x.set(out, v)
	}
	return out
}

// render returns a canonical record as the form shows it.
func (f *form) render(rec Record) Record {
	if f == nil {
		return rec
	}
	out := without(rec, f.hidden...)
	for _, x := range f.fields {
		if x.part == "" {
			delete(out, x.field)
		}
	}
	for _, x := range f.fields {
		v, ok := x.get(rec)
		if !ok {
			continue
		}
		if s, isText := v.(string); isText && x.values[s] != "" {
			v = x.values[s]
		}
		out[x.shown] = v
	}
	return out
}

// get reads the field from a canonical record.
func (x formField) get(rec Record) (any, bool) {
	v, ok := rec[x.field]
	if x.part == "" || unknown(v) {
		return v, ok
	}
	if list, isList := v.([]any); isList {
		v = mainOf(list)
	}
	object, _ := v.(map[string]any)
	part, ok := object[x.part]
	return part, ok
}

// set writes the field into a canonical record, which is the caller's own, but whose nested values are shared.
func (x formField) set(rec Record, v any) {
	if x.part == "" {
		rec[x.field] = v
		return
	}
	if x.field != "addresses" {
		object, _ := rec[x.field].(map[string]any)
		rec[x.field] = with(object, Record{x.part: v})
		return
	}
	list := slices.Clone(items(rec, x.field))
	main := mainOf(list)
	address := with(main, Record{"type": mainAddress, x.part: v})
	if i := mainIndex(list); i >= 0 {
		list[i] = address
	} else {
		list = append(list, address)
	}
	rec[x.field] = list
}

// mainOf is the address of type Main, nil if there is none.
func mainOf(addresses []any) Record {
	if i := mainIndex(addresses); i >= 0 {
		return addresses[i].(Record)
	}
	return nil
}

func mainIndex(addresses []any) int {
	return slices.IndexFunc(addresses, func(a any) bool {
		object, ok := a.(Record)
		return ok && text(object, "type") == mainAddress
	})
}
