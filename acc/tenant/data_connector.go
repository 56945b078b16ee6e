package tenant

import (
	"bytes"
	"encoding/csv"
	"slices"
	"time"
)

// Data Connector: a request that is due begins a job, and a job that is done has files, made of what the account holds.

func dataConnectorRules() map[string]handler {
	return map[string]handler{
		"data_connector.cancel_job":        cancelJob,
		"data_connector.list_jobs":         listing("data_job", ofProject),
		"data_connector.list_request_jobs": listing("data_job", ofRequest),
		"data_connector.list_job_files":    listJobFiles,
		"data_connector.get_job_file":      getJobFile,
	}
}

func dataConnectorHabits() map[string]habit {
	return map[string]habit{"data_request": {made: newDataRequest}}
}

const (
	// queueTime and extractTime are how long a job waits, and how long it takes.
	queueTime, extractTime = 3 * time.Second, 15 * time.Second
	// extractLink is how long the address of an extracted file holds.
	extractLink = time.Minute
	// jobsADay is how many jobs an account may begin in a day.
	jobsADay = 24
)

func ofProject(q *request, rec Record) bool {
	return matchesOrAny(q.queryOr("projectId", ""), text(rec, "projectId"))
}

func ofRequest(q *request, rec Record) bool { return rec["requestId"] == q.call.Path["request_id"] }

func newDataRequest(q *request, rec Record) error {
	if list := items(rec, "projectIdList"); len(list) > 50 {
		return q.refuse(400, "projectIdList: got %d projects, want at most 50", len(list))
	}
	rec["accountId"], rec["createdByEmail"], rec["lastQueuedAt"] = q.accountID, text(q.user, "email"), nil
	from, ok := parseTime(text(rec, "effectiveFrom"))
	if !ok {
		return q.refuse(400, "effectiveFrom: got %q, want a time such as 2026-01-01T00:00:00Z", text(rec, "effectiveFrom"))
	}
	if from.After(q.now) || rec["isActive"] == false {
		return nil
	}
	all, err := q.list(Collection{"data_job", q.accountID})
	if err != nil {
		return err
	}
	today := 0
	for _, j := range all {
		if at, ok := parseTime(text(j, "createdAt")); ok && q.now.Sub(at) < 24*time.Hour {
			today++
		}
	}
	if today >= jobsADay {
		return q.refuse(429, "the account has begun %d jobs in 24 hours", today)
	}
	rec["lastQueuedAt"] = stamp(q.now)
	return q.beginExtract(rec)
}

// beginExtract begins the job of a request.
func (q *request) beginExtract(request Record) error {
	c := Collection{"data_job", q.accountID}
	job := pick(request, "accountId", []string{"projectId", "projectIdList", "createdBy", "createdByEmail", "sendEmail", "startDate", "endDate"})
	files, err := q.extract(request)
	if err != nil {
		return err
	}
	job = with(job, Record{"id": q.store.NewID(c), "requestId": request["id"], "createdAt": stamp(q.now), "status": "queued", "completionStatus": nil, "startedAt": nil,
		"completedAt": nil, "progress": int64(0), "lastDownloadedBy": nil, "lastDownloadedAt": nil, "_files": files})
	running := with(job, Record{"status": "running", "startedAt": stamp(q.now.Add(queueTime)), "progress": int64(40)})
	done := with(running, Record{"status": "complete", "completionStatus": "success", "completedAt": stamp(q.now.Add(extractTime)), "progress": int64(100)})
	q.change(c, text(job, "id"), nil, job)
	q.follow(queueTime, Change{Collection: c, ID: text(job, "id"), Before: job, After: running})
	q.follow(extractTime, Change{Collection: c, ID: text(job, "id"), Before: running, After: done})
	return nil
}

// extract writes what a request asks for as CSV files.
func (q *request) extract(request Record) ([]any, error) {
	groups := items(request, "serviceGroups")
	wants := func(group string) bool {
		return slices.Contains(groups, any("all")) || slices.Contains(groups, any(group))
	}
	projects, err := q.list(q.projects())
	if err != nil {
		return nil, err
	}
	chosen := items(request, "projectIdList")
	if id := text(request, "projectId"); id != "" {
		chosen = append(chosen, id)
	}
	files := []any{}
	add := func(name string, columns []string, rows []Record) {
		data := csvOf(columns, rows)
		files = append(files, Record{"name": name, "size": int64(len(data)), "createdAt": stamp(q.now), "object": q.keepBytes(name, data)})
	}
	var sites []Record
	for _, p := range projects {
		if len(chosen) == 0 || slices.Contains(chosen, p["id"]) {
			sites = append(sites, p)
		}
	}
	if wants("admin") || len(groups) == 0 {
		users, err := q.list(q.accountUsers())
		if err != nil {
			return nil, err
		}
		companies, err := q.list(q.companies())
		if err != nil {
			return nil, err
		}
		add("admin_projects.csv", []string{"id", "name", "jobNumber", "type", "status", "startDate", "endDate", "city"}, sites)
		add("admin_users.csv", []string{"id", "uid", "email", "name", "status", "company_id", "job_title"}, users)
		add("admin_companies.csv", []string{"id", "name", "trade", "erpId", "status"}, companies)
	}
	if wants("issues") {
		var all []Record
		for _, p := range sites[:min(len(sites), 50)] {
			issues, err := q.list(Collection{"issue", text(p, "id")})
			if err != nil {
				return nil, err
			}
			all = append(all, issues...)
		}
		add("issues_issues.csv", []string{"id", "containerId", "displayId", "title", "status", "assignedTo", "dueDate", "createdAt"}, all)
	}
	return files, nil
}

// csvOf is records as a CSV file with a row of column names.
func csvOf(columns []string, rows []Record) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	w.Write(columns) // a buffer fails no write
	for _, r := range rows {
		line := make([]string, len(columns))
		for i, c := range columns {
			line[i] = plain(r[c])
		}
		w.Write(line)
	}
	w.Flush()
	return out.Bytes()
}

func cancelJob(q *request) error {
	c := Collection{"data_job", q.accountID}
	job, err := q.job(c, q.call.Path["job_id"])
	if err != nil {
		return err
	}
	if text(job, "status") == "complete" {
		return q.refuse(409, "the job is complete")
	}
	q.change(c, text(job, "id"), job, with(job, Record{"status": "complete", "completionStatus": "cancelled", "completedAt": stamp(q.now), "_cancelled": true}))
	return nil
}

// jobFiles are the files of the job that the call's path names, which must be done.
func (q *request) jobFiles() ([]any, error) {
	job, err := q.job(Collection{"data_job", q.accountID}, q.call.Path["job_id"])
	if err != nil {
		return nil, err
	}
	if text(job, "status") != "complete" || text(job, "completionStatus") != "success" {
		return nil, q.refuse(404, "the job has no files: it is %s", text(job, "status"))
	}
	return items(job, "_files"), nil
}

func listJobFiles(q *request) error {
	files, err := q.jobFiles()
	q.out.Value = files
	return err
}

func getJobFile(q *request) error {
	files, err := q.jobFiles()
	if err != nil {
		return err
	}
	for _, x := range files {
		if f, _ := x.(Record); text(f, "name") == q.call.Path["name"] {
			q.out.Value = Record{"name": f["name"], "size": f["size"], "signedUrl": Link{Object: text(f, "object"), For: extractLink}}
			return nil
		}
	}
	return q.refuse(404, "the job has no file %q", q.call.Path["name"])
}
