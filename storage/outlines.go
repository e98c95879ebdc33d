package storage

import (
	"context"
	"iter"
	"strconv"
	"strings"

	"rollcall/reconcile"
)

var _ reconcile.Outlined = (*Snapshot)(nil)

// Outliner makes the outlines of the organisation's accounts.
func (n *Snapshot) Outliner() *reconcile.Outliner { return reconcile.NewOutliner(n.org.Secret) }

// Outlines gives the outlines of all accounts, and the IDs of those without one, a few thousand accounts at a time. The
// database joins them: a driver's work for a row costs more than reading it.
func (n *Snapshot) Outlines(ctx context.Context) iter.Seq2[*reconcile.OutlinePage, error] {
	return func(yield func(*reconcile.OutlinePage, error) bool) {
		for last := int64(0); ; {
			var row struct {
				Last     int64
				Outlines []byte
				Without  string
			}
			_, err := n.tx.get(ctx, &row, n.dialect.outlines(), n.org.id, last, page)
			p := &reconcile.OutlinePage{Outlines: row.Outlines}
			for id := range strings.SplitSeq(row.Without, ",") {
				if number, unreadable := strconv.ParseInt(id, 10, 64); err == nil && id != "" {
					p.Without, err = append(p.Without, number), unreadable
				}
			}
			if err == nil && row.Last == 0 {
				return
			}
			if last = row.Last; !yield(p, err) || err != nil {
				return
			}
		}
	}
}
