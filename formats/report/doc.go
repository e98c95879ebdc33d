// Package report writes the files that rollcall gives to people: the export of the roster, the template to fill in,
// the workbook in which a plan is reviewed, and HR's own file back with what is to be corrected in it.
//
// Two kinds of file come out, each by a writer of its own behind the same small interface (table): a CSV as the
// language's spreadsheets open it, and a workbook. A workbook's sheets go straight into the ZIP as their rows come,
// so that memory doesn't grow with the rows and no temporary file is left behind when the program is killed;
// everything around the sheets (styles, relations, properties) is excelize's.
//
// Every cell is text. A leading zero, a plus sign or a value that looks like a date stays as it is.
package report
