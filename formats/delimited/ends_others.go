//go:build !amd64 || purego

package delimited

func ends(at []int, text []byte, from, to int, wanted uint64) (n, done, odd, oddEnd int) {
	return endsByWords(at, text, from, to, wanted)
}
