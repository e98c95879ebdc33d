package reconcile_test

import "testing"

// The behaviours of the five systems that the plan decides, each shown by the fixtures named.

func TestTE6_BlankIdentifiantBecomesPrenomNom(t *testing.T) {
	fixtureNamed(t, "login-from-name", "homonyms-get-a-number", "generated-login-is-stable",
		"name-is-the-key-where-there-is-no-other", "homonyms-without-a-key-are-held", "names-required")
}

func TestTE6_MotDePasse(t *testing.T) {
	fixtureNamed(t, "password-left-alone", "password-set", "default-password")
}

func TestTE7_AddedUpdatedDeactivated(t *testing.T) {
	fixtureNamed(t, "add-update-deactivate", "first-load")
}

func TestTE7_AbsentIsDeactivated(t *testing.T) {
	fixtureNamed(t, "add-update-deactivate", "scope-company", "deactivated-and-absent-stays")
}

func TestTE8_AnExportImportedBackChangesNothing(t *testing.T) {
	fixtureNamed(t, "invited-is-activated-in-the-tempeos-layout", "password-left-alone", "read-only-columns", "full-name-column")
}

func TestTU5_APendingEmailIsNotANewChange(t *testing.T) { fixtureNamed(t, "pending-email") }

func TestSE6_DeactivatedTakeNoSeat(t *testing.T) {
	fixtureNamed(t, "seats-freed-by-leavers", "seat-limit-lowered")
}

func TestSE7_AFileOverTheLimitIsRefusedWithTheSeatsMissing(t *testing.T) {
	fixtureNamed(t, "seats-missing", "seats-for-returners")
}

func TestSE9_AReturnerHasTheRightsOfBefore(t *testing.T) {
	fixtureNamed(t, "reactivate-keeps-rights", "returning-with-new-role")
}

func TestFK1_EmailAndLogin(t *testing.T) {
	fixtureNamed(t, "names-required", "email-required-for-managers", "login-from-email")
}

func TestFK2_AnUnknownGroupIsAnError(t *testing.T) { fixtureNamed(t, "unknown-group") }

func TestFK3_LanguageFromTheList(t *testing.T) { fixtureNamed(t, "language-english-by-default") }

func TestFK4_TheDefaultEstablishmentIsAmongThem(t *testing.T) {
	fixtureNamed(t, "establishments", "establishment-unknown")
}

func TestFK6_ALoginNeverChanges(t *testing.T) {
	fixtureNamed(t, "login-immutable", "login-immutable-in-another-case", "login-stays-when-the-email-changes")
}

func TestFK7_InactifEndsAccess(t *testing.T) { fixtureNamed(t, "status-column-rules") }

func TestTQ1_DeactivatingKeepsTheAccount(t *testing.T) {
	fixtureNamed(t, "add-update-deactivate", "reactivate-keeps-rights")
}

func TestTQ3_ADeactivatedAccountCanComeBack(t *testing.T) {
	fixtureNamed(t, "reactivate-keeps-rights", "deactivated-by-hand-returns-by-policy", "deactivated-by-undo-returns", "status-column-rules")
}
