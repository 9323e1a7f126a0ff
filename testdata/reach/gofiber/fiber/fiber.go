// Package fiber stands for a web framework whose context has one method to store and to load.
package fiber

type Ctx struct{}

type Handler = func(*Ctx) error

func (c *Ctx) Locals(key any, value ...any) any { return nil }

func (c *Ctx) Next() error { return nil }

// App is an interface here so that, as for a library, what it does is not known.
type App interface {
	Use(args ...any)
	Delete(path string, handlers ...Handler)
}

func New() App { return nil }
