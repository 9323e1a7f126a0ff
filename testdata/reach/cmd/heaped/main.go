// Jobs in a heap, which is behind a pointer to a list, and in a linked list.
//
// want env:KRAKEN_API_KEY: /0/private/AddOrder /0/private/Balance /0/private/CancelOrder
package main

import (
	"container/heap"
	"container/list"
	"os"

	"example.com/reach/kraken"
)

type job struct {
	at int
	do func()
}

type queue []*job

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at < q[j].at }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(*job)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

type scheduler struct{ jobs queue }

func (s *scheduler) run() {
	for s.jobs.Len() > 0 {
		heap.Pop(&s.jobs).(*job).do()
	}
}

func main() {
	c := kraken.New(os.Getenv("KRAKEN_API_KEY"), os.Getenv("KRAKEN_API_SECRET"))
	var s scheduler
	heap.Push(&s.jobs, &job{1, func() { _, _ = c.AddOrder("XBTEUR", "buy", nil) }})
	s.run()
	linked := list.New()
	linked.PushFront(func() { _, _ = c.Balance() })
	linked.InsertAfter(func() { _, _ = c.CancelOrder("id") }, linked.Front())
	for e := linked.Front(); e != nil; e = e.Next() {
		e.Value.(func())()
	}
}
