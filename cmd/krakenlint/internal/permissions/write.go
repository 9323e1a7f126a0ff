package permissions

import (
	"fmt"
	"slices"

	"github.com/krakenlint/krakenlint/rules"
)

// entry is what the configuration is to say of a key.
type entry struct {
	source string
	codes  []string
}

// Update writes into the text of a configuration what the apps use of each key, as
// entries with `ratchet: true`. Everything else stays as it is, byte for byte. Entries
// that name apps get what those use; a source that has none gets one for all apps, for
// two entries would say that there are two keys.
//
// Left out, and named in skipped with the reason, is what is not wholly known.
func Update(text []byte, apps []App) (updated []byte, skipped []string, err error) {
	editor, err := newEditor(text)
	if err != nil {
		return nil, nil, err
	}
	apps = normalize(apps)
	for _, source := range sources(apps) {
		of := editor.entriesOf(source)
		if len(of) == 0 {
			of = []*listed{nil}
		}
		for _, existing := range of {
			codes, reason := used(apps, source, existing)
			if reason != "" {
				skipped = append(skipped, reason)
				continue
			}
			editor.set(existing, entry{source, codes})
		}
	}
	updated, err = editor.apply()
	return updated, skipped, err
}

// sources lists the sources of all keys, sorted.
func sources(apps []App) []string {
	var all []string
	for _, app := range apps {
		for _, key := range app.Keys {
			all = append(all, key.Source)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// used solves for what a source is used for in the apps that an entry is about (nil: in
// all), or gives the reason why that cannot be written down.
func used(apps []App, source string, about *listed) (codes []string, reason string) {
	if source == "unknown" {
		return nil, "a key whose source is not known is left out"
	}
	if about != nil && about.scope {
		return nil, source + ": the entry has a scope, which is left as it is"
	}
	var endpoints []string
	for _, app := range apps {
		for _, key := range app.Keys {
			if key.Source != source || about != nil && !about.about(app.configName()) {
				continue
			}
			if len(key.Unknown) > 0 {
				return nil, fmt.Sprintf("%s is left out: %s asks for endpoints whose names are not known", source, app.Name)
			}
			endpoints = append(endpoints, key.endpoints()...)
		}
	}
	if len(endpoints) == 0 {
		return nil, source + " is left out: no private endpoint is reached"
	}
	if names := rules.Undocumented(endpoints); len(names) > 0 {
		return nil, fmt.Sprintf("%s is left out: Kraken does not say what %s needs", source, names[0])
	}
	codes, err := rules.Solve(endpoints)
	if err != nil {
		return nil, err.Error()
	}
	return codes, ""
}
