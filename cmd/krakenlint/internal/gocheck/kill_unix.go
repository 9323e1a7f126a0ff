//go:build unix

package gocheck

import (
	"os/exec"
	"syscall"
	"time"
)

// killGroup makes the end of the command's context end its children as well: go vet's
// tools would otherwise live on.
func killGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
}
