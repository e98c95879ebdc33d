// Package workbook reads the sheets of an Office Open XML workbook (ECMA-376, transitional and strict; .xlsx and
// .xlsm) in one strict pass. Where it gives no error, it gave every row: a damaged workbook is refused, never read in
// part, because who is missing from a member file loses access.
//
// The path through the package, from the bytes up:
//
//	directory ──► part (inflate, CRC, limits) ──► scanner (XML) ──► Book (sheets, styles, shared strings) ──► Reader (rows)
//
// What is checked: the ZIP directory (no member twice, no unsafe name, nothing encrypted, nothing overlapping), every
// used part to its end (size and CRC-32), XML well-formedness to the last byte (no DOCTYPE, bounded depth and tags),
// rows and cells strictly ascending with valid names, every style and shared string where a cell says it is.
//
// Memory does not grow with the sheet: cells are slices of one row's buffer or of the shared strings, which stand once
// in a few large blocks. Counts that the file declares (dimension, uniqueCount) are not believed.
package workbook
