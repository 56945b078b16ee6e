package tenant

import (
	"slices"
	"strconv"
)

// Model Coordination: everything that changes something is a job. A model set has versions, each of which is tested for clashes;
// clashes are grouped, and a group is closed or made an issue.

func coordinationRules() map[string]handler {
	out := map[string]handler{
		"create_model_set":               createModelSet,
		"create_version":                 createModelSetVersion,
		"create_view":                    createView,
		"patch_view":                     changeView("UpdateModelSetView"),
		"delete_view":                    changeView("DeleteModelSetView"),
		"enable_versions":                enableVersions(false),
		"disable_versions":               enableVersions(true),
		"create_issues":                  createCoordinationIssues,
		"get_model_set_job":              coordinationJob,
		"get_container_job":              coordinationJob,
		"get_view_job":                   coordinationJob,
		"get_clash_job":                  coordinationJob,
		"list_model_sets":                listModelSets,
		"get_latest_version":             latestModelSetVersion,
		"list_version_views":             versionViews,
		"get_version_view":               versionView,
		"search_views_by_lineages":       viewsByLineages,
		"get_issue_view_context":         viewContext,
		"get_assigned_view_context":      viewContext,
		"create_model_set_screenshot":    createScreenshot,
		"create_clash_screenshot":        createScreenshot,
		"get_model_set_screenshot":       getScreenshot,
		"get_clash_screenshot":           getScreenshot,
		"get_clash_test":                 getClashTest,
		"list_version_clash_tests":       listing("clash_test", ofVersion),
		"list_clash_test_resources":      clashResources,
		"assign_clash_groups":            assignClashes,
		"close_clash_groups":             closeClashes,
		"reopen_clash_groups":            reopenClashes,
		"list_assigned_clash_groups":     listing("assigned_clash_group", nil),
		"list_grouped_clashes":           groupedClashes,
		"list_test_assigned_groups":      testGroups("assigned_clash_group"),
		"batch_get_test_assigned_groups": testGroups("assigned_clash_group"),
		"list_test_closed_groups":        testGroups("closed_clash_group"),
		"batch_get_test_closed_groups":   testGroups("closed_clash_group"),
	}
	named := map[string]handler{}
	for name, h := range out {
		named["model_coordination."+name] = h
	}
	return named
}

func (q *request) coordinationJobs() Collection { return Collection{"mc_job", q.siteID()} }

// coordinate begins a job: what it will have done comes later. The answer is the job as it runs.
func (q *request) coordinate(operation string, begun Record, done Record) {
	job := with(Record{"status": "Running", "errors": []any{}, "createdIssueIds": []any{}, "groups": []any{}, "resource": nil, "published": nil,
		"job": Record{"operation": operation, "seed": Record{}}}, begun)
	id := q.store.NewID(q.coordinationJobs())
	job["id"], job["jobId"] = id, id
	q.change(q.coordinationJobs(), id, nil, job)
	q.follow(jobTime, Change{Collection: q.coordinationJobs(), ID: id, Before: job, After: with(job, with(Record{"status": "Succeeded"}, done))})
	q.out.Value = job
}

func coordinationJob(q *request) error {
	job, err := q.job(q.coordinationJobs(), q.call.Path["job_id"])
	q.out.Value = job
	return err
}

// modelSet is the model set that the call's path names.
func (q *request) modelSet() (Record, error) {
	id := q.call.Path["model_set_id"]
	rec, err := q.get(Collection{"model_set", q.siteID()}, id)
	if err == nil && (rec == nil || rec["isDeleted"] == true) {
		err = q.refuse(404, "there is no model set %q", id)
	}
	return rec, err
}

func createModelSet(q *request) error {
	c := Collection{"model_set", q.siteID()}
	all, err := q.list(c)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(m Record) bool { return fold(text(m, "name")) == fold(text(q.body(), "name")) }) {
		return q.refuse(409, "there is a model set %q already", text(q.body(), "name"))
	}
	folders := items(q.body(), "folders")
	for i, x := range folders {
		f, _ := x.(Record)
		if _, err := q.liveFolder(text(f, "folderUrn")); err != nil {
			return hinted(q.refuse(400, "folders[%d]: there is no folder %q", i, text(f, "folderUrn")), "")
		}
	}
	id := text(q.body(), "modelSetId")
	if id == "" {
		id = q.store.NewID(c)
	}
	first, _ := folders[0].(Record)
	set := Record{"modelSetId": id, "containerId": q.siteID(), "name": q.body()["name"], "description": q.body()["description"], "createdBy": q.callerUID(),
		"createdTime": stamp(q.now), "modifiedBy": q.callerUID(), "modifiedTime": stamp(q.now), "isDisabled": q.body()["isDisabled"] == true, "isDeleted": false,
		"includedFolderCount": int64(len(folders)), "rootFolder": first["folderUrn"], "hasContentFilters": q.body()["contentFilters"] != nil,
		"clashEngineVersion": int64(1), "isDocumentLimitReached": false}
	q.coordinate("CreateModelSet", Record{"modelSetId": id}, Record{"resource": id})
	q.follow(jobTime, Change{Collection: c, ID: id, After: set})
	return nil
}

