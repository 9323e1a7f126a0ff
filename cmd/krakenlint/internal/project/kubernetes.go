package project

import (
	"bytes"
	"errors"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/krakenlint/krakenlint/cmd/krakenlint/internal/lazy"
)

// object is one Kubernetes object of a manifest, in the surroundings that apply it.
type object struct {
	t              *tree
	n              *yaml.Node
	kind, name     string
	namespace      string
	prefix, suffix string    // that kustomize puts around names
	instance       *instance // nil outside kustomize
	place          *yaml.Node
}

// cluster holds what the manifests of a tree put into Kubernetes.
type cluster struct {
	*reader
	files   map[string][]object
	objects []object
	byName  map[string][]int // indexes of objects
	drawn   int              // kustomizations applied
}

// hasKind is a cheap test before a file is parsed: what has no kind of these is no Kubernetes
// manifest.
var hasKind = lazy.Regexp(`kind["']?\s*:\s*["']?(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Pod|List|\w+List|Secret|ConfigMap|ExternalSecret|Rollout|Kustomization|Component|Service)\b`)

func readKubernetes(r *reader) {
	c := &cluster{reader: r, files: map[string][]object{}, byName: map[string][]int{}}
	for _, file := range r.files {
		if isStructured(file) && !isKustomization(file) && !strings.HasPrefix(file, ".github/") {
			c.load(file)
		}
	}
	applied := c.kustomize()
	for _, file := range sortedKeys(c.files) {
		if !applied[file] {
			c.objects = append(c.objects, c.files[file]...)
		}
	}
	for i, o := range c.objects {
		c.byName[o.name] = append(c.byName[o.name], i)
	}
	for _, o := range c.objects {
		c.workload(o)
	}
}

// load parses the objects of a file, once.
func (c *cluster) load(file string) []object {
	if objects, ok := c.files[file]; ok {
		return objects
	}
	c.files[file] = nil
	data, err := c.read(file)
	if errors.Is(err, errTooLarge) {
		return nil // generated or data: too common to be worth a line
	}
	if err != nil {
		c.incomplete(file, err.Error())
		return nil
	}
	if !hasKind().Match(data) {
		return nil
	}
	if bytes.Contains(data, []byte("{{")) {
		data = c.untemplate(file, data)
	}
	for _, t := range documents(file, data, func(reason string) { c.incomplete(file, reason) }) {
		c.files[file] = append(c.files[file], objectsOf(t, t.root, 0)...)
		if t.exhausted() {
			c.incomplete(file, "the anchors unfold to more than a manifest holds: read in part")
		}
	}
	return c.files[file]
}

// objectsOf lists a document's object, or those of a List.
func objectsOf(t *tree, n *yaml.Node, depth int) []object {
	kind := t.text(n, "kind")
	if strings.HasSuffix(kind, "List") && depth < maxDepth {
		var list []object
		for _, item := range t.items(t.get(n, "items")) {
			list = append(list, objectsOf(t, item, depth+1)...)
		}
		return list
	}
	metadata := t.get(n, "metadata")
	name := t.text(metadata, "name")
	if kind == "" || name == "" {
		return nil
	}
	return []object{{t: t, n: n, kind: kind, name: name, namespace: t.text(metadata, "namespace"), place: t.get(metadata, "name")}}
}

// podSpec is where a kind of workload keeps its pod.
var podSpec = map[string][]string{
	"Pod":                   {"spec"},
	"Deployment":            {"spec", "template", "spec"},
	"StatefulSet":           {"spec", "template", "spec"},
	"DaemonSet":             {"spec", "template", "spec"},
	"ReplicaSet":            {"spec", "template", "spec"},
	"ReplicationController": {"spec", "template", "spec"},
	"Rollout":               {"spec", "template", "spec"},
	"Job":                   {"spec", "template", "spec"},
	"CronJob":               {"spec", "jobTemplate", "spec", "template", "spec"},
}

// workload adds a Workload for every container: they are one app, but may run different
// programs.
func (c *cluster) workload(o object) {
	keys, ok := podSpec[o.kind]
	if !ok || c.full(o.t.file) {
		return
	}
	spec := o.t.get(o.n, keys...)
	mounts := c.secretVolumes(o, spec)
	var containers []Workload
	for _, list := range []string{"initContainers", "containers"} {
		for _, n := range o.t.items(o.t.get(spec, list)) {
			containers = append(containers, c.container(o, n, mounts))
		}
	}
	kraken := slices.ContainsFunc(containers, func(w Workload) bool { return w.Kraken })
	for _, w := range containers {
		w.Kraken = kraken
		c.add(w)
	}
}

func (c *cluster) container(o object, n *yaml.Node, volumes map[string]volume) Workload {
	t := o.t
	w := Workload{App: t.file + "#" + o.kind + "/" + o.name, Kind: "kubernetes", Name: o.name, Place: t.place(o.place),
		Unit: "kubernetes:" + o.namespace + "/" + o.kind + "/" + o.prefix + o.name + o.suffix}
	container := t.text(n, "name")
	w.Program = Program{Image: t.text(n, "image"), Names: []string{container, o.name}}
	for _, key := range []string{"args", "command"} {
		if words := t.texts(t.get(n, key)); len(words) > 0 {
			w.Program.Commands = append(w.Program.Commands, words)
		}
	}
	c.environment(&w, o, n)
	for _, patch := range o.patches() {
		for _, patched := range patch.t.items(patch.t.get(patch.n, append(slices.Clone(podSpec[o.kind]), "containers")...)) {
			if patch.t.text(patched, "name") == container {
				c.environment(&w, patch, patched)
			}
		}
	}
	for _, item := range t.items(t.get(n, "volumeMounts")) {
		if v, ok := volumes[t.text(item, "name")]; ok {
			c.mountSecret(&w, o, v, t.text(item, "mountPath"), t.text(item, "subPath"))
		}
	}
	w.Kraken = namesKraken(container, o.name, w.Program.Image) || commandsNameKraken(w.Program.Commands) || envNamesKraken(w.Bindings) ||
		slices.ContainsFunc(w.Open, func(open Open) bool { return namesKraken(open.Source) })
	return w
}

