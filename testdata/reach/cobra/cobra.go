// Package cobra is what a tree of commands needs.
package cobra

import "os"

type Command struct {
	Use  string
	Run  func(cmd *Command, args []string)
	RunE func(cmd *Command, args []string) error
	subs []*Command
}

func (c *Command) AddCommand(subs ...*Command) { c.subs = append(c.subs, subs...) }

func (c *Command) Execute() error {
	cmd := c
	for _, name := range os.Args[1:] {
		for _, sub := range cmd.subs {
			if sub.Use == name {
				cmd = sub
			}
		}
	}
	if cmd.Run != nil {
		cmd.Run(cmd, nil)
	}
	if cmd.RunE != nil {
		return cmd.RunE(cmd, nil)
	}
	return nil
}
