// Looks into other processes.
// expect: traced | done | EPERM
// expect: read another's memory | done | EPERM
// expect: written another's memory | done | EPERM
// expect: memory of process 1 | * | EACCES,EPERM
// expect: descriptors of process 1 | * | EACCES,EPERM
#include "probe.h"
#include <sys/ptrace.h>
#include <sys/uio.h>
PROBE {
  UNUSED;
  static char secret[] = "secret";
  char copy[sizeof secret];
  pid_t child = fork();
  if (child == 0) {
    pause();
    _exit(0);
  }
  came("traced", ptrace(PTRACE_ATTACH, child, NULL, NULL));
  struct iovec here = {copy, sizeof copy}, there = {secret, sizeof secret};
  came("read another's memory", process_vm_readv(child, &here, 1, &there, 1, 0));
  came("written another's memory", process_vm_writev(child, &here, 1, &there, 1, 0));
  tried_to_open_for_writing("memory of process 1", "/proc/1/mem");
  came("descriptors of process 1", open("/proc/1/fd", O_RDONLY));
  kill(child, SIGKILL);
}