func listModelSets(q *request) error {
	all, err := q.list(q.childOf("model_set"))
	list := []any{}
	for _, m := range all {
		if (m["isDisabled"] != true || q.queryOr("includeDisabled", "false") == "true") && (m["isDeleted"] != true || q.queryOr("includeDeleted", "false") == "true") &&
			matchesOrAny(q.queryOr("folderUrn", ""), text(m, "rootFolder")) {
			list = append(list, m)
		}
	}
	q.out.Value = list
	return err
}

func createModelSetVersion(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	c := Collection{"model_set_version", text(set, "modelSetId")}
	n, err := q.nextNumber(c, "version")
	if err != nil {
		return err
	}
	documents, err := q.modelsBelow(text(set, "rootFolder"))
	if err != nil {
		return err
	}
	q.coordinate("CreateModelSetVersion", Record{"modelSetId": set["modelSetId"]}, Record{"resource": strconv.FormatInt(n, 10)})
	q.follow(jobTime, Change{Collection: c, ID: strconv.FormatInt(n, 10), After: Record{"modelSetId": set["modelSetId"], "version": n,
		"createTime": stamp(q.now.Add(jobTime)), "status": "Successful", "documentVersions": documents}})
	test := q.store.NewID(Collection{"clash_test", text(set, "modelSetId")})
	q.follow(2*jobTime, Change{Collection: Collection{"clash_test", text(set, "modelSetId")}, ID: test, After: Record{"id": test, "completedOn": stamp(q.now.Add(2 * jobTime)),
		"modelSetId": set["modelSetId"], "modelSetVersion": n, "status": "Success"}})
	return nil
}

// modelsBelow are the models in a folder as a model set version lists them.
func (q *request) modelsBelow(folder string) ([]any, error) {
	files, err := q.list(q.itemsHere())
	out := []any{}
	for _, f := range files {
		if parentFolder(f) != folder || hiddenFolder(f) {
			continue
		}
		tip, err := q.versionAt(tipOf(f))
		if err != nil {
			return nil, err
		}
		out = append(out, modelDocument(f, tip))
	}
	return out, err
}

// modelDocument is a model as a model set version lists it.
func modelDocument(item, tip Record) Record {
	return Record{"documentLineage": Record{"lineageUrn": item["id"], "parentFolderUrn": parentFolder(item), "isAligned": false}, "stableDocumentId": item["id"],
		"unstableDocumentId": tip["id"], "alignment": nil, "isTipVersion": true, "documentStatus": "Succeeded", "forgeType": "versions:autodesk.bim360:File",
		"versionUrn": tip["id"], "displayName": nameOf(tip), "revision": numberOf(tip), "viewableName": "{3D}", "viewableGuid": text(tip, "id")}
}

func latestModelSetVersion(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	all, err := q.list(Collection{"model_set_version", text(set, "modelSetId")})
	if err != nil || len(all) == 0 {
		return firstError(err, q.refuse(404, "the model set has no version yet"))
	}
	q.out.Value = slices.MaxFunc(all, func(a, b Record) int { return int(whole(a["version"]) - whole(b["version"])) })
	return nil
}

func enableVersions(disable bool) handler {
	return func(q *request) error {
		set, err := q.modelSet()
		if err != nil {
			return err
		}
		operation := map[bool]string{true: "DisableModelSet", false: "EnableModelSet"}[disable]
		q.coordinate(operation, Record{"modelSetId": set["modelSetId"]}, nil)
		q.follow(jobTime, Change{Collection: Collection{"model_set", q.siteID()}, ID: text(set, "modelSetId"), Before: set, After: with(set, Record{"isDisabled": disable})})
		return nil
	}
}

func createView(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	c := Collection{"model_set_view", text(set, "modelSetId")}
	id := text(q.body(), "viewId")
	if id == "" {
		id = q.store.NewID(c)
	}
	view := with(without(q.body(), "viewId"), Record{"viewId": id})
	q.coordinate("CreateModelSetView", Record{"viewId": id}, Record{"published": Record{"viewId": id}})
	q.follow(jobTime, Change{Collection: c, ID: id, After: view})
	return nil
}

