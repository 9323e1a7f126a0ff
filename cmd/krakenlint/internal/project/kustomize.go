package project

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// instance is one application of a kustomization that no other uses, with all it draws in.
type instance struct {
	sets    map[string]keySet   // generated Secrets and ConfigMaps, by kind and name
	patches map[string][]object // strategic merge patches, by kind and name; the innermost first
}

func (i *instance) generated(kind, name string) (keySet, bool) {
	set, ok := i.sets[kind+"/"+name]
	return set, ok
}

func isKustomization(file string) bool {
	switch path.Base(file) {
	case "kustomization.yaml", "kustomization.yml", "Kustomization":
		return true
	}
	return false
}

// kustomization is a parsed file with the directories and files that it draws in.
type kustomization struct {
	t         *tree
	dir       string
	resources []string // files
	patches   []string // files
	bases     []string // directories with a kustomization of their own
}

// kustomize adds the objects of every root kustomization and returns the files that it
// read for them, which are not applied for themselves.
func (c *cluster) kustomize() map[string]bool {
	all := map[string]*kustomization{}
	used := map[string]bool{}
	for _, file := range c.reader.files {
		if isKustomization(file) {
			c.loadKustomization(file, all)
		}
	}
	for _, k := range all {
		for _, base := range k.bases {
			used[base] = base != k.dir
		}
	}
	applied := map[string]bool{}
	for _, dir := range sortedKeys(all) {
		if !used[dir] {
			c.apply(all, dir, &instance{map[string]keySet{}, map[string][]object{}}, overlay{}, applied, 0)
		}
	}
	return applied
}

func (c *cluster) loadKustomization(file string, all map[string]*kustomization) {
	data, err := c.read(file)
	if err != nil {
		c.incomplete(file, err.Error())
		return
	}
	for _, t := range documents(file, data, func(reason string) { c.incomplete(file, reason) }) {
		k := &kustomization{t: t, dir: path.Dir(file)}
		for _, list := range []string{"resources", "bases", "components"} {
			for _, written := range t.texts(t.get(t.root, list)) {
				c.draw(k, written)
			}
		}
		for _, written := range t.texts(t.get(t.root, "patchesStrategicMerge")) {
			c.drawPatch(k, written)
		}
		for _, n := range t.items(t.get(t.root, "patches")) {
			c.drawPatch(k, t.text(n, "path"))
		}
		all[k.dir] = k
	}
}

// drawPatch notes a patch that stands in a file. Those in place are few and are left out.
func (c *cluster) drawPatch(k *kustomization, written string) {
	if target, ok := within(k.dir, written); ok && c.exists(target) {
		k.patches = append(k.patches, target)
	}
}

// draw notes one resource: a file, or a directory with a kustomization.
func (c *cluster) draw(k *kustomization, written string) {
	if strings.Contains(written, "://") || strings.Contains(written, "?ref=") || strings.HasPrefix(written, "github.com/") || strings.HasPrefix(written, "git@") {
		return // elsewhere, as it is meant to be
	}
	target, ok := within(k.dir, written)
	switch {
	case !ok:
		c.incomplete(k.t.file, outside("resource", written))
	case c.isDir(target):
		k.bases = append(k.bases, target)
	default:
		k.resources = append(k.resources, target)
	}
}

// maxKustomizations bounds how many are applied in all, bases as often as they are used.
const maxKustomizations = 10_000

// maxObjects bounds what they apply.
const maxObjects = 100_000

// overlay is what the kustomizations above put on names.
type overlay struct {
	namespace, prefix, suffix string
}

// apply adds the objects of the kustomization in dir to an instance. What stands further
// out wins: the namespace of an overlay replaces that of its base.
func (c *cluster) apply(all map[string]*kustomization, dir string, in *instance, over overlay, applied map[string]bool, depth int) {
	k := all[dir]
	if c.drawn++; c.drawn > maxKustomizations {
		c.incomplete(path.Join(dir, "kustomization.yaml"), "the kustomizations draw each other in too often: read in part")
		return
	}
	if k == nil || depth > maxDepth {
		return
	}
	t := k.t
	over.namespace = orElse(over.namespace, t.text(t.root, "namespace"))
	over.prefix += t.text(t.root, "namePrefix")
	over.suffix = t.text(t.root, "nameSuffix") + over.suffix
	for kind, key := range map[string]string{"Secret": "secretGenerator", "ConfigMap": "configMapGenerator"} {
		for _, n := range t.items(t.get(t.root, key)) {
			c.generate(k, in, over, kind, n)
		}
	}
	for _, file := range k.resources {
		applied[file] = true
		if len(c.objects) > maxObjects {
			c.incomplete(k.t.file, "the kustomizations apply more objects than can be kept: read in part")
			break
		}
		for _, o := range c.load(file) {
			o.instance, o.prefix, o.suffix = in, over.prefix, over.suffix
			o.namespace = orElse(over.namespace, o.namespace)
			c.objects = append(c.objects, o)
		}
	}
	for _, base := range k.bases {
		c.apply(all, base, in, over, applied, depth+1)
	}
	for _, file := range k.patches {
		applied[file] = true
		for _, o := range c.load(file) {
			in.patches[o.kind+"/"+o.name] = append(in.patches[o.kind+"/"+o.name], o)
		}
	}
}

// generate makes the set of one secretGenerator or configMapGenerator entry. A set that
// is there already comes from further out, whose keys win.
func (c *cluster) generate(k *kustomization, in *instance, over overlay, kind string, n *yaml.Node) {
	t := k.t
	name := t.text(n, "name")
	key := kind + "/" + name
	set, ok := in.sets[key]
	if !ok {
		namespace := orElse(over.namespace, t.text(n, "namespace"))
		set = keySet{source: secretSource(kind, namespace, over.prefix+name+over.suffix), values: map[string][]Value{}}
	}
	put := func(key string, values []Value) {
		if _, ok := set.values[key]; !ok {
			set.values[key] = values
		}
	}
	for _, item := range t.texts(t.get(n, "literals")) {
		key, value, _ := strings.Cut(item, "=")
		put(key, literal(strings.Trim(value, `"'`)))
	}
	for _, written := range append(t.texts(t.get(n, "envs")), t.texts(t.get(n, "env"))...) {
		c.generateEnv(k, &set, written, put)
	}
	for _, item := range t.texts(t.get(n, "files")) {
		key, written, ok := strings.Cut(item, "=")
		if !ok {
			key, written = path.Base(item), item
		}
		if target, ok := within(k.dir, written); ok {
			put(key, c.fileContent(target))
		} else {
			c.incomplete(t.file, outside("file", written))
		}
	}
	in.sets[key] = set
}

// generateEnv adds the variables of an env file. One that is not in the tree makes the
// set the file's: two generators of one name, each with a file of its own, differ.
func (c *cluster) generateEnv(k *kustomization, set *keySet, written string, put func(string, []Value)) {
	target, ok := within(k.dir, written)
	if !ok {
		c.incomplete(k.t.file, outside("env file", written))
		return
	}
	c.usedEnv[target] = true
	list, ok := c.envFile(target)
	if !ok {
		set.source = "file:" + target
		return
	}
	for _, a := range list {
		if a.given {
			put(a.name, literal(a.value))
		} else {
			put(a.name, from("env:"+a.name))
		}
	}
}

// fileContent is the credential in a file of the tree, or the file.
func (c *cluster) fileContent(target string) []Value {
	if data, err := c.read(target); err == nil {
		if values := literal(string(data)); len(values) > 0 && values[0].Source != "" {
			return values
		}
	}
	return from("file:" + target)
}
