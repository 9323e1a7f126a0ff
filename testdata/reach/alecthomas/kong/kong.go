// Package kong stands for a parser of command lines that fills structs and runs one of them.
package kong

type Context struct{ grammar any }

func Parse(grammar any) *Context { return &Context{grammar} }

func (c *Context) Run() error { return nil }
