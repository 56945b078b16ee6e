package tenant

import "strings"

// How many people the demo account has: in all, of the builder itself, and account admins among those.
const (
	demoPeople    = 180
	demoOwnPeople = 78
	demoAdmins    = 3
)

// demoName is the name of the i-th person. No two have the same.
func demoName(i int) (first, last string) {
	switch i {
	case 0:
		return "Morgan", "Reyes"
	case 1:
		return "Priya", "Nair"
	case 2:
		return "Tomasz", "Zieliński"
	}
	firsts, lasts := demoFirstNames(), demoLastNames()
	n := len(firsts)
	return firsts[i%n], lasts[(7*i+13*(i/n))%n]
}

// demoFirstNames and demoLastNames are of the same length, which has no factor in common with 7.
func demoFirstNames() []string {
	return []string{
		"Amara", "Bjorn", "Carmen", "Dmitri", "Elena", "Farid", "Grace", "Hiro", "Imani", "Jonas", "Kavita", "Liam",
		"Mei", "Nadia", "Oskar", "Paloma", "Quentin", "Rosa", "Søren", "Tala", "Umar", "Valeria", "Wesley", "Ximena",
		"Yusuf", "Zoë", "Anders", "Beatriz", "Cedric", "Dalia", "Emeka", "Fiona", "Gustavo", "Hannah", "Ivan", "Jasmin",
		"Kofi", "Leilani", "Marcus", "Noor", "Olivia", "Pavel", "Rahul", "Sienna", "Tariq", "Uma", "Viktor", "Wanda",
		"Yara", "Zane", "Aiko", "Brennan", "Chidi", "Delphine", "Esteban", "Freya", "Gideon", "Helena", "Isaac",
	}
}

func demoLastNames() []string {
	return []string{
		"Okafor", "Lindqvist", "Delgado", "Petrov", "Marchetti", "Haddad", "Whitfield", "Tanaka", "Mwangi", "Albrecht", "Iyer", "Gallagher",
		"Zhang", "Rahimi", "Kowalska", "Ferreira", "Beaumont", "Castillo", "Mikkelsen", "Santos", "Farouk", "Romano", "Prescott", "Ibarra",
		"Demir", "Vandermeer", "Hallström", "Cardoso", "Leclerc", "Azoulay", "Eze", "MacAllister", "Pinheiro", "Goldberg", "Novak", "Sharma",
		"Mensah", "Kealoha", "Thornton", "Siddiqui", "Barrington", "Horvat", "Kulkarni", "Ashworth", "Bakri", "Subramanian", "Dragomir", "Nowicki",
		"Khoury", "Ellsworth", "Nakamura", "O'Rourke", "Onyango", "Fontaine", "Quiroga", "Halvorsen", "Abrams", "Stavros", "Nkemelu",
	}
}

// asciiName is a name as it stands in an e-mail address.
func asciiName(name string) string {
	return strings.NewReplacer("ø", "o", "ë", "e", "ö", "o", "ń", "n", "'", "", " ", "").Replace(strings.ToLower(name))
}

// demoRoles are the roles of the demo account. The last has been removed, but some members still have it.
func demoRoles() []string {
	return []string{
		"Project Manager", "Superintendent", "Project Engineer", "BIM Manager", "Document Controller", "Safety Manager",
		"Cost Engineer", "Estimator", "Foreman", "Scheduler", "Quality Manager", "Architect", "Structural Engineer",
		"Owner Representative", "Subcontractor", "Site Clerk (Removed)",
	}
}

// demoJob is what the i-th person works as, which is also their role.
func demoJob(i int, at demoCompany) string {
	own := []string{"Project Manager", "Superintendent", "Project Engineer", "BIM Manager", "Document Controller", "Safety Manager",
		"Cost Engineer", "Superintendent", "Estimator", "Foreman", "Project Engineer", "Scheduler", "Quality Manager"}
	if at.erp == "" {
		return own[i%len(own)]
	}
	switch at.trade {
	case "Architecture":
		return "Architect"
	case "Metals | Structural Steel / Framing", "Concrete | Precast":
		return []string{"Structural Engineer", "Foreman"}[i%2]
	case "Owner":
		return "Owner Representative"
	case "Construction Management":
		return []string{"Scheduler", "Estimator"}[i%2]
	}
	return []string{"Subcontractor", "Foreman", "Subcontractor", "Safety Manager"}[i%4]
}
