package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"rollcall/cmd/rollcall/internal/document"
	"rollcall/cmd/rollcall/internal/policyfile"
	"rollcall/cmd/rollcall/internal/view"
	"rollcall/reconcile"
	"rollcall/storage"
	"rollcall/words"
)

// The exit codes. They stand in every help text and never change.
const (
	exitDone    = 0
	exitFailed  = 1
	exitChanges = 2
	exitHeld    = 3
	exitStale   = 4
	exitRefused = 5
	exitLocked  = 6
	exitRights  = 7
	exitUsage   = 64
)

// mistake is an error with a text in package words and an exit code of its own.
type mistake struct {
	exit int
	code string
	args []any
}

func usage(code string, args ...any) error  { return &mistake{exitUsage, code, args} }
func failed(code string, args ...any) error { return &mistake{exitFailed, code, args} }

// Error gives the English text.
func (m *mistake) Error() string { return words.Say(words.English, m.code, m.args...) }

// Text gives the code and arguments of the text.
func (m *mistake) Text() (string, []any) { return m.code, m.args }

// ended is an outcome that was told already: only its exit code is left to give.
type ended int

// Error names the outcome.
func (e ended) Error() string { return "ended" }

// finish tells people what went wrong, if anything did, and gives the exit code.
func (s *session) finish(ctx context.Context, err error) int {
	var end ended
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &end):
		return int(end)
	}
	var told storage.Explained
	if !errors.As(err, &told) {
		err = storage.FileDamage(err)
	}
	code := exitOf(err)
	_, isDiff := errors.AsType[*trouble](err)
	var unknown *storage.OutcomeUnknownError
	if ctx.Err() != nil && !errors.As(err, &unknown) {
		if code = exitFailed; isDiff {
			code = diffTrouble
		}
		err = failed("interrupted")
	}
	io.WriteString(s.stderr, "rollcall: "+s.explain(err)+"\n")
	if code == exitUsage {
		io.WriteString(s.stderr, s.say("usage-help")+"\n")
	}
	if o, ok := s.stdout.(*outlet); ok && o.begun {
		return code // a second document would spoil what is there
	}
	if s.json || code == exitUsage && s.jsonAsked {
		document.Write(s.stdout, s.failure(code, err))
	}
	return code
}

func exitOf(err error) int {
	var m *mistake
	var blocked *storage.BlockedError
	var waits *storage.UnapprovedError
	var rejected *storage.RejectedError
	var stale *storage.StaleError
	var locked *storage.LockedError
	var rights *storage.NotAllowedError
	var refusal *reconcile.Refusal
	var policy *policyfile.Error
	var diff *trouble
	switch {
	case errors.As(err, &diff):
		return diffTrouble
	case errors.As(err, &m):
		return m.exit
	case errors.As(err, &policy):
		return exitUsage
	case errors.As(err, &blocked), errors.As(err, &waits), errors.As(err, &rejected):
		return exitHeld
	case errors.As(err, &stale), errors.Is(err, storage.ErrApplied):
		return exitStale
	case errors.As(err, &locked):
		return exitLocked
	case errors.As(err, &refusal):
		return exitRefused
	case errors.As(err, &rights):
		return exitRights
	}
	return exitFailed
}

// explain gives the text of an error in the session's language. What the operating system or a database says stays
// as it says it.
func (s *session) explain(err error) string {
	var refusal *reconcile.Refusal
	var policy *policyfile.Error
	var blocked *storage.BlockedError
	var unknown *storage.UnknownError
	var told storage.Explained
	switch {
	case errors.As(err, &blocked):
		return s.say("apply-held", len(blocked.Findings), blocked.PlanID, accepts(blocked.Findings))
	case errors.As(err, &unknown) && unknown.Code == "unknown-organisation":
		return s.say("organisation-missing", unknown.What)
	case errors.As(err, &refusal):
		return s.say("refused", view.Place(refusal.File, refusal.Problem), words.Problem(s.lang, refusal.Problem),
			refusal.Problem.Code)
	case errors.As(err, &policy):
		return s.say("policy-mistake", policy.File, decimal(policy.Line), s.say(policy.Code, policy.Args...))
	case errors.As(err, &told):
		code, args := told.Text()
		return s.say(code, args...)
	}
	return s.explainSystem(err)
}

// accepts names findings as --accept does: "absent-share=84, privileged=1".
func accepts(fs []reconcile.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code+"="+decimal(f.Number))
	}
	return strings.Join(out, ", ")
}

// explainSystem gives the text of what the operating system said.
func (s *session) explainSystem(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return view.Clean(strings.TrimSpace(err.Error()))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.say("file-missing", path.Path)
	case errors.Is(err, fs.ErrPermission):
		return s.say("file-forbidden", path.Path)
	case errors.Is(err, syscall.EISDIR):
		return s.say("path-folder", path.Path)
	case errors.Is(err, syscall.ENOSPC):
		return s.say("disk-full", path.Path)
	}
	return view.Clean(strings.TrimSpace(err.Error()))
}

// codeOf gives the stable code of an error, "failed" where it has none of its own.
func codeOf(err error) string {
	var refusal *reconcile.Refusal
	var policy *policyfile.Error
	var told storage.Explained
	switch {
	case errors.As(err, &refusal):
		return refusal.Problem.Code
	case errors.As(err, &policy):
		return policy.Code
	case errors.As(err, &told):
		code, _ := told.Text()
		return code
	}
	return "failed"
}

// failure is the document of an error; where guardrails are the reason it has their findings.
func (s *session) failure(exit int, err error) document.Failure {
	doc := document.NewFailure(exit, codeOf(err), s.explain(err))
	var blocked *storage.BlockedError
	if errors.As(err, &blocked) {
		doc.Plan, doc.Findings = blocked.PlanID, document.Findings(blocked.Findings, s.lang)
	}
	var anew *rebased
	if errors.As(err, &anew) {
		doc.Rebase = anew.Document
	}
	var waits *storage.UnapprovedError
	if errors.As(err, &waits) {
		doc.Plan = waits.PlanID
	}
	return doc
}
