package solve

import "strings"

// config is what a program tells a viper of how its keys are found.
type config struct {
	binds   map[string][]string // key -> variables
	flags   map[string][]string // key -> flags
	auto    bool
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

// flagRef is a flag that is looked up by its name.
func (c *call) flagRef() {
	obj := c.s.alloc(c.i, "github.com/spf13/pflag.Flag", "flag")
	c.s.flow(c.node(c.arg(0)), c.s.field(obj, "Name"), c.i)
	c.put1(c.ret(0), c.s.objects[obj].self)
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
		f := &fill{kind: "config", at: c.s.at(c.i)}
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
		c.s.flow(c.s.field(obj, "[="+low), c.ret(0), c.i)
		for _, f := range cfg.flags[low] {
			c.put1(c.ret(0), c.s.source("flag:"+f, c.s.at(c.i)))
		}
		for _, env := range cfg.binds[low] {
			c.put1(c.ret(0), c.s.source("env:"+env, c.s.at(c.i)))
		}
		if cfg.auto && len(cfg.binds[low]) == 0 {
			c.put1(c.ret(0), c.s.source("env:"+cfg.envName(joinPath(cfg.path(), key)), c.s.at(c.i)))
		}
		if !cfg.auto && len(cfg.binds[low]) == 0 || c.s.reads("ReadInConfig") {
			c.put1(c.ret(0), c.s.source("config:"+joinPath(cfg.path(), key), c.s.at(c.i)))
		}
	}
	if len(keys) == 0 {
		c.unknown()
	}
}

func (cfg *config) path() string {
	if cfg.sub == nil {
		return ""
	}
	return joinPath(cfg.sub.path(), cfg.subKey)
}

// reads tells whether the program loads a file into a viper.
func (s *Solver) reads(name string) bool {
	for k := range s.acts {
		for _, op := range s.acts[k].fn.Ops {
			if strings.HasSuffix(op.Text, name) && strings.Contains(op.Text, "viper.") {
				return true
			}
		}
	}
	return false
}
