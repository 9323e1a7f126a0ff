package project

import (
	"encoding/base64"
	"strings"
)

// keySet is a Secret or ConfigMap as a workload sees it.
type keySet struct {
	source string             // names the set
	values map[string][]Value // nil where the object is not in the tree
}

// open tells whether the set may have keys that the tree does not show.
func (s keySet) open() bool { return s.values == nil || strings.HasPrefix(s.source, "file:") }

// value is a key's content: what the tree says, or the reference.
func (s keySet) value(key string) []Value {
	if values := s.values[key]; len(values) > 0 && values[0].Source != "" {
		return values
	}
	return from(s.source + "#" + key)
}

// maxSameName is how many objects of one name are compared.
const maxSameName = 100

// refer finds the Secret or ConfigMap of a name: first among what the kustomization
// makes, then among the objects of the same namespace. Several different ones with the
// name (one for each environment) leave it at the reference.
func (c *cluster) refer(o object, kind, name string) keySet {
	if o.instance != nil {
		if set, ok := o.instance.generated(kind, name); ok {
			return set
		}
	}
	set := keySet{source: secretSource(kind, o.namespace, name)}
	found := 0
	if len(c.byName[name]) > maxSameName {
		return set
	}
	for _, i := range c.byName[name] {
		other := c.objects[i]
		if other.instance == o.instance && (other.namespace == o.namespace || other.namespace == "" || o.namespace == "") &&
			(other.kind == kind || other.kind == "ExternalSecret" && kind == "Secret" || other.kind == "SealedSecret" && kind == "Secret") {
			found++
			set.values = c.content(other)
			set.source = secretSource(kind, o.namespace, o.prefix+name+o.suffix)
		}
	}
	if found > 1 {
		set.values = nil
	}
	return set
}

// secretSource words a reference: secret:kubernetes/NAMESPACE/NAME.
func secretSource(kind, namespace, name string) string {
	store := "secret:kubernetes/"
	if kind == "ConfigMap" {
		store = "config:kubernetes/"
	}
	if namespace != "" {
		name = namespace + "/" + name
	}
	return store + name
}

// content reads the keys of a Secret, ConfigMap or ExternalSecret.
func (c *cluster) content(o object) map[string][]Value {
	t, values := o.t, map[string][]Value{}
	for _, e := range t.entries(t.get(o.n, "data")) {
		text := t.text(e.value)
		if o.kind == "Secret" {
			raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
			if err != nil {
				continue
			}
			text = string(raw)
		}
		values[e.key.Value] = literal(text)
	}
	for _, e := range t.entries(t.get(o.n, "stringData")) {
		values[e.key.Value] = literal(t.text(e.value))
	}
	for _, item := range t.items(t.get(o.n, "spec", "data")) { // ExternalSecret
		remote := t.get(item, "remoteRef")
		store := orElse(t.text(item, "sourceRef", "storeRef", "name"), t.text(o.n, "spec", "secretStoreRef", "name"), "external")
		source := "secret:" + store + "/" + t.text(remote, "key")
		if property := t.text(remote, "property"); property != "" {
			source += "#" + property
		}
		if o.kind == "ExternalSecret" && t.text(remote, "key") != "" {
			values[t.text(item, "secretKey")] = from(source)
		}
	}
	return values
}
