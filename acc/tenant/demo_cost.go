package tenant

import "fmt"

// sowCost makes what a project is to cost: budgets by trade, contracts for most of them, change orders, payments, and what is
// measured on site.
func (f *field) sowCost() {
	p := f.settings()
	dated := func(age int, rec Record) Record {
		return with(Record{"createdAt": f.ago(age, 9), "updatedAt": f.ago(age/2, 9), "creatorId": f.uid(0), "changedBy": f.uid(0)}, rec)
	}
	f.sowBudgetCodes(p, dated)
	main := f.add("main_contract", f.id, dated(200, Record{"code": "MC-001", "name": "Prime contract", "description": "With the owner", "status": "executed", "isDefault": true,
		"amount": fmt.Sprint(f.site.plan.millions * 1_000_000), "paid": "0", "startDate": f.day(200)}))
	f.add("main_contract_item", text(main, "id"), dated(200, Record{"containerId": f.id, "mainContractId": main["id"], "code": "01", "name": "Cost of the work",
		"description": "", "unit": "ls", "unitPrice": fmt.Sprint(f.site.plan.millions * 1_000_000), "quantity": "1", "amount": fmt.Sprint(f.site.plan.millions * 1_000_000),
		"isPrivate": false, "position": int64(1)}))
	var budgets, contracts []Record
	for i, b := range []struct {
		code, name string
		share      int64
	}{{"03-3000", "Cast-in-place concrete", 14}, {"05-1200", "Structural steel", 11}, {"07-9200", "Joint sealants", 1}, {"08-4413", "Curtain walls", 9},
		{"09-2900", "Gypsum board", 6}, {"21-1300", "Fire sprinklers", 3}, {"23-0500", "HVAC", 15}, {"26-0500", "Electrical", 13}} {
		price := max(f.site.plan.millions, 1) * 10_000 * b.share
		budget := dated(180, Record{"parentId": nil, "code": b.code, "scope": "budgetAndCost", "subItems": []any{}, "budgetCode": Record{"code": b.code}, "name": b.name, "description": "",
			"quantity": int64(1), "inputQuantity": int64(1), "unitPrice": float64(price), "unit": "ls", "contractIds": []any{}, "locations": []any{}})
		totalled(budget)
		f.add("budget", f.id, budget)
		budgets = append(budgets, budget)
		if i%2 == 0 {
			contract := f.add("contract", f.id, dated(150-5*i, Record{"code": fmt.Sprintf("SC-%03d", len(contracts)+1), "name": b.name, "description": "", "companyId": f.companyOf(len(f.site.team) - 1 - i),
				"type": "Subcontract", "status": pickOf([]string{"executed", "sent", "draft"}, i/2), "currency": "USD", "awarded": float64(price) * 0.97,
				"originalBudget": float64(price), "budgetIds": []any{budget["id"]}, "budgets": []any{}, "scheduleOfValues": []any{}}))
			budget["contractIds"] = []any{contract["id"]}
			contracts = append(contracts, contract)
			f.add("sov_item", f.id, dated(140, Record{"parentId": nil, "contractId": contract["id"], "budgetId": budget["id"], "code": b.code, "name": b.name, "quantity": int64(1),
				"unitPrice": float64(price) * 0.97, "unit": "ls", "amount": fmt.Sprint(float64(price) * 0.97), "associationId": contract["id"], "associationType": "Contract", "position": int64(1)}))
		}
	}
	f.sowChanges(dated, budgets, contracts)
	f.sowPayments(dated, main, budgets, contracts)
	f.sowTracking(dated, budgets[0])
}

// sowBudgetCodes makes the segments of budget codes and their values.
func (f *field) sowBudgetCodes(p project, dated func(int, Record) Record) {
	template := text(givenBudgetTemplates(p)[0], "id")
	segment := text(f.add("budget_code_segment", template, dated(190, Record{"templateId": template, "name": "Division", "type": "code", "delimiter": "hyphen", "delimiterChar": "-",
		"length": int64(2), "isVariableLength": false, "position": int64(1), "sampleCode": "03", "isLocked": false})), "id")
	for _, v := range [][2]string{{"03", "Concrete"}, {"05", "Metals"}, {"07", "Thermal and moisture protection"}, {"08", "Openings"}, {"09", "Finishes"}, {"23", "HVAC"}, {"26", "Electrical"}} {
		f.add("segment_value", segment, dated(190, Record{"segmentId": segment, "parentId": nil, "code": v[0], "originalCode": v[0], "description": v[1]}))
	}
}

