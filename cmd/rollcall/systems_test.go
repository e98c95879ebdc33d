package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// The behaviours of the five systems that rollcall serves, each as a session of the real command.

func TestTE5_ExportHasTheBulkFilesColumns(t *testing.T)              { behaviour(t, "te5") }
func TestTE6_ImportTakesTheBulkFile(t *testing.T)                    { behaviour(t, "te6") }
func TestTE7_AbsentIsDeactivated(t *testing.T)                       { behaviour(t, "te7") }
func TestTE8_AnExportImportedBackChangesNothing(t *testing.T)        { behaviour(t, "te8") }
func TestTU9_ExportHasTheTwelveColumnsInOrder(t *testing.T)          { behaviour(t, "tu9") }
func TestSE6_DeactivatedTakeNoSeat(t *testing.T)                     { behaviour(t, "se6") }
func TestSE7_OverTheSeatLimitTheFileIsRefused(t *testing.T)          { behaviour(t, "se7") }
func TestSE9_ReactivatedHasTheRightsOfBefore(t *testing.T)           { behaviour(t, "se9") }
func TestFK1_EmailIsRequiredForManagersOnly(t *testing.T)            { behaviour(t, "fk1") }
func TestFK2_AnUnknownGroupIsAnError(t *testing.T)                   { behaviour(t, "fk2") }
func TestFK3_LanguageIsEnglishByDefault(t *testing.T)                { behaviour(t, "fk3") }
func TestFK4_DefaultEstablishmentIsAmongThoseOfTheUser(t *testing.T) { behaviour(t, "fk4") }
func TestFK6_ALoginNeverChanges(t *testing.T)                        { behaviour(t, "fk6") }
func TestTQ1_DeactivatingKeepsTheHistory(t *testing.T)               { behaviour(t, "tq1") }
func TestTQ2_DeactivatedStayInTheList(t *testing.T)                  { behaviour(t, "tq2") }
func TestTQ3_DeactivatedCanBeReactivated(t *testing.T)               { behaviour(t, "tq3") }

func behaviour(t *testing.T, name string) {
	p := params("", func() string { return "" })
	p.Files = []string{"testdata/systems/" + name + ".txtar"}
	testscript.Run(t, p)
}
