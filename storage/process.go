package storage

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// processName names a process of this machine so that no other is taken for it: the host, the boot, the namespace of
// process ids (of a container, say) and when it was started, with blanks between them. It is "" where that can't be told.
func processName(pid int) string {
	host, err := os.Hostname()
	if err != nil {
		return ""
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return ""
	}
	started, _ := processStart(pid)
	if started == "" {
		return ""
	}
	return host + " " + strings.TrimSpace(string(boot)) + " " + space + " " + started
}

// processStart gives when a process was started, in ticks since the boot, and its state (proc_pid_stat(5), fields 22
// and 3); blank where that can't be read.
func processStart(pid int) (started, state string) {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return "", ""
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 20 {
		return "", ""
	}
	return fields[19], fields[0]
}

// processGone tells whether the process that processName named so has certainly ended. A process of another machine,
// boot or namespace may well be alive.
func processGone(name string, pid int) bool {
	here := processName(os.Getpid())
	at := strings.LastIndexByte(here, ' ')
	if at < 0 || !strings.HasPrefix(name, here[:at+1]) {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer p.Release()
	if errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
		return true
	}
	started, state := processStart(pid)
	return started != "" && (started != name[at+1:] || state == "Z" || state == "X") // another one, or only its exit code is left
}
