// Package fx stands for a container that runs an application made of modules.
package fx

import (
	"context"

	"example.com/reach/go.uber.org/dig"
)

type (
	In  = dig.In
	Out = dig.Out
)

type Option any

type Annotation any

type Hook struct{ OnStart, OnStop func(context.Context) error }

type Lifecycle interface{ Append(Hook) }

type App struct {
	opts  []Option
	hooks []Hook
}

func New(opts ...Option) *App { return &App{opts: opts} }

func (a *App) Append(h Hook) { a.hooks = append(a.hooks, h) }

func (a *App) Run() {
	for _, h := range a.hooks {
		_ = h.OnStart(context.Background())
	}
}

func Options(opts ...Option) Option { return opts }

func Module(name string, opts ...Option) Option { return opts }

func Provide(constructors ...any) Option { return constructors }

func Supply(values ...any) Option { return values }

func Invoke(funcs ...any) Option { return funcs }

func Populate(targets ...any) Option { return targets }

func Annotate(t any, anns ...Annotation) any { return anns }

func As(interfaces ...any) Annotation { return interfaces }

func ParamTags(tags ...string) Annotation { return tags }

func ResultTags(tags ...string) Annotation { return tags }
