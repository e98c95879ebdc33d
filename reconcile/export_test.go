package reconcile

// KeepSole has so many people of an older file kept in memory at most, until the function it gives is called.
func KeepSole(accounts int) (again func()) {
	before := soleKept
	soleKept = accounts
	return func() { soleKept = before }
}

// DecideEvery has rows that differ decided whenever so many of them wait, until the function it gives is called.
func DecideEvery(rows int) (again func()) {
	before := fewestWaiting
	fewestWaiting = rows
	return func() { fewestWaiting = before }
}
