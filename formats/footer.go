package formats

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rollcall/formats/table"
	"rollcall/reconcile"
)

// maxHeld is how many footer rows a file may end with, maxFooter how many cells of one hold something.
const (
	maxHeld   = 20
	maxFooter = 3
)

// The words of a footer. One that counts begins with a counter and says nothing else than counters, people, fillers
// and numbers.
var (
	counters = strings.Fields("total totaux subtotal effectif effectifs nombre nb nbre count headcount number")
	totals   = strings.Fields("total totaux subtotal")
	people   = strings.Fields(`salarie salaries employe employes employee employees personne personnes person people
		collaborateur collaborateurs agent agents membre membres member members utilisateur utilisateurs user users
		compte comptes account accounts ligne lignes line lines row rows record records enregistrement
		enregistrements effectif effectifs headcount`)
	fillers  = strings.Fields("de des du d l la le les of the in total general generale generaux et and au a actif actifs active count page")
	partials = strings.Fields("sous subtotal page") // of a part of the rows
	closings = []string{"fin du fichier", "fin de fichier", "fin du document", "fin de la liste", "fin de liste",
		"fin de l extraction", "fin de l export", "end of file", "end of report", "end of list", "end of export", "eof"}
	stamps = []string{"edite le", "imprime le", "genere le", "extrait le", "exporte le", "date d edition",
		"date d extraction", "date d export", "printed on", "generated on", "exported on", "report generated",
		"report date", "export date"}
)

// mayEnd tells whether the record may be a footer: few cells, and words that clearly are no person's.
func (r *rows) mayEnd(rec *table.Record) bool {
	if len(rec.Problems) > 0 {
		return false
	}
	n := 0
	for _, c := range rec.Cells {
		if !isBlank(c) {
			n++
		}
		if n > maxFooter || len(c) > 200 {
			return false
		}
	}
	return r.isFooter(rec.Cells)
}

// isFooter looks at the words.
func (r *rows) isFooter(cells [][]byte) bool {
	at := slices.IndexFunc(cells, func(c []byte) bool { return !isBlank(c) })
	tokens := tokensOf(cells[at])
	rest := cells[at+1:]
	switch {
	case len(tokens) == 0:
		return false
	case blank(rest) && (isPage(tokens) || slices.Contains(closings, strings.Join(tokens, " "))):
		return true
	case startsWith(tokens, stamps):
		return filled(rest) <= 1
	}
	return r.isCount(cells, at, tokens)
}

// isCount tells whether a row states a total. "Total ; 12" could be a person called Total with the number 12: where
// the number stands beneath a key the words must say more.
func (r *rows) isCount(cells [][]byte, at int, tokens []string) bool {
	if len(tokens) > 1 && (tokens[0] == "grand" || tokens[0] == "sous") {
		tokens = tokens[1:]
	}
	numbered := len(onlyNumbers(tokens)) > 0 || filled(cells) > 1
	switch begins := func(list []string) bool { return slices.Contains(list, tokens[0]) }; {
	case begins(totals):
	case (begins(counters) || begins(people)) && numbered:
	case isNumber(tokens[0]) && len(tokens) > 1 && slices.Contains(people, tokens[1]):
	default:
		return false
	}
	for _, t := range tokens {
		if !isNumber(t) && !slices.Contains(counters, t) && !slices.Contains(people, t) && !slices.Contains(fillers, t) {
			return false
		}
	}
	clear := len(tokens) > 1 || strings.ContainsRune(string(cells[at]), ':')
	for i := at + 1; i < len(cells); i++ {
		if isBlank(cells[i]) {
			continue
		}
		if !isAmount(cells[i]) || !clear && r.isKey(i) {
			return false
		}
	}
	return true
}

// isKey tells whether a physical column is one by which people are known.
func (r *rows) isKey(physical int) bool {
	switch r.fieldAt(physical) {
	case reconcile.ID, reconcile.EmployeeNumber, reconcile.Login, reconcile.Email, reconcile.Phone:
		return true
	}
	return false
}

