package scope

import (
	"fmt"
	"strings"

	"github.com/krakenlint/krakenlint/rules"
)

// Message says what is wrong with a key, the worst first: what it can do needlessly,
// then what it cannot do. key names it ("env:KRAKEN_API_KEY"), app the program. It is
// empty where nothing is wrong.
func (j Judgement) Message(key, app, origin string) string {
	lacks := j.lacks()
	if len(j.Excess) == 0 {
		if lacks == "" {
			return ""
		}
		return fmt.Sprintf("%s %s; granted by %s", key, lacks, origin)
	}
	worst, _ := rules.LookupPermission(j.Excess[0])
	text := fmt.Sprintf("%s can %s, and %s never does: excess %s; the code uses %s; granted by %s",
		key, worst.Does, app, strings.Join(j.Excess, ", "), list(j.Used), origin)
	if lacks != "" {
		text += "; it also " + lacks
	}
	return text
}

// lacks says which call will fail, and how.
func (j Judgement) lacks() string {
	if len(j.Missing) == 0 {
		return ""
	}
	return fmt.Sprintf("lacks %s: %s will fail with %s", strings.Join(j.Missing, ", "), some(j.Denied), refusal(j.Denied[0]))
}

// refusal is Kraken's answer to a call that a key is not allowed.
func refusal(endpoint string) string {
	if e, ok := rules.LookupEndpoint(endpoint); ok && e.Product == "futures" {
		return "insufficientPrivileges"
	}
	return "EGeneral:Permission denied"
}

// some names the first of several.
func some(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return fmt.Sprintf("%s and %d more", names[0], len(names)-1)
}

func list(codes []string) string {
	if len(codes) == 0 {
		return "no permission"
	}
	return strings.Join(codes, ", ")
}
