package report

import (
	"slices"
	"testing"
)

func TestRememberedAnswersForTheValueAsked(t *testing.T) {
	asked := 0
	show := remembered(func(v string) string { asked++; return "<" + v + ">" })
	var got []string
	for _, v := range []string{"", "a", "a", "b", "a", ""} {
		got = append(got, show(v))
	}
	if want := []string{"<>", "<a>", "<a>", "<b>", "<a>", "<>"}; !slices.Equal(got, want) || asked != 5 {
		t.Errorf("%v in %d answers, want %v in 5", got, asked, want)
	}
}
