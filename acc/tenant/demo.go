package tenant

import (
	"strings"
	"sync"
	"time"

	"accstar/acc/catalog"
)

// Account says which account something is.
type Account struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	AdminEmail string `json:"admin_email"` // of the account admin whom calls act for
}

// demoAccountID is the same on every machine, as are all IDs in the demo account.
const demoAccountID = "5b1f2a60-3c7e-4d19-9a44-0c2d8e6f7a10"

// DemoAccount says which account [Demo] returns: a made-up builder of middling size.
func DemoAccount() Account {
	return Account{ID: demoAccountID, Name: "Harbourline Construction", AdminEmail: "morgan.reyes@harbourline.example"}
}

// Demo returns the demo account: some forty projects of several types and states with their members, a directory of
// people at some twenty companies, roles and business units. What is in it is always the same; the clock is only that of what
// happens to it afterwards.
//
// It holds what audits look for: people of other companies who administer a project, members who have left, a role
// that has been removed.
func Demo(cat *catalog.Catalogue, clock func() time.Time) *Memory {
	d := newDemo(cat, clock)
	d.Memory.crop = newCrop(clock().UTC().Truncate(24*time.Hour), func() *demo { return d })
	return d.Memory
}

// newDemo builds the demo account but for what its projects hold beside their people, which grows when it is first looked at.
func newDemo(cat *catalog.Catalogue, clock func() time.Time) *demo {
	d := &demo{Memory: NewMemory(cat, demoAccountID, clock), roles: map[string]Record{}, team: map[string][]Record{}, sites: map[string]*demoSite{}}
	d.addRoles()
	d.addUnits()
	d.addCompanies()
	d.addPeople()
	d.addProjects()
	d.addCounts()
	return d
}

// demoBaseOf returns what the demo account is like at the start, built when it is first asked for.
func demoBaseOf(cat *catalog.Catalogue) func() *demo {
	return sync.OnceValue(func() *demo { return newDemo(cat, func() time.Time { return time.Time{} }) })
}

// demo builds the demo account.
type demo struct {
	*Memory
	roles     map[string]Record // by name
	units     []Record
	companies []Record // the builder itself first
	people    []Record // account users
	template  Record
	team      map[string][]Record  // people by the ID of their company
	sites     map[string]*demoSite // by the ID of the project
}

// demoDay is a day counted from the start of 2026, at an hour of that day.
func demoDay(day, hour int) string {
	return stamp(time.Date(2026, time.January, 1+day, hour, 7*day%60, 0, 0, time.UTC))
}

// add puts a record with a new ID into a collection of the account.
func (d *demo) add(entity, parent string, rec Record) Record {
	c := Collection{entity, parent}
	if text(rec, "id") == "" {
		rec["id"] = d.NewID(c)
	}
	d.Apply([]Change{{Collection: c, ID: text(rec, "id"), After: rec}})
	return rec
}

func (d *demo) addRoles() {
	for i, name := range demoRoles() {
		status := "active"
		if strings.HasSuffix(name, "(Removed)") {
			status = "inactive"
		}
		key := strings.ToLower(strings.ReplaceAll(name, " ", "_"))
		d.roles[name] = d.add("role", demoAccountID, Record{"name": name, "key": key, "status": status,
			"createdAt": demoDay(-900+i, 9), "updatedAt": demoDay(-900+i, 9)})
	}
}

func (d *demo) addUnits() {
	ids := map[string]Record{}
	for i, u := range demoUnits() {
		rec := Record{"account_id": demoAccountID, "parent_id": nil, "name": u.name, "description": u.description, "path": nil,
			"created_at": demoDay(-1200+i, 8), "updated_at": demoDay(-1200+i, 8)}
		if above := ids[u.below]; above != nil {
			rec["parent_id"] = above["id"]
			rec["path"] = above["name"]
		}
		ids[u.name] = d.add("business_unit", demoAccountID, rec)
		d.units = append(d.units, ids[u.name])
	}
}

func (d *demo) addCompanies() {
	for i, c := range demoCompanies() {
		status := "active"
		var original any
		name := c.name
		if c.gone {
			status, original, name = "deleted", c.name, "removed at 03182026"
		}
		rec := d.add("company", demoAccountID, Record{
			"accountId": demoAccountID, "name": name, "trade": c.trade, "status": status, "originalName": original,
			"addresses": []any{Record{"type": mainAddress, "addressLine1": c.street, "addressLine2": nil, "city": c.city,
				"stateOrProvince": c.state, "postalCode": nil, "country": "United States", "phone": c.phone}},
			"websiteUrl": "https://" + c.domain, "description": nil, "erpId": c.erp, "taxId": nil, "imageUrl": nil,
			"createdAt": demoDay(-1100+9*i, 10), "updatedAt": demoDay(-200+5*i, 11),
			"projectSize": int64(0), "userSize": int64(0),
		})
		d.companies = append(d.companies, rec)
	}
}

// addPeople fills the directory: the builder's own people first, then those of the other companies in turn.
func (d *demo) addPeople() {
	companies := demoCompanies()
	var partners []int
	for i, c := range companies {
		if i > 0 && !c.gone {
			partners = append(partners, i)
		}
	}
	for i := range demoPeople {
		at := 0
		if i >= demoOwnPeople {
			at = partners[(i-demoOwnPeople)%len(partners)]
		}
		d.addPerson(i, d.companies[at], companies[at])
	}
}

// addPerson adds one account user: some are pending, some were never invited, some have left.
func (d *demo) addPerson(i int, company Record, at demoCompany) {
	first, last := demoName(i)
	status, role := "active", "account_user"
	switch {
	case i < demoAdmins:
		role = "account_admin"
	case i%31 == 5:
		status = "inactive"
	case i%29 == 11:
		status = "not_invited"
	case i%23 == 7:
		status = "pending"
	}
	var uid, signedIn any
	if status == "active" || status == "inactive" {
		uid = d.NewID(Collection{"autodesk_id", demoAccountID})
		signedIn = demoDay(300-i%40, 7+i%9)
	}
	job := demoJob(i, at)
	rec := d.add("account_user", demoAccountID, Record{
		"account_id": demoAccountID, "role": role, "status": status, "company_id": company["id"], "company_name": company["name"],
		"email": asciiName(first) + "." + asciiName(last) + "@" + at.domain, "name": first + " " + last, "nickname": nil,
		"first_name": first, "last_name": last, "uid": uid, "last_sign_in": signedIn,
		"image_url": nil, "address_line_1": nil, "address_line_2": nil, "city": at.city, "state_or_province": at.state,
		"postal_code": nil, "country": "United States", "phone": nil, "company": at.name, "job_title": job, "industry": "Construction",
		"about_me": nil, "default_role": job, "default_role_id": d.roles[job]["id"],
		"created_at": demoDay(-800+3*i, 9), "updated_at": demoDay(-60+i, 13),
	})
	d.people = append(d.people, rec)
	d.team[text(company, "id")] = append(d.team[text(company, "id")], rec)
}

// addCounts sets the numbers that ACC keeps.
func (d *demo) addCounts() {
	users, projects := map[string]int64{}, map[string]int64{}
	for _, p := range d.people {
		users[text(p, "company_id")]++
	}
	for c, t := range d.tables {
		if c.Entity == "project_company" {
			for _, rec := range t.list() {
				projects[text(rec, "id")]++
			}
		}
	}
	for _, c := range d.companies {
		id := text(c, "id")
		d.add("company", demoAccountID, with(c, Record{"userSize": users[id], "projectSize": projects[id]}))
	}
}
