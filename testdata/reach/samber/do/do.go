// Package do stands for a container that is asked by type.
package do

type Injector struct{ services []any }

type Provider[T any] func(*Injector) (T, error)

func New() *Injector { return new(Injector) }

func Provide[T any](i *Injector, provider Provider[T]) { i.services = append(i.services, provider) }

func ProvideNamedValue[T any](i *Injector, name string, value T) {
	i.services = append(i.services, value)
}

func MustInvoke[T any](i *Injector) (service T) { return service }

func MustInvokeNamed[T any](i *Injector, name string) (service T) { return service }

func MustInvokeAs[T any](i *Injector) (service T) { return service }

func MustInvokeStruct[T any](i *Injector) (service T) { return service }
