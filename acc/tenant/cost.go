package tenant

import (
	"fmt"
	"slices"
	"strings"
)

// Cost Management: budgets, contracts and change orders with numbers of their own. Imports replace what is there unless they are
// told to add; what may be done with a thing it says itself.

func costRules() map[string]handler {
	out := map[string]handler{
		"list_change_order_types":      listing("change_order_type", nil),
		"list_change_orders":           listing("change_order", ofKind),
		"import_budgets":               importBudgets,
		"import_segment_values":        importSegmentValues,
		"list_all_segment_values":      listAllSegmentValues,
		"link_budgets_contracts":       linkBudgets,
		"batch_create_cost_items":      batchCreateCostItems,
		"attach_cost_items":            attachCostItems(true),
		"detach_cost_items":            attachCostItems(false),
		"copy_sub_cost_items":          copySubCostItems,
		"batch_update_property_values": updateProperties,
		"batch_create_attachments":     createCostAttachment,
		"create_attachment_folder":     createAttachmentFolder,
		"list_actions":                 listCostActions,
		"perform_actions":              performCostActions,
		"list_action_histories":        listing("cost_action", nil),
	}
	named := map[string]handler{}
	for name, h := range out {
		named["cost."+name] = h
	}
	return named
}

func costHabits() map[string]habit {
	return map[string]habit{
		"budget":            {made: newBudget, changed: changedBudget},
		"contract":          {made: newContract, changed: costed("code", "contract")},
		"change_order":      {made: newChangeOrder},
		"cost_item":         {made: newCostItem},
		"expense":           {made: numberedBy("number", "EX-%03d", Record{"status": "draft", "scope": "full"})},
		"main_contract":     {made: newMainContract, changed: costed("code", "main_contract")},
		"cost_attachment":   {made: func(_ *request, rec Record) error { rec["status"] = "Completed"; return nil }},
		"segment_value":     {made: newSegmentValue},
		"tracking_item":     {made: newTrackingItem},
		"tracking_instance": {made: budgetOf},
		"sub_cost_item":     {made: func(_ *request, rec Record) error { rec["type"] = orText(rec["type"], "estimated"); return nil }},
		"sov_item":          {made: newSOVItem},
	}
}

func orText(v any, otherwise string) any {
	if v == nil {
		return otherwise
	}
	return v
}

func (q *request) cost(entity string) Collection { return Collection{entity, q.siteID()} }

// costKinds are the kinds of change orders.
func costKinds() [][3]string {
	return [][3]string{{"pco", "Potential Change Order", "PCO"}, {"rfq", "Request for Quotation", "RFQ"}, {"rco", "Request for Change Order", "RCO"},
		{"oco", "Owner Change Order", "OCO"}, {"sco", "Supplier Change Order", "SCO"}}
}

func givenChangeOrderTypes(p project) []Record {
	var out []Record
	for i, k := range costKinds() {
		out = append(out, Record{"id": p.givenID("change order type", k[0]), "name": k[1], "type": k[0], "actAs": k[0], "position": int64(i), "workflowType": "standard",
			"createdAt": p.created, "updatedAt": p.created})
	}
	return out
}

func givenBudgetTemplates(p project) []Record {
	return []Record{{"id": p.givenID("budget code template", "Default"), "name": "Default", "createdAt": p.created, "updatedAt": p.created}}
}

func givenCostAttributes(p project) []Record {
	var out []Record
	for i, name := range []string{"Cost Code", "Phase"} {
		out = append(out, Record{"id": p.givenID("cost attribute", name), "name": name, "type": "text", "defaultValue": "", "position": int64(i), "defaultVisibility": true,
			"builtIn": false, "options": []any{}, "collaboratorAccess": "view"})
	}
	return out
}

func ofKind(q *request, rec Record) bool { return text(rec, "_kind") == q.call.Path["change_order"] }

// refuseTakenCode refuses a code or number that another has.
func (q *request) refuseTakenCode(entity, field string, rec Record) error {
	all, err := q.list(q.cost(entity))
	for _, other := range all {
		if other["id"] != rec["id"] && text(other, field) == text(rec, field) {
			return q.refuse(409, "%s: %q is taken", field, text(rec, field))
		}
	}
	return err
}

// costed refuses a change to a code that is taken.
func costed(field, entity string) func(q *request, before, after Record) error {
	return func(q *request, before, after Record) error {
		if before[field] == after[field] {
			return nil
		}
		return q.refuseTakenCode(entity, field, after)
	}
}

