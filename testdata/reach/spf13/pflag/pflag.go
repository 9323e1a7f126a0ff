// Package pflag stands for the flags of commands.
package pflag

type Flag struct{ Name, value string }

type FlagSet struct{ flags map[string]*Flag }

func (f *FlagSet) String(name, value, usage string) *string {
	flag := &Flag{name, value}
	f.flags[name] = flag
	return &flag.value
}

func (f *FlagSet) Lookup(name string) *Flag { return f.flags[name] }
