package workbook

import "rollcall/reconcile"

// refuse makes the error of a workbook that can't be taken. Args never hold a cell's value.
func refuse(code string, args ...string) *reconcile.Refusal {
	return &reconcile.Refusal{Problem: reconcile.Problem{Code: code, Args: args, Rejects: true}}
}

// damaged says that a part does not hold what the standard says it must; what names the place as XPath would.
func damaged(part, what string) *reconcile.Refusal {
	return refuse("workbook-damaged", part, what)
}
