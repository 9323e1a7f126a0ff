// Package plugins registers jobs.
package plugins

var jobs []func()

func Register(job func()) { jobs = append(jobs, job) }

func RunAll() {
	for _, job := range jobs {
		job()
	}
}
