package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"rollcall/storage"
)

// lifting is what is accepted of a plan's findings, and why.
type lifting struct {
	accept []string
	reason string
}

func (s *session) liftingFlags(cmd *cobra.Command, l *lifting) {
	cmd.Flags().StringArrayVar(&l.accept, "accept", nil, s.say("flag.accept"))
	cmd.Flags().StringVar(&l.reason, "reason", "", s.say("flag.reason"))
}

// accepted reads what was accepted.
func (l *lifting) accepted() ([]storage.Acceptance, error) {
	if l.reason != "" && (l.reason == "TEXT" || l.reason == "TEXTE" || strings.IndexFunc(l.reason, unicode.IsLetter) < 0) {
		return nil, usage("usage-reason")
	}
	var accepted []storage.Acceptance
	for _, text := range l.accept {
		code, number, ok := strings.Cut(text, "=")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || code == "" {
			return nil, usage("usage-accept", text)
		}
		if slices.ContainsFunc(accepted, func(a storage.Acceptance) bool { return a.Code == code }) {
			return nil, usage("usage-accept-twice", code)
		}
		accepted = append(accepted, storage.Acceptance{Code: code, Number: n, Reason: l.reason})
	}
	return accepted, nil
}
