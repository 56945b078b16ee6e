package tenant

import (
	"slices"
	"strconv"

	"accstar/acc/catalog"
)

// genericCreate makes one record of the body, or one of each item of a body that is a list.
func genericCreate(q *request, c Collection) error {
	if list, ok := q.call.Body.([]any); ok {
		made := []any{}
		for _, x := range list {
			body, _ := x.(Record)
			rec, err := q.create(c, body)
			if err != nil {
				return err
			}
			made = append(made, rec)
		}
		q.out.Value = made
		return nil
	}
	body, _ := q.call.Body.(Record)
	rec, err := q.create(c, unwrap(body))
	if err != nil {
		return err
	}
	if q.op.Returns.Shape != catalog.NoBody {
		q.answer(rec)
	}
	return nil
}

// create makes a record of what was sent: its own ID unless it brings one, the documented defaults, and what ACC fills.
func (q *request) create(c Collection, body Record) (Record, error) {
	e := q.cat.Entity(c.Entity)
	rec := formOf(c.Entity, q.op.Form).canonical(Record{}, body)
	if err := q.refuseTaken(c, e, rec); err != nil {
		return nil, err
	}
	q.fillNew(e, rec)
	id := text(rec, q.idField(c.Entity))
	if id == "" {
		id = q.store.NewID(c)
		rec[q.idField(c.Entity)] = id
	}
	q.change(c, id, nil, rec)
	return rec, nil
}

// refuseTaken refuses a record whose natural key is taken, if the operation is documented to answer 409.
func (q *request) refuseTaken(c Collection, e *catalog.Entity, rec Record) error {
	if !slices.ContainsFunc(q.op.Errors, func(x catalog.ErrorCase) bool { return x.Status == 409 }) {
		return nil
	}
	for _, k := range e.Key {
		v, _ := at(rec, k)
		name, ok := v.(string)
		if !ok || name == "" {
			continue
		}
		found, err := q.lookup(c, k, name)
		if err != nil {
			return err
		}
		if len(found) > 0 {
			return q.refuse(409, "there is a %s with the %s %q already", e.One, k, name)
		}
		return nil // the first part of the key that is set identifies it
	}
	return nil
}

// fillNew sets the fields of a new record that were not sent: those with a documented default, and those of the answer or of
// the entity's Filled, which only ACC can fill.
func (q *request) fillNew(e *catalog.Entity, rec Record) {
	for _, f := range q.op.BodyFields(bodyPath(q)) {
		name := lastName(f.Name)
		if _, sent := rec[name]; !sent && f.Default != "" {
			if v, ok := defaultValue(f); ok {
				rec[name] = v
			}
		}
	}
	fields := map[string]catalog.Type{}
	for _, name := range e.Filled {
		fields[name] = ""
	}
	if formOf(e.Name, q.op.Form) == nil && !wraps(q.op) {
		for _, f := range q.op.ReturnFields("") {
			fields[f.Name] = f.Type
		}
	}
	for name, t := range fields {
		if _, set := rec[name]; !set && !slices.Contains(e.IDs, name) {
			rec[name] = q.only(e.Name, name, q.newValue(name, t))
		}
	}
	if attributes, ok := rec["attributes"].(Record); ok && wraps(q.op) {
		filled := with(attributes, nil)
		for _, f := range q.op.ReturnFields("data.attributes") {
			name := lastName(f.Name)
			if _, set := filled[name]; !set {
				filled[name] = q.only(e.Name, name, q.newValue(name, f.Type))
			}
		}
		rec["attributes"] = filled
	}
}

// newValue is what an account of our own fills a field of a new record with.
func (q *request) newValue(name string, t catalog.Type) any {
	switch name {
	case "createdAt", "created_at", "createdOn", "updatedAt", "updated_at", "createTime", "lastModifiedTime":
		return stamp(q.now)
	case "createdBy", "updatedBy", "createUserId", "lastModifiedUserId":
		if q.caller.UserID != "" {
			return q.caller.UserID
		}
		return nil
	case "isActive":
		return true
	}
	switch {
	case t.Base() == "bool":
		return false
	case t.IsList():
		return []any{}
	}
	return nil
}

// defaultValue is the documented default of a field as a JSON value.
func defaultValue(f catalog.Field) (any, bool) {
	switch f.Type.Base() {
	case "string":
		return f.Default, true
	case "bool":
		return f.Default == "true", f.Default == "true" || f.Default == "false"
	case "int":
		n, err := strconv.ParseInt(f.Default, 10, 64)
		return n, err == nil
	}
	return nil, false
}

// genericPatch merges the top-level fields of the body into the record. In JSON:API it merges at every depth: what is sent is
// part of a resource.
func genericPatch(q *request, c Collection) error {
	before, err := q.target(c)
	if err != nil {
		return err
	}
	body, _ := q.call.Body.(Record)
	var after Record
	if q.op.Encoding == catalog.JSONAPI {
		after = mergeDeep(before, unwrap(body))
	} else {
		after = formOf(c.Entity, q.op.Form).canonical(before, without(body, q.idField(c.Entity)))
	}
	q.touch(c.Entity, after)
	q.change(c, text(before, q.idField(c.Entity)), before, after)
	if q.op.Returns.Shape != catalog.NoBody {
		q.answer(after)
	}
	return nil
}

// mergeDeep is a record with what was sent merged in, object by object.
func mergeDeep(held, sent Record) Record {
	out := with(held, nil)
	for f, v := range sent {
		object, isObject := v.(Record)
		into, fits := out[f].(Record)
		if isObject && fits {
			out[f] = mergeDeep(into, object)
		} else {
			out[f] = v
		}
	}
	return out
}

// touch sets the time of the last change, which ACC keeps under one of two names.
func (q *request) touch(entity string, rec Record) {
	for _, f := range []string{"updatedAt", "updated_at"} {
		if _, ok := rec[f]; ok || slices.Contains(q.cat.Entity(entity).Filled, f) {
			rec[f] = q.only(entity, f, stamp(q.now))
		}
	}
}

func genericDelete(q *request, c Collection) error {
	before, err := q.target(c)
	if err != nil {
		return err
	}
	q.change(c, text(before, q.idField(c.Entity)), before, nil)
	if q.op.Returns.Shape != catalog.NoBody {
		q.answer(before)
	}
	return nil
}
