package reconcile

import (
	"crypto/rand"
	"encoding/binary"
	"math/bits"
)

// hasher hashes texts under two numbers that nobody outside knows, so that nobody can prepare a file whose texts
// collide. Unlike hash/maphash it gives the same hashes in another process that has the numbers: an index of the
// roster outlives the one that made it.
type hasher [2]uint64

func newHasher() (h hasher) {
	var b [16]byte
	rand.Read(b[:])
	return hasher{binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])}
}

// sum hashes a text.
func sum[T string | []byte](h *hasher, s T) uint64 { return sumWith(h, s, 0) }

// sumWith multiplies sixteen bytes at a time, with the bits of mask set in each eight of them, into what came before and
// folds each product, as wyhash does.
func sumWith[T string | []byte](h *hasher, s T, mask uint64) uint64 {
	a, n := h[0], len(s)
	var lo, hi uint64
	switch {
	case n > 16:
		for t := s; len(t) > 16; t = t[16:] {
			a = fold128((load(t)|mask)^h[1], (load(t[8:])|mask)^a)
		}
		lo, hi = load(s[n-16:]), load(s[n-8:])
	case n >= 8:
		lo, hi = load(s), load(s[n-8:])
	case n >= 4:
		lo, hi = load4(s), load4(s[n-4:])
	case n > 0:
		lo = uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return fold128(fold128((lo|mask)^h[1], (hi|mask)^a)^h[0], uint64(n)^h[1])
}

// sumLong hashes a text whose length is mostly that of a line or more: three times sixteen bytes at once, none of which
// waits for the others.
func sumLong(h *hasher, s []byte) uint64 {
	if len(s) <= 48 {
		return sum(h, s)
	}
	a, b, c, n := h[0], h[1], h[0]+h[1], len(s)
	t := s
	for ; len(t) > 48; t = t[48:] {
		a = fold128(load(t)^h[1], load(t[8:])^a)
		b = fold128(load(t[16:])^h[1], load(t[24:])^b)
		c = fold128(load(t[32:])^h[1], load(t[40:])^c)
	}
	a = fold128(a^h[0], b) ^ c
	for ; len(t) > 16; t = t[16:] {
		a = fold128(load(t)^h[1], load(t[8:])^a)
	}
	return fold128(fold128(load(s[n-16:])^h[1], load(s[n-8:])^a)^h[0], uint64(n)^h[1])
}

func fold128(x, y uint64) uint64 {
	hi, lo := bits.Mul64(x, y)
	return hi ^ lo
}

// load gives the first eight bytes of s as a number.
func load[T string | []byte](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// load4 gives the first four bytes of s as a number.
func load4[T string | []byte](s T) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
