package workbook

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// cellText gives cells in many spellings, sound ones and others.
func cellText() *rapid.Generator[string] {
	pick := func(s ...string) *rapid.Generator[string] { return rapid.SampledFrom(s) }
	attr := pick(` s="1"`, ` s="3"`, ` s="99"`, ` t="s"`, ` t="str"`, ` t="inlineStr"`, ` t="b"`, ` t="e"`, ` t="n"`, ` t="q"`, ` t='s'`, ` r="B1"`,
		` r="C1"`, ` r="AZ1"`, ` r="A2"`, ` r="XFE1"`, ` r=""`, ` cm="1"`, `  s="2"`, ` s = "2"`, `s="1"`, "\ns=\"2\"", ` s="&#49;"`)
	value := pick("", "0", "1", "2", "12.50", "45292", "1E3", "1234567890123456", "abc", " 7 ", "é", "_x0041_", "_x0000_", "a&amp;b", "a&b", "]]>", "a\r\nb", "a>b",
		"<!-- -->", "<![CDATA[x]]>", "\x01", "\xff", "\ufffd", strings.Repeat("w", 40000))
	open := pick("<v>", "<v>", "<v>", "<is><t>", `<is><t xml:space="preserve">`, "<f>1</f><v>", "<v >", "<is><r><t>", "<v/>", "<t>", "")
	ends := map[string]string{"<v>": "</v>", "<is><t>": "</t></is>", `<is><t xml:space="preserve">`: "</t></is>", "<f>1</f><v>": "</v>",
		"<v >": "</v >", "<is><r><t>": "</t></r></is>", "<t>": "</t>"}
	return rapid.Custom(func(t *rapid.T) string {
		head := "<c" + strings.Join(rapid.SliceOfN(attr, 0, 3).Draw(t, "attributes"), "")
		if rapid.IntRange(0, 9).Draw(t, "empty") == 0 {
			return head + "/>"
		}
		tag := open.Draw(t, "tag")
		return head + ">" + tag + value.Draw(t, "value") + ends[tag] + pick("</c>", "</c>", "</c>", "</c >", "<v>1</v></c>", "").Draw(t, "end")
	})
}

// Cells read in one step are what they are when read tag by tag, and nothing is accepted that is refused there.
func TestQuickIsStrict(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cells := strings.Join(rapid.SliceOfN(cellText(), 1, 4).Draw(rt, "cells"), "")
		data := sound(`<row r="1">` + cells + `</row>` + strings.Repeat(" ", headRoom)).stored()
		if diff := cmp.Diff(readAs(t, data, reconcile.Limits{}, true), readAs(t, data, reconcile.Limits{}, false)); diff != "" {
			rt.Fatal(diff)
		}
	})
}