// numberedBy gives new records a number of their own where they bring none, and what else they begin with.
func numberedBy(field, form string, begin Record) func(q *request, rec Record) error {
	return func(q *request, rec Record) error {
		for k, v := range begin {
			rec[k] = orText(rec[k], plain(v))
		}
		if text(rec, field) != "" {
			return nil
		}
		c := q.childOf(q.op.Entity)
		all, err := q.list(c)
		for n := len(all) + 1; ; n++ {
			number := fmt.Sprintf(form, n)
			if !slices.ContainsFunc(all, func(x Record) bool { return text(x, field) == number }) {
				rec[field] = number
				return err
			}
		}
	}
}

// amount is a number of money that a record may hold as text.
func amount(v any) float64 {
	if n, ok := number(v); ok {
		return n
	}
	var f float64
	fmt.Sscanf(plain(v), "%f", &f) // what is no number counts nothing
	return f
}

// totalled sets a budget's own amount to what its quantity and price come to.
func totalled(rec Record) {
	rec["originalAmount"] = amount(rec["quantity"]) * amount(rec["unitPrice"])
	rec["revised"], rec["projectedBudget"] = rec["originalAmount"], rec["originalAmount"]
}

func newBudget(q *request, rec Record) error {
	totalled(rec)
	rec["scope"] = orText(rec["scope"], "budgetAndCost")
	return q.refuseTakenCode("budget", "code", rec)
}

func changedBudget(q *request, before, after Record) error {
	totalled(after)
	return costed("code", "budget")(q, before, after)
}

func newContract(q *request, rec Record) error {
	rec["status"] = orText(rec["status"], "draft")
	rec["budgetIds"], rec["budgets"] = []any{}, []any{}
	if err := numberedBy("code", "SC-%03d", nil)(q, rec); err != nil {
		return err
	}
	return q.refuseTakenCode("contract", "code", rec)
}

func newMainContract(q *request, rec Record) error {
	rec["status"] = orText(rec["status"], "review")
	return q.refuseTakenCode("main_contract", "code", rec)
}

func newChangeOrder(q *request, rec Record) error {
	kind := q.call.Path["change_order"]
	i := slices.IndexFunc(costKinds(), func(k [3]string) bool { return k[0] == kind })
	if i < 0 {
		return q.refuse(404, "there is no kind of change orders %q", kind)
	}
	rec["_kind"], rec["budgetStatus"], rec["costStatus"] = kind, "draft", "draft"
	rec["scope"] = orText(rec["scope"], "out")
	rec["properties"], rec["costItems"], rec["additionalCollaborators"] = []any{}, []any{}, []any{}
	return numberedBy("number", costKinds()[i][2]+"-%03d", nil)(q, rec)
}

func newCostItem(q *request, rec Record) error {
	rec["budgetStatus"], rec["costStatus"], rec["isMarkup"] = "draft", "draft", false
	rec["scope"] = orText(rec["scope"], "out")
	if order := text(rec, "changeOrderId"); order != "" {
		if o, err := q.get(q.cost("change_order"), order); err != nil || o == nil {
			return firstError(err, q.refuse(404, "changeOrderId: there is no change order %q", order))
		}
	}
	rec["_order"] = rec["changeOrderId"]
	delete(rec, "changeOrderId")
	return q.numberCostItem(rec)
}

func (q *request) numberCostItem(rec Record) error {
	all, err := q.list(q.cost("cost_item"))
	made := 0
	for _, c := range q.out.Changes {
		if c.Collection.Entity == "cost_item" && c.Before == nil {
			made++
		}
	}
	rec["number"] = fmt.Sprintf("CI-%03d", len(all)+made+1)
	return err
}

func newSegmentValue(q *request, rec Record) error {
	all, err := q.list(q.childOf("segment_value"))
	if err == nil && slices.ContainsFunc(all, func(v Record) bool { return text(v, "code") == text(rec, "code") }) {
		err = q.refuse(409, "code: %q is taken", text(rec, "code"))
	}
	rec["originalCode"] = orText(rec["originalCode"], text(rec, "code"))
	return err
}

// budgetNamed is the budget that a record names.
func (q *request) budgetNamed(rec Record) (Record, error) {
	b, err := q.get(q.cost("budget"), text(rec, "budgetId"))
	if err == nil && b == nil {
		err = q.refuse(404, "budgetId: there is no budget %q", text(rec, "budgetId"))
	}
	return b, err
}

