package formats

import "bytes"

// maxDepth is far deeper than any mapping or policy; what goes deeper only keeps the parser busy.
const maxDepth = 64

// TooDeep gives the line of a YAML file, from 1, on which brackets, dashes or blanks are nested deeper than any mapping
// or policy is, 0 where none are. It is asked before the text is parsed.
func TooDeep(text []byte) int {
	depth, n := 0, 0
	for line := range bytes.Lines(text) {
		n++
		depth += bytes.Count(line, []byte("[")) + bytes.Count(line, []byte("{"))
		depth = max(0, depth-bytes.Count(line, []byte("]"))-bytes.Count(line, []byte("}")))
		if depth > maxDepth || bytes.Count(line, []byte("- ")) > maxDepth || bytes.Count(line, []byte("? ")) > maxDepth ||
			len(line)-len(bytes.TrimLeft(line, " ")) > 4*maxDepth {
			return n
		}
	}
	return 0
}
