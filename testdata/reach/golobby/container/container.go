// Package container stands for one that all of a program shares.
package container

func Singleton(resolver any) error { return nil }

func NamedSingleton(name string, resolver any) error { return nil }

func Call(receiver any) error { return nil }

func Resolve(abstraction any) error { return nil }

func Fill(receiver any) error { return nil }
