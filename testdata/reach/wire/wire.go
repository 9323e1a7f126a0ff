// Package wire knows how messages are sent, and nothing of to whom.
package wire

import (
	"encoding/json"
	"io"
)

type Conn struct{ W io.Writer }

func (c *Conn) WriteJSON(message any) error {
	data, err := json.Marshal(message)
	if err == nil {
		_, err = c.W.Write(data)
	}
	return err
}

// Merge puts maps together, those inside them too.
func Merge(maps ...map[string]any) map[string]any {
	merged := make(map[string]any)
	inner := make(map[string][]map[string]any)
	for _, m := range maps {
		for key, value := range m {
			switch value := value.(type) {
			case map[string]any:
				inner[key] = append(inner[key], value)
			default:
				merged[key] = value
			}
		}
	}
	for key, list := range inner {
		merged[key] = Merge(list...)
	}
	return merged
}
