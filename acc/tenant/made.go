package tenant

// Made is how many IDs the account has given so far.
func (m *Memory) Made() uint64 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.made
}

// SetMade makes the account go on as if it had given n IDs. Whoever repeats recorded changes with [Memory.Apply] sets it along
// with them, so that no ID is given twice.
func (m *Memory) SetMade(n uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.made = n
}

// NamedID gives the ID for a record about to be created under a natural key: a person who is new to the account gets the same one
// from two imports of which neither has been carried out yet.
func (m *Memory) NamedID(c Collection, key string) string {
	return madeID(m.account, Collection{c.Entity, c.Parent + "/" + key}, 0)
}
