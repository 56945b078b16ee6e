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
