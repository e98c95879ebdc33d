// Package password makes the hash that an account keeps of a password.
package password

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"golang.org/x/crypto/argon2"
)

// The cost of one hash: OWASP's first choice for argon2id with 19 MiB.
const (
	memoryKiB = 19456
	passes    = 2
	lanes     = 1
	keySize   = 32
	saltSize  = 16
)

// Hasher gives the function that hashes passwords of an organisation. The salt of each is taken from the
// organisation's secret and from what is unique to the person, so that the same password of the same person always
// gives the same hash and nobody without the secret can compute salts ahead. Hashes are PHC strings,
// "$argon2id$v=19$m=19456,t=2,p=1$salt$hash".
func Hasher(secret []byte) func(salt string, password []byte) string {
	return func(person string, password []byte) string {
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(person))
		salt := mac.Sum(nil)[:saltSize]
		key := argon2.IDKey(password, salt, passes, memoryKiB, lanes, keySize)
		b64 := base64.RawStdEncoding
		return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memoryKiB, passes, lanes,
			b64.EncodeToString(salt), b64.EncodeToString(key))
	}
}

// Compared gives a cheap keyed digest in place of Hasher's, for passwords that are only compared and never kept.
func Compared(secret []byte) func(salt string, password []byte) string {
	return func(person string, password []byte) string {
		mac := hmac.New(sha256.New, secret)
		fmt.Fprintf(mac, "%d:%s", len(person), person)
		mac.Write(password)
		return base64.RawStdEncoding.EncodeToString(mac.Sum(nil))
	}
}