// patches are what the kustomization changes of an object, in its surroundings.
func (o object) patches() []object {
	if o.instance == nil {
		return nil
	}
	var list []object
	for _, patch := range o.instance.patches[o.kind+"/"+o.name] {
		patch.instance, patch.namespace, patch.prefix, patch.suffix = o.instance, o.namespace, o.prefix, o.suffix
		list = append(list, patch)
	}
	return list
}

// environment binds the variables of a container.
func (c *cluster) environment(w *Workload, o object, n *yaml.Node) {
	for _, item := range o.t.items(o.t.get(n, "envFrom")) {
		c.envFrom(w, o, item)
	}
	for _, item := range o.t.items(o.t.get(n, "env")) {
		c.env(w, o, item)
	}
}

// env binds one entry of env.
func (c *cluster) env(w *Workload, o object, n *yaml.Node) {
	t := o.t
	b := Binding{Name: t.text(n, "name"), Place: t.place(n)}
	if b.Name == "" {
		return
	}
	ref := t.get(n, "valueFrom", "secretKeyRef")
	kind := "Secret"
	if ref == nil {
		ref, kind = t.get(n, "valueFrom", "configMapKeyRef"), "ConfigMap"
	}
	switch {
	case ref != nil:
		b.Values = c.refer(o, kind, t.text(ref, "name")).value(t.text(ref, "key"))
	case t.get(n, "value") != nil:
		b.Values = w.dependent(t.text(n, "value"))
	default:
		return
	}
	w.bind(b)
}

// dependent resolves $(NAME), with which Kubernetes copies a variable given before.
func (w *Workload) dependent(text string) []Value {
	name, ok := strings.CutPrefix(text, "$(")
	if name, closed := strings.CutSuffix(name, ")"); ok && closed {
		for _, b := range w.Bindings {
			if b.Name == name && b.File == "" {
				return b.Values
			}
		}
	}
	return literal(text)
}

func (c *cluster) envFrom(w *Workload, o object, n *yaml.Node) {
	t := o.t
	kind, name := "Secret", t.text(n, "secretRef", "name")
	if name == "" {
		kind, name = "ConfigMap", t.text(n, "configMapRef", "name")
	}
	if name == "" {
		return
	}
	set := c.refer(o, kind, name)
	if set.open() {
		w.Open = append(w.Open, Open{Source: safeName(set.source), Prefix: t.text(n, "prefix"), Place: t.place(n)})
	}
	for _, key := range sortedKeys(set.values) {
		w.bind(Binding{Name: t.text(n, "prefix") + key, Values: set.value(key), Place: t.place(n)})
	}
}

// volume is a pod volume that holds secrets.
type volume struct {
	kind, name string
	items      map[string]string // key to path; nil for all keys
	n          *yaml.Node
}

func (c *cluster) secretVolumes(o object, spec *yaml.Node) map[string]volume {
	t, volumes := o.t, map[string]volume{}
	for _, n := range t.items(t.get(spec, "volumes")) {
		for _, source := range []*yaml.Node{t.get(n, "secret"), t.get(n, "configMap"), t.get(n, "projected")} {
			if source == nil {
				continue
			}
			for _, s := range append(t.items(t.get(source, "sources")), source) {
				v := volume{kind: "Secret", n: n}
				if v.name = orElse(t.text(s, "secretName"), t.text(s, "secret", "name")); v.name == "" {
					v.kind, v.name = "ConfigMap", orElse(t.text(s, "configMap", "name"), t.text(s, "name"))
				}
				for _, item := range append(t.items(t.get(s, "items")), t.items(t.get(s, "secret", "items"))...) {
					if v.items == nil {
						v.items = map[string]string{}
					}
					v.items[t.text(item, "key")] = t.text(item, "path")
				}
				if v.name != "" {
					volumes[t.text(n, "name")] = v
				}
			}
		}
	}
	return volumes
}

// mountSecret binds the files of a mounted secret.
func (c *cluster) mountSecret(w *Workload, o object, v volume, mountPath, subPath string) {
	set, files := c.refer(o, v.kind, v.name), v.items
	if files == nil && set.values != nil {
		files = map[string]string{}
		for key := range set.values {
			files[key] = key
		}
	}
	if files == nil && subPath != "" {
		files = map[string]string{subPath: subPath}
	}
	if files == nil || v.items == nil && set.open() {
		if v.kind == "Secret" {
			w.Open = append(w.Open, Open{Source: safeName(set.source), Place: o.t.place(v.n)})
		}
	}
	for _, key := range sortedKeys(files) {
		where := path.Join(mountPath, files[key])
		if subPath != "" {
			if where = mountPath; subPath != files[key] {
				continue
			}
		}
		// The name of the secret counts for the name of the file: kraken/api-key.
		name := key
		if !namesKraken(name) && namesKraken(v.name) {
			name = v.name + "." + key
		}
		w.bind(Binding{Name: name, File: where, Values: set.value(key), Place: o.t.place(v.n)})
	}
}
