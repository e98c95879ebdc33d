package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rollcall/reconcile"
)

// cellText gives cells in many spellings, sound ones and others; @ stands for the row's number.
func cellText() *rapid.Generator[string] {
	pick := func(s ...string) *rapid.Generator[string] { return rapid.SampledFrom(s) }
	attr := pick(` s="1"`, ` s="3"`, ` s="99"`, ` t="s"`, ` t="str"`, ` t="inlineStr"`, ` t="b"`, ` t="e"`, ` t="n"`, ` t="q"`, ` t='s'`, ` r="B@"`,
		` r="C@"`, ` r="AZ@"`, ` r="A@"`, ` r="A77"`, ` r="C@0"`, ` r="XFE@"`, ` r=""`, ` cm="1"`, `  s="2"`, ` s = "2"`, `s="1"`, "\ns=\"2\"", ` s="&#49;"`)
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

// numberText gives numbers in many spellings: serials near the middle of two seconds, all lengths, other things.
func numberText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		day := rapid.Int64Range(0, lastSerial+2).Draw(t, "day")
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			return strconv.FormatInt(day, 10)
		case 1:
			second := float64(rapid.IntRange(0, 2*secondsInDay).Draw(t, "halves"))/2 + rapid.SampledFrom([]float64{0, 1e-4, -1e-4, 0.011, -0.011}).Draw(t, "off")
			return strconv.FormatFloat(float64(day)+second/secondsInDay, 'f', rapid.SampledFrom([]int{-1, 1, 2, 9, 10, 11, 17, 18, 19}).Draw(t, "places"), 64)
		case 4: // the middle of two seconds to the last digit, which every 13.5 s of a day can have, or just beside it
			second := float64(rapid.IntRange(0, secondsInDay/27).Draw(t, "middle"))*27 + 13.5 + rapid.SampledFrom([]float64{0, 0, 1e-6, -1e-6}).Draw(t, "beside")
			return strconv.FormatFloat(float64(day)+second/secondsInDay, 'f', -1, 64)
		case 2:
			return strconv.FormatFloat(rapid.Float64().Draw(t, "any"), rapid.SampledFrom([]byte("feg")).Draw(t, "form"), -1, 64)
		case 3:
			return rapid.StringMatching(`[-+]?[0-9]{0,17}(\.[0-9]{0,19})?`).Draw(t, "digits")
		}
		return rapid.StringMatching(`[-+0-9.eE]{0,12}`).Draw(t, "signs")
	})
}

// Numbers read the short way are what they are by way of a float64.
func TestQuickNumbersAreExact(t *testing.T) {
	codes := rapid.SampledFrom([]string{"General", "00000", "dd/mm/yyyy", "hh:mm", "[h]:mm", "yyyy-mm-dd hh:mm:ss", "yyyy;hh:mm", "[<5]yyyy;0"})
	rapid.Check(t, func(rt *rapid.T) {
		v, f, d := []byte(numberText().Draw(rt, "number")), parseFormat(codes.Draw(rt, "format")), rapid.Bool().Draw(rt, "1904")
		if rapid.IntRange(0, 9).Draw(rt, "built in") == 0 {
			f = dateOrClock
		}
		quick, problem := appendNumber(nil, v, f, d)
		want, wanted := appendDouble(nil, v, f, d)
		if string(quick) != string(want) || problem != wanted {
			rt.Fatalf("%s: %s%s, want %s%s", v, quick, problem, want, wanted)
		}
	})
}