func newTrackingItem(q *request, rec Record) error {
	b, err := q.budgetNamed(rec)
	for _, f := range []string{"name", "description", "code", "quantity", "unit", "originalAmount"} {
		rec[f] = b[f]
	}
	rec["unitPrice"] = plain(b["unitPrice"])
	return err
}

func budgetOf(q *request, rec Record) error {
	b, err := q.budgetNamed(rec)
	rec["budgetCode"] = b["code"]
	return err
}

func newSOVItem(_ *request, rec Record) error {
	if rec["amount"] == nil {
		rec["amount"] = amount(rec["quantity"]) * amount(rec["unitPrice"])
	}
	rec["associationId"], rec["associationType"] = rec["contractId"], "Contract"
	return nil
}

// purge removes what an import replaces, unless it is to add.
func (q *request) purge(c Collection) error {
	if q.body()["append"] == true {
		return nil
	}
	all, err := q.list(c)
	for _, rec := range all {
		q.change(c, text(rec, "id"), rec, nil)
	}
	return err
}

// importBudgets replaces the budgets, or adds to them.
func importBudgets(q *request) error {
	c := q.cost("budget")
	if err := q.purge(c); err != nil {
		return err
	}
	held, err := q.list(c)
	if err != nil {
		return err
	}
	codes := map[string]bool{}
	for _, b := range held {
		codes[text(b, "code")] = q.body()["append"] == true
	}
	for i, x := range items(q.body(), "data") {
		sent, _ := x.(Record)
		if codes[text(sent, "code")] {
			return q.refuse(409, "data[%d].code: %q is taken", i, text(sent, "code"))
		}
		codes[text(sent, "code")] = true
		id := q.store.NewID(c)
		rec := with(sent, Record{"id": id, "createdAt": stamp(q.now), "updatedAt": stamp(q.now), "scope": orText(sent["scope"], "budgetAndCost")})
		totalled(rec)
		q.change(c, id, nil, rec)
	}
	return nil
}

// importSegmentValues replaces the values of a segment, or adds to them.
func importSegmentValues(q *request) error {
	c := q.childOf("segment_value")
	if err := q.purge(c); err != nil {
		return err
	}
	list := []any{}
	for _, x := range items(q.body(), "data") {
		sent, _ := x.(Record)
		id := text(sent, "id")
		if id == "" || !isUUID(id) {
			id = q.store.NewID(c)
		}
		rec := with(sent, Record{"id": id, "segmentId": c.Parent, "originalCode": orText(sent["originalCode"], text(sent, "code")), "createdAt": stamp(q.now),
			"updatedAt": stamp(q.now)})
		q.change(c, id, nil, rec)
		list = append(list, rec)
	}
	q.out.Value = list
	return nil
}

func listAllSegmentValues(q *request) error {
	templates, err := q.list(q.cost("budget_code_template"))
	if err != nil {
		return err
	}
	var out []Record
	for _, t := range templates {
		segments, err := q.list(Collection{"budget_code_segment", text(t, "id")})
		if err != nil {
			return err
		}
		for _, s := range segments {
			values, err := q.list(Collection{"segment_value", text(s, "id")})
			if err != nil {
				return err
			}
			out = append(out, values...)
		}
	}
	q.answerList(out)
	return nil
}

// linkBudgets links budgets with contracts, and takes links away, all or none.
func linkBudgets(q *request) error {
	c, seen := q.cost("contract"), map[string]bool{}
	for _, x := range items(q.body(), "remove") {
		pair, _ := x.(Record)
		if err := q.link(c, pair, false); err != nil {
			return err
		}
	}
	for i, x := range items(q.body(), "create") {
		pair, _ := x.(Record)
		id := text(pair, "budgetId")
		if seen[id] {
			return q.refuse(400, "create[%d]: the budget %q is there twice", i, id)
		}
		seen[id] = true
		if b, err := q.get(q.cost("budget"), id); err != nil || b == nil {
			return firstError(err, q.refuse(404, "create[%d]: there is no budget %q", i, id))
		}
		all, err := q.list(c)
		if err != nil {
			return err
		}
		for _, other := range all {
			if latest, err := q.latest(c, text(other, "id")); err != nil || slices.Contains(items(latest, "budgetIds"), any(id)) && other["id"] != pair["contractId"] {
				return firstError(err, q.refuse(400, "create[%d]: the budget %q is linked to the contract %q already", i, id, text(other, "name")))
			}
		}
		if err := q.link(c, pair, true); err != nil {
			return err
		}
	}
	return nil
}

