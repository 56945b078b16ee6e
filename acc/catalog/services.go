package catalog

// services lists every service, in no particular order: New sorts them by name.
func services() []*Service {
	return []*Service{
		accountUsers(),
		businessUnits(),
		companies(),
		projectUsers(),
		projects(),
		userProfile(),
	}
}
