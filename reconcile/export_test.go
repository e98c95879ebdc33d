package reconcile

// DecideEvery has rows that differ decided whenever so many of them wait, until the function it gives is called.
func DecideEvery(rows int) (again func()) {
	before := fewestWaiting
	fewestWaiting = rows
	return func() { fewestWaiting = before }
}
