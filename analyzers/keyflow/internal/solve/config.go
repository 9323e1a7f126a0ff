package solve

import "strings"

// config is what a program tells a viper of how its keys are found.
type config struct {
	binds   map[string][]string // key -> variables
	flags   map[string][]string // key -> flags
	auto    bool
	bound   bool // every flag is bound to the key of its name
	prefix  string
	replace []string
	sub     *config
	subKey  string
	readers map[inst]bool
	store   int32 // object of the values that are set
}

// config is a call of viper, as a package or as an object.
func (c *call) config() {
	verb := c.m.args[0]
	method := strings.Contains(c.m.name, ")")
	if verb == "new" || verb == "global" {
		obj := c.s.globalConfig()
		if verb == "new" {
			obj = c.s.alloc(c.i, "github.com/spf13/viper.Viper", "viper")
		}
		c.put1(c.ret(0), c.s.objects[obj].self)
		return
	}
	targets := []int32{c.s.globalConfig()}
	if method {
		if objs := c.objects(0); len(objs) > 0 {
			targets = objs
		}
	}
	for _, obj := range targets {
		c.configure(verb, obj, c.s.configOf(obj))
	}
}

func (s *Solver) globalConfig() int32 {
	return s.newObject(valueKey{kind: anObject, text: "viper"}, object{typ: "github.com/spf13/viper.Viper", act: -1})
}

func (s *Solver) configOf(obj int32) *config {
	cfg := s.configs[obj]
	if cfg == nil {
		cfg = &config{binds: make(map[string][]string), flags: make(map[string][]string), readers: make(map[inst]bool), store: obj}
		s.configs[obj] = cfg
	}
	return cfg
}

func (c *call) configure(verb string, obj int32, cfg *config) {
	key := c.arg(1)
	keys, _ := c.s.keysOf(c.node(key))
	switch verb {
	case "auto":
		cfg.auto = true
	case "prefix":
		if len(keys) > 0 {
			cfg.prefix = strings.ToUpper(keys[0])
		}
	case "replacer":
		for _, r := range c.objects(key) {
			cfg.replace = c.s.replacerPairs(r, c.i)
		}
	case "bind":
		c.bind(cfg, key)
	case "bindflags":
		cfg.bound = true
	case "bindflag":
		names := c.flagNames(c.arg(2))
		for _, k := range keys {
			bound := names
			if len(bound) == 0 {
				bound = []string{k}
			}
			cfg.flags[strings.ToLower(k)] = append(cfg.flags[strings.ToLower(k)], bound...)
		}
	case "set":
		for _, k := range keys {
			c.s.flow(c.node(c.arg(2)), c.s.field(obj, "[="+strings.ToLower(k)), c.i)
		}
	case "alias":
		targets, _ := c.s.keysOf(c.node(c.arg(2)))
		for _, k := range keys {
			for _, t := range targets {
				c.s.flow(c.s.field(obj, "[="+strings.ToLower(t)), c.s.field(obj, "[="+strings.ToLower(k)), c.i)
				cfg.binds["alias "+strings.ToLower(k)] = []string{t}
			}
		}
	case "sub":
		sub := c.s.alloc(c.i, "github.com/spf13/viper.Viper", "sub")
		if len(keys) > 0 {
			c.s.configOf(sub).sub, c.s.configOf(sub).subKey = cfg, keys[0]
		}
		c.put1(c.ret(0), c.s.objects[sub].self)
	case "get", "getmap", "unmarshal", "unmarshalkey":
		c.s.late[c.i] = true
		if c.s.guessed {
			c.readConfig(verb, obj, cfg, keys)
		}
	}
}

// bind ties a key to variables: those named, or the one that follows from the key.
func (c *call) bind(cfg *config, key int) {
	keys, _ := c.s.keysOf(c.node(key))
	var names []string
	for k := key + 1; k < len(c.args); k++ {
		more, _ := c.s.keysOf(c.node(k))
		names = append(names, more...)
	}
	for _, k := range keys {
		bound := names
		if len(bound) == 0 {
			bound = []string{cfg.envName(k)}
		}
		cfg.binds[strings.ToLower(k)] = bound
	}
}

// flagNames are the names of the flags that an argument holds, as Lookup finds them.
func (c *call) flagNames(k int) []string {
	var names []string
	for _, obj := range c.objects(k) {
		n := c.s.field(obj, "Name")
		c.s.wait(n, c.i)
		more, _ := c.s.keysOf(n)
		names = append(names, more...)
	}
	return names
}