func changeView(operation string) handler {
	return func(q *request) error {
		set, err := q.modelSet()
		if err != nil {
			return err
		}
		c := Collection{"model_set_view", text(set, "modelSetId")}
		view, err := q.get(c, q.call.Path["view_id"])
		if err != nil || view == nil {
			return firstError(err, q.refuse(404, "there is no view %q", q.call.Path["view_id"]))
		}
		var after Record
		if q.op.Effect == "update" {
			after = with(view, q.body())
		}
		q.coordinate(operation, Record{"viewId": view["viewId"]}, nil)
		q.follow(jobTime, Change{Collection: c, ID: text(view, "viewId"), Before: view, After: after})
		return nil
	}
}

// views are the views of the model set that the call's path names.
func (q *request) views() ([]Record, error) {
	set, err := q.modelSet()
	if err != nil {
		return nil, err
	}
	return q.list(Collection{"model_set_view", text(set, "modelSetId")})
}

func versionViews(q *request) error {
	all, err := q.views()
	q.out.Value = Record{"modelSetViewVersions": listOf(all)}
	return err
}

func versionView(q *request) error {
	all, err := q.views()
	if err != nil {
		return err
	}
	for _, v := range all {
		if text(v, "viewId") == q.call.Path["view_id"] {
			q.out.Value = v
			return nil
		}
	}
	return q.refuse(404, "there is no view %q", q.call.Path["view_id"])
}

func viewsByLineages(q *request) error {
	all, err := q.views()
	wanted, list := idsOf(q.call.Body), []any{}
	for _, v := range all {
		urns, _ := at(v, "definition.lineageUrn")
		held, _ := urns.([]any)
		if slices.ContainsFunc(held, func(u any) bool { return slices.Contains(wanted, plain(u)) }) {
			list = append(list, v)
		}
	}
	q.out.Value = Record{"modelSetViews": list}
	return err
}

// viewContext says from which documents the issues named were seen.
func viewContext(q *request) error {
	contexts := []any{}
	for _, id := range idsOf(q.call.Body) {
		held, err := q.get(Collection{"view_context", q.siteID()}, id)
		if err != nil {
			return err
		}
		if held != nil {
			contexts = append(contexts, held)
		}
	}
	q.out.Value = Record{"viewContexts": contexts}
	return nil
}

func (q *request) screenshots() Collection { return Collection{"screenshot", q.siteID()} }

func createScreenshot(q *request) error {
	if _, err := q.modelSet(); err != nil {
		return err
	}
	id := q.store.NewID(q.screenshots())
	file, _ := q.body()["image"].(Record)
	q.change(q.screenshots(), id, nil, Record{"id": id, "size": file["size"], "contentType": file["type"], "createdOn": stamp(q.now), "createdBy": q.callerUID()})
	q.out.Value = Record{"id": id}
	return nil
}

func getScreenshot(q *request) error {
	rec, err := q.get(q.screenshots(), q.call.Path["screenshot_id"])
	if err != nil || rec == nil {
		return firstError(err, q.refuse(404, "there is no screenshot %q", q.call.Path["screenshot_id"]))
	}
	q.out.Value = rec
	return nil
}

// newCoordinationIssues makes issues of what was sent, and returns their IDs.
func (q *request) newCoordinationIssues(list []any, after func(i int, id string)) ([]any, error) {
	c, ids := Collection{"issue", q.siteID()}, []any{}
	n, err := q.nextNumber(c, "displayId")
	if err != nil {
		return nil, err
	}
	for i, x := range list {
		sent, _ := x.(Record)
		if _, err := q.subtype(text(sent, "issueSubTypeId")); err != nil {
			return nil, err
		}
		status := map[string]string{"": "open", "InProgress": "in_progress", "InReview": "in_review", "NotApproved": "not_approved", "InDispute": "in_dispute"}[text(sent, "status")]
		if status == "" {
			status = fold(text(sent, "status"))
		}
		id := q.store.NewID(c)
		rec := Record{"id": id, "containerId": q.siteID(), "title": sent["title"], "description": sent["description"], "issueTypeId": sent["issueTypeId"],
			"issueSubtypeId": sent["issueSubTypeId"], "status": status, "displayId": n + int64(i), "deleted": false, "published": true, "commentCount": int64(0),
			"createdAt": stamp(q.now), "createdBy": q.callerUID(), "updatedAt": stamp(q.now), "updatedBy": q.callerUID(), "permittedStatuses": issueStatuses(),
			"permittedAttributes": issueAttributes(), "permittedActions": []any{"assign_all", "add_comment"}}
		q.follow(jobTime, Change{Collection: c, ID: id, After: rec})
		q.follow(jobTime, Change{Collection: Collection{"view_context", q.siteID()}, ID: id, After: Record{"id": id, "issueId": id, "viewContext": sent["viewContext"],
			"documentVersionUrn": sent["documentVersionUrn"]}})
		after(i, id)
		ids = append(ids, id)
	}
	return ids, nil
}

