// Package cli stands for flags that are declared as data.
package cli

type Flag any

type StringFlag struct {
	Name        string
	EnvVars     []string
	Value       string
	Destination *string
}

type Context struct{ flags []Flag }

type App struct {
	Flags  []Flag
	Action func(*Context) error
}

func (a *App) Run(args []string) error { return a.Action(&Context{a.Flags}) }
