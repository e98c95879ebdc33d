package report

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
)

// digest computes the digest of the rows that an export states. It is the SHA-256, in lower-case hexadecimal, over
// the heading row and then every row below it, from top to bottom, each row being
//
//	its cells from left to right, each as LENGTH ":" VALUE ",", then one line feed
//
// where VALUE is the cell's text in UTF-8 and LENGTH the number of its bytes, decimal. In a CSV the apostrophe that
// keeps a spreadsheet from running a value as a formula is no part of the value (see neutral), so that the same rows
// have the same digest in both kinds of file.
type digest struct {
	hash hash.Hash
	buf  []byte
}

func newDigest() *digest { return &digest{hash: sha256.New()} }

func (d *digest) row(cells []string) {
	b := d.buf[:0]
	for _, c := range cells {
		b = strconv.AppendInt(b, int64(len(c)), 10)
		b = append(b, ':')
		b = append(b, c...)
		b = append(b, ',')
	}
	d.buf = append(b, '\n')
	d.hash.Write(d.buf)
}

func (d *digest) String() string { return hex.EncodeToString(d.hash.Sum(nil)) }