func (r *rows) fieldAt(physical int) reconcile.Field {
	if physical >= len(r.at) || r.at[physical] < 0 {
		return reconcile.NoField
	}
	return r.list[r.at[physical]].Field
}

// footer notes a footer. One that counts the rows must agree with those read: else the file is cut, or was edited.
func (r *rows) footer(rec *table.Record) error {
	stated, ok := r.stated(rec.Cells)
	if ok && stated != r.file.Rows {
		return refuse("", reconcile.Problem{Code: "footer-count-differs", Line: rec.Line,
			Args: []string{strconv.Itoa(stated), strconv.Itoa(r.file.Rows)}})
	}
	r.file.Notes = append(r.file.Notes, reconcile.Problem{Code: "footer-skipped", Line: rec.Line})
	return nil
}

// stated gives the number of rows that a footer states: the only number in it, with a word for people or a bare total
// that is no sum of another column.
func (r *rows) stated(cells [][]byte) (int, bool) {
	at := slices.IndexFunc(cells, func(c []byte) bool { return !isBlank(c) })
	tokens := tokensOf(cells[at])
	says := func(list []string) bool {
		return slices.ContainsFunc(tokens, func(t string) bool { return slices.Contains(list, t) })
	}
	if says(partials) || isPage(tokens) || startsWith(tokens, stamps) {
		return 0, false
	}
	numbers := [][]string{onlyNumbers(tokens)}
	for i := at + 1; i < len(cells); i++ {
		if isBlank(cells[i]) {
			continue
		}
		if !says(people) && r.fieldAt(i) == reconcile.NoField && i < r.width {
			return 0, false // the sum of a column that isn't ours
		}
		numbers = append(numbers, tokensOf(cells[i]))
	}
	return wholeNumber(numbers)
}

// wholeNumber reads the one number among groups of digits: "1", "234" is 1234.
func wholeNumber(groups [][]string) (int, bool) {
	groups = slices.DeleteFunc(groups, func(g []string) bool { return len(g) == 0 })
	if len(groups) != 1 {
		return 0, false
	}
	for _, g := range groups[0][1:] {
		if len(g) != 3 || len(groups[0][0]) > 3 {
			return 0, false
		}
	}
	n, err := strconv.Atoi(strings.Join(groups[0], ""))
	return n, err == nil
}

// tokensOf gives the words and numbers of a cell, without case and accents.
func tokensOf(cell []byte) []string {
	return strings.FieldsFunc(strings.ToLower(reconcile.Unaccented(string(cell))), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// isPage recognises "Page 1", "Page 1/3", "Page 1 sur 3", "Page 1 of 3".
func isPage(tokens []string) bool {
	if len(tokens) < 2 || tokens[0] != "page" || !isNumber(tokens[1]) {
		return false
	}
	return !slices.ContainsFunc(tokens[1:], func(t string) bool {
		return !isNumber(t) && t != "sur" && t != "of" && t != "de"
	})
}

func startsWith(tokens, phrases []string) bool {
	text := strings.Join(tokens, " ")
	return slices.ContainsFunc(phrases, func(p string) bool { return strings.HasPrefix(text, p) })
}

func isNumber(token string) bool {
	_, err := strconv.ParseUint(token, 10, 63)
	return err == nil
}

func onlyNumbers(tokens []string) []string {
	return slices.DeleteFunc(slices.Clone(tokens), func(t string) bool { return !isNumber(t) })
}

// isAmount tells whether a cell holds a number as people write it: digits, separators, a currency sign.
func isAmount(cell []byte) bool {
	tokens := tokensOf(cell)
	return len(tokens) > 0 && len(onlyNumbers(tokens)) == len(tokens) && !strings.ContainsRune(string(cell), '@')
}
