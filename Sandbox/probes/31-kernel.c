// Calls that hide memory from limits, or are of use to attack the kernel.
// expect: memfd_create | done | EPERM
// expect: memfd_secret | * | EPERM
// expect: keyring | done | EPERM
// expect: io_uring | * | ENOSYS
// expect: bpf | * | EPERM
// expect: userfaultfd | * | EPERM
// expect: performance counters | * | EPERM
// expect: kernel module | * | EPERM
// expect: kexec | * | EPERM
// expect: handle of a file | * | EPERM
// expect: an unknown call | * | ENOSYS
// expect: a call of the future | * | ENOSYS
#include "probe.h"
#include <sys/mman.h>
PROBE {
  UNUSED;
  came("memfd_create", memfd_create("x", 0));
  came("keyring", syscall(SYS_keyctl, 0, -3, 1, 0, 0));
  if (!INSIDE) return 0;
  static char room[256];
  came("memfd_secret", syscall(447, 0));
  came("io_uring", syscall(425, 8, room));
  came("bpf", syscall(SYS_bpf, 0, room, sizeof room));
  came("userfaultfd", syscall(SYS_userfaultfd, 1));
  came("performance counters", syscall(SYS_perf_event_open, room, 0, -1, -1, 0));
  came("kernel module", syscall(SYS_finit_module, 0, "", 0));
  came("kexec", syscall(SYS_kexec_load, 0, 0, NULL, 0));
  came("handle of a file", syscall(SYS_name_to_handle_at, AT_FDCWD, "/", room, room + 128, 0));
  came("an unknown call", syscall(999));
  came("a call of the future", syscall(470, 0, 0, 0));
}
