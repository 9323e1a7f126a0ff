package solve

import (
	"reflect"
	"strings"
	"unicode"
)

// names are the sources of a field, in order of precedence.
func (f *fill) names(s *Solver, tags reflect.StructTag, field string) []string {
	var out []string
	if f.base != "" {
		return []string{f.base + joinPath(f.path, keyOf(tags, field))}
	}
	if strings.HasPrefix(f.kind, "env") || f.kind == "config" && tags.Get("env") != "" {
		for name := range strings.SplitSeq(f.envName(tags, field), "|") {
			if name != "" {
				out = append(out, "env:"+name)
			}
		}
	}
	if f.kind == "kong" {
		out = append(out, "flag:"+flagName(tags, field))
		if env := tags.Get("env"); env != "" {
			out = append(out, "env:"+env)
		}
	}
	if f.kind == "arg" {
		out = append(out, argNames(tags, field)...)
	}
	if f.kind == "flags" {
		if long := tags.Get("long"); long != "" {
			out = append(out, "flag:"+long)
		}
		if env := tags.Get("env"); env != "" {
			out = append(out, "env:"+env)
		}
	}
	switch key := keyOf(tags, field); {
	case f.config != nil:
		path := joinPath(f.path, key)
		out = append(out, s.settingSources(f.config, path, strings.ToLower(path))...)
	case strings.HasSuffix(f.kind, "config") && f.kind != "envconfig":
		out = append(out, f.name(key))
	}
	return out
}

// argNames are the flag and the variable that go-arg reads a field from.
func argNames(tags reflect.StructTag, field string) []string {
	flag, env := "flag:"+strings.ToLower(field), ""
	for opt := range strings.SplitSeq(tags.Get("arg"), ",") {
		opt = strings.TrimSpace(opt)
		if name, ok := strings.CutPrefix(opt, "--"); ok {
			flag = "flag:" + name
		} else if opt == "env" {
			env = "env:" + strings.ToUpper(snake(field))
		} else if name, ok := strings.CutPrefix(opt, "env:"); ok {
			env = "env:" + name
		}
	}
	if env == "" {
		return []string{flag}
	}
	return []string{flag, env}
}

// name is the source of a key in a file.
func (f *fill) name(key string) string { return "config:" + joinPath(f.path, key) }

func joinPath(path, key string) string {
	if path == "" || key == "" {
		return path + key
	}
	return path + "." + key
}

// envName is the variable that a field is read from; libraries that name it after the
// field need no tag.
func (f *fill) envName(tags reflect.StructTag, field string) string {
	name, _, _ := strings.Cut(firstTag(tags, "env", "envconfig", "conf"), ",")
	if strings.HasPrefix(f.kind, "envconfig") {
		if name == "" {
			name = field
			if split := tags.Get("split_words"); split == "true" {
				name = snake(field)
			}
		}
		if f.prefix != "" {
			return strings.ToUpper(f.prefix + "_" + name)
		}
		return strings.ToUpper(name)
	}
	if name == "" && f.kind != "env" {
		return ""
	}
	if name == "" {
		return f.path // a map that stands for the environment itself
	}
	return f.prefix + name
}

func flagName(tags reflect.StructTag, field string) string {
	if name := tags.Get("name"); name != "" {
		return name
	}
	return strings.ReplaceAll(strings.ToLower(snake(field)), "_", "-")
}

// snake is APIKey as API_KEY.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		boundary := i > 0 && unicode.IsUpper(r) &&
			(unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if boundary {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToUpper(r))
	}
	return b.String()
}

func firstTag(tags reflect.StructTag, names ...string) string {
	for _, n := range names {
		if v := tags.Get(n); v != "" {
			return v
		}
	}
	return ""
}

// keyOf is the key of a field in a file.
func keyOf(tags reflect.StructTag, field string) string {
	for _, n := range []string{"koanf", "mapstructure", "yaml", "toml", "json", "ini", "gcfg", "hcl"} {
		if name, _, _ := strings.Cut(tags.Get(n), ","); name != "" && name != "-" {
			return name
		}
	}
	return strings.ToLower(field)
}
