// Package dig stands for a container that goes by types.
package dig

type In struct{ _ struct{} }

type Out struct{ _ struct{} }

type Container struct{ told []any }

type Option any

func New() *Container { return new(Container) }

func (c *Container) Provide(constructor any, opts ...Option) error {
	c.told = append(c.told, constructor)
	return nil
}

func (c *Container) Invoke(function any) error {
	c.told = append(c.told, function)
	return nil
}

func Name(name string) Option { return name }

func As(interfaces ...any) Option { return interfaces }
