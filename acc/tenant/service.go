package tenant

import (
	"maps"
	"slices"
	"strings"

	"accstar/acc/catalog"
)

// accountRules are the operations with habits of their own that only an account of our own carries out. A preview leaves them to
// ACC: it has not got what they work on, such as the bytes of files.
func accountRules() map[string]handler {
	own := map[string]handler{}
	for _, of := range []map[string]handler{
		ossRules(), itemRules(), versionRules(), referenceRules(), commandRules(), permissionRules(),
		issueRules(), rfiRules(), submittalRules(), formRules(), photoRules(), sheetRules(),
		fileRules(), assetRules(), placeRules(), reviewRules(), takeoffRules(), webhookRules(), dataConnectorRules(), coordinationRules(), costRules(),
	} {
		maps.Copy(own, of)
	}
	return own
}

// administers reports whether a service is one of those that the whole account is administered with. They let in whom they let
// in by rules of their own.
func administers(service string) bool {
	switch service {
	case "projects", "project_users", "account_users", "companies", "business_units", "user_profile", "authentication":
		return true
	}
	return false
}

// productsOf are the products with any of which a project has a service; none for a service that every project has.
func productsOf(service string) []string {
	switch service {
	case "data_management", "files", "reviews", "transmittals":
		return []string{"docs", "documentManagement"}
	case "issues":
		return []string{"docs", "build", "field"}
	case "locations":
		return []string{"docs", "build"}
	case "rfis", "submittals", "forms", "photos", "sheets", "assets":
		return []string{"build"}
	case "cost":
		return []string{"cost"}
	case "takeoff":
		return []string{"takeoff"}
	case "autospecs":
		return []string{"autoSpecs"}
	case "model_coordination":
		return []string{"modelCoordination"}
	}
	return nil
}

// enterService refuses a call about a project that is not there, that the caller may not see, that has not got the service, or
// that cannot be changed any more. A preview leaves all that to ACC: not all projects that can be named are of this account.
func (q *request) enterService() error {
	param := "project_id"
	id, ok := q.call.Path[param]
	if !ok {
		param = "container_id"
		id, ok = q.call.Path[param]
	}
	if !ok || q.caller.Trusted || administers(q.op.Service) {
		return nil
	}
	if err := q.spelled(param, id); err != nil {
		return err
	}
	project, err := q.project(q.plainID(id))
	if err != nil {
		return err
	}
	q.site = project
	if err := q.needService(project); err != nil {
		return err
	}
	if status := text(project, "status"); q.op.Effect.Changes() && (status == "archived" || status == "suspended") && q.assume.hold(archivedRefusesWrites) {
		return q.refuse(403, "the project %q is %s", text(project, "name"), status)
	}
	return nil
}

// spelled refuses the ID of a project that is not spelled as the service wants it: Data Management puts "b." in front, most others
// do not.
func (q *request) spelled(param, id string) error {
	i := slices.IndexFunc(q.op.PathParams, func(f catalog.Field) bool { return f.Name == param })
	if i < 0 {
		return nil
	}
	prefixed := strings.HasPrefix(id, "b.")
	switch prefix := q.op.PathParams[i].Prefix; {
	case prefix == catalog.Prefixed && !prefixed:
		return hinted(q.refuse(404, "there is no project %q", id), `This API takes the ID with "b." in front.`)
	case prefix == catalog.Unprefixed && prefixed:
		return hinted(q.refuse(404, "there is no project %q", id), prefixHint(id))
	}
	return nil
}

// needService refuses a project in which no product is active that the operation's service comes with.
func (q *request) needService(project Record) error {
	wanted, held := productsOf(q.op.Service), items(project, "products")
	if len(wanted) == 0 || len(held) == 0 {
		return nil
	}
	for _, p := range held {
		p, _ := p.(Record)
		status := text(p, "status")
		ready := status == "" || status == "active" || status == "activating" && q.op.Service == "data_management"
		if ready && slices.Contains(wanted, text(p, "key")) {
			return nil
		}
	}
	return hinted(q.refuse(403, "%s is not activated in the project %q", productNamed(wanted[0]).name, text(project, "name")),
		"Activate the product in the project's settings, or leave the project out.")
}

// siteID is the ID of the project that the call is about.
func (q *request) siteID() string { return text(q.site, "id") }

// callerName is the name of the person who calls, "" for an application.
func (q *request) callerName() string { return text(q.user, "name") }

// callerUID is the Autodesk ID of the person who calls, and the client ID of an application.
func (q *request) callerUID() string {
	if uid := text(q.user, "uid"); uid != "" {
		return uid
	}
	if q.caller.UserID != "" {
		return q.caller.UserID
	}
	return q.caller.ClientID
}

// body is the body of the call, empty where there is none.
func (q *request) body() Record {
	body, _ := q.call.Body.(Record)
	return body
}

// queryInt is a whole number in the query, or what it is when left out.
func (q *request) queryInt(name string, otherwise int64) int64 {
	v, _ := q.call.QueryValue(name)
	if n, ok := defaultValue(catalog.Field{Type: "int", Default: v}); ok {
		return n.(int64)
	}
	return otherwise
}

// replied makes a handler of one that only account of our own have, of the value it answers with.
func replied(answer func(*request) (any, error)) handler {
	return func(q *request) error {
		v, err := answer(q)
		q.out.Value = v
		return err
	}
}
