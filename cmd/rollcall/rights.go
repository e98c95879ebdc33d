package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"

	"rollcall/ledger"
	"rollcall/reconcile"
	"rollcall/storage"
)

// needs is the role that each verb wants of whoever calls it, in an organisation that has operators. A verb that opens
// a store and is not here wants an administrator. Apply looks closer: a preparer may apply what others approved.
var needs = map[string]storage.Role{
	"show": storage.Viewer, "runs": storage.Viewer, "run": storage.Viewer, "members": storage.Viewer,
	"export": storage.Viewer, "problems": storage.Viewer, "template": storage.Viewer, "approvals": storage.Viewer,
	"operator list": storage.Viewer, "policy show": storage.Viewer, "history": storage.Viewer, "changes": storage.Viewer, "explain": storage.Viewer,
	"verify": storage.Viewer, "checkpoint": storage.Viewer, "ledger": storage.Viewer,
	"check-store": storage.Viewer,

	"plan": storage.Preparer, "undo": storage.Preparer, "apply": storage.Preparer,

	"approve": storage.Approver, "reject": storage.Approver,

	"operator add": storage.Administrator, "operator revoke": storage.Administrator,
	"operator role": storage.Administrator, "operator token": storage.Administrator,
	"operator account": storage.Administrator, "policy pin": storage.Administrator,
}

// admit finds out who calls and whether the verb is theirs to call. From then on s.by is the operator's name; in an
// organisation without operators it stays what --by says.
func (s *session) admit(ctx context.Context, store *storage.Store) error {
	token, err := s.token()
	if err != nil {
		return err
	}
	s.operator, err = store.Operator(ctx, s.org, storage.Credentials{Token: token, OSUser: osUser()})
	switch {
	case err != nil:
		s.by = "" // nobody knows who that is
		return err
	case s.operator == nil:
		return nil
	}
	return s.entitle(ctx, store)
}

// entitle makes sure that the operator's role covers the verb, and that --by names nobody else.
func (s *session) entitle(ctx context.Context, store *storage.Store) error {
	by := s.by
	s.by = s.operator.Name
	if s.byGiven && reconcile.Fold(by) != reconcile.Fold(s.by) {
		return &storage.NotAllowedError{Code: "not-allowed-by", Args: []any{by, s.by}}
	}
	return store.Allowed(ctx, s.org, s.operator, cmp.Or(needs[s.called], storage.Administrator))
}

// own gives the keys by which the account of whoever calls is known.
func (s *session) own() []string {
	if s.operator == nil {
		return []string{s.by, osUser()}
	}
	if s.operator.Own() == "" {
		return nil
	}
	return []string{s.operator.Own()}
}

// refusal passes err on; that a file, a plan or a person was refused stays in the ledger, where there is one.
func (s *session) refusal(ctx context.Context, store *storage.Store, err error) error {
	facts, note := refused(err)
	if facts == nil {
		return err
	}
	facts["verb"], note["by"], note["os_user"] = s.called, s.by, osUser()
	told := store.Record(ctx, s.org, &storage.Entry{Kind: ledger.Refusal, At: now(), Facts: facts, Note: note})
	if errors.Is(told, storage.ErrUnknown) { // nothing of the organisation is kept yet
		return err
	}
	return errors.Join(err, told)
}

// refused says what the ledger keeps of an error that is a refusal: without personal values, and with them.
func refused(err error) (facts, note map[string]string) {
	var person *storage.NotAllowedError
	var file *reconcile.Refusal
	var blocked *storage.BlockedError
	var stale *storage.StaleError
	var waits *storage.UnapprovedError
	var rejected *storage.RejectedError
	switch {
	case errors.As(err, &person):
		return map[string]string{"code": person.Code}, map[string]string{}
	case errors.As(err, &file):
		return map[string]string{"code": file.Problem.Code, "line": decimal(file.Problem.Line)}, map[string]string{"file": file.File}
	case errors.As(err, &blocked):
		return map[string]string{"code": "plan-blocked", "plan": blocked.PlanID, "findings": accepts(blocked.Findings)}, map[string]string{}
	case errors.As(err, &stale):
		return map[string]string{"code": stale.Reason}, map[string]string{}
	case errors.As(err, &waits):
		return map[string]string{"code": "plan-unapproved", "plan": waits.PlanID}, map[string]string{}
	case errors.As(err, &rejected):
		return map[string]string{"code": "plan-rejected", "plan": rejected.PlanID}, map[string]string{}
	}
	return nil, nil
}

// token finds the caller's token: --token, $ROLLCALL_TOKEN, $ROLLCALL_TOKEN_FILE. "@FILE" is what a file holds.
func (s *session) token() (string, error) {
	token := cmp.Or(s.tokenFlag, os.Getenv("ROLLCALL_TOKEN"))
	file, inFile := strings.CutPrefix(token, "@")
	if token == "" {
		file = os.Getenv("ROLLCALL_TOKEN_FILE")
		inFile = file != ""
	}
	if !inFile {
		return token, nil
	}
	b, err := os.ReadFile(file)
	if token = strings.TrimSpace(string(b)); err != nil || token == "" {
		return "", errors.Join(failed("token-file", file), err)
	}
	return token, nil
}

// osUser names the operating system's user at work: by the number of the process's user, as its environment is anybody's
// to write. A user that the system has no name for is "uid 1005".
func osUser() string {
	id := os.Getuid()
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" { // here os/user asks the system and not $USER
		if u, err := user.Current(); err == nil && u.Username != "" {
			return u.Username
		}
		return "uid " + strconv.Itoa(id)
	}
	passwd, err := os.ReadFile("/etc/passwd")
	if err != nil {
		return "uid " + strconv.Itoa(id)
	}
	return passwdName(string(passwd), id)
}

// passwdName gives the name that a file like /etc/passwd, passwd(5), has for a user's number.
func passwdName(passwd string, id int) string {
	for line := range strings.Lines(passwd) {
		fields := strings.Split(line, ":")
		if len(fields) == 7 && fields[2] == strconv.Itoa(id) && fields[0] != "" {
			return fields[0]
		}
	}
	return "uid " + strconv.Itoa(id)
}