// rowsText gives rows whose cells are sound and written alike from row to row, or nearly so.
func rowsText(t *rapid.T) string {
	one := rapid.SampledFrom([]string{`<c r="A@"><v>1</v></c>`, `<c r="A@" s="1"><v>12.5</v></c>`, `<c r="A@" t="s"><v>0</v></c>`, `<c r="A@" s="1"/>`,
		`<c r="A@" s="1" t="inlineStr"><is><t>x</t></is></c>`, `<c t="str" r="A@"><v>y</v></c>`, `<c r="A@" s="4"><v>45292.5</v></c>`,
		`<c r="A@" s="4"><v>-1</v></c>`, `<c r="A@" t="inlineStr"><is><t>é_x0041_</t></is></c>`})
	begin := rapid.SampledFrom([]string{`<row r="@">`, `<row r="@">`, `<row r="@" hidden="1">`, `<row r="@" spans="1:@">`, `<row r="@" x=">">`,
		`<row hidden="true" r="@">`, `<row>`, ` <!-- --><row r="@">`})
	cells := make([]string, rapid.IntRange(1, 4).Draw(t, "columns"))
	for i := range cells {
		cells[i] = strings.ReplaceAll(one.Draw(t, "cell"), "A@", string(rune('A'+i))+"@")
	}
	var out strings.Builder
	row, start := 0, begin.Draw(t, "start")
	for range rapid.IntRange(1, 5).Draw(t, "rows") {
		row += rapid.SampledFrom([]int{1, 1, 8, 90}).Draw(t, "step")
		text := strings.Join(cells, "")
		switch rapid.IntRange(0, 9).Draw(t, "change") {
		case 0:
			text = strings.Replace(text, "@", strconv.Itoa(row+1), 1) // named after another row
		case 1:
			text = strings.Replace(text, `r="B@`, `r="C@`, 1)
		case 2:
			text = strings.Replace(text, `s="1"`, rapid.SampledFrom([]string{`s="2"`, `s="9"`, ``}).Draw(t, "style"), 1)
		case 3:
			text += cellText().Draw(t, "any")
		case 4:
			start = begin.Draw(t, "other start")
		case 5:
			text = strings.Replace(text, ".5<", ".25<", 1) // another time of the same format
		}
		end := rapid.SampledFrom([]string{`</row>`, `</row>`, `</row>`, `</row >`, `<extLst/></row>`, ``}).Draw(t, "end")
		out.WriteString(strings.ReplaceAll(start+text+end, "@", strconv.Itoa(row)))
	}
	return out.String()
}

// Cells read in one step are what they are when read tag by tag, and nothing is accepted that is refused there.
func TestQuickIsStrict(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		cells := strings.ReplaceAll(strings.Join(rapid.SliceOfN(cellText(), 1, 4).Draw(rt, "cells"), ""), "@", "1")
		rows := `<row r="1">` + cells + `</row>`
		if rapid.Bool().Draw(rt, "alike") {
			rows = rowsText(rt)
		}
		data := sound(rows + strings.Repeat(" ", headRoom)).stored()
		if diff := cmp.Diff(readAs(t, data, reconcile.Limits{}, true), readAs(t, data, reconcile.Limits{}, false)); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// The text before a tag is found, and called plain, where a look at each byte finds the same.
func TestSpan(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"a", "Zed", " ", "0123456789", "<", "&", "]", "_", "\x00", "\x1f", "\t", "\x7f", "\x80", "é", "\uffff", "=", ";", "^", "`"})
	rapid.Check(t, func(rt *rapid.T) {
		b := []byte(strings.Join(rapid.SliceOfN(pieces, 0, 40).Draw(rt, "pieces"), ""))
		want := bytes.IndexByte(b, '<')
		n, plain := span(b)
		odd := n >= 0 && bytes.ContainsAny(b[:n], "&]_") || slices.ContainsFunc(b[:max(n, 0)], func(c byte) bool { return c < 0x20 || c >= 0x80 })
		if n != want || plain && !undecoded(b[:n]) || !plain && !odd && n >= 0 {
			rt.Fatalf("%q: %d %v, want %d", b, n, plain, want)
		}
	})
}

// Texts are the same wherever the window of the scanner ends.
func TestQuickAcrossWindows(t *testing.T) {
	var rows strings.Builder
	for i := 1; rows.Len() < 3*window; i++ {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d"><v>%[1]d</v></c><c r="B%[1]d" t="inlineStr"><is><t>%[2]s é</t></is></c><c r="C%[1]d" s="4"><v>%[3]d.5</v></c></row>`,
			i, strings.Repeat("x", i%97), 45000+i/3)
	}
	data := sound(rows.String()).stored()
	if diff := cmp.Diff(readAs(t, data, reconcile.Limits{}, true), readAs(t, data, reconcile.Limits{}, false)); diff != "" {
		t.Fatal(diff)
	}
}