// sowChanges makes change orders of each kind, with cost items.
func (f *field) sowChanges(dated func(int, Record) Record, budgets, contracts []Record) {
	names := []string{"Added outlets in the lobby", "Deeper footings at grid A", "Substitute sealant", "Owner's request: glass partitions"}
	n := 0
	for i, k := range costKinds() {
		for j := range 1 + (i+f.site.index)%2 {
			n++
			order := f.add("change_order", f.id, dated(60-4*n, Record{"_kind": k[0], "number": fmt.Sprintf("%s-%03d", k[2], j+1), "name": pickOf(names, n), "description": "", "type": nil,
				"scope": "out", "ownerId": f.uid(0), "budgetStatus": "draft", "costStatus": pickOf([]string{"draft", "open", "approved"}, n), "estimated": fmt.Sprint(12000 * n),
				"properties": []any{}, "costItems": []any{}, "additionalCollaborators": []any{}}))
			item := f.add("cost_item", f.id, dated(60-4*n, Record{"number": fmt.Sprintf("CI-%03d", n), "name": pickOf(names, n), "description": "", "budgetId": pickOf(budgets, n)["id"],
				"contractId": pickOf(contracts, n)["id"], "budgetStatus": "draft", "costStatus": "draft", "scope": "out", "isMarkup": false, "estimated": fmt.Sprint(12000 * n),
				"quantity": int64(1), "unit": "ls", "locations": []any{}, "_order": order["id"]}))
			if n < 3 {
				f.add("sub_cost_item", text(item, "id"), dated(50, Record{"parentId": nil, "type": "estimated", "costItemId": item["id"], "code": "01", "position": int64(1), "name": "Labor",
					"quantity": "40", "inputQuantity": "40", "unitPrice": "95", "unit": "hr", "value": "3800"}))
			}
		}
	}
}

// sowPayments makes an expense, a payment to a subcontractor and one from the owner, with documents and a tax.
func (f *field) sowPayments(dated func(int, Record) Record, main Record, budgets, contracts []Record) {
	expense := text(f.add("expense", f.id, dated(30, Record{"supplierName": "Cascade Rentals", "number": "EX-001", "name": "Tower crane, one month", "description": "", "scope": "full",
		"status": "approved", "amount": "18500", "mainContractId": main["id"]})), "id")
	f.add("expense_item", expense, dated(30, Record{"budgetId": budgets[0]["id"], "number": "1", "name": "Rent", "description": "", "scope": "full", "quantity": int64(1),
		"unitPrice": "18500", "unit": "mo", "amount": "18500"}))
	for i, c := range contracts[:2] {
		payment := f.add("payment", f.id, dated(20, Record{"associationType": "Contract", "associationId": c["id"], "number": fmt.Sprintf("PA-%03d", i+1), "name": "Application for payment",
			"startDate": f.day(50), "endDate": f.day(20), "status": pickOf([]string{"submitted", "approved"}, i), "originalAmount": "250000", "amount": "250000", "recipients": []any{}}))
		f.add("payment_item", f.id, dated(20, Record{"paymentId": payment["id"], "budgetId": budgets[2*i]["id"], "budgetCode": budgets[2*i]["code"], "associationType": "SOV",
			"associationId": c["id"], "name": c["name"], "position": int64(1), "quantity": 0.25, "amount": "250000", "status": "accepted", "hasComment": false, "canDelete": false,
			"isPrivate": false}))
		f.add("cost_tax", f.id, dated(20, Record{"name": "Sales tax", "associationId": payment["id"], "associationType": "CostPayment", "needUpdate": false, "summary": []any{}}))
	}
	f.add("cost_document", f.id, dated(100, Record{"recipientId": f.uid(2), "urn": f.first.version["id"], "status": "Completed", "errorInfo": nil, "associationId": contracts[0]["id"],
		"associationType": "Contract"}))
	f.add("cost_attachment", f.id, dated(100, Record{"folderId": f.newID("attachment_folder"), "urn": f.first.version["id"], "type": "DocsFile", "name": nameOf(f.first.version),
		"status": "Completed", "associationId": contracts[0]["id"], "associationType": "Contract"}))
	f.add("cost_action", f.id, Record{"action": "approve", "associationId": contracts[0]["id"], "associationType": "Contract", "from": "submitted", "to": "approved",
		"createdAt": f.ago(110, 9), "createdBy": f.uid(0)})
}

// sowTracking makes what is measured on site: cubic yards of concrete, and the hours it took.
func (f *field) sowTracking(dated func(int, Record) Record, budget Record) {
	item := f.add("tracking_item", f.id, dated(90, Record{"containerId": f.id, "budgetId": budget["id"], "name": budget["name"], "description": "", "code": budget["code"],
		"quantity": int64(2400), "unit": "cy", "unitPrice": "410", "originalAmount": budget["originalAmount"], "plannedStartDate": f.day(90), "plannedEndDate": f.day(-60),
		"locations": []any{}, "locationPaths": []any{}}))
	instance := f.add("tracking_instance", f.id, dated(80, Record{"containerId": f.id, "number": "1", "name": item["name"], "budgetId": budget["id"], "budgetCode": budget["code"],
		"inputUnit": "hr", "inputQuantity": int64(3200), "inputUnitPrice": "88", "outputUnit": "cy", "outputQuantity": int64(2400), "outputUnitPrice": "410",
		"trackedInputQuantity": int64(900), "trackedOutputQuantity": int64(640), "performanceRatio": 0.95, "locations": []any{}, "locationPaths": []any{}}))
	for i := range 3 {
		f.add("time_sheet", f.id, dated(20-5*i, Record{"containerId": f.id, "trackingItemInstanceId": instance["id"], "startDate": f.day(27 - 7*i), "endDate": f.day(21 - 7*i),
			"inputQuantity": int64(310 - 10*i), "inputUnit": "hr", "outputQuantity": int64(210 - 8*i), "outputUnit": "cy"}))
	}
}