func (cfg *config) envName(key string) string {
	name := strings.NewReplacer(cfg.replace...).Replace(key)
	if cfg.prefix != "" {
		name = cfg.prefix + "_" + name
	}
	return strings.ToUpper(name)
}

// readConfig gives the value of a key, once all that is said of keys has been seen.
func (c *call) readConfig(verb string, obj int32, cfg *config, keys []string) {
	if verb == "unmarshal" || verb == "unmarshalkey" {
		f := &fill{kind: "config", at: c.s.at(c.i), config: cfg}
		into := c.arg(1)
		if verb == "unmarshalkey" {
			into = c.arg(2)
			f.path = strings.Join(keys, "|")
		}
		f.path = joinPath(cfg.path(), f.path)
		c.fillAll(into, f)
		return
	}
	for _, key := range keys {
		low := strings.ToLower(key)
		if alias := cfg.binds["alias "+low]; len(alias) > 0 {
			low, key = strings.ToLower(alias[0]), alias[0]
		}
		if verb == "getmap" {
			m := c.s.alloc(c.i, "", "map "+key)
			c.s.setFill(m, &fill{kind: "config", at: c.s.at(c.i), config: cfg, path: joinPath(cfg.path(), key)})
			c.put1(c.ret(0), c.s.objects[m].self)
			continue
		}
		c.s.flow(c.s.field(obj, "[="+low), c.ret(0), c.i)
		for _, source := range c.s.settingSources(cfg, joinPath(cfg.path(), key), low) {
			c.put1(c.ret(0), c.s.source(source, c.s.at(c.i)))
		}
	}
	if len(keys) == 0 {
		c.unknown()
	}
}

// settingSources are where a setting may come from, in the order in which viper looks.
func (s *Solver) settingSources(cfg *config, path, low string) []string {
	var out []string
	flags := cfg.flags[low]
	if cfg.bound && s.flags[path] {
		flags = append(flags[:len(flags):len(flags)], path)
	}
	for _, f := range flags {
		out = append(out, "flag:"+f)
	}
	binds := cfg.binds[low]
	if cfg.auto && len(binds) == 0 {
		binds = []string{cfg.envName(path)}
	}
	for _, env := range binds {
		out = append(out, "env:"+env)
	}
	if len(out) == 0 || s.reads() {
		out = append(out, "config:"+path)
	}
	return out
}

func (cfg *config) path() string {
	if cfg.sub == nil {
		return ""
	}
	return joinPath(cfg.sub.path(), cfg.subKey)
}

// reads tells whether the program loads a file into a viper.
func (s *Solver) reads() bool {
	for k := range s.acts {
		for _, op := range s.acts[k].fn.Ops {
			if _, name := splitSymbol(op.Text); strings.Contains(op.Text, "viper.") && readers[strings.TrimPrefix(name, "(Viper).")] {
				return true
			}
		}
	}
	return false
}

// readers are the functions of viper that load a file.
var readers = map[string]bool{
	"ReadInConfig": true, "MergeInConfig": true, "ReadConfig": true, "MergeConfig": true, "ReadRemoteConfig": true, "WatchRemoteConfig": true,
}

// keyed is a file that is asked for its keys step by step, or for one by its path: a
// section, a tree and a value are alike.
func (c *call) keyed() {
	if c.m.args[0] == "root" {
		obj := c.s.alloc(c.i, "", "keyed")
		if c.s.objects[obj].fill == nil {
			c.s.setFill(obj, &fill{kind: "config", at: c.s.at(c.i)})
		}
		c.put1(c.ret(0), c.s.objects[obj].self)
		return
	}
	for _, obj := range c.objects(0) {
		f := c.s.objects[obj].fill
		if f == nil {
			continue
		}
		keys := []string{""}
		if c.arg(1) >= 0 {
			keys, _ = c.s.keysOf(c.node(c.arg(1)))
		}
		for _, key := range keys {
			c.under(f, joinPath(f.path, key))
		}
	}
}

// under gives what is at a path of a file, be it a value or not.
func (c *call) under(f *fill, path string) {
	obj := c.s.alloc(c.i, "", "keyed "+path)
	if c.s.objects[obj].fill == nil {
		c.s.setFill(obj, &fill{kind: f.kind, path: path, at: c.s.at(c.i)})
	}
	c.put1(c.ret(0), c.s.objects[obj].self)
	c.put1(c.ret(0), c.s.source("config:"+path, c.s.at(c.i)))
}
