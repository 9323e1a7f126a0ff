package keyflow

func (r *packageRun) app() {
	r.result.App = &App{Package: r.own.Path}
}
