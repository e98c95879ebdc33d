package delimited

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"sync"
	"syscall"
	"testing"
)

// roster gives about 20 MB of an invented member file of twelve columns.
var roster = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	b.WriteString("Matricule;Identifiant;Prénom;Nom;Adresse e-mail;Téléphone;Rôle;Groupe;Entreprise;Établissement;Langue;Statut\n")
	first := []string{"Élodie", "Marc", "Zoé", "Paul", "Anne", "Loïc", "Jeanne", "Hugo"}
	last := []string{"Lefèvre", "Martin", "Dubois", "Garnier", "Noël", "Roux", "Petit", "Marchand"}
	for i := 0; b.Len() < 20_000_000; i++ {
		f, l := first[i%8], last[i/8%8]
		fmt.Fprintf(&b, "%07d;membre.%d;%s;%s;membre.%d@societe.example;+33 6 %08d;Member;Équipe %d;Société Exemple %d;Site de Lyon %d;fr;Actif\n",
			i, i, f, l, i, i, i%40, i%12, i%9)
	}
	return b.Bytes()
})

// quotedRoster is the roster with each cell between quotes.
var quotedRoster = sync.OnceValue(func() []byte {
	b := bytes.ReplaceAll(roster(), []byte(";"), []byte(`";"`))
	b = bytes.ReplaceAll(b, []byte("\n"), []byte("\"\n\""))
	return append([]byte{'"'}, b[:len(b)-1]...)
})

// measure reports bytes, allocations and the CPU time of the whole process, which a busy machine does not change much.
func measure(b *testing.B, file []byte) func() {
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	before := cpu()
	return func() { b.ReportMetric(float64(cpu()-before)/float64(b.N)/1e6, "cpu-ms/op") }
}

func cpu() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

func BenchmarkReader(b *testing.B)       { benchReader(b, roster(), "") }
func BenchmarkReaderQuoted(b *testing.B) { benchReader(b, quotedRoster(), "") }
func BenchmarkReader1252(b *testing.B)   { benchReader(b, roster(), "windows-1252") }

func benchReader(b *testing.B, file []byte, encoding string) {
	defer measure(b, file)()
	for b.Loop() {
		r, err := Open(bytes.NewReader(file), int64(len(file)), Options{Encoding: encoding})
		if err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := r.Next(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkEncodingCSV(b *testing.B)       { benchEncodingCSV(b, roster()) }
func BenchmarkEncodingCSVQuoted(b *testing.B) { benchEncodingCSV(b, quotedRoster()) }

func benchEncodingCSV(b *testing.B, file []byte) {
	defer measure(b, file)()
	for b.Loop() {
		r := csv.NewReader(bytes.NewReader(file))
		r.Comma, r.ReuseRecord = ';', true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkSurvey(b *testing.B) {
	file := roster()
	defer measure(b, file)()
	for b.Loop() {
		if _, err := surveyFile(bytes.NewReader(file), int64(len(file))); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNothingPerCell reads one record: nothing is allocated for it.
func BenchmarkNothingPerCell(b *testing.B) {
	s := newScanner(bytes.NewReader(roster()), Options{MaxCell: DefaultMaxCell, MaxColumns: DefaultMaxColumns}, form{delimiter: ';'}, bufferSize)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Next(); err != nil {
			s = newScanner(bytes.NewReader(roster()), s.o, s.form, bufferSize)
		}
	}
}
