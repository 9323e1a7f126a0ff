//go:build !unix

package gocheck

import (
	"os/exec"
	"time"
)

// killGroup bounds the wait for the command's children where they cannot be killed with it.
func killGroup(cmd *exec.Cmd) { cmd.WaitDelay = 5 * time.Second }