func (q *request) link(c Collection, pair Record, on bool) error {
	contract, err := q.latest(c, text(pair, "contractId"))
	if err != nil || contract == nil {
		return firstError(err, q.refuse(404, "there is no contract %q", text(pair, "contractId")))
	}
	ids := slices.DeleteFunc(slices.Clone(items(contract, "budgetIds")), func(x any) bool { return x == pair["budgetId"] })
	if on {
		ids = append(ids, pair["budgetId"])
	}
	q.change(c, text(contract, "id"), contract, with(contract, Record{"budgetIds": ids}))
	return nil
}

func batchCreateCostItems(q *request) error {
	list := []any{}
	for _, x := range items(q.body(), "data") {
		sent, _ := x.(Record)
		id := q.store.NewID(q.cost("cost_item"))
		rec := with(sent, Record{"id": id, "createdAt": stamp(q.now), "updatedAt": stamp(q.now)})
		if err := newCostItem(q, rec); err != nil {
			return err
		}
		q.change(q.cost("cost_item"), id, nil, rec)
		list = append(list, rec)
	}
	q.out.Value = list
	return nil
}

// attachCostItems attaches cost items to change orders, or takes them off.
func attachCostItems(on bool) handler {
	return func(q *request) error {
		list := []any{}
		for i, x := range q.listed() {
			pair, _ := x.(Record)
			order, err := q.get(q.cost("change_order"), text(pair, "changeOrderId"))
			if err != nil || order == nil {
				return firstError(err, q.refuse(404, "[%d]: there is no change order %q", i, text(pair, "changeOrderId")))
			}
			item, err := q.latest(q.cost("cost_item"), text(pair, "costItemId"))
			if err != nil || item == nil {
				return firstError(err, q.refuse(404, "[%d]: there is no cost item %q", i, text(pair, "costItemId")))
			}
			after := with(item, Record{"_order": order["id"]})
			if !on {
				if item["_order"] != order["id"] {
					return q.refuse(400, "[%d]: the cost item is not attached to this change order", i)
				}
				after = with(item, Record{"_order": nil})
			}
			q.change(q.cost("cost_item"), text(item, "id"), item, after)
			list = append(list, pair)
		}
		q.out.Value = list
		return nil
	}
}

// copySubCostItems replaces the sub cost items of one column by copies of those of another.
func copySubCostItems(q *request) error {
	c := q.childOf("sub_cost_item")
	all, err := q.list(c)
	if err != nil {
		return err
	}
	from, to := text(q.body(), "from"), text(q.body(), "to")
	source, _ := at(q.body(), "source.ids")
	list := []any{}
	for _, rec := range all {
		if text(rec, "type") == to {
			q.change(c, text(rec, "id"), rec, nil)
		}
	}
	for _, rec := range all {
		if text(rec, "type") == from && anyOf(source, rec["id"]) {
			id := q.store.NewID(c)
			made := with(rec, Record{"id": id, "type": to, "createdAt": stamp(q.now), "updatedAt": stamp(q.now)})
			q.change(c, id, nil, made)
			list = append(list, made)
		}
	}
	q.out.Value = list
	return nil
}

// updateProperties sets attributes of budgets, contracts and so on.
func updateProperties(q *request) error {
	c, list := q.cost("property_value"), []any{}
	for i, x := range q.listed() {
		sent, _ := x.(Record)
		d, err := q.get(q.cost("cost_attribute"), text(sent, "propertyDefinitionId"))
		if err != nil || d == nil {
			return firstError(err, q.refuse(404, "[%d]: there is no attribute %q", i, text(sent, "propertyDefinitionId")))
		}
		id := text(sent, "associationId") + "/" + text(d, "id")
		before, err := q.latest(c, id)
		if err != nil {
			return err
		}
		q.change(c, id, before, with(sent, Record{"id": id}))
		list = append(list, Record{"name": d["name"], "builtIn": d["builtIn"], "position": d["position"], "propertyDefinitionId": d["id"], "type": d["type"],
			"value": plain(sent["value"])})
	}
	q.out.Value = list
	return nil
}

