//go:build !purego

package delimited

// ends is endsByWords, sixteen bytes at a time. Nobody looks whether text goes on to the end of the last block: it must.
//
//go:noescape
func ends(at []int, text []byte, from, to int, wanted uint64) (n, done, odd, oddEnd int)
