package tenant

import (
	"maps"
	"time"
)

// Jobs: work that ACC accepts now and has done some time later.

const (
	// jobTime is how long a job takes.
	jobTime = 8 * time.Second
	// linkLife is how long the address of a job's result holds.
	linkLife = time.Hour
)

// beginJob stores a job as it begins, and what it becomes when it is done.
func (q *request) beginJob(c Collection, begun, done Record) Record {
	return q.runJob(c, begun, done, jobTime)
}

func (q *request) runJob(c Collection, begun, done Record, takes time.Duration) Record {
	job := maps.Clone(begun)
	field := q.idField(c.Entity)
	if job[field] == nil {
		job[field] = q.store.NewID(c)
	}
	q.change(c, plain(job[field]), nil, job)
	q.follow(takes, Change{Collection: c, ID: plain(job[field]), Before: job, After: with(job, done)})
	return job
}

// job is a job that was begun before; it is refused if there is none.
func (q *request) job(c Collection, id string) (Record, error) {
	rec, err := q.get(c, id)
	if err == nil && rec == nil {
		err = q.refuse(404, "there is no job %q", id)
	}
	return rec, err
}
