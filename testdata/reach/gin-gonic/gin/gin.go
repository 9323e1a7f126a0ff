// Package gin stands for a web framework whose context carries values to the next handler.
package gin

type Context struct{ keys map[string]any }

type HandlerFunc func(*Context)

func (c *Context) Set(key string, value any) {}

func (c *Context) MustGet(key string) any { return nil }

// Engine is an interface here so that, as for a library, what it does is not known.
type Engine interface {
	Use(handlers ...HandlerFunc)
	GET(path string, handlers ...HandlerFunc)
}

func New() Engine { return nil }