func createCoordinationIssues(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	ids, err := q.newCoordinationIssues(q.listed(), func(int, string) {})
	if err != nil {
		return err
	}
	q.coordinate("AddIssuesToModelSet", Record{"modelSetId": set["modelSetId"]}, Record{"createdIssueIds": ids})
	return nil
}

func ofVersion(q *request, rec Record) bool {
	return plain(rec["modelSetVersion"]) == q.call.Path["version"]
}

// clashTest is the test that the call's path names, among those of all model sets of the project.
func (q *request) clashTest() (Record, error) {
	sets, err := q.list(Collection{"model_set", q.siteID()})
	if err != nil {
		return nil, err
	}
	for _, s := range sets {
		t, err := q.get(Collection{"clash_test", text(s, "modelSetId")}, q.call.Path["test_id"])
		if t != nil || err != nil {
			return t, err
		}
	}
	return nil, q.refuse(404, "there is no clash test %q", q.call.Path["test_id"])
}

func getClashTest(q *request) error {
	t, err := q.clashTest()
	q.out.Value = t
	return err
}

// clashResources are the files that hold the clashes of a test.
func clashResources(q *request) error {
	t, err := q.clashTest()
	if err != nil {
		return err
	}
	list := []any{}
	for _, x := range items(t, "_files") {
		f, _ := x.(Record)
		list = append(list, Record{"type": f["type"], "extension": "json.gz", "url": Link{Object: text(f, "object"), For: linkLife}, "headers": Record{},
			"validUntil": stamp(q.now.Add(linkLife))})
	}
	q.out.Value = list
	return nil
}

// assignClashes makes issues of groups of clashes.
func assignClashes(q *request) error {
	t, err := q.clashTest()
	if err != nil {
		return err
	}
	c, groups := Collection{"assigned_clash_group", text(t, "modelSetId")}, []any{}
	ids, err := q.newCoordinationIssues(q.listed(), func(i int, issue string) {
		sent, _ := q.listed()[i].(Record)
		id := q.store.NewID(c)
		groups = append(groups, id)
		q.follow(jobTime, Change{Collection: c, ID: id, After: Record{"id": id, "clashTestId": t["id"], "issueId": issue, "title": sent["title"],
			"clashes": orEmpty(items(sent, "clashes")), "createdBy": q.callerUID(), "createdOn": stamp(q.now)}})
	})
	if err != nil {
		return err
	}
	q.coordinate("AssignClashGroups", nil, Record{"groups": groups, "createdIssueIds": ids})
	return nil
}

func closeClashes(q *request) error {
	t, err := q.clashTest()
	if err != nil {
		return err
	}
	c, groups := Collection{"closed_clash_group", text(t, "modelSetId")}, []any{}
	for _, x := range q.listed() {
		sent, _ := x.(Record)
		id := text(sent, "id")
		if id == "" {
			id = q.store.NewID(c)
		}
		groups = append(groups, id)
		q.follow(jobTime, Change{Collection: c, ID: id, After: with(Record{"description": "", "screenShots": []any{}}, with(sent, Record{"id": id, "clashTestId": t["id"],
			"createdBy": q.callerUID(), "createdOn": stamp(q.now)}))})
	}
	q.coordinate("CloseClashGroups", nil, Record{"groups": groups})
	return nil
}

func reopenClashes(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	c := Collection{"closed_clash_group", text(set, "modelSetId")}
	for _, id := range idsOf(q.call.Body) {
		g, err := q.get(c, id)
		if err != nil || g == nil {
			return firstError(err, q.refuse(404, "there is no closed group %q", id))
		}
		q.follow(jobTime, Change{Collection: c, ID: id, Before: g})
	}
	q.coordinate("ReopenClashGroups", nil, Record{"groups": q.listed()})
	return nil
}

// testGroups are the groups of a test, all or those with the IDs in the body.
func testGroups(entity string) handler {
	return func(q *request) error {
		t, err := q.clashTest()
		if err != nil {
			return err
		}
		all, err := q.list(Collection{entity, text(t, "modelSetId")})
		ids, list := idsOf(q.call.Body), []any{}
		for _, g := range all {
			if g["clashTestId"] == t["id"] && (len(ids) == 0 || slices.Contains(ids, text(g, "id"))) {
				list = append(list, g)
			}
		}
		q.out.Value = Record{"groups": list}
		return err
	}
}

func groupedClashes(q *request) error {
	set, err := q.modelSet()
	if err != nil {
		return err
	}
	out := Record{}
	for name, entity := range map[string]string{"closed": "closed_clash_group", "assigned": "assigned_clash_group"} {
		all, err := q.list(Collection{entity, text(set, "modelSetId")})
		if err != nil {
			return err
		}
		clashes := []any{}
		for _, g := range all {
			clashes = append(clashes, items(g, "clashes")...)
		}
		out[name] = clashes
	}
	q.out.Value = out
	return nil
}