func createCostAttachment(q *request) error {
	c := q.cost("cost_attachment")
	id := q.store.NewID(c)
	rec := with(q.body(), Record{"id": id, "status": "Completed", "createdAt": stamp(q.now), "updatedAt": stamp(q.now)})
	q.change(c, id, nil, rec)
	q.out.Value = rec
	return nil
}

// createAttachmentFolder is the folder for a thing's attachments, made if there is none yet.
func createAttachmentFolder(q *request) error {
	c, id := q.cost("attachment_folder"), q.givenProject().givenID("attachment folder", text(q.body(), "associationId"))
	rec, err := q.get(c, id)
	if err != nil {
		return err
	}
	if rec == nil {
		rec = Record{"id": id, "creatorId": q.callerUID(), "scope": q.body()["associationType"], "urn": folderID(q.siteID(), "cost/"+id), "createdAt": stamp(q.now),
			"updatedAt": stamp(q.now)}
		q.change(c, id, nil, rec)
	}
	q.out.Value = rec
	return nil
}

// costThing is the thing that an action is about, with the entity it is of.
func (q *request) costThing(kind, id string) (Collection, Record, error) {
	entity := map[string]string{"Contract": "contract", "Expense": "expense", "MainContract": "main_contract", "CostPayment": "payment", "BudgetPayment": "payment"}[kind]
	if entity == "" && slices.ContainsFunc(costKinds(), func(k [3]string) bool { return k[2] == kind }) {
		entity = "change_order"
	}
	if entity == "" {
		entity = "budget"
	}
	rec, err := q.latest(q.cost(entity), id)
	return q.cost(entity), rec, err
}

// costSteps are what can be done with a thing in a status, and the status that it then has.
func costSteps(status string) [][2]string {
	switch status {
	case "draft", "revise", "revising":
		return [][2]string{{"submit", "submitted"}}
	case "submitted", "pending", "open":
		return [][2]string{{"approve", "approved"}, {"revise", "revise"}, {"reject", "rejected"}}
	case "approved":
		return [][2]string{{"execute", "executed"}}
	}
	return nil
}

// statusField is the field that holds a thing's status.
func statusField(entity string) string {
	if entity == "change_order" {
		return "costStatus"
	}
	return "status"
}

func listCostActions(q *request) error {
	c, rec, err := q.costThing(q.call.Path["association_type"], q.call.Path["association_id"])
	if err != nil || rec == nil {
		return firstError(err, q.refuse(404, "there is no %s %q", q.call.Path["association_type"], q.call.Path["association_id"]))
	}
	field, list := statusField(c.Entity), []any{}
	for _, s := range costSteps(text(rec, field)) {
		list = append(list, Record{"name": s[0], "transforms": []any{Record{"key": field, "to": s[1]}}, "rules": []any{Record{"key": field, "only": []any{rec[field]}}}})
	}
	q.out.Value = list
	return nil
}

// performCostActions does each action that can be done; those that cannot say so in the answer, which is a success all the same.
func performCostActions(q *request) error {
	list := []any{}
	for _, x := range q.listed() {
		sent, _ := x.(Record)
		problem := func(format string, args ...any) {
			list = append(list, with(pick(sent, "action", []string{"associationId", "associationType"}), Record{"errors": []any{Record{"code": "400", "message": fmt.Sprintf(format, args...)}}}))
		}
		c, rec, err := q.costThing(text(sent, "associationType"), text(sent, "associationId"))
		if err != nil {
			return err
		}
		if rec == nil {
			problem("there is no %s %q", text(sent, "associationType"), text(sent, "associationId"))
			continue
		}
		field := statusField(c.Entity)
		steps := costSteps(text(rec, field))
		i := slices.IndexFunc(steps, func(s [2]string) bool { return strings.EqualFold(s[0], text(sent, "action")) })
		if i < 0 {
			problem("%s cannot be done while the status is %s", text(sent, "action"), text(rec, field))
			continue
		}
		q.change(c, text(rec, "id"), rec, with(rec, Record{field: steps[i][1], "updatedAt": stamp(q.now)}))
		history := q.store.NewID(q.cost("cost_action"))
		q.change(q.cost("cost_action"), history, nil, Record{"id": history, "action": sent["action"], "associationId": rec["id"], "associationType": sent["associationType"],
			"from": rec[field], "to": steps[i][1], "createdAt": stamp(q.now), "createdBy": q.callerUID()})
		list = append(list, with(pick(sent, "action", []string{"associationId", "associationType"}), Record{"errors": []any{}}))
	}
	q.out.Value = list
	return nil
}
