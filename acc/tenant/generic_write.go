package tenant

import (
	"slices"
	"strconv"
	"strings"

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
	id := idText(rec, q.idField(c.Entity))
	if id == "" {
		if err := q.giveID(c, rec); err != nil {
			return nil, err
		}
		id = idText(rec, q.idField(c.Entity))
	}
	if made := q.habitOf(c.Entity).made; made != nil {
		if err := made(q, rec); err != nil {
			return nil, err
		}
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
	fields := map[string]catalog.Field{}
	for _, name := range e.Filled {
		fields[name] = catalog.Field{Name: name}
	}
	if formOf(e.Name, q.op.Form) == nil && !wraps(q.op) {
		for _, f := range q.op.ReturnFields("") {
			fields[f.Name] = f
		}
	}
	for name, f := range fields {
		if _, set := rec[name]; !set && !slices.Contains(e.IDs, name) {
			rec[name] = q.only(e.Name, name, q.newValue(f))
		}
	}
	if attributes, ok := rec["attributes"].(Record); ok && wraps(q.op) {
		filled := with(attributes, nil)
		for _, f := range q.op.ReturnFields("data.attributes") {
			name := lastName(f.Name)
			if _, set := filled[name]; !set {
				f.Name = name
				filled[name] = q.only(e.Name, name, q.newValue(f))
			}
		}
		rec["attributes"] = filled
	}
}

// newValue is what an account of our own fills a field of a new record with.
func (q *request) newValue(f catalog.Field) any {
	if v, ok := q.knownValue(f); ok {
		return v
	}
	if f.Name == "isActive" {
		return true
	}
	return blankOf(f)
}

// knownValue is the value of a field that says when, by whom and in what a record was made.
func (q *request) knownValue(f catalog.Field) (any, bool) {
	name := lastName(f.Name)
	switch name {
	case "createdAt", "created_at", "createdOn", "updatedAt", "updated_at", "createTime", "lastModifiedTime", "createdDate", "lastUpdatedDate":
		if f.Type.Base() == "int" {
			return q.now.UnixMilli(), true
		}
		return stamp(q.now), true
	case "createdBy", "updatedBy", "createUserId", "lastModifiedUserId", "creatorId", "changedBy":
		if q.caller.UserID == "" {
			return nil, true
		}
		if f.Type.Base() == "object" {
			return q.callerRef(f), true
		}
		if f.Type == "" {
			return q.caller.UserID, true
		}
		return q.callerUID(), true
	case "createdByName", "updatedByName", "createUserName", "lastModifiedUserName":
		return q.callerName(), true
	case "projectId", "containerId", "containerID":
		if q.site != nil {
			return q.siteID(), true
		}
	}
	if id, ok := q.call.Path[snake(name)]; ok && strings.HasSuffix(name, "Id") {
		return id, true
	}
	return nil, false
}

// callerRef is the caller as an object of an answer: what of ID and name the catalogue says it has.
func (q *request) callerRef(f catalog.Field) Record {
	out := Record{}
	for _, x := range q.op.ReturnFields(f.Name) {
		switch name := lastName(x.Name); name {
		case "id", "autodeskId", "userId":
			out[name] = q.callerUID()
		case "name", "displayName":
			out[name] = q.callerName()
		case "email":
			out[name] = text(q.user, "email")
		}
	}
	return out
}

// snake is a name such as expenseItemId in the spelling of path parameters, expense_item_id.
func snake(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('_')
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// blankOf is the value of a field of which nothing is known.
func blankOf(f catalog.Field) any {
	switch {
	case f.Type.Nullable():
		return nil
	case f.Type.IsList():
		return []any{}
	}
	switch f.Type {
	case "bool":
		return false
	case "int", "number":
		return int64(0)
	case "map":
		return Record{}
	}
	return nil
}

// giveID gives a new record its ID. A number is one more than the highest so far.
func (q *request) giveID(c Collection, rec Record) error {
	field := q.idField(c.Entity)
	if q.idIsNumber(c.Entity) && !q.caller.Trusted {
		n, err := q.nextNumber(c, field)
		rec[field] = n
		return err
	}
	rec[field] = q.store.NewID(c)
	return nil
}

// nextNumber is one more than the highest number in a field of a collection, as the call leaves it so far.
func (q *request) nextNumber(c Collection, field string) (int64, error) {
	all, err := q.list(c)
	highest := int64(0)
	for _, rec := range all {
		highest = max(highest, whole(rec[field]))
	}
	for _, ch := range q.out.Changes {
		if ch.Collection == c {
			highest = max(highest, whole(ch.After[field]))
		}
	}
	return highest + 1, err
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
	if changed := q.habitOf(c.Entity).changed; changed != nil {
		if err := changed(q, before, after); err != nil {
			return err
		}
	}
	q.change(c, idText(before, q.idField(c.Entity)), before, after)
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
	if _, ok := rec["updatedBy"].(string); ok && !q.caller.Trusted && q.caller.UserID != "" {
		rec["updatedBy"] = q.callerUID()
	}
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
	if removed := q.habitOf(c.Entity).removed; removed != nil {
		if err := removed(q, before); err != nil {
			return err
		}
	}
	q.change(c, idText(before, q.idField(c.Entity)), before, nil)
	if q.op.Returns.Shape != catalog.NoBody {
		q.answer(before)
	}
	return nil
}
