package password

import (
	"strings"
	"testing"
)

func TestHasherIsStableAndSalted(t *testing.T) {
	hash := Hasher([]byte("secret of one organisation"))
	first := hash("person 1", []byte("Soleil-2031"))
	if again := hash("person 1", []byte("Soleil-2031")); again != first {
		t.Errorf("the same password of the same person: %s, then %s", first, again)
	}
	others := []string{hash("person 2", []byte("Soleil-2031")), hash("person 1", []byte("Soleil-2032")),
		Hasher([]byte("another organisation"))("person 1", []byte("Soleil-2031"))}
	for i, o := range others {
		if o == first {
			t.Errorf("case %d has the hash of somebody or something else", i)
		}
	}
	if !strings.HasPrefix(first, "$argon2id$v=19$m=19456,t=2,p=1$") || strings.Contains(first, "Soleil") {
		t.Errorf("not a PHC string of argon2id: %s", first)
	}
}

func TestComparedTellsPasswordsApart(t *testing.T) {
	compare := Compared([]byte("k"))
	if compare("a", []byte("bc")) == compare("ab", []byte("c")) {
		t.Error("person and password run into one another")
	}
	if compare("a", []byte("b")) != compare("a", []byte("b")) {
		t.Error("the same password differs")
	}
}
